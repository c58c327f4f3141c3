"""Designs and estimates: survey rows in, numbers with their covariance out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from wps_eval.survey.allocation import allocate
from wps_eval.survey.attitudes import reverse_items, scale_score
from wps_eval.survey.build_weights import build_weights
from wps_eval.survey.calibration import calibrate
from wps_eval.survey.change_since import ChangeSince, change_since
from wps_eval.survey.chisquare import chi_square, wald_independence
from wps_eval.survey.codebook import Codebook
from wps_eval.survey.combine import combine, combine_independent
from wps_eval.survey.composition import decompose_change
from wps_eval.survey.confirmed_factors import ConfirmedFactors, confirm_factors
from wps_eval.survey.design import EQUAL, UNSTRATIFIED, Design
from wps_eval.survey.design_check import EACH_ROW
from wps_eval.survey.detectable_change import detectable_mean_change, detectable_share_change
from wps_eval.survey.dif_mantel_haenszel import dif_mantel_haenszel
from wps_eval.survey.entropy_balance import entropy_balance
from wps_eval.survey.estimate_rows import RowStatistic, estimate_rows
from wps_eval.survey.estimates import Estimates
from wps_eval.survey.factors import Factors, explore_factors
from wps_eval.survey.fieldwork import Fieldwork, SampleSize
from wps_eval.survey.goodness import goodness_of_fit
from wps_eval.survey.icc import Intraclass, intraclass
from wps_eval.survey.imputations import combine_imputations
from wps_eval.survey.item_analysis import analyse_items
from wps_eval.survey.kappa import kappa
from wps_eval.survey.knowledge import estimate_knowledge, score_knowledge
from wps_eval.survey.label import Label
from wps_eval.survey.mean import distribution, mean, proportion
from wps_eval.survey.nonresponse import adjust_nonresponse
from wps_eval.survey.odds_ratios import odds_ratios
from wps_eval.survey.open_survey import open_survey as open  # noqa: A004 - `survey.open` is what it is called
from wps_eval.survey.power import RoundPair, power_of_mean_change, power_of_share_change
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
from wps_eval.survey.representativity import representativity
from wps_eval.survey.sample_list import sample_list
from wps_eval.survey.sample_size import (
    size_for_mean,
    size_for_rare_share,
    size_for_share,
    size_to_meet_one,
)
from wps_eval.survey.satisfaction import net_promoter, satisfaction
from wps_eval.survey.select_listed import select_listed
from wps_eval.survey.select_units import select_units
from wps_eval.survey.size_for_change import size_for_mean_change, size_for_share_change
from wps_eval.survey.stack import stack
from wps_eval.survey.standardise import standardise
from wps_eval.survey.total import total
from wps_eval.survey.trend import Trend, trend
from wps_eval.survey.trimming import trim
from wps_eval.survey.variance import covariance, variance
from wps_eval.survey.weight_spread import weight_spread

if TYPE_CHECKING:
    from wps_eval.survey.chained_equations import impute
    from wps_eval.survey.logistic_functioning import dif_logistic
    from wps_eval.survey.margins import average_effect, predictive_margins
    from wps_eval.survey.models import fit_model
    from wps_eval.survey.multinomial import fit_multinomial
    from wps_eval.survey.ordinal import fit_ordinal
    from wps_eval.survey.small_area import SmallAreas, small_areas

__all__ = [
    "EACH_ROW",
    "EQUAL",
    "UNSTRATIFIED",
    "ChangeSince",
    "Codebook",
    "ConfirmedFactors",
    "Design",
    "Estimates",
    "Factors",
    "Fieldwork",
    "Intraclass",
    "Label",
    "Replicates",
    "RoundPair",
    "RowStatistic",
    "SampleSize",
    "SmallAreas",
    "Trend",
    "adjust_nonresponse",
    "allocate",
    "analyse_items",
    "average_effect",
    "bootstrap",
    "brr",
    "build_weights",
    "calibrate",
    "change_since",
    "chi_square",
    "combine",
    "combine_imputations",
    "combine_independent",
    "confirm_factors",
    "covariance",
    "decompose_change",
    "detectable_mean_change",
    "detectable_share_change",
    "dif_logistic",
    "dif_mantel_haenszel",
    "distribution",
    "entropy_balance",
    "estimate_knowledge",
    "estimate_rows",
    "explore_factors",
    "fit_model",
    "fit_multinomial",
    "fit_ordinal",
    "goodness_of_fit",
    "impute",
    "intraclass",
    "jackknife",
    "kappa",
    "mean",
    "net_promoter",
    "odds_ratios",
    "open",
    "power_of_mean_change",
    "power_of_share_change",
    "predictive_margins",
    "proportion",
    "quantile",
    "rank_test",
    "ratio",
    "reliability",
    "replicate_weights",
    "representativity",
    "reverse_items",
    "sample_list",
    "satisfaction",
    "scale_score",
    "score_knowledge",
    "select_listed",
    "select_units",
    "size_for_mean",
    "size_for_mean_change",
    "size_for_rare_share",
    "size_for_share",
    "size_for_share_change",
    "size_to_meet_one",
    "small_areas",
    "stack",
    "standardise",
    "total",
    "trend",
    "trim",
    "variance",
    "wald_independence",
    "weight_spread",
]

#: what needs statsmodels, loaded when it is first asked for
_LATE = {
    "SmallAreas": "small_area",
    "average_effect": "margins",
    "dif_logistic": "logistic_functioning",
    "fit_model": "models",
    "fit_multinomial": "multinomial",
    "fit_ordinal": "ordinal",
    "impute": "chained_equations",
    "predictive_margins": "margins",
    "small_areas": "small_area",
}


def __getattr__(name: str) -> Any:
    """Load what needs statsmodels when it is first asked for."""
    if name in _LATE:
        return getattr(import_module(f"wps_eval.survey.{_LATE[name]}"), name)
    if name == "models":
        return import_module("wps_eval.survey.models")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name what the room offers."""
    return sorted(__all__)
