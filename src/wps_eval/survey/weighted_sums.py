"""Tail probabilities of weighted sums of chi-squares: what Rao and Scott's statistics are distributed as."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import integrate, optimize, special

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_NEAR_MEAN = (
    1e-4  #: of the saddlepoint, on the scale of the largest weight: the formula divides by it
)
_INSIDE = 1 - 1e-9  #: how near the ends of its range the saddlepoint is looked for
_MOST_PIECES = 500  #: of the numerical integral
_SURE = 1e-10  #: error of the integral


def ratio_tail(statistic: float, weights: Floats, ddf: float, *, saddlepoint: bool) -> float:
    """Give the probability that a weighted sum of chi-squares over an independent variance lies above a value.

    Args:
        statistic: The value.
        weights: The weights of chi-squares of one degree of freedom (m,), each above 0.
        ddf: Degrees of freedom of the variance; infinite for the sum alone.
        saddlepoint: Whether by the saddlepoint approximation, else by numerical integration.

    Returns:
        P(sum of weight times chi-square > statistic times chi-square(ddf) / ddf). Where the statistic is so near the
        mean that the approximation has no value, the integral is given.

    Source: Rao and Scott (1984); saddlepoint: Kuonen (1999), Biometrika 86, 929-935; integral: Imhof (1961),
    Biometrika 48, 419-426; R survey ``pFsum`` and ``pchisqsum``.
    """
    if np.isinf(ddf):
        terms, degrees, at = weights, np.ones(len(weights)), statistic
    else:
        terms, degrees = np.append(weights, -statistic / ddf), np.append(np.ones(len(weights)), ddf)
        at = 0.0
    approximate = _saddlepoint_tail(at, terms, degrees) if saddlepoint else float("nan")
    return _integrated_tail(at, terms, degrees) if np.isnan(approximate) else approximate


def _saddlepoint_tail(at: float, terms: Floats, degrees: Floats) -> float:
    """Give the tail by the saddlepoint; NaN near the mean."""
    largest = float(terms.max())
    scaled, x = terms / largest, at / largest
    high = _INSIDE / (2 * scaled.max())
    negative = scaled[scaled < 0]
    low = _INSIDE / (2 * negative.min()) if len(negative) else -degrees.sum() / max(2 * x, 1e-300)

    def slope(zeta: float) -> float:
        return float((degrees * scaled / (1 - 2 * zeta * scaled)).sum() - x)

    if not slope(low) < 0 < slope(high):
        return float("nan")
    zeta = float(optimize.brentq(slope, low, high, xtol=1e-14))
    if abs(zeta) < _NEAR_MEAN:
        return float("nan")
    cumulant = -float((degrees * np.log(1 - 2 * zeta * scaled)).sum()) / 2
    curvature = 2 * float((degrees * scaled**2 / (1 - 2 * zeta * scaled) ** 2).sum())
    w = np.sign(zeta) * np.sqrt(2 * (zeta * x - cumulant))
    return float(special.ndtr(-(w + np.log(zeta * np.sqrt(curvature) / w) / w)))


def _integrated_tail(at: float, terms: Floats, degrees: Floats) -> float:
    """Give the tail by inverting the characteristic function."""
    size = float(np.abs(terms).max())
    scaled, x = terms / size, at / size

    def angle(u: float) -> float:
        return float((degrees * np.arctan(scaled * u)).sum()) / 2

    def damped(u: float) -> float:
        return float(np.exp(-(degrees * np.log1p((scaled * u) ** 2)).sum() / 4)) / u

    near = _integral(lambda u: np.sin(angle(u) - x * u / 2) * damped(u), 0, 1)
    if x == 0:
        far = _integral(lambda u: np.sin(angle(u)) * damped(u), 1, np.inf)
    else:
        # the sine of a difference, each part with its own regular wave
        far = _integral(lambda u: np.sin(angle(u)) * damped(u), 1, np.inf, weight="cos", wvar=x / 2)
        far -= _integral(
            lambda u: np.cos(angle(u)) * damped(u), 1, np.inf, weight="sin", wvar=x / 2
        )
    return float(np.clip(0.5 + (near + far) / np.pi, 0, 1))


def _integral(function: Callable[[float], float], low: float, high: float, **wave: Any) -> float:
    """Integrate numerically, to nine digits."""
    return float(
        integrate.quad(function, low, high, limit=_MOST_PIECES, epsabs=_SURE, epsrel=_SURE, **wave)[
            0
        ]
    )
