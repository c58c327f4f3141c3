"""The chance that somebody who was selected answers, by what is known of everybody selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MOST_STEPS = 50
_SETTLED = 1e-12  #: chances that move less have settled
_LEAST_CHANCE = (
    1e-10  #: of a group all of whom answered, or none; its odds have no end, its chance has
)


def main_effects(frame: pd.DataFrame, variables: Sequence[str]) -> Floats:
    """Give the columns of a model of main effects of categories: a constant, and each category but the first (n, k)."""
    dummies = [
        pd.get_dummies(frame[name].astype(str), drop_first=True, dtype=np.float64)
        for name in variables
    ]
    return np.column_stack([np.ones(len(frame)), *(each.to_numpy() for each in dummies)])


def response_chances(columns: Floats, answered: Floats, weight: Floats) -> Floats:
    """Fit a weighted logistic regression; give everybody's chance to answer (n,).

    Args:
        columns: The variables, with a constant (n, k); what says the same twice does no harm.
        answered: 1 for who answered, else 0 (n,).
        weight: Design weights (n,).

    Source: iteratively reweighted least squares: McCullagh and Nelder (1989), Generalized Linear Models, section 2.5.
    """
    chance = np.full(len(answered), (weight @ answered + 0.5) / (weight.sum() + 1))
    line = np.log(chance / (1 - chance))
    for _ in range(_MOST_STEPS):
        spread = np.maximum(chance * (1 - chance), _LEAST_CHANCE)
        root = np.sqrt(weight * spread)
        target = line + (answered - chance) / spread
        slope = np.linalg.lstsq(columns * root[:, None], target * root, rcond=None)[0]
        line = np.clip(columns @ slope, -23, 23)
        after = 1 / (1 + np.exp(-line))
        if np.abs(after - chance).max() < _SETTLED:
            return np.asarray(after)
        chance = after
    return np.asarray(chance)
