"""Change between two survey rounds: independent samples, shared sampling units, or a panel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.change.detectable import smallest_detectable
from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.codes import one_of, refuse_no_share
from wps_eval.survey.combine import combine_independent
from wps_eval.survey.spread import has_spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.survey.estimates import Estimates

    Floats = NDArray[np.float64]


class Overlap(StrEnum):
    """What two rounds share; declared in the study, never read off the data."""

    INDEPENDENT = "independent"
    SAME_UNITS = "same_units"
    PANEL = "panel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A difference between two rounds, or two waves of a course, with its error.

    Attributes:
        difference: Current less baseline, in the unit (points for percent).
        se: Its standard error; NaN where the samples give none, 0 between two full counts alone.
        df: Its degrees of freedom.
        low: Lower end of its interval.
        high: Upper end.
        level: The interval's level.
        p: Two-sided p-value; NaN where there is no test.
        mdc: The smallest change that samples like these detect, NaN where there is no test.
        test: The test's name.
        n: The smaller of the two bases.
        method: How the standard error was made.
    """

    difference: float
    se: float
    df: float
    low: float
    high: float
    level: float
    p: float
    mdc: float
    test: str
    n: float
    method: str


def change_between(
    baseline: Estimates,
    current: Estimates,
    *,
    level: float = 0.95,
    power: float = 0.80,
    alpha: float | None = None,
) -> Difference:
    """Compare one number of two independent rounds.

    Args:
        baseline: One number of the earlier round.
        current: The same of the later one.
        level: The interval's level.
        power: The power of the smallest detectable change.
        alpha: The error rate of the test after correction; 1 - level unless said.

    Returns:
        The difference. Where either sample has no sampling error to be had (a convenience sample,
        training forms) or shows no variance, so that its standard error is 0, standard error,
        interval and p are NaN. A full count has no sampling error: beside a sample the error is the
        sample's alone; two of them differ with a standard error of 0 and the difference as both
        ends, and there is no test.

    Raises:
        DesignFaults: More than one number, or two different ones; a level, power or alpha that is no share.

    Source: Korn and Graubard, Analysis of Health Surveys (1999), chapter 8; DOMAIN rule SE =
    sqrt(SE1^2 + SE2^2), df = units less strata of both.

    Examples:
        Two made-up rounds of four people each, drawn singly:

        >>> import pandas as pd
        >>> from wps_eval import change, survey
        >>> drawn = {"kind": "probability", "weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> before = survey.open(pd.DataFrame({"trust": [1, 2, 3, 4]}), **drawn)
        >>> now = survey.open(pd.DataFrame({"trust": [3, 4, 5, 6]}), **drawn)
        >>> moved = change.change_between(survey.mean(before, "trust"), survey.mean(now, "trust"))
        >>> moved.difference, round(moved.se, 4), moved.df
        (2.0, 0.9129, 6.0)
    """
    _refuse_unlike_numbers(baseline, current)
    test = "full counts" if baseline.full_count and current.full_count else "independent rounds"
    return _difference_of_two(
        combine_independent([baseline, current]),
        level,
        power,
        alpha,
        test,
        has_error=_has_error(baseline) and _has_error(current),
    )


