"""Which rows to hide besides the small ones, so that no hidden number can be found from the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_diag, csr_array, hstack

from wps_eval.disclosure.known_moves import KnownMoves
from wps_eval.disclosure.ranges import range_of, room_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from wps_eval.disclosure.cells import Cells, Truths

    Floats = NDArray[np.float64]
    Cut = tuple[Floats, float]

ENOUGH = 1e-6  #: of rounding in a width or a cost
MOST_EXACT_ROWS = 60  #: of a part that is solved at least cost; larger ones are solved step by step
MOST_ROUNDS = 60  #: of cuts, before the best solution so far is taken
MOST_TRIALS = 1500  #: of ranges, to show again what is hidden needlessly
HIDDEN_ALREADY = (
    1e-3  #: cost of moving a cell that is hidden anyhow, so that none is moved for nothing
)


def suppress(cells: Cells) -> Truths:
    """Choose the rows to hide (r,), the small ones among them.

    Args:
        cells: The cells.

    Returns:
        The rows. Every cell that needs a range has one at least as wide as its protection, where that is
        possible at all: what an earlier release let out cannot be hidden again. Parts of up to
        ``MOST_EXACT_ROWS`` rows are hidden at least cost, larger ones step by step, with what is
        needless shown again.

    Source: Fischetti and Salazar-González (2001), Management Science 47, 1008-1027 (cuts, protection of
    a width); Kelly, Golden and Assad (1992), Networks 22, 397-417 (the steps).
    """
    hidden = cells.small.copy()
    for part, rows in cells.parts():
        if len(part.in_need(part.small)):
            hidden[rows] = _suppress_part(part)
    return hidden


def _suppress_part(cells: Cells) -> Truths:
    """Choose the rows to hide of cells that hang together."""
    possible = protectable(cells)
    moves = KnownMoves(possible)
    found = _without_needless(possible, _step_by_step(possible, moves), moves)
    return _at_least_cost(possible, found) if len(cells.small) <= MOST_EXACT_ROWS else found


def protectable(cells: Cells) -> Cells:
    """Ask no wider range of a cell than it has with every row hidden.

    What is public stays public; and where numbers are missing, sums that are taken for full ones may
    leave a cell no room.
    """
    full = np.abs(cells.sums @ cells.value).max(initial=0.0) < ENOUGH
    if full and not cells.public.any():
        return cells
    free = cells.free(np.ones(len(cells.small), dtype=bool))
    protection, moves = cells.protection.copy(), KnownMoves(cells)
    for cell in np.flatnonzero(protection > 0):
        asked = float(protection[cell]) + ENOUGH
        widest = moves.width(int(cell), free, asked) if free[cell] else 0.0
        protection[cell] = min(protection[cell], max(widest - ENOUGH, 0.0))
    return replace(cells, protection=protection)


def unprotected(cells: Cells, hidden: Truths, moves: KnownMoves | None = None) -> Iterator[int]:
    """Give the cells whose range is too narrow if some rows (r,) are hidden.

    Args:
        cells: The cells.
        hidden: The rows that are hidden (r,).
        moves: The ways to move that are known of these cells.
    """
    free, known = cells.free(hidden), moves or KnownMoves(cells)
    yield from (int(i) for i in cells.in_need(hidden) if _is_too_narrow(cells, int(i), free, known))


def _is_too_narrow(cells: Cells, cell: int, free: Truths, moves: KnownMoves) -> bool:
    """Whether the range of a cell falls short of its protection."""
    enough = float(cells.protection[cell]) - ENOUGH
    return moves.width(cell, free, enough) < enough


def _step_by_step(cells: Cells, moves: KnownMoves) -> Truths:
    """Hide, cell by cell, the rows that give it a range at the least cost, until all have one.

    Ranges only widen as rows are hidden, so that a cell that has one keeps it.
    """
    hidden = cells.small.copy()
    done: set[int] = set()
    while waiting := [int(i) for i in cells.in_need(hidden) if int(i) not in done]:
        for cell in waiting:
            if _is_too_narrow(cells, cell, cells.free(hidden), moves):
                hidden |= _cheapest_rows(cells, cell, hidden)
            done.add(cell)
    return hidden


def _cheapest_rows(cells: Cells, cell: int, hidden: Truths) -> Truths:
    """Give rows (r,) that, hidden too, let a cell move as far up and down as its protection asks.

    One linear programme: two ways for all numbers to move while every sum holds, which set the cell
    its protection apart, at the least cost of what they move.
    """
    k = len(cells.value)
    by_row = np.append(np.where(hidden, HIDDEN_ALREADY, cells.cost), HIDDEN_ALREADY)
    cost = by_row[cells.row]  # the last one is that of no row
    above = np.where(cells.public, 0.0, room_above(cells))
    below = np.where(cells.public, 0.0, cells.value)
    move = hstack([cells.sums, -cells.sums])
    apart = np.zeros(4 * k)
    apart[[cell, k + cell, 2 * k + cell, 3 * k + cell]] = (-1, 1, 1, -1)
    found = linprog(
        np.tile(cost, 4),
        A_ub=apart[None, :],
        b_ub=[-float(cells.protection[cell])],
        A_eq=block_diag([move, move]) if cells.sums.shape[0] else None,
        b_eq=np.zeros(2 * cells.sums.shape[0]) if cells.sums.shape[0] else None,
        bounds=np.column_stack([np.zeros(4 * k), np.concatenate([above, below, above, below])]),
        method="highs",
    )
    if found.x is None:  # no way: to hide all is all that can be done
        return np.ones(len(hidden), dtype=bool)
    moved = found.x.reshape(4, k).max(axis=0) > ENOUGH
    rows = np.zeros(len(hidden), dtype=bool)
    rows[cells.row[moved & (cells.row >= 0)]] = True
    return rows


def _without_needless(cells: Cells, hidden: Truths, moves: KnownMoves) -> Truths:
    """Show again, the dearest first, each row without which all ranges are still wide enough."""
    others = np.flatnonzero(hidden & ~cells.small)
    if len(others) * len(cells.in_need(hidden)) > MOST_TRIALS:
        return hidden
    for row in others[np.argsort(-cells.cost[others], kind="stable")]:
        fewer = hidden.copy()
        fewer[row] = False
        if next(unprotected(cells, fewer, moves), None) is None:
            hidden = fewer
    return hidden


def _at_least_cost(cells: Cells, found: Truths, rounds: int = MOST_ROUNDS) -> Truths:
    """Hide at the least cost, by cuts until none is violated; what was found before where none is cheaper."""
    cuts: list[Cut] = []
    for _ in range(rounds):
        hidden = _cheapest_by_cuts(cells, cuts)
        if hidden is None or cells.cost[hidden].sum() >= cells.cost[found].sum() - ENOUGH:
            return found
        new_cuts = list(_violated_cuts(cells, hidden))
        if not new_cuts:
            return hidden
        cuts += new_cuts
    return found


def _violated_cuts(cells: Cells, hidden: Truths) -> Iterator[Cut]:
    """Give, for each cell whose range is too narrow, what any choice of rows must satisfy to widen it."""
    free = cells.free(hidden)
    for cell in cells.in_need(hidden):
        needed = float(cells.protection[cell])
        found = range_of(cells, int(cell), free)
        if found.width >= needed - ENOUGH:
            continue
        weight = np.where(cells.public, 0.0, found.weight)
        of_no_row = float(weight[cells.row < 0].sum())
        by_row = np.zeros(len(hidden))
        np.add.at(by_row, cells.row[cells.row >= 0], weight[cells.row >= 0])
        least = max(needed - of_no_row, 0.0)
        by_row = np.minimum(by_row, least)
        if cells.row[cell] >= 0 and not cells.small[cells.row[cell]]:
            by_row[cells.row[cell]] -= least  # it holds only if the cell's own row is hidden
            least = 0.0
        yield by_row, least


def _cheapest_by_cuts(cells: Cells, cuts: Iterable[Cut]) -> Truths | None:
    """Choose the cheapest rows that satisfy all cuts; None where there is no such choice."""
    known = list(cuts)
    limits = (
        LinearConstraint(csr_array(np.array([row for row, _ in known])), [low for _, low in known])
        if known
        else ()
    )
    found = milp(
        cells.cost,
        integrality=np.ones(len(cells.cost)),
        bounds=Bounds(cells.small.astype(float), np.ones(len(cells.cost))),
        constraints=limits,
    )
    return None if found.x is None else np.asarray(found.x > 0.5)  # noqa: PLR2004 - of a number that is 0 or 1
