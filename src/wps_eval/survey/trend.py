"""Several rounds as one trend: a line through their numbers, weighed by one covariance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import numbers_given, refuse_unequal_lengths
from wps_eval.survey.label import Label
from wps_eval.survey.spread import has_spread
from wps_eval.survey.t_and_wald import FTest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.estimates import Estimates

    Floats = NDArray[np.float64]

FEWEST_ROUNDS = 3  #: two rounds have a difference, and lie on a line whatever they are


@dataclass(frozen=True)
class Trend:
    """A line through the numbers of several rounds.

    Attributes:
        slope: How far the number moves in one unit of time.
        departure: The test that the rounds lie on the line but for sampling; where they do not, the slope
            is an average over moves that differ.
    """

    slope: Estimates
    departure: FTest


def trend(found: Estimates, at: Sequence[float]) -> Trend:
    """Lay a line through the numbers of three or more rounds, by generalised least squares.

    Args:
        found: One number a round, with one covariance: a mean ``by`` rounds of one design of all rows
            (``survey.stack``), or separate samples put together with ``combine_independent``.
        at: When each round was, in years say: 2020.5, 2022.5, 2024.5.

    Returns:
        The slope and the test of the line. The covariance that weighs the rounds comes of the sample too: the slope
        has the degrees of freedom of all rounds together less the rounds beyond two, and its variance is larger
        by what these and the departure from the line make of it, so that intervals hold in few units. NaN where
        a round has no number, no standard error or no variance, or no degree of freedom is left.

    Raises:
        DesignFaults: There are fewer than three rounds, as many times as rounds were not given, or all times are
            one.

    Source: Grizzle, Starmer and Koch (1969), Biometrics 25, 489-504: weighted least squares of estimates whose
    covariance is known, the residual a Wald statistic W. For q rounds beyond two and v degrees of freedom: variance
    times v / (v - q) x (1 + W / v) with v - q degrees of freedom, Rao (1965), Biometrika 52, 447-458, Grizzle and Allen
    (1969), Biometrics 25, 357-381; W (v - q + 1) / (v q) as F with q and v - q + 1, Korn and Graubard (1990), American
    Statistician 44, 270-276.

    Examples:
        Made-up points of three rounds of four people, whose means are 2.5, 3.5 and 5.5:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"points": [1, 2, 3, 4, 2, 3, 4, 5, 4, 5, 6, 7], "round": [1] * 4 + [2] * 4 + [3] * 4})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.trend(survey.mean(design, "points", "round"), [2020, 2022, 2024])
        >>> round(float(found.slope.estimate[0]), 2)
        0.75
    """
    times = numbers_given(at, "at")
    refuse_unequal_lengths(rounds=len(found), times=len(times))
    if len(found) < FEWEST_ROUNDS or not np.ptp(times) > 0:
        raise DesignFaults([Fault("few_rounds", Where(), len(set(times)), FEWEST_ROUNDS)], "trend")
    beyond_two, df = len(times) - 2, found.degrees(range(len(found)))
    if not (_can_be_weighed(found) and df > beyond_two):
        nothing = replace(
            found.contrast({"slope": np.eye(len(found))[0]}), estimate=np.array([np.nan])
        )
        return Trend(
            _named(nothing, np.nan, np.nan),
            FTest(np.nan, np.nan, np.nan, np.nan, "departure from a line"),
        )
    line = np.column_stack([np.ones(len(times)), times - times.mean()])
    inverse = np.linalg.inv(found.covariance)
    coefficients = np.linalg.solve(line.T @ inverse @ line, line.T @ inverse)
    residual = found.estimate - line @ (coefficients @ found.estimate)
    wald = float(residual @ inverse @ residual)
    widened = df / (df - beyond_two) * (1 + wald / df)
    ddf = df - beyond_two + 1
    f = wald * ddf / (df * beyond_two)
    return Trend(
        _named(found.contrast({"slope": coefficients[1]}), widened, df - beyond_two),
        FTest(
            f, beyond_two, ddf, float(special.fdtrc(beyond_two, ddf, f)), "departure from a line"
        ),
    )


def _can_be_weighed(found: Estimates) -> bool:
    """Whether every round has a number and a variance, and none follows from the others."""
    covariance = found.covariance
    return (
        bool(np.isfinite(found.estimate).all() and np.isfinite(covariance).all())
        and bool(has_spread(found.se, found.estimate).all())
        and np.linalg.matrix_rank(covariance) == len(found)
    )


def _named(slope: Estimates, widened: float, df: float) -> Estimates:
    """Call the number by what it is, with its variance widened and the degrees of freedom of all rounds."""
    labels = (Label("trend", "slope"),)
    influence = None if slope.influence is None else slope.influence * np.sqrt(widened)
    return replace(slope, labels=labels, influence=influence, units=None, present=None, fixed_df=df)
