"""Where a design's rows come from: memory, DuckDB, or sums that were grouped elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.memory_rows import MemoryRows, join_tables
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from wps_eval.survey.memory_rows import ValueWeights
    from wps_eval.survey.table import By, Item, Table, Value

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]


class Source(Protocol):
    """What a design asks of its rows."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns that can be asked for."""
        ...

    def distinct(self, column: str) -> tuple[Value, ...]:
        """List the values of a column, sorted, without missing."""
        ...

    def table(self, items: Sequence[Item], by: By, *, squares: bool = False) -> Table:
        """Group the rows by sampling unit and domain."""
        ...

    def weight_by_value(self, column: str, columns: Sequence[str]) -> tuple[ValueWeights, ...]:
        """Sum the weights by value of a column in each domain, values ascending, missing left out."""
        ...


@dataclass(frozen=True, repr=False)
class MemorySource(RowHolder):
    """Rows in memory, each with its unit and weight.

    Attributes:
        rows: The rows.
        unit: The lowest sampling unit of each row.
        weight: The weight of each row.
        units: How many units there are.
    """

    rows: MemoryRows
    unit: Codes
    weight: Floats
    units: int

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns that can be asked for."""
        return self.rows.columns

    def distinct(self, column: str) -> tuple[Value, ...]:
        """List the values of a column, sorted, without missing."""
        return self.rows.distinct(column)

    def table(self, items: Sequence[Item], by: By, *, squares: bool = False) -> Table:
        """Group the rows by sampling unit and domain."""
        return self.rows.table(items, by, self.unit, self.weight, self.units, squares=squares)

    def weight_by_value(self, column: str, columns: Sequence[str]) -> tuple[ValueWeights, ...]:
        """Sum the weights by value of a column in each domain, values ascending, missing left out."""
        return self.rows.weight_by_value(column, columns, self.weight)


@dataclass(frozen=True, repr=False)
class GroupedSource(RowHolder):
    """Sums that were grouped elsewhere, on a cluster say: one row per unit, domain and item.

    Attributes:
        rows: Columns of the domains, ``item``, and the sums ``n``, ``missing``, ``weight``,
            ``total`` and ``square``.
        unit: The lowest sampling unit of each row.
        units: How many units there are.
    """

    rows: MemoryRows
    unit: Codes
    units: int

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns that can be asked for: the items and the domains' columns."""
        return (*map(str, self.distinct("item")), *self.rows.columns)

    def distinct(self, column: str) -> tuple[Value, ...]:
        """List the values of a column, sorted, without missing."""
        return self.rows.distinct(column)

    def weight_by_value(self, column: str, columns: Sequence[str]) -> tuple[ValueWeights, ...]:  # noqa: ARG002 - the protocol's names
        """Refuse: the values behind the sums are gone.

        Raises:
            DesignFaults: Always.
        """
        raise DesignFaults([Fault("only_sums", Where(column=column))], "rows")

    def table(self, items: Sequence[Item], by: By, *, squares: bool = False) -> Table:
        """Add the sums up by sampling unit and domain; squares are there anyway."""
        del squares
        groupings = [self.rows.grouping(columns) for columns in by]
        parts = []
        for grouping in groupings:
            cells = len(grouping.cells)
            item_sums = [self._item_sums(item, grouping.codes, cells) for item in items]
            weights, totals, n, missing, square = (
                np.stack(part, axis=-1) for part in zip(*item_sums, strict=True)
            )
            parts.append((weights, totals, n.sum(0), missing.sum(0), square.sum(0)))
        return join_tables(tuple(items), [grouping.cells for grouping in groupings], parts)

    def _item_sums(self, item: Item, codes: Codes, cells: int) -> list[Floats]:
        """Give weight, total, n, missing and square of one item, each (units, cells)."""
        if item.times not in ("", item.column):
            raise DesignFaults([Fault("only_sums", Where(column=item.times))], "rows")
        frame: pd.DataFrame = self.rows.frame
        is_inside = (codes >= 0) & (frame["item"] == item.name).to_numpy()
        total = "square" if item.times else "total"
        unit_cell = self.unit[is_inside] * cells + codes[is_inside]
        return [
            np.bincount(unit_cell, self.rows.numbers(column)[is_inside], self.units * cells)
            .astype(np.float64)
            .reshape(self.units, cells)
            for column in ("weight", total, "n", "missing", "square")
        ]
