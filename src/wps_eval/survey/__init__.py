"""Designs and estimates: survey rows in, numbers with their covariance out."""

from __future__ import annotations

from wps_eval.survey.attitudes import reverse_items, scale_score
from wps_eval.survey.build_weights import build_weights
from wps_eval.survey.calibration import calibrate
from wps_eval.survey.chisquare import chi_square, wald_independence
from wps_eval.survey.combine import combine, combine_independent
from wps_eval.survey.design import EQUAL, UNSTRATIFIED, Design
from wps_eval.survey.design_check import EACH_ROW
from wps_eval.survey.estimate_rows import RowStatistic, estimate_rows
from wps_eval.survey.estimates import Estimates, Label
from wps_eval.survey.goodness import goodness_of_fit
from wps_eval.survey.item_analysis import analyse_items
from wps_eval.survey.kappa import kappa
from wps_eval.survey.knowledge import estimate_knowledge, score_knowledge
from wps_eval.survey.mean import distribution, mean, proportion
from wps_eval.survey.nonresponse import adjust_nonresponse
from wps_eval.survey.open_survey import open_survey as open  # noqa: A004 - `survey.open` is what it is called
from wps_eval.survey.quantile import quantile
from wps_eval.survey.rank_test import rank_test
from wps_eval.survey.ratio import ratio
from wps_eval.survey.reliability import reliability
from wps_eval.survey.replicates import (
    Replicates,
    bootstrap,
    brr,
    jackknife,
    replicate_weights,
)
from wps_eval.survey.satisfaction import net_promoter, satisfaction
from wps_eval.survey.standardise import standardise
from wps_eval.survey.total import total
from wps_eval.survey.trimming import trim
from wps_eval.survey.variance import covariance, variance

__all__ = [
    "EACH_ROW",
    "EQUAL",
    "UNSTRATIFIED",
    "Design",
    "Estimates",
    "Label",
    "Replicates",
    "RowStatistic",
    "adjust_nonresponse",
    "analyse_items",
    "bootstrap",
    "brr",
    "build_weights",
    "calibrate",
    "chi_square",
    "combine",
    "combine_independent",
    "covariance",
    "distribution",
    "estimate_knowledge",
    "estimate_rows",
    "goodness_of_fit",
    "jackknife",
    "kappa",
    "mean",
    "net_promoter",
    "open",
    "proportion",
    "quantile",
    "rank_test",
    "ratio",
    "reliability",
    "replicate_weights",
    "reverse_items",
    "satisfaction",
    "scale_score",
    "score_knowledge",
    "standardise",
    "total",
    "trim",
    "variance",
    "wald_independence",
]
