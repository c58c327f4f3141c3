"""The smallest change that a design like this one detects."""

from __future__ import annotations

import numpy as np
from scipy import special

from wps_eval.survey.codes import refuse_no_share


def smallest_detectable(se: float, df: float, *, alpha: float = 0.05, power: float = 0.80) -> float:
    """Give the smallest true change that the test would find with a given power.

    It speaks of the design, not of the result: power is never computed from the change observed.

    Args:
        se: Standard error of the difference, in the unit.
        df: Its degrees of freedom.
        alpha: Two-sided error rate, after correction for the family of tests.
        power: The chance of finding it.

    Returns:
        (t for 1 - alpha/2 plus t for the power) times SE, in the unit; NaN where there is no
        standard error, one of zero (a sample without variance says nothing of what it would
        detect), or no degree of freedom.

    Raises:
        DesignFaults: ``alpha`` or ``power`` is no share inside 0 to 1.

    Source: Bloom (1995), Evaluation Review 19, 547-556; against "observed power": Hoenig and Heisey
    (2001), The American Statistician 55, 19-24.

    Examples:
        A made-up standard error of 2 points with 60 degrees of freedom:

        >>> from wps_eval import change
        >>> round(change.smallest_detectable(2.0, 60), 2)
        5.7
    """
    refuse_no_share(alpha, "alpha")
    refuse_no_share(power, "power")
    if not (se > 0 and df > 0):
        return float("nan")
    return float((special.stdtrit(df, 1 - alpha / 2) + special.stdtrit(df, power)) * se)


def corrected_alpha(alpha: float, tests: int) -> float:
    """Give the error rate that a test must meet at worst under Holm: alpha over the tests.

    Examples:
        Five tests of a made-up family:

        >>> from wps_eval import change
        >>> change.corrected_alpha(0.05, 5)
        0.01
    """
    refuse_no_share(alpha, "alpha")
    return float(alpha / np.maximum(tests, 1))
