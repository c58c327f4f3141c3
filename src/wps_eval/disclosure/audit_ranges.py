"""How far hidden numbers can be narrowed down, by linear programmes."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from wps_eval.disclosure.audit_puzzle import ROUNDING, Exposed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wps_eval.disclosure.audit_puzzle import Key, Puzzle


def narrow(puzzle: Puzzle, sensitive: frozenset[str]) -> Iterator[Exposed]:
    """Give the numbers of which too little is left open; of a step, if it is known to be one."""
    for keys, sums in _pieces_that_touch(puzzle):
        hidden = [key for key in keys if puzzle.known[key] is None]
        asked = [key for key in hidden if puzzle.needed[key]]
        for key, low, high in _ranges(puzzle, hidden, sums, asked):
            needed = puzzle.needed[key]
            of_step = key[0] == "step"
            what = str(key[1][0] if of_step else key[0])
            perhaps_none = of_step and low < 1 and what not in sensitive
            if high - low < needed - ROUNDING and low < needed and not perhaps_none:
                group = ";".join(sorted(f"{name}={value}" for name, value in key[-3]))
                yield Exposed(what, str(key[-4]), group, str(key[-1]), high - low, needed)


def _pieces_that_touch(puzzle: Puzzle) -> Iterator[tuple[list[Key], list[dict[Key, float]]]]:
    """Part the hidden numbers into those that share sums, each with its sums."""
    position = {key: i for i, key in enumerate(puzzle.known)}
    open_keys = {key for key, value in puzzle.known.items() if value is None}
    links = [
        (position[one], position[two])
        for equation in puzzle.sums
        for one, two in pairwise([key for key in equation if key in open_keys])
    ]
    rows, columns = zip(*links, strict=True) if links else ((), ())
    graph = csr_array(coo_array((np.ones(len(links)), (rows, columns)), shape=(len(position),) * 2))
    _, label = connected_components(graph, directed=False)
    keys_of: defaultdict[int, list[Key]] = defaultdict(list)
    sums_of: defaultdict[int, list[dict[Key, float]]] = defaultdict(list)
    for key in open_keys:
        keys_of[label[position[key]]].append(key)
    for equation in puzzle.sums:
        first = next((key for key in equation if key in open_keys), None)
        if first is not None:
            sums_of[label[position[first]]].append(equation)
    for name, keys in keys_of.items():
        yield sorted(keys, key=str), sums_of[name]


def _ranges(
    puzzle: Puzzle, hidden: Sequence[Key], sums: Sequence[dict[Key, float]], asked: Sequence[Key]
) -> Iterator[tuple[Key, float, float]]:
    """Give the range of each number that is asked about, by the sums that can hold together.

    Of a number that is known to range as far as it needs, a part of its range is enough.
    """
    at = {key: i for i, key in enumerate(hidden)}
    matrix, right = np.zeros((len(sums), len(hidden))), np.zeros(len(sums))
    for row, equation in enumerate(sums):
        for key, sign in equation.items():
            value = puzzle.known[key]
            if value is None:
                matrix[row, at[key]] += sign
            else:
                right[row] -= sign * value
    if not len(sums):
        yield from ((key, 0.0, np.inf) for key in asked)
        return
    equal = {"A_eq": matrix, "b_eq": right}
    first = linprog(np.zeros(len(hidden)), **equal, method="highs")
    if first.status != 0:
        # some sum does not hold, so that an attacker only knows that the parts are no more than the whole
        equal = {"A_ub": -matrix, "b_ub": -right}
    met = [] if first.x is None else [first.x]  # ways in which all numbers can be at once
    for key in asked:
        aim, values = np.zeros(len(hidden)), [each[at[key]] for each in met]
        aim[at[key]] = 1
        if values and max(values) - min(values) >= puzzle.needed[key]:
            yield key, min(values), max(values)
            continue
        low = linprog(aim, **equal, method="highs")
        high = linprog(-aim, **equal, method="highs")
        met += [each.x for each in (low, high) if each.x is not None]
        yield key, low.fun if low.status == 0 else 0.0, -high.fun if high.status == 0 else np.inf
