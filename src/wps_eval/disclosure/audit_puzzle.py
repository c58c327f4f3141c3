"""What the attacker knows: numbers of people, known and hidden, and sums over both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROUNDING = 1e-6
NEAR = 1e-3  #: of two widths that are taken for one
Key = tuple[Any, ...]  # what, place, group as a set of pairs, first and last day


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the attacker knows besides the tables, all of it public.

    Attributes:
        partitions: Which places make which.
        limits: By indicator the smallest count that may be shown.
        base: The smallest survey base that may be shown.
        sensitive: Indicators of which nought is hidden too.
        flows: Indicators that count what happens within a span.
        totals: Indicators that count since a start.
    """

    partitions: Sequence[tuple[str, Sequence[str]]]
    limits: Mapping[str, float]
    base: float
    sensitive: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exposed:
    """A hidden number that is known too well.

    Attributes:
        what: The indicator or scale.
        place: Where.
        group: Of whom, as a column spells it.
        period: Its last day.
        width: How wide a range is left.
        needed: How wide it has to be.
    """

    what: str
    place: str
    group: str
    period: str
    width: float
    needed: float

    def is_no_worse_than(self, other: Exposed) -> bool:
        """Whether it is the same number, of which as much is left open."""
        same = (self.what, self.place, self.group, self.period) == (
            other.what,
            other.place,
            other.group,
            other.period,
        )
        return same and self.width >= other.width - NEAR


@dataclass
class Puzzle:
    """All numbers of people in released tables: known ones, hidden ones, and sums over both."""

    known: dict[Key, float | None] = field(default_factory=dict)
    needed: dict[Key, float] = field(default_factory=dict)
    sums: list[dict[Key, float]] = field(default_factory=list)

    def put(self, key: Key, value: float | None, needed: float) -> None:
        """Note a number; what any table shows is known."""
        if self.known.get(key) is None:
            self.known[key] = value
        self.needed[key] = needed


def where_of(row: Mapping[Any, Any]) -> Key:
    """Give place, group and days of a row."""
    return row["place"], traits_of(row), row["period_start"].date(), row["period_end"].date()


def traits_of(row: Mapping[Any, Any]) -> frozenset[tuple[str, ...]]:
    """Give the traits of a row's group."""
    return frozenset(tuple(pair.split("=", 1)) for pair in str(row["group"]).split(";") if pair)


def first_of(*numbers: Any) -> float | None:
    """Give the first number that is there."""
    return next((float(n) for n in numbers if n is not None and not pd.isna(n)), None)


def no_more_than(puzzle: Puzzle, wholes: Sequence[Key], parts: Sequence[Key]) -> None:
    """Know that some people are no more than those whom they are among."""
    # of a name of its own, since others of a group are not parts of the others of all
    rest = ("others", tuple(wholes), tuple(parts), *wholes[0][-4:])
    puzzle.put(rest, None, 0.0)
    puzzle.sums.append(dict.fromkeys(wholes, 1.0) | {rest: -1.0} | dict.fromkeys(parts, -1.0))
