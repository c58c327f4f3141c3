"""Designs and estimates: survey rows in, numbers with their covariance out."""

from __future__ import annotations

from wps_eval.survey.attitudes import reverse_items, scale_score
from wps_eval.survey.build_weights import build_weights
from wps_eval.survey.calibration import calibrate
from wps_eval.survey.change_since import ChangeSince, change_since
from wps_eval.survey.chisquare import chi_square, wald_independence
from wps_eval.survey.combine import combine, combine_independent
from wps_eval.survey.composition import decompose_change, standardised_means
from wps_eval.survey.design import EQUAL, UNSTRATIFIED, Design
from wps_eval.survey.design_check import EACH_ROW
from wps_eval.survey.estimates import Estimates, Label
from wps_eval.survey.factors import Factors, explore_factors
from wps_eval.survey.imputations import combine_imputations
from wps_eval.survey.impute import impute
from wps_eval.survey.item_analysis import analyse_items
from wps_eval.survey.knowledge import estimate_knowledge, score_knowledge
from wps_eval.survey.margins import average_effect, predictive_margins
from wps_eval.survey.mean import distribution, mean, proportion
from wps_eval.survey.models import fit_model
from wps_eval.survey.multinomial import fit_multinomial
from wps_eval.survey.nonresponse import adjust_nonresponse
from wps_eval.survey.odds_ratios import odds_ratios
from wps_eval.survey.open_survey import open_survey as open  # noqa: A004 - `survey.open` is what it is called
from wps_eval.survey.ordinal import fit_ordinal
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
from wps_eval.survey.small_area import SmallAreas, small_areas
from wps_eval.survey.total import total
from wps_eval.survey.trimming import trim

__all__ = [
    "EACH_ROW",
    "EQUAL",
    "UNSTRATIFIED",
    "ChangeSince",
    "Design",
    "Estimates",
    "Factors",
    "Label",
    "Replicates",
    "SmallAreas",
    "adjust_nonresponse",
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
    "decompose_change",
    "distribution",
    "estimate_knowledge",
    "explore_factors",
    "fit_model",
    "fit_multinomial",
    "fit_ordinal",
    "impute",
    "jackknife",
    "mean",
    "net_promoter",
    "odds_ratios",
    "open",
    "predictive_margins",
    "proportion",
    "quantile",
    "ratio",
    "reliability",
    "replicate_weights",
    "reverse_items",
    "satisfaction",
    "scale_score",
    "score_knowledge",
    "small_areas",
    "standardised_means",
    "total",
    "trim",
    "wald_independence",
]
