"""Which target, and which milestone that is due, holds in a domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wps_eval.indicators.windows import Windows
    from wps_eval.plan.lists import Partition
    from wps_eval.plan.models import Target
    from wps_eval.values import Domain


@dataclass(frozen=True, slots=True)
class Goals:
    """What is to be reached in a domain.

    Attributes:
        target: The latest target, or None.
        milestone: The latest milestone that is due, or None.
        every: A target that each part of the place has to reach by itself, or None.
        elsewhere: Whether the indicator has targets, but none for this domain.
    """

    target: Target | None = None
    milestone: Target | None = None
    every: Target | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Scopes:
    """Of which places targets speak that name none.

    Attributes:
        national: The country: the place of a target without one.
        partitions: Which places make which, for targets of every part.
    """

    national: str
    partitions: Sequence[Partition] = ()

    def parts(self, target: Target) -> tuple[str, ...]:
        """Give the places each of which a target of every part asks to reach it."""
        named = [p for p in self.partitions if p.code == target.partition]
        whole = target.place or self.national
        found = named or [p for p in self.partitions if p.whole == whole]
        return found[0].parts if found else ()

    def whole(self, target: Target) -> str:
        """Give the place of which a target speaks as a whole."""
        named = [p.whole for p in self.partitions if p.code == target.partition]
        return target.place or (named[0] if named else self.national)


def goals_of(targets: Iterable[Target], domain: Domain, windows: Windows, scopes: Scopes) -> Goals:
    """Give the target and the latest milestone that is due, of everybody in a place.

    Args:
        targets: The targets of one indicator.
        domain: Of whom the values speak; groups have no targets.
        windows: The study's windows.
        scopes: Of which places targets speak that name none.

    Returns:
        A target speaks of its place as a whole, the country unless it names one, or of every part of it
        by itself. Out of its scope it rates nothing.

    Source: DOMAIN of wps-eval, section 14.5.
    """
    known = list(targets)
    if not domain.everybody:
        return Goals(elsewhere=bool(known))
    here = [t for t in known if _speaks_of(t, domain.place, scopes)]
    every = [t for t in known if t.scope == "every" and scopes.whole(t) == domain.place]
    passed = [
        t for t in here if t.kind == "milestone" and parse_date(t.date).end <= windows.current_to
    ]
    goals = [t for t in here if t.kind != "milestone"]
    return Goals(
        target=_latest(goals),
        milestone=_latest(passed),
        every=None if goals else _latest(every),
        elsewhere=bool(known) and not goals and not every,
    )


def _speaks_of(target: Target, place: str, scopes: Scopes) -> bool:
    """Whether a place is the one that a target speaks of, or one of those that it asks of each."""
    if target.scope == "every":
        return place in scopes.parts(target)
    return place == scopes.whole(target)


def _latest(targets: list[Target]) -> Target | None:
    """The latest one; of two of one date the place's own goes before one for every part of the country."""
    ordered = sorted(targets, key=lambda t: (parse_date(t.date).end, t.scope == "whole"))
    return ordered[-1] if ordered else None
