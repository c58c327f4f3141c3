"""How far calibration may move a weight: the distances, as functions of each unit's pull.

The pull of a unit, u, is the linear predictor of calibration: its auxiliaries times the multipliers
that make the weighted totals meet their benchmarks (Deville and Särndal 1992, equation 2.3). Without a pull, u = 0,
a weight stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: of each unit's pull, u (n,): the ratio of new to old weight, and the slope of that ratio in u
Distance = Callable[["Floats"], tuple["Floats", "Floats"]]
_MOST_EXPONENT = 500.0  #: beyond this exp overflows; the step is halved long before


def linear(u: Floats) -> tuple[Floats, Floats]:
    """Give the ratio of new to old weight at a pull u, and its slope: 1 + u, the regression estimator."""
    return 1 + u, np.ones_like(u)


def raking(u: Floats) -> tuple[Floats, Floats]:
    """Give the ratio of new to old weight at a pull u, and its slope: exp(u), which is never negative."""
    ratio = np.exp(np.clip(u, -_MOST_EXPONENT, _MOST_EXPONENT))
    return ratio, ratio


def logit(low: float, high: float) -> Distance:
    """Make the distance whose ratio of new to old weight stays between two bounds, low and high.

    Source: Deville and Särndal (1992), case 6.
    """
    steepness = (high - low) / ((1 - low) * (high - 1))

    def distance(u: Floats) -> tuple[Floats, Floats]:
        """Give the ratio and its slope, with u clipped where exp would overflow."""
        exponential = np.exp(np.clip(steepness * u, -_MOST_EXPONENT, _MOST_EXPONENT))
        denominator = (high - 1) + (1 - low) * exponential
        ratio = (low * (high - 1) + high * (1 - low) * exponential) / denominator
        return ratio, (ratio - low) * (high - ratio) * steepness / (high - low)

    return distance


def cut_off(distance: Distance, low: float, high: float) -> Distance:
    """Make the distance whose ratio of new to old weight is cut off at two bounds, low and high.

    Source: Deville and Särndal (1992), case 7.
    """

    def bounded(u: Floats) -> tuple[Floats, Floats]:
        """Give the ratio, and its slope: 0 where it was cut off."""
        ratio, slope = distance(u)
        is_inside = (ratio > low) & (ratio < high)
        return np.clip(ratio, low, high), np.where(is_inside, slope, 0.0)

    return bounded
