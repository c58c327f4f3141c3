"""Linear combinations of estimates, with their covariance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np

from wps_eval.survey.arguments import numbers_given, refuse_unequal_lengths
from wps_eval.survey.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

    from wps_eval.survey.estimates import Estimates


def combined(
    found: Estimates, weights: Mapping[str, ArrayLike] | ArrayLike, names: Sequence[str] = ()
) -> Estimates:
    """Form linear combinations as ``Estimates.contrast`` describes them.

    Args:
        found: The k numbers.
        weights: Coefficients by name, each (k,), or a matrix (m, k).
        names: Names for the rows of a matrix.

    Raises:
        DesignFaults: Coefficients are no numbers, or not as many as the estimates.
    """
    if hasattr(weights, "items"):
        named = [*cast("Mapping[str, ArrayLike]", weights).items()]
    else:  # several rows may have one name
        matrix = np.atleast_2d(np.asarray(weights))
        named = [*zip(names or map(str, range(len(matrix))), matrix, strict=True)]
    coefficients = np.array([numbers_given(row, name) for name, row in named])
    refuse_unequal_lengths(numbers=len(found), coefficients=coefficients.shape[-1])
    used = [np.flatnonzero(row) for row in coefficients]
    estimate = [coefficients[i, p] @ found.estimate[p] for i, p in enumerate(used)]
    influence = None
    if found.influence is not None:
        influence = np.nan_to_num(found.influence) @ coefficients.T
        is_unknown = np.asarray(np.isnan(found.influence).any(axis=0))
        influence[:, [bool(is_unknown[p].any()) for p in used]] = np.nan
    present = found.present
    if present is not None:
        present = np.stack([present[:, p].any(axis=1) for p in used], axis=1)
    return replace(
        found,
        labels=tuple(Label("contrast", name) for name, _ in named),
        estimate=np.array(estimate, dtype=np.float64),
        influence=influence,
        n=np.array([found.n[p].min(initial=np.inf) for p in used]),
        n_missing=np.array([found.n_missing[p].sum() for p in used]),
        n_weighted=np.array([found.n_weighted[p].min(initial=np.inf) for p in used]),
        present=present,
        deff=np.zeros(0),
        whole=np.zeros(0),
        intervals=None,
        intervals_level=np.nan,
    )
