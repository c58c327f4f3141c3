"""Put the estimates of completed data sets together: Rubin's rules under the design."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.estimates import Estimates

    Floats = NDArray[np.float64]

_FEWEST = 2
_LEAST_SHARE = (
    1e-4  #: of the variance that comes of imputing, below which its degrees of freedom have no end
)


def combine_imputations(parts: Sequence[Estimates]) -> Estimates:
    """Put the same estimates of several completed data sets together.

    Args:
        parts: The same k numbers of each of M completed data sets, made under one design.

    Returns:
        Their averages. The covariance is the mean of the M covariances plus (1 + 1/M) times that of the M
        estimates; the design's degrees of freedom are cut down by what imputing cost. A combination of the
        numbers, and a test of several together, rests on the smallest degrees of freedom among all k.

    Raises:
        DesignFaults: There are fewer than two, their numbers are not the same, or one has no sampling error.

    Source: Rubin, Multiple Imputation for Nonresponse in Surveys (1987), section 3.1; Barnard and Rubin
    (1999), Biometrika 86, 948-955; R ``mice::pool.scalar``.

    Examples:
        Made-up points, filled in twice with other guesses:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"points": [1.0, 2.0, 3.0, 4.0], "again": [1.0, 2.0, 3.0, 6.0]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> first, second = survey.mean(design, "points"), survey.mean(design, "again")
        >>> from dataclasses import replace
        >>> second = replace(second, labels=first.labels)
        >>> round(float(survey.combine_imputations([first, second]).estimate[0]), 2)
        2.75
    """
    labels = {part.labels for part in parts}
    influences = [part.influence for part in parts if part.influence is not None]
    if len(parts) < _FEWEST or len(labels) != 1 or len(influences) != len(parts):
        found = tuple(map(str, (len(parts), len(labels), len(influences))))
        raise DesignFaults([Fault("imputations_differ", Where(), found)], "imputations")
    count = len(parts)
    numbers = np.stack([part.estimate for part in parts])
    apart = (numbers - numbers.mean(axis=0)) * np.sqrt((1 + 1 / count) / (count - 1))
    influence = np.concatenate([*(each / np.sqrt(count) for each in influences), apart])
    total = np.einsum("rk,rk->k", influence, influence)
    between = np.einsum("rk,rk->k", apart, apart)
    complete = np.stack([part.df for part in parts]).min(axis=0)
    df = _barnard_rubin(count, between, total, complete)
    first = parts[0]
    return replace(
        first,
        estimate=numbers.mean(axis=0),
        influence=influence,
        n=np.stack([part.n for part in parts]).min(axis=0),
        n_missing=np.stack([part.n_missing for part in parts]).max(axis=0),
        n_weighted=np.stack([part.n_weighted for part in parts]).mean(axis=0),
        method=f"{first.method}, {count} imputations",
        units=None,
        present=None,
        fixed_df=float(df.min()),
        deff=np.zeros(0),
    )


def _barnard_rubin(count: int, between: Floats, total: Floats, complete: Floats) -> Floats:
    """Give the degrees of freedom of M imputations.

    Args:
        count: How many imputations there are.
        between: (1 + 1/M) times the variance of the M estimates (k,).
        total: The whole variance (k,).
        complete: Degrees of freedom that complete data would have (k,).

    Returns:
        Degrees of freedom (k,); NaN where there is no variance.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.maximum(between / total, _LEAST_SHARE)
    of_imputing = (count - 1) / share**2
    of_sample = (complete + 1) / (complete + 3) * complete * (1 - share)
    return np.asarray(of_imputing * of_sample / (of_imputing + of_sample))
