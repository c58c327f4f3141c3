"""Match the groups that figures name to the plan's closed list of dimensions and categories."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.values import EVERYBODY, Group
from wps_eval.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wps_eval.plan.lists import PlanGroup

#: what a dimension without categories takes: 18-24, 60+, <18; never a word, which could be a name
_STRETCH = re.compile(r"[<>≤≥]? ?\d{1,3} ?(\+|[-–] ?\d{1,3})?")
WITHOUT_A_FILE = {"sex": ("f", "m"), "age": ()}  # a plan that lists no groups knows these


class UnknownGroupError(ValueError):
    """A group that the plan does not know.

    Attributes:
        known: The names that there are.
    """

    def __init__(self, text: str, known: Iterable[str]) -> None:
        """Keep what was written and the names that there are."""
        super().__init__(text)
        self.known = tuple(known)


@dataclass(frozen=True)
class GroupNames:
    """The plan's groups by every spelling they are known under.

    Attributes:
        dimensions: The dimension that a folded word means.
        categories: The category that a folded word means, dimension by dimension.
        open_dimensions: Dimensions without a list of categories, which take stretches of figures such as ``18-24``.
        alone: The groups that a folded word means which stands without its dimension.
    """

    dimensions: Mapping[str, str]
    categories: Mapping[str, Mapping[str, str]]
    open_dimensions: frozenset[str]
    alone: Mapping[str, tuple[Group, ...]]

    @classmethod
    def of(cls, groups: Iterable[PlanGroup]) -> GroupNames:
        """Index groups by code, name in every language, and the further spellings."""
        spelt = {row.code: tuple(map(fold, row.spelt)) for row in groups} or _without_a_file()
        dimensions: dict[str, str] = {}
        categories: defaultdict[str, dict[str, str]] = defaultdict(dict)
        alone: defaultdict[str, list[Group]] = defaultdict(list)
        for code, words in spelt.items():
            if "=" not in code:
                dimensions |= dict.fromkeys((fold(code), *words), code)
                continue
            ((name, category),) = Group.read(code).parts
            categories[name] |= dict.fromkeys((fold(category), *words), category)
            for word in dict.fromkeys(words):
                alone[word].append(Group(((name, category),)))
        opened = frozenset(set(dimensions.values()) - set(categories))
        return cls(dimensions, categories, opened, {k: tuple(v) for k, v in alone.items()})

    @property
    def known(self) -> tuple[str, ...]:
        """Name the groups that there are, as columns spell them."""
        listed = [
            f"{d}={c}"
            for d, words in self.categories.items()
            for c in dict.fromkeys(words.values())
        ]
        return (*listed, *(f"{name}=..." for name in sorted(self.open_dimensions)))

    def read(self, text: str) -> Group:
        """Read a group however it is spelt.

        Args:
            text: Such as ``sex=f``, ``Sex = F;age=18-24``, ``women`` or ``نساء``; nothing is everybody.

        Returns:
            The group, by the plan's own codes.

        Raises:
            UnknownGroupError: A word is in none of the plan's lists.
            ValueError: It is no list of dimensions and categories, or a dimension stands twice.
        """
        if not text.strip():
            return EVERYBODY
        if "=" not in text:
            meant = self.alone.get(fold(text), ())
            if len(meant) != 1:
                raise UnknownGroupError(text, self.known)
            return meant[0]
        return Group.of(self._pair(*part) for part in Group.read(text).parts)

    def _pair(self, name: str, category: str) -> tuple[str, str]:
        dimension = self.dimensions.get(fold(name), "")
        known = self.categories.get(dimension, {}).get(fold(category), "")
        if dimension in self.open_dimensions and _STRETCH.fullmatch(" ".join(category.split())):
            return dimension, " ".join(category.split())
        if not known:
            raise UnknownGroupError(f"{name}={category}", self.known)
        return dimension, known


def _without_a_file() -> dict[str, tuple[str, ...]]:
    """Give the dimensions and categories of a plan that lists none."""
    pairs = ((name, c) for name, listed in WITHOUT_A_FILE.items() for c in listed)
    words = {"f": ("female", "women"), "m": ("male", "men")}
    return dict.fromkeys(WITHOUT_A_FILE, ()) | {f"{n}={c}": words[c] for n, c in pairs}
