"""How hard each question of a test is, and whether it tells those who know from those who do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

TAIL = 0.27  # Kelley's share of best and worst


def analyse_items(correct: pd.DataFrame, weight: ArrayLike) -> pd.DataFrame:
    """Analyse the items of a knowledge test.

    Args:
        correct: 1 right, 0 not, NaN missing, (n, k), from ``score_knowledge``.
        weight: Weights (n,).

    Returns:
        One row an item: ``item``, ``n``, ``difficulty_prop`` (weighted share right),
        ``discrimination_prop`` (share right among the best 27 % less that among the worst 27 %, by
        the score on all items, ties shared) and ``point_biserial`` (correlation with the number
        right of the other items). Missing answers are left out item by item; an item that all or
        none got right has no point-biserial (NaN).

    Source: Ebel and Frisbie, Essentials of Educational Measurement (1991); Kelley
    (1939), Journal of Educational Psychology 30, for 27 %; Lord and Novick, Statistical
    Theories of Mental Test Scores (1968).
    """
    weights = np.asarray(weight, dtype=np.float64)
    score = correct.mean(axis=1).to_numpy(np.float64)
    upper, lower = _tail(score, weights, best=True), _tail(score, weights, best=False)
    rows = []
    for name in correct:
        right = correct[name].to_numpy(np.float64)
        rest = correct.drop(columns=name).mean(axis=1).to_numpy(np.float64)
        rows.append(
            {
                "item": name,
                "n": int((~np.isnan(right)).sum()),
                "difficulty_prop": _mean(right, weights),
                "discrimination_prop": _mean(right, upper) - _mean(right, lower),
                "point_biserial": _correlation(right, rest, weights),
            }
        )
    return pd.DataFrame(rows)


def _tail(score: Floats, weight: Floats, *, best: bool) -> Floats:
    """Weigh people so that those at one end add up to 27 %; people of one score share alike."""
    known = ~np.isnan(score)
    room = TAIL * weight[known].sum()
    out = np.zeros(len(score))
    for value in sorted(set(score[known]), reverse=best):
        same = known & (score == value)
        mass = weight[same].sum()
        out[same] = weight[same] * min(1.0, max(room, 0.0) / mass)
        room -= mass
    return out


def _mean(values: Floats, weight: Floats) -> float:
    known = ~np.isnan(values) & (weight > 0)
    return float(np.average(values[known], weights=weight[known])) if known.any() else float("nan")


def _correlation(one: Floats, two: Floats, weight: Floats) -> float:
    known = ~np.isnan(one) & ~np.isnan(two)
    if not known.any():
        return float("nan")
    x, y, w = one[known], two[known], weight[known] / weight[known].sum()
    x, y = x - w @ x, y - w @ y
    size = np.sqrt((w @ x**2) * (w @ y**2))
    return float((w @ (x * y)) / size) if size > 0 else float("nan")
