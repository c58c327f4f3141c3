"""Where a design's rows come from: memory, DuckDB, or sums that were grouped elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.memory_rows import MemoryRows, join_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from wps_eval.survey.memory_rows import Profile
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

    def profile(self, column: str, columns: Sequence[str]) -> tuple[Profile, ...]:
        """Sum the weights by value of a column, domain by domain, values ascending."""
        ...


@dataclass(frozen=True)
class MemorySource:
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

    def profile(self, column: str, columns: Sequence[str]) -> tuple[Profile, ...]:
        """Sum the weights by value of a column, domain by domain, values ascending."""
        return self.rows.profile(column, columns, self.weight)


@dataclass(frozen=True)
class GroupedSource:
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

    def profile(self, column: str, columns: Sequence[str]) -> tuple[Profile, ...]:  # noqa: ARG002 - the protocol's names
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
            each = [self._sums(item.name, grouping.codes, cells) for item in items]
            w, t, n, missing, square = (np.stack(part, axis=-1) for part in zip(*each, strict=True))
            parts.append((w, t, n.sum(0), missing.sum(0), square.sum(0)))
        return join_tables(tuple(items), [each.cells for each in groupings], parts)

    def _sums(self, item: str, codes: Codes, cells: int) -> list[Floats]:
        frame: pd.DataFrame = self.rows.frame
        keep = (codes >= 0) & (frame["item"] == item).to_numpy()
        place = self.unit[keep] * cells + codes[keep]
        return [
            np.bincount(place, self.rows.numbers(column)[keep], self.units * cells)
            .astype(np.float64)
            .reshape(self.units, cells)
            for column in ("weight", "total", "n", "missing", "square")
        ]
