"""How far a number that is not shown can lie from where it is, by what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.disclosure.cells import Cells, Truths

    Floats = NDArray[np.float64]

ROOM = (
    10.0  # times the largest number: how far up a number may be thought to lie, if nothing holds it
)


@dataclass(frozen=True, slots=True, repr=False)
class Range(RowHolder):
    """How far one cell can move while all sums hold.

    Attributes:
        down: How far below its value (0 or less).
        up: How far above.
        moves: The two ways of all cells to move (2, k) that take it there, while every sum holds.
        weight: For each cell (k,) the most by which its being free widens the range: with the cells free
            in any other way, the range is at most the sum of their weights. All of them are 0 or more.
    """

    down: float
    up: float
    moves: Floats
    weight: Floats

    @property
    def width(self) -> float:
        """Give the width of the range."""
        return self.up - self.down


def room_above(cells: Cells) -> float:
    """Give how far up a number may lie that nothing holds."""
    return ROOM * float(max(cells.value.max(initial=0), cells.protection.max(initial=0), 1.0))


def range_of(cells: Cells, cell: int, free: Truths) -> Range:
    """Find the range of one cell.

    Args:
        cells: The cells.
        cell: The position of the cell.
        free: Which cells a reader does not know (k,).

    Returns:
        The range by linear programmes over the cells as real numbers that are not below 0, and the weights
        that duality gives.

    Source: Fischetti and Salazar-González (2001), Management Science 47, 1008-1027, the attacker's
    problems (equations 3 and 4) and the strengthened cuts of their duals.
    """
    up = _furthest(cells, cell, free, sign=1)
    down = _furthest(cells, cell, free, sign=-1)
    return Range(-down[0], up[0], np.array([up[1], down[1]]), up[2] + down[2])


def _furthest(cells: Cells, cell: int, free: Truths, *, sign: int) -> tuple[float, Floats, Floats]:
    """Give how far a cell can move up (sign 1) or down (-1), how all cells move then, and the weight of each in it."""
    above = room_above(cells)
    lower = np.where(free, -cells.value, 0.0)
    upper = np.where(free, above, 0.0)
    aim = np.zeros(len(cells.value))
    aim[cell] = -sign
    found = linprog(
        aim,
        A_eq=cells.sums if cells.sums.shape[0] else None,
        b_eq=np.zeros(cells.sums.shape[0]) if cells.sums.shape[0] else None,
        bounds=np.column_stack([lower, upper]),
        method="highs",
    )
    weight = np.maximum(found.lower.marginals, 0) * cells.value
    weight += np.maximum(-found.upper.marginals, 0) * above
    return -float(found.fun), found.x, weight
