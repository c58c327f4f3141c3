"""Match a name to one of the plan's bodies by folded spelling; never by likeness."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.plan.whole_plan import Plan


@dataclass(frozen=True)
class BodyNames:
    """The plan's bodies by every spelling they are known under.

    Attributes:
        by_key: The codes of the bodies that a folded spelling may mean.
        codes: The codes of all bodies.
    """

    by_key: Mapping[str, tuple[str, ...]]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan) -> BodyNames:
        """Index a plan's bodies by code, by their names of any time and language, and by spellings."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        codes = []
        for body in plan.bodies:
            codes.append(body.code)
            for spelling in (body.code, body.name, *body.spellings):
                found[fold(spelling)][body.code] = None
        for name in plan.body_names:
            for spelling in (name.name, *name.translations.values()):
                found[fold(spelling)][name.body] = None
        for title in plan.titles:
            if title.code in codes:
                found[fold(title.text)][title.code] = None
        return cls({key: tuple(meant) for key, meant in found.items()}, tuple(codes))

    def meant(self, name: str) -> tuple[str, ...]:
        """Give the codes of the bodies that a name may mean: one, none, or several."""
        return (name,) if name in self.codes else self.by_key.get(fold(name), ())
