"""Designs and estimates: survey rows in, numbers with their covariance out."""

from __future__ import annotations

from wps_eval.survey.calibration import calibrate
from wps_eval.survey.design import EQUAL, UNSTRATIFIED, Design
from wps_eval.survey.design_check import EACH_ROW
from wps_eval.survey.estimates import Estimates, Label
from wps_eval.survey.mean import distribution, mean, proportion
from wps_eval.survey.nonresponse import adjust_nonresponse
from wps_eval.survey.quantile import quantile
from wps_eval.survey.ratio import ratio
from wps_eval.survey.replicates import Replicates, balanced, bootstrap, jackknife
from wps_eval.survey.total import total
from wps_eval.survey.trimming import trim

__all__ = [
    "EACH_ROW",
    "EQUAL",
    "UNSTRATIFIED",
    "Design",
    "Estimates",
    "Label",
    "Replicates",
    "adjust_nonresponse",
    "balanced",
    "bootstrap",
    "calibrate",
    "distribution",
    "jackknife",
    "mean",
    "proportion",
    "quantile",
    "ratio",
    "total",
    "trim",
]
