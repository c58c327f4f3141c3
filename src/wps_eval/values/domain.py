"""Of whom a number speaks: a place, and in it everybody or a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Some of the people: a category of one dimension, or of several crossed; everybody where none.

    Attributes:
        parts: Pairs of dimension and category, such as ``("sex", "f")``, sorted.
    """

    parts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, parts: Iterable[tuple[str, str]]) -> Group:
        """Make a group of pairs of dimension and category, in any order."""
        return cls(tuple(sorted(parts)))

    @classmethod
    def read(cls, text: str) -> Group:
        """Read the spelling of a column, ``age=18-24;sex=f``; the empty text is everybody.

        Raises:
            ValueError: A part is no pair, or a dimension stands twice.
        """
        parts = [tuple(part.split("=", 1)) for part in text.split(";") if part.strip()]
        pairs = [(part[0].strip(), part[-1].strip()) for part in parts]
        complete = all(len(part) > 1 and all(pair) for part, pair in zip(parts, pairs, strict=True))
        if not complete or len({name for name, _ in pairs}) != len(pairs):
            raise ValueError(text)
        return cls.of(pairs)

    def __str__(self) -> str:
        """Spell the group as a column does."""
        return ";".join(f"{name}={value}" for name, value in self.parts)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Name the dimensions that the group is made by."""
        return tuple(name for name, _ in self.parts)

    def without(self, dimensions: Iterable[str]) -> Group:
        """Leave some dimensions away."""
        left_away = set(dimensions)
        return Group(tuple(part for part in self.parts if part[0] not in left_away))


EVERYBODY = Group()


@dataclass(frozen=True, slots=True, order=True)
class Domain:
    """Of whom a number speaks.

    Attributes:
        place: The code of a place of the plan.
        group: Everybody there unless said.
    """

    place: str
    group: Group = EVERYBODY

    @property
    def everybody(self) -> bool:
        """Whether it is the whole of the place."""
        return self.group == EVERYBODY
