"""How hard each question of a test is, and whether it tells those who know from those who do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.survey.arguments import (
    numbers_given,
    refuse_absent_columns,
    refuse_unequal_lengths,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

TAIL_SHARE = 0.27  #: Kelley's share of best and worst


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

    Raises:
        DesignFaults: The answers are no table of numbers, or the weights are not as many.

    Source: Ebel and Frisbie, Essentials of Educational Measurement (1991); Kelley
    (1939), Journal of Educational Psychology 30, for 27 %; Lord and Novick, Statistical
    Theories of Mental Test Scores (1968).

    Examples:
        Made-up answers of four people to two questions, 1 for right:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> correct = pd.DataFrame({"k1": [1.0, 1.0, 1.0, 0.0], "k2": [1.0, 1.0, 0.0, 0.0]})
        >>> survey.analyse_items(correct, [1, 1, 1, 1])["difficulty_prop"].tolist()
        [0.75, 0.5]
    """
    refuse_absent_columns(correct, ())
    weights = numbers_given(weight, "weight")
    refuse_unequal_lengths(rows=len(correct), weight=len(weights))
    correct = pd.DataFrame({name: numbers_given(correct[name], str(name)) for name in correct})
    score = correct.mean(axis=1).to_numpy(np.float64)
    best_weights = _tail_weights(score, weights, best=True)
    worst_weights = _tail_weights(score, weights, best=False)
    rows = []
    for name in correct:
        is_right = correct[name].to_numpy(np.float64)
        mean_of_others = correct.drop(columns=name).mean(axis=1).to_numpy(np.float64)
        rows.append(
            {
                "item": name,
                "n": int((~np.isnan(is_right)).sum()),
                "difficulty_prop": _weighted_mean(is_right, weights),
                "discrimination_prop": _weighted_mean(is_right, best_weights)
                - _weighted_mean(is_right, worst_weights),
                "point_biserial": _weighted_correlation(is_right, mean_of_others, weights),
            }
        )
    return pd.DataFrame(rows)


def _tail_weights(score: Floats, weight: Floats, *, best: bool) -> Floats:
    """Weigh people so that those at one end add up to 27 %; people of one score share alike."""
    known = ~np.isnan(score)
    weight_left = TAIL_SHARE * weight[known].sum()
    tail_weight = np.zeros(len(score))
    for value in sorted(set(score[known]), reverse=best):
        has_score = known & (score == value)
        weight_of_score = weight[has_score].sum()
        tail_weight[has_score] = weight[has_score] * min(
            1.0, max(weight_left, 0.0) / weight_of_score
        )
        weight_left -= weight_of_score
    return tail_weight


def _weighted_mean(values: Floats, weight: Floats) -> float:
    """Average what is not missing; NaN where nothing has a weight."""
    known = ~np.isnan(values) & (weight > 0)
    return float(np.average(values[known], weights=weight[known])) if known.any() else float("nan")


def _weighted_correlation(variable: Floats, other: Floats, weight: Floats) -> float:
    """Correlate two variables over rows that have both; NaN where one does not vary."""
    known = ~np.isnan(variable) & ~np.isnan(other)
    if not known.any():
        return float("nan")
    x, y, w = variable[known], other[known], weight[known] / weight[known].sum()
    x, y = x - w @ x, y - w @ y
    spread = np.sqrt((w @ x**2) * (w @ y**2))
    return float((w @ (x * y)) / spread) if spread > 0 else float("nan")
