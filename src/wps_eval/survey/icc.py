"""How alike people of one sampling unit are: what an earlier round tells of clusters."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.mean import mean

if TYPE_CHECKING:
    from wps_eval.survey.design import Design


@dataclass(frozen=True, slots=True, kw_only=True)
class Intraclass:
    """What two people of one unit share of an item, and what it was found from.

    Attributes:
        icc: The correlation, by the analysis of variance within strata; NaN where it cannot be told.
        roh: The rate of homogeneity that the item's own design effect implies; NaN where it cannot be told.
        people_per_unit: Answers in a unit, weighted by their units as the clusters' effect counts them.
        unit_cv: Coefficient of variation of the answers per unit.
        weight_cv: Coefficient of variation of the weights.
        units: Sampling units with an answer.
        n: Answers.
    """

    icc: float
    roh: float
    people_per_unit: float
    unit_cv: float
    weight_cv: float
    units: int
    n: int


def intraclass(design: Design, item: str) -> Intraclass:
    """Estimate the intraclass correlation of an item from a round that was drawn in clusters.

    Args:
        design: A design in memory with sampling units.
        item: A column of numbers.

    Returns:
        The correlation by the analysis of variance, (MSB - MSW) / (MSB + (n0 - 1) MSW): mean squares between
        units about their stratum's mean and within units, weights scaled so that they sum to the answers, and
        n0 the size of a unit, (sum W_u - sum over strata of sum W_u^2 / W_h) / (units - strata). It may fall below 0,
        which says "no likeness found": plan with 0. NaN where every unit holds one answer, a stratum's units are too few,
        or nothing varies: cannot tell. ``roh`` is (deff / (1 + cv_w^2) - 1) / (m - 1), the other way of the field.

    Raises:
        DesignFaults: The rows do not lie in memory, or there is no such column.

    Source: Donner and Klar (2000), chapter 2 (analysis of variance estimator); Donner (1986), International
    Statistical Review 54, 67-82; ``roh``: Kish (1965), sections 5.4 and 11.7.

    Examples:
        Three made-up villages of two people each, who are much alike:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> round(survey.intraclass(design, "y").icc, 3)
        0.862
    """
    refuse_no_design(design)
    source = design.memory()
    values = source.rows.numbers(item)
    answered = ~np.isnan(values) & (source.weight > 0)
    if design.units is None or not answered.any():
        return Intraclass(
            icc=nan, roh=nan, people_per_unit=nan, unit_cv=nan, weight_cv=nan, units=0, n=int(answered.sum())
        )  # fmt: skip
    _, unit = np.unique(design.units.psu[source.unit[answered]], return_inverse=True)
    weight = source.weight[answered] * answered.sum() / source.weight[answered].sum()
    stratum_of_row = design.units.stratum[design.units.psu[source.unit[answered]]]
    _, stratum = np.unique(stratum_of_row, return_inverse=True)
    sizes = np.bincount(unit).astype(np.float64)
    effect = mean(design, item, deff=True).deff
    weight_cv = float(weight.std() / weight.mean())
    people_per_unit = float((sizes**2).sum() / sizes.sum())
    return Intraclass(
        icc=_analysis_of_variance(values[answered], weight, unit, stratum),
        roh=_homogeneity(
            float(effect[0]) if effect is not None else nan, weight_cv, people_per_unit
        ),
        people_per_unit=float(sizes.mean()),
        unit_cv=float(sizes.std() / sizes.mean()),
        weight_cv=weight_cv,
        units=len(sizes),
        n=int(answered.sum()),
    )


def _analysis_of_variance(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
    weight: np.ndarray[tuple[int], np.dtype[np.float64]],
    unit: np.ndarray[tuple[int], np.dtype[np.intp]],
    stratum: np.ndarray[tuple[int], np.dtype[np.intp]],
) -> float:
    """Give the correlation from mean squares between and within units; NaN where there are none."""
    stratum_of_unit = np.zeros(unit.max() + 1, np.intp)
    stratum_of_unit[unit] = stratum
    units, strata, n = len(stratum_of_unit), stratum.max() + 1, len(values)
    if units in (strata, n):
        return nan
    unit_weight, stratum_weight = np.bincount(unit, weight), np.bincount(stratum, weight)
    unit_mean = np.bincount(unit, weight * values) / unit_weight
    stratum_mean = np.bincount(stratum, weight * values) / stratum_weight
    between = (unit_weight * (unit_mean - stratum_mean[stratum_of_unit]) ** 2).sum()
    within = (weight * (values - unit_mean[unit]) ** 2).sum()
    between, within = between / (units - strata), within / (n - units)
    squares = np.bincount(stratum_of_unit, unit_weight**2)
    size = (unit_weight.sum() - (squares / stratum_weight).sum()) / (units - strata)
    whole = between + (size - 1) * within
    return float((between - within) / whole) if whole > 0 else nan


def _homogeneity(effect: float, weight_cv: float, people_per_unit: float) -> float:
    """Give Kish's rate of homogeneity; NaN where units hold one person."""
    if not people_per_unit > 1:
        return nan
    return (effect / (1 + weight_cv**2) - 1) / (people_per_unit - 1)
