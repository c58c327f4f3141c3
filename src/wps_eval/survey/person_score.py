"""When a person answered enough of a scale to be scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

_ROUNDING = 1e-9  #: items; so that 0.28 of 25 items asks for 7


def answered_enough(is_missing: pd.DataFrame, valid_prop: float) -> NDArray[np.bool_]:
    """Say who answered at least a share of the items.

    Args:
        is_missing: Where an answer is missing (n, k).
        valid_prop: The share that must be there, 0 to 1.

    Returns:
        Who is scored (n,); nobody without a single answer.

    Source: the person-mean rule; Schafer and Graham (2002), Psychological Methods 7, 147-177.
    """
    answered = (~is_missing).sum(axis=1).to_numpy()
    needed = np.ceil(valid_prop * is_missing.shape[1] - _ROUNDING)
    return np.asarray((answered >= needed) & (answered > 0))
