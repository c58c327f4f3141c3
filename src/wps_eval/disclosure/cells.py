"""The numbers of a release as cells that add up, in plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]
    Truths = NDArray[np.bool_]

NO_ROW = -1  #: of a number that no row shows, such as the step between two totals


@dataclass(frozen=True, repr=False)
class Cells(RowHolder):
    """Numbers that are not below zero, the rows that show them, and the sums that they make.

    Attributes:
        value: The number of each cell (k,).
        row: Which row shows it (k,), 0 to r-1; ``NO_ROW`` where none does.
        protection: How wide the range must be that a reader is left with (k,); 0 where it may be found.
        sums: Sums (m, k), each 0: a total less its parts.
        small: Rows that are hidden whatever else is (r,).
        cost: What it costs to hide a row (r,), above 0.
        public: Cells that an earlier release let out (k,); to hide them again protects nothing.
    """

    value: Floats
    row: Numbers
    protection: Floats
    sums: csr_array
    small: Truths
    cost: Floats
    public: Truths

    def free(self, hidden: Truths) -> Truths:
        """Say which cells a reader does not know (k,), if some rows are hidden (r,)."""
        shown_by_row = (self.row >= 0) & ~hidden[self.row]
        return ~shown_by_row & ~self.public

    def in_need(self, hidden: Truths) -> Numbers:
        """Give the cells that need a range, if some rows are hidden (r,): the positions of those not shown."""
        return np.flatnonzero((self.protection > 0) & self.free(hidden))

    def parts(self) -> Iterator[tuple[Cells, Numbers]]:
        """Part the cells into those that share no sum and no row, each with its rows' numbers."""
        k, r = len(self.value), len(self.small)
        with_row = np.flatnonzero(self.row >= 0)
        shows = csr_array(
            (np.ones(len(with_row)), (self.row[with_row], with_row)), shape=(max(r, 1), k)
        )
        links = abs(vstack([self.sums, shows]))
        count, label = connected_components(links.T @ links, directed=False)
        for each in range(count):
            cells = np.flatnonzero(label == each)
            rows = np.unique(self.row[cells][self.row[cells] >= 0])
            if len(rows):
                yield self._of(cells, rows), rows

    def _of(self, cells: Numbers, rows: Numbers) -> Cells:
        """Keep some cells and rows, numbered anew."""
        sums = csr_array(self.sums[:, cells])
        renumbered = np.full(len(self.small), NO_ROW, np.intp)
        renumbered[rows] = np.arange(len(rows))
        row = np.where(self.row[cells] >= 0, renumbered[self.row[cells]], NO_ROW)
        return Cells(
            value=self.value[cells],
            row=row.astype(np.intp),
            protection=self.protection[cells],
            sums=csr_array(sums[np.flatnonzero(abs(sums).sum(axis=1))]),
            small=self.small[rows],
            cost=self.cost[rows],
            public=self.public[cells],
        )
