"""Designs and estimates: survey rows in, numbers with their covariance out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from wps_eval.survey.attitudes import reverse_items, scale_score
from wps_eval.survey.build_weights import build_weights
from wps_eval.survey.calibration import calibrate
from wps_eval.survey.chisquare import chi_square, wald_independence
from wps_eval.survey.combine import combine, combine_independent
from wps_eval.survey.design import EQUAL, UNSTRATIFIED, Design
from wps_eval.survey.design_check import EACH_ROW
from wps_eval.survey.estimates import Estimates, Label
from wps_eval.survey.item_analysis import analyse_items
from wps_eval.survey.knowledge import estimate_knowledge, score_knowledge
from wps_eval.survey.mean import distribution, mean, proportion
from wps_eval.survey.nonresponse import adjust_nonresponse
from wps_eval.survey.open_survey import open_survey as open  # noqa: A004 - `survey.open` is what it is called
from wps_eval.survey.quantile import quantile
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
from wps_eval.survey.total import total
from wps_eval.survey.trimming import trim

if TYPE_CHECKING:
    from wps_eval.survey.models import fit_model

__all__ = [
    "EACH_ROW",
    "EQUAL",
    "UNSTRATIFIED",
    "Design",
    "Estimates",
    "Label",
    "Replicates",
    "adjust_nonresponse",
    "analyse_items",
    "bootstrap",
    "brr",
    "build_weights",
    "calibrate",
    "chi_square",
    "combine",
    "combine_independent",
    "distribution",
    "estimate_knowledge",
    "fit_model",
    "jackknife",
    "mean",
    "net_promoter",
    "open",
    "proportion",
    "quantile",
    "ratio",
    "reliability",
    "replicate_weights",
    "reverse_items",
    "satisfaction",
    "scale_score",
    "score_knowledge",
    "total",
    "trim",
    "wald_independence",
]


def __getattr__(name: str) -> Any:
    """Load what needs statsmodels when it is first asked for."""
    if name in ("fit_model", "models"):
        models = import_module("wps_eval.survey.models")
        return models if name == "models" else models.fit_model
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name what the room offers."""
    return sorted(__all__)
