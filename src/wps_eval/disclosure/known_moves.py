"""Ways in which numbers can move while every sum holds, gathered as ranges are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.disclosure.ranges import range_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.disclosure.cells import Cells, Truths

    Floats = NDArray[np.float64]


class KnownMoves:
    """Every way to move that was met so far for some cells.

    Whoever asks for the range of one cell learns how all cells move at its ends. Another cell that
    moves far enough in a way known already needs no linear programme of its own: a range is at least
    as wide as the ways to move that are known.
    """

    def __init__(self, cells: Cells) -> None:
        """Begin with none.

        Args:
            cells: The cells; their numbers, sums and protection stay as they are.
        """
        self._cells = cells
        self._moves: Floats = np.zeros((0, len(cells.value)))

    def width(self, cell: int, free: Truths, enough: float) -> float:
        """Give the width of a cell's range, or a smaller number that is enough.

        Args:
            cell: The position of the cell.
            free: Which cells a reader does not know (k,).
            enough: From which width on it does not matter how wide the range is.
        """
        usable = self._moves[~self._moves[:, ~free].any(axis=1), cell]
        known = float(usable.max(initial=0.0) - usable.min(initial=0.0))
        if known >= enough:
            return known
        found = range_of(self._cells, cell, free)
        self._moves = np.concatenate([self._moves, found.moves])
        return found.width
