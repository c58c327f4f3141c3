"""The equations of a whole release: places, groups, spans, steps, shares and bases that add up."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import coo_array, csr_array

from wps_eval.disclosure.cells import NO_ROW, Cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wps_eval.disclosure.cells import Truths
    from wps_eval.values import Group, Span

Partitions = tuple[tuple[str, tuple[str, ...]], ...]  # a place, and the places that make it
SAME = 1e-6  #: of rounding in a sum
NEAR_SUM = 2  #: times the protection: a sum that falls short by less is taken for a full one, as an attacker would


@dataclass(frozen=True, slots=True)
class NumberKey:
    """Which number is meant.

    Attributes:
        what: What it counts: the indicator, its item and round, and which part of a share.
        place: Where.
        group: Of whom.
        span: When.
    """

    what: tuple[str, ...]
    place: str
    group: Group
    span: Span

    def at(self, place: str) -> NumberKey:
        """Give the same number of another place."""
        return replace(self, place=place)

    def of(self, group: Group) -> NumberKey:
        """Give the same number of another group."""
        return replace(self, group=group)

    def within(self, span: Span) -> NumberKey:
        """Give the same number of another span."""
        return replace(self, span=span)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a release.

    Attributes:
        value: The number.
        row: The row that shows it; ``NO_ROW`` where none does.
        protection: How wide a range it needs where it is hidden.
        public: Whether an earlier release let it out.
    """

    value: float
    row: int
    protection: float = 0.0
    public: bool = False


@dataclass(slots=True)
class Sums:
    """Numbers by their keys, and the sums found among them so far.

    Attributes:
        numbers: The numbers.
        equations: Of each sum the positions of its numbers with 1 (the total) or -1 (a part).
    """

    numbers: dict[Any, Number] = field(default_factory=dict)
    equations: list[dict[Any, float]] = field(default_factory=list)

    def add(self, total: Any, parts: Sequence[Any]) -> None:
        """Add a sum, if its parts do not make more than the total.

        What is missing from the total is a number of its own that nobody prints, unless it is little:
        whoever takes a place without a row for nought would then come close to a hidden number.
        """
        missing = self.numbers[total].value - sum(self.numbers[part].value for part in parts)
        near = NEAR_SUM * max(self.numbers[part].protection for part in (total, *parts))
        if missing < -SAME:
            return
        equation = {total: 1.0} | dict.fromkeys(parts, -1.0)
        if missing > max(near, SAME):
            rest = ("rest", total, tuple(parts))
            self.numbers[rest] = Number(missing, NO_ROW)
            equation[rest] = -1.0
        self.equations.append(equation)

    def cells(self, small: Truths, cost: np.ndarray[Any, Any]) -> Cells:
        """Give numbers and sums as plain arrays.

        Args:
            small: Rows that are hidden whatever else is (r,).
            cost: What it costs to hide each row (r,).
        """
        position = {key: i for i, key in enumerate(self.numbers)}
        entries = [
            (row, position[key], sign)
            for row, equation in enumerate(self.equations)
            for key, sign in equation.items()
        ]
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        shape = (len(self.equations), len(position))
        numbers = list(self.numbers.values())
        return Cells(
            value=np.array([number.value for number in numbers], dtype=float),
            row=np.array([number.row for number in numbers], dtype=np.intp),
            protection=np.array([number.protection for number in numbers], dtype=float),
            sums=csr_array(coo_array((signs, (rows, columns)), shape=shape)),
            small=small,
            cost=cost,
            public=np.array([number.public for number in numbers], dtype=bool),
        )


def add_places(sums: Sums, partitions: Partitions) -> None:
    """Add the sums over the places that make a place; a place without a row is taken for nought."""
    for key in _keys(sums):
        for whole, parts in partitions:
            if key.place == whole:
                found = [key.at(part) for part in parts if key.at(part) in sums.numbers]
                if found:
                    sums.add(key, found)


def add_groups(sums: Sums) -> None:
    """Add the sums over the categories of a dimension, of everybody and of every group that is crossed."""
    by_whole: defaultdict[tuple[NumberKey, str], list[NumberKey]] = defaultdict(list)
    for key in _keys(sums):
        for dimension in key.group.dimensions:
            whole = key.of(key.group.without((dimension,)))
            if whole in sums.numbers:
                by_whole[whole, dimension].append(key)
    for (whole, _), parts in by_whole.items():
        sums.add(whole, parts)


def add_spans(sums: Sums, flows: frozenset[str]) -> None:
    """Add the sums over the months, quarters or other equal spans that fill a span of what happens within it.

    Args:
        sums: Numbers and sums.
        flows: The indicators that count what happens within a span.
    """
    for at, spans in _by_time(sums, flows).items():
        for span in spans:
            for parts in _filling(span, spans):
                sums.add(at.within(span), [at.within(part) for part in parts])


def add_steps(sums: Sums, totals: frozenset[str], limits: Mapping[str, tuple[float, bool]]) -> None:
    """Add what a count since a start grows by from one return to the next; a small step is hidden.

    Args:
        sums: Numbers and sums.
        totals: The indicators that count since a start.
        limits: By indicator the smallest count that may be shown, and whether nought is hidden too.
    """
    for at, spans in _by_time(sums, totals).items():
        ordered = sorted(spans, key=lambda span: span.end)
        for before, after in itertools.pairwise(ordered):
            limit, with_zero = limits[at.what[0]]
            step = sums.numbers[at.within(after)].value - sums.numbers[at.within(before)].value
            if step < 0:
                continue
            key = ("step", at.within(before), at.within(after))
            small = step < limit and (with_zero or step > 0)
            sums.numbers[key] = Number(step, NO_ROW, limit if small else 0.0)
            sums.equations.append({at.within(after): 1.0, at.within(before): -1.0, key: -1.0})


def _by_time(sums: Sums, indicators: frozenset[str]) -> dict[NumberKey, list[Span]]:
    """Give the spans of each number of some indicators, under its first key."""
    found: dict[tuple[object, ...], tuple[NumberKey, list[Span]]] = {}
    for key in _keys(sums):
        if key.what[0] in indicators:
            found.setdefault((key.what, key.place, key.group), (key, []))[1].append(key.span)
    return dict(found.values())


def _filling(span: Span, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Give the spans of each shorter length that fill a span without gap or overlap."""
    by_months: defaultdict[int, list[Span]] = defaultdict(list)
    for part in spans:
        if part.months and span.months and part.months < span.months and span.holds(part):
            by_months[part.months].append(part)
    for months, parts in by_months.items():
        ordered = sorted(parts)
        apart = all(one.end < two.start for one, two in itertools.pairwise(ordered))
        if apart and months * len(parts) == span.months:
            yield ordered


def _keys(sums: Sums) -> list[NumberKey]:
    """Give the keys of the numbers that rows show."""
    return [key for key in sums.numbers if isinstance(key, NumberKey)]
