"""Whether a standard error is more than the rounding of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

#: relative; decimals that are all alike differ by less than this share of their size
_ROUNDING = 1e-12


def has_spread(se: ArrayLike, size: ArrayLike) -> NDArray[np.bool_]:
    """Say whether there is an error to test with.

    Args:
        se: Standard errors or deviations (k,).
        size: How large the numbers are that they were made of (k,).

    Returns:
        Whether each lies above the rounding of numbers of that size (k,); not where it is missing.
    """
    return np.asarray(np.asarray(se) > _ROUNDING * np.abs(np.nan_to_num(np.asarray(size))))
