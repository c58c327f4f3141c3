"""The table that every estimate is made from: sums by sampling unit, domain and item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.values import Group
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Value = str | float | int | bool
Cell = tuple[tuple[str, Value], ...]
By = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What is summed of a column.

    Attributes:
        column: The column.
        among: If given, 1 where the value is among these and 0 elsewhere.
        at_most: If given, 1 where the value is at most this and 0 elsewhere.
        given: Another column that must be present too, for ratios.
        times: Another column that the value is multiplied with, for covariances.
    """

    column: str
    among: tuple[Value, ...] | None = None
    at_most: float | None = None
    given: str = ""
    times: str = ""

    @property
    def name(self) -> str:
        """Name the item as the results do."""
        return self.column if self.among is None else f"{self.column}={self.answer}"

    @property
    def answer(self) -> str:
        """Spell the answers that count, parted by a bar; nothing where the values themselves do."""
        return _spell_values(self.among or ())


def _spell_values(values: Iterable[Value]) -> str:
    return "|".join(spell(value) for value in values)


def spell(value: object) -> str:
    """Spell a value of a grouping column, whole numbers without a decimal point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def group_of(cell: Cell) -> Group:
    """Give the group that a crossing of columns is; of no column it is everybody."""
    return Group.of((name, spell(value)) for name, value in cell)


def domain_sets(by: str | Sequence[str] | Sequence[Sequence[str]] | None) -> By:
    """Read the ways of asking for domains.

    Args:
        by: Nothing (the whole sample), one column, a tuple of columns to cross, or a list of all these. In a
            list a name asks for the domains of that column, a tuple of names for those of the columns
            crossed, and an empty tuple for the whole sample.

    Returns:
        One tuple of columns per set of domains.

    Raises:
        DesignFaults: Something in it is no name, such as the number of a quantile.
    """
    if by is None or by in ((), []):
        return ((),)
    if isinstance(by, str):
        return ((by,),)
    if isinstance(by, tuple) and all(isinstance(part, str) for part in by):
        return (by,)
    asked: Any = by if isinstance(by, (list, tuple)) else (by,)
    sets = tuple((part,) if isinstance(part, (str, int, float)) else tuple(part) for part in asked)
    wrong = [each for part in sets for each in part if not isinstance(each, str)]
    if wrong:
        raise DesignFaults([Fault("no_names", Where(), str(each)) for each in wrong], "asked")
    return sets


@dataclass(frozen=True, slots=True, repr=False)
class Sums(RowHolder):
    """Weighted sums, laid out as (unit, domain, item).

    Attributes:
        weight: Sum of the weights of rows whose item is present.
        total: Sum of weight times value.
    """

    weight: Floats
    total: Floats

    def whole(self) -> Sums:
        """Add the units up; the first axis stays, with length one."""
        return Sums(self.weight.sum(0, keepdims=True), self.total.sum(0, keepdims=True))


@dataclass(frozen=True, slots=True, repr=False)
class Table(RowHolder):
    """Sums of all items in all domains, by sampling unit.

    Attributes:
        items: The K items.
        cells: The D domains.
        sums: Weighted sums (U, D, K) with every unit of the design as a row, empty ones as zeros.
        n: Rows whose item is present, (D, K).
        missing: Rows of the domain whose item is missing, (D, K).
        square: Weighted sums of squares (D, K), for design effects.
    """

    items: tuple[Item, ...]
    cells: tuple[Cell, ...]
    sums: Sums
    n: Floats
    missing: Floats
    square: Floats

    @property
    def groups(self) -> tuple[Group, ...]:
        """Give the domains."""
        return tuple(group_of(cell) for cell in self.cells)