def change_within(
    both: Estimates,
    *,
    level: float = 0.95,
    power: float = 0.80,
    alpha: float | None = None,
    overlap: Overlap | str = Overlap.SAME_UNITS,
) -> Difference:
    """Compare one number of two rounds that share sampling units or people.

    Args:
        both: The number of the earlier and of the later round, in that order, from one design of
            both rounds' rows, in which a shared unit has one code.
        level: The interval's level.
        power: The power of the smallest detectable change.
        alpha: The error rate of the test after correction; 1 - level unless said.
        overlap: What the rounds share.

    Returns:
        The difference; its variance counts what the rounds have in common. Without variance in either
        round, or in the difference, standard error, interval and p are NaN.

    Raises:
        DesignFaults: Not exactly two numbers; a level, power, alpha or overlap that cannot be.

    Source: Kish, Survey Sampling (1965), chapter 12; the covariance comes of the shared units.

    Examples:
        Made-up: the same four people in two rounds, so that a person is the sampling unit:

        >>> import pandas as pd
        >>> from wps_eval import change, survey
        >>> rows = pd.DataFrame({
        ...     "trust": [1, 2, 3, 4, 2, 4, 4, 6], "wave": [0] * 4 + [1] * 4, "person": [1, 2, 3, 4] * 2,
        ... })
        >>> drawn = {"kind": "probability", "weight": "equal", "stratum": "unstratified", "psu": "person"}
        >>> both = survey.mean(survey.open(rows, **drawn), "trust", "wave")
        >>> moved = change.change_within(both)
        >>> moved.difference, round(moved.se, 4), moved.df
        (1.5, 0.2887, 3.0)
    """
    if len(both) != 2:  # noqa: PLR2004 - a baseline and a current value
        raise DesignFaults([Fault("not_two_numbers", Where(), len(both))], "estimates")
    has_error = _has_error(both) and _has_error(both.difference(0, 1), size=both.estimate)
    one_of(overlap, tuple(Overlap), "overlap")
    test = str(overlap).replace("_", " ")
    return _difference_of_two(both, level, power, alpha, test, has_error=has_error)


def _has_error(found: Estimates, size: Floats | None = None) -> bool:
    """Say whether every number has a known error: a full count has, a sample without variance has not."""
    largest = np.abs(found.estimate if size is None else size).max()
    return found.full_count or bool(has_spread(found.se, largest).all())


def _refuse_unlike_numbers(baseline: Estimates, current: Estimates) -> None:
    """Refuse what is no estimate, more than one number a round, and two numbers of different things."""
    for given in (baseline, current):
        if not hasattr(given, "labels"):
            raise DesignFaults(
                [Fault("no_estimates_given", Where(), type(given).__name__)], "asked"
            )
    if len(baseline) != 1 or len(current) != 1:
        counted = Data(before=len(baseline), now=len(current))
        raise DesignFaults([Fault("not_one_number", Where(), counted)], "estimates")
    if baseline.labels[0] != current.labels[0]:
        unlike = Data(before=str(baseline.labels[0]), now=str(current.labels[0]))
        raise DesignFaults([Fault("unlike_numbers", Where(), unlike)], "estimates")


def _difference_of_two(
    both: Estimates,
    level: float,
    power: float,
    alpha: float | None,
    test: str,
    *,
    has_error: bool,
) -> Difference:
    """Give the second number less the first, with interval, test and smallest detectable change."""
    for share, name in (
        (level, "level"),
        (power, "power"),
        (1 - level if alpha is None else alpha, "alpha"),
    ):
        refuse_no_share(share, name)
    contrast = both.difference(0, 1)
    difference, df = float(contrast.estimate[0]), float(contrast.df[0])
    se = float(contrast.se[0]) if has_error else float("nan")
    low, high = _interval(difference, se, df, level) or (float("nan"), float("nan"))
    return Difference(
        difference=difference,
        se=se,
        df=df,
        low=low,
        high=high,
        level=level,
        p=float(contrast.t_test()["p"].iloc[0]) if has_error else float("nan"),
        mdc=smallest_detectable(se, df, alpha=1 - level if alpha is None else alpha, power=power),
        test=test,
        n=float(np.min(both.n)),
        method=both.method,
    )


def interval_at(difference: Difference, level: float) -> tuple[float, float] | None:
    """Give a difference's interval at another level; None where the samples give no error.

    Between two full counts, whose standard error is 0, both ends are the difference.

    Args:
        difference: The difference.
        level: The level.

    Source: Student's t on the difference's own degrees of freedom.
    """
    return _interval(difference.difference, difference.se, difference.df, level)


def _interval(difference: float, se: float, df: float, level: float) -> tuple[float, float] | None:
    """Give Student's interval; None without an error or a degree of freedom, no width where the error is 0."""
    if se == 0:
        return difference, difference
    if np.isnan(se) or not df > 0:
        return None
    half_width = float(special.stdtrit(df, (1 + level) / 2)) * se
    return difference - half_width, difference + half_width
