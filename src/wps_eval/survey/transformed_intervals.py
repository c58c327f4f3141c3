"""Intervals of shares on other scales: the arcsine of the root, and the likelihood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_NEAR_END = 1e-15  #: so near to 0 and 1 the ends of a likelihood interval are looked for


def arcsine_interval(share: Floats, se: Floats, t: Floats) -> tuple[Floats, Floats]:
    """Give low and high of shares strictly inside 0 to 1, made on the scale of arcsines of roots.

    Args:
        share: Shares (k,).
        se: Their standard errors (k,).
        t: The two-sided t quantile of the level (k,).

    Returns:
        Low and high ends (k,), kept between 0 and 1, where R's sine turns round.

    Source: R survey ``svyciprop(method = "asin")``; Anscombe (1948), Biometrika 35, 246-254.
    """
    angle = np.arcsin(np.sqrt(share))
    half_width = t * se / (2 * np.sqrt(share * (1 - share)))
    low, high = np.maximum(angle - half_width, 0.0), np.minimum(angle + half_width, np.pi / 2)
    return np.sin(low) ** 2, np.sin(high) ** 2


def likelihood_interval(share: Floats, se: Floats, t: Floats) -> tuple[Floats, Floats]:
    """Give low and high of shares strictly inside 0 to 1 by the scaled likelihood.

    Args:
        share: Shares (k,).
        se: Their standard errors (k,).
        t: The two-sided t quantile of the level (k,).

    Returns:
        Low and high ends (k,): where twice the loss of log likelihood, of as many cases as make a simple random sample
        with this standard error, is t squared. NaN where t is.

    Source: Rao and Scott (1984), section 3; Thomas and Rao (1987); R survey ``svyciprop(method = "likelihood")``,
    which draws a spline through the profile of a glm and agrees to about four digits.
    """
    effective = share * (1 - share) / se**2
    ends = [
        _likelihood_ends(float(p), float(n), float(quantile))
        for p, n, quantile in zip(share, effective, t, strict=True)
    ]
    low, high = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    return low, high


def _likelihood_ends(p: float, n: float, t: float) -> tuple[float, float]:
    """Give both ends for a share p of n cases."""
    if not t > 0:
        return float("nan"), float("nan")

    def beyond(q: float) -> float:
        loss = p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))
        return float(2 * n * loss - t**2)

    return (
        float(optimize.brentq(beyond, _NEAR_END, p, xtol=1e-15)) if beyond(_NEAR_END) > 0 else 0.0,
        float(optimize.brentq(beyond, p, 1 - _NEAR_END, xtol=1e-15))
        if beyond(1 - _NEAR_END) > 0
        else 1.0,
    )
