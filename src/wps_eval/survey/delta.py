"""Any smooth function of estimates, by the delta method."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_COMPLEX_STEP = 1e-20  #: relative; no digit is lost to it, since nothing is subtracted
_REAL_STEP = 6e-6  #: relative; the cube root of the machine's precision
_ALIKE = 1e-4  #: relative; a complex step that is further off met a function of real numbers alone


def gradient(function: Callable[[Any], Any], at: Floats) -> Floats:
    """Differentiate a function of several numbers.

    Args:
        function: It takes an array (k,) and gives one number. It may use arithmetic and numpy's functions.
        at: Where (k,).

    Returns:
        Its slopes (k,), by complex steps, which are exact to rounding. Where these do not agree with central
        differences to four digits (the function takes an absolute value or the larger of two, say, or refuses
        complex numbers) the central differences stand: about nine digits. A number that the function leaves
        out has the slope 0, also where it is NaN.

    Source: Squire and Trapp (1998), SIAM Review 40, 110-112.
    """
    scale = np.where(np.isfinite(at) & (at != 0), np.abs(at), 1.0)
    slopes = np.zeros(len(at))
    for k, size in enumerate(scale):
        central = _central_difference(function, at, k, _REAL_STEP * size)
        exact = _complex_step(function, at, k, _COMPLEX_STEP * size)
        is_alike = abs(exact - central) <= _ALIKE * max(abs(central), abs(exact))
        slopes[k] = exact if is_alike else central
    return slopes


def _central_difference(function: Callable[[Any], Any], at: Floats, k: int, step: float) -> float:
    """Give the slope in one direction from the values on both sides; 0 where the function leaves it out."""
    above, below = at.copy(), at.copy()
    above[k], below[k] = at[k] + step, at[k] - step
    with np.errstate(all="ignore"):
        return float((function(above) - function(below)) / (2 * step))


def _complex_step(function: Callable[[Any], Any], at: Floats, k: int, step: float) -> float:
    """Give the slope in one direction from one step along the imaginary axis; NaN where that cannot be taken."""
    moved = at.astype(np.complex128)
    moved[k] += 1j * step
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            return float(np.imag(function(moved)) / step)
    except (TypeError, np.exceptions.ComplexWarning):
        return float("nan")
