"""Tests of estimates: each number against a value, several together against zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special

from wps_eval.survey.arguments import numbers_given
from wps_eval.survey.spread import has_spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.survey.estimates import Estimates


@dataclass(frozen=True, slots=True)
class FTest:
    """A test by an F distribution.

    Attributes:
        statistic: F; NaN where there is no test.
        ndf: Its numerator degrees of freedom, seldom whole after Rao and Scott.
        ddf: Its denominator degrees of freedom.
        p: The p-value.
        method: The name of the test.
    """

    statistic: float
    ndf: float
    ddf: float
    p: float
    method: str


def t_tests(found: Estimates, null: float) -> pd.DataFrame:
    """Test each number against a value as ``Estimates.t_test`` describes it.

    Args:
        found: The numbers.
        null: The value.

    Raises:
        DesignFaults: The value is no number.
    """
    null = float(numbers_given([null], "null")[0])
    se = np.where(has_spread(found.se, found.estimate), found.se, np.nan)
    t = (found.estimate - null) / se
    df = np.where(found.df > 0, found.df, np.nan)
    items = [label.item for label in found.labels]
    return pd.DataFrame({"item": items, "t": t, "df": df, "p": 2 * special.stdtr(df, -np.abs(t))})


def wald_test(found: Estimates, tested: Sequence[int], df: float | None) -> FTest:
    """Test several numbers together as ``Estimates.wald`` describes it.

    Args:
        found: The numbers.
        tested: The positions of those that are tested.
        df: Denominator degrees of freedom; none, those of the numbers together.
    """
    numbers, covariance = found.estimate[tested], found.covariance[np.ix_(tested, tested)]
    ddf = found.degrees(tested) if df is None else df
    if np.isnan(covariance).any() or np.linalg.matrix_rank(covariance) < len(tested):
        return FTest(np.nan, np.nan, np.nan, np.nan, "Wald F")
    f = float(numbers @ np.linalg.solve(covariance, numbers)) / len(tested)
    return FTest(f, len(tested), ddf, float(special.fdtrc(len(tested), ddf, f)), "Wald F")
