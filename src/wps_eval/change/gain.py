"""Normalised gain: how much of what could be learnt was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

LOW, HIGH = 0.3, 0.7


def gain_of_averages(before: ArrayLike, after: ArrayLike, *, most: float) -> float:
    """Give Hake's gain of a class: gain of the averages.

    Args:
        before: Scores before (n,).
        after: Scores after, person for person (n,); who misses either takes no part.
        most: The greatest score that can be had.

    Returns:
        (mean after - mean before) / (most - mean before); NaN without anybody, or where nothing was
        left to learn.

    Source: Hake (1998), American Journal of Physics 66, 64-74, equation 1; unbiased under error of
    measurement, unlike the average of gains: Bao (2006), American Journal of Physics 74, 917.
    """
    one, two = _both(before, after)
    if not len(one) or one.mean() >= most:
        return float("nan")
    return float((two.mean() - one.mean()) / (most - one.mean()))


def average_of_gains(before: ArrayLike, after: ArrayLike, *, most: float) -> float:
    """Give the average of each person's gain; those who knew all before are left out.

    Args:
        before: Scores before (n,).
        after: Scores after, person for person (n,).
        most: The greatest score that can be had.

    Returns:
        Mean of (after - before) / (most - before); NaN without anybody.

    Source: Hake (1998); shown beside the gain of averages, never instead.
    """
    one, two = _both(before, after)
    room = one < most
    if not room.any():
        return float("nan")
    return float(np.mean((two[room] - one[room]) / (most - one[room])))


def _both(before: ArrayLike, after: ArrayLike) -> tuple[Floats, Floats]:
    one, two = np.asarray(before, np.float64), np.asarray(after, np.float64)
    known = ~np.isnan(one) & ~np.isnan(two)
    return one[known], two[known]
