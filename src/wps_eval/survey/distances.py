"""How far calibration may move a weight: the distances and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Distance = Callable[["Floats"], tuple["Floats", "Floats"]]
_MOST = 500.0  # beyond this exp overflows; the step is halved long before


def linear(u: Floats) -> tuple[Floats, Floats]:
    """Give the ratio of new to old weight and its slope: 1 + u, the regression estimator."""
    return 1 + u, np.ones_like(u)


def raking(u: Floats) -> tuple[Floats, Floats]:
    """Give the ratio of new to old weight and its slope: exp(u), which is never negative."""
    ratio = np.exp(np.clip(u, -_MOST, _MOST))
    return ratio, ratio


def logit(low: float, high: float) -> Distance:
    """Make the distance whose ratio of new to old weight stays between two bounds.

    Source: Deville and Särndal (1992), case 6.
    """
    steep = (high - low) / ((1 - low) * (high - 1))

    def distance(u: Floats) -> tuple[Floats, Floats]:
        e = np.exp(np.clip(steep * u, -_MOST, _MOST))
        bottom = (high - 1) + (1 - low) * e
        ratio = (low * (high - 1) + high * (1 - low) * e) / bottom
        return ratio, (ratio - low) * (high - ratio) * steep / (high - low)

    return distance
