"""Survey rows in memory, grouped by plain numpy."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.table import By, Cell, Item, Sums, Table, Value
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]


@dataclass(frozen=True, repr=False)
class Grouping(RowHolder):
    """The domains of one set of columns: which rows lie in which.

    Attributes:
        cells: The domains.
        codes: The position of each row's domain in ``cells``; -1 where a column is missing.
    """

    cells: tuple[Cell, ...]
    codes: Codes


ValueWeights = tuple[Cell, "Floats", "Floats"]  #: a domain, its values, the weight of each value


@dataclass(frozen=True, repr=False)
class MemoryRows(RowHolder):
    """Rows held as a pandas table.

    Attributes:
        frame: The rows; nothing changes it.
    """

    frame: pd.DataFrame
    _levels: dict[str, tuple[Codes, tuple[Value, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.frame)

    def column(self, name: str) -> pd.Series[Any]:
        """Give one column.

        Raises:
            DesignFaults: There is no such column; the nearest is told.
        """
        if name not in self.frame:
            raise DesignFaults([Fault("no_column", Where(), name, known=self.columns)], "rows")
        column: pd.Series[Any] = self.frame[name]
        return column

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns."""
        return tuple(map(str, self.frame.columns))

    def numbers(self, column: str) -> Floats:
        """Give a column as floats, missing as NaN."""
        return cast(
            "Floats", _as_numbers(self.column(column)).to_numpy(np.float64, na_value=np.nan)
        )

    def values(self, item: Item) -> Floats:
        """Give the values of an item, NaN where it is missing."""
        column = self.column(item.column)
        if item.among is not None:
            values = column.isin(list(item.among)).to_numpy().astype(np.float64)
            values[column.isna().to_numpy()] = np.nan
        elif item.at_most is not None:
            number = self.numbers(item.column)
            values = np.where(np.isnan(number), np.nan, (number <= item.at_most).astype(np.float64))
        else:
            values = self.numbers(item.column).copy()
        if item.times:
            values = values * self.numbers(item.times)
        if item.given:
            values[self.column(item.given).isna().to_numpy()] = np.nan
        return values

    def levels(self, column: str) -> tuple[Codes, tuple[Value, ...]]:
        """Give a column as codes (-1 where missing) and its sorted values."""
        if column not in self._levels:
            codes, values = pd.factorize(self.column(column), sort=True)
            self._levels[column] = (
                codes.astype(np.intp),
                tuple(v.item() if hasattr(v, "item") else v for v in values),
            )
        return self._levels[column]

    def grouping(self, columns: Sequence[str]) -> Grouping:
        """Cross columns into domains; crossings that no row has are left out."""
        codes = np.zeros(len(self), np.intp)
        values: list[tuple[Value, ...]] = []
        for column in columns:
            column_codes, levels = self.levels(column)
            codes = np.where(
                (codes < 0) | (column_codes < 0), -1, codes * len(levels) + column_codes
            )
            values.append(levels)
        crossings = [tuple(zip(columns, each, strict=True)) for each in product(*values)]
        used, code_in_use = np.unique(codes[codes >= 0], return_inverse=True)
        codes = codes.copy()
        codes[codes >= 0] = code_in_use
        return Grouping(tuple(crossings[i] for i in used), codes)

    def distinct(self, column: str) -> tuple[Value, ...]:
        """List the values of a column, sorted, without missing."""
        return self.levels(column)[1]

    def weight_by_value(
        self, column: str, columns: Sequence[str], weight: Floats
    ) -> tuple[ValueWeights, ...]:
        """Sum the weights by value of a column in each domain, values ascending, missing left out."""
        grouping, value = self.grouping(columns), self.numbers(column)
        by_domain = []
        for code, cell in enumerate(grouping.cells):
            is_inside = (grouping.codes == code) & ~np.isnan(value)
            distinct_values, position = np.unique(value[is_inside], return_inverse=True)
            weights_of_values = np.bincount(
                position, weight[is_inside], len(distinct_values)
            ).astype(np.float64)
            by_domain.append((cell, distinct_values, weights_of_values))
        return tuple(by_domain)

    def table(
        self,
        items: Sequence[Item],
        by: By,
        unit: Codes,
        weight: Floats,
        units: int,
        *,
        squares: bool = False,
    ) -> Table:
        """Group the rows into the table that estimates are made from.

        Args:
            items: The items.
            by: The sets of domains.
            unit: The sampling unit of each row, a position below ``units``.
            weight: The weight of each row.
            units: How many units the design has.
            squares: Whether design effects are wanted.
        """
        del squares  # they cost little here
        groupings = [self.grouping(columns) for columns in by]
        values = [self.values(item) for item in items]
        parts = [_domain_sums(each, values, unit, weight, units) for each in groupings]
        return join_tables(tuple(items), [each.cells for each in groupings], parts)


#: of one set of domains: weight and total by unit; n, missing and square of all units
DomainSums = tuple["Floats", "Floats", "Floats", "Floats", "Floats"]


def _domain_sums(
    grouping: Grouping, values: list[Floats], unit: Codes, weight: Floats, units: int
) -> DomainSums:
    """Sum one set of domains: weight, total (U, D, K); n, missing, square (D, K)."""
    cells = len(grouping.cells)
    in_domain = grouping.codes >= 0
    shape = (units, cells, len(values))
    weights, totals = np.zeros(shape), np.zeros(shape)
    n, missing, square = (np.zeros((cells, len(values))) for _ in range(3))
    rows = np.bincount(grouping.codes[in_domain], minlength=cells)
    for k, value in enumerate(values):
        is_inside = in_domain & ~np.isnan(value)
        code, row_weight, row_value = grouping.codes[is_inside], weight[is_inside], value[is_inside]
        unit_cell = unit[is_inside] * cells + code
        weights[:, :, k] = np.bincount(unit_cell, row_weight, units * cells).reshape(units, cells)
        totals[:, :, k] = np.bincount(unit_cell, row_weight * row_value, units * cells).reshape(
            units, cells
        )
        n[:, k] = np.bincount(code, minlength=cells)
        missing[:, k] = rows - n[:, k]
        square[:, k] = np.bincount(code, row_weight * row_value * row_value, cells)
    return weights, totals, n, missing, square


def join_tables(
    items: tuple[Item, ...], cells: Sequence[tuple[Cell, ...]], parts: Sequence[DomainSums]
) -> Table:
    """Lay the sets of domains side by side."""
    weights, totals = (np.concatenate([part[i] for part in parts], axis=1) for i in (0, 1))
    n, missing, square = (np.concatenate([part[i] for part in parts]) for i in (2, 3, 4))
    return Table(
        items,
        tuple(cell for each in cells for cell in each),
        Sums(weights, totals),
        n,
        missing,
        square,
    )


def _as_numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    """Give a column as numbers; one that holds words is refused, and none of its cells is told."""
    try:
        return pd.to_numeric(column)
    except (ValueError, TypeError):
        raise DesignFaults([Fault("no_numbers", Where(column=str(column.name)))], "rows") from None
