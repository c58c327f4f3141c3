"""Odds ratios of a logistic model, with intervals that are made where they are symmetric: on the log scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.codes import refuse_no_share
from wps_eval.survey.intervals import student_interval

if TYPE_CHECKING:
    from wps_eval.survey.estimates import Estimates

LOG_ODDS = "log odds"


def odds_ratios(model: Estimates, *, level: float = 0.95) -> Estimates:
    """Turn the log odds of a model into odds ratios.

    Args:
        model: The coefficients of a logistic model: of two answers, ordered answers or several.
        level: The level of the intervals.

    Returns:
        e to the coefficients, and to the ends of their intervals. The number of an intercept is odds, not a
        ratio. There is no standard error, since an interval about a ratio is not symmetric; a test is that
        of the model's coefficients.

    Raises:
        DesignFaults: The estimates are something else than log odds; the level is no share inside 0 to 1.

    Source: Hosmer, Lemeshow and Sturdivant, Applied Logistic Regression (2013), chapter 3.
    """
    refuse_no_share(level, "level")
    others = sorted({label.statistic for label in model.labels} - {LOG_ODDS})
    if others:
        raise DesignFaults([Fault("no_log_odds", Where(), tuple(others))], "model")
    low, high = student_interval(model.estimate, model.se, model.df, level)
    return replace(
        model,
        labels=tuple(replace(label, statistic="odds ratio") for label in model.labels),
        estimate=np.exp(model.estimate),
        influence=None,
        intervals=(np.exp(low), np.exp(high)),
        intervals_level=level,
        fixed_df=model.degrees(range(len(model))),
        units=None,
        present=None,
    )
