"""When a person answered enough of a scale to be scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def enough(gone: pd.DataFrame, valid_prop: float) -> NDArray[np.bool_]:
    """Say who answered at least a share of the items.

    Args:
        gone: Where an answer is missing (n, k).
        valid_prop: The share that must be there, 0 to 1.

    Returns:
        Who is scored (n,); nobody without a single answer.

    Source: the person-mean rule; Schafer and Graham (2002), Psychological Methods 7, 147-177.
    """
    there = (~gone).sum(axis=1).to_numpy()
    need = np.ceil(valid_prop * gone.shape[1] - 1e-9)
    return np.asarray((there >= need) & (there > 0))
