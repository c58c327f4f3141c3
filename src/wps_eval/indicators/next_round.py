"""What a round tells of the next one: how alike its people are, and how many answers a change needs."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import DesignKind
from wps_eval.errors import DesignFaults
from wps_eval.indicators.constructs import score_people
from wps_eval.survey.detectable_change import detectable_mean_change
from wps_eval.survey.fieldwork import Fieldwork
from wps_eval.survey.icc import intraclass
from wps_eval.survey.power import RoundPair
from wps_eval.survey.size_for_change import size_for_mean_change

if TYPE_CHECKING:
    from wps_eval.indicators.rules import Rules
    from wps_eval.survey.fieldwork import SampleSize
    from wps_eval.workspace.people import People

_SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalePlan:
    """What the next round needs of one scale.

    Attributes:
        construct: The scale.
        n: Answers in the round.
        sd: Standard deviation between people, of scores from 0 to 100.
        icc: Likeness of people of one unit, as it was found; below 0 it is planned with as 0.
        fieldwork: How the round was drawn, to be drawn again.
        pair: How strict the test will be.
        detectable: The smallest change that two rounds of as many answers find, in points.
        size: What each of two rounds needs for the change that was asked for; None where no sample finds it.
    """

    construct: str
    n: int
    sd: float
    icc: float
    fieldwork: Fieldwork
    pair: RoundPair
    detectable: float
    size: SampleSize | None


def plan_next_round(
    people: People, rules: Rules, *, change: float, smallest_base: int
) -> tuple[ScalePlan, ...]:
    """Say for each scale of a round what a round like it could find, and what a change needs.

    Args:
        people: The round.
        rules: What the study declared: scales, error rate, power, and the family of its primary indicators.
        change: The change that must not be missed, in points of 0 to 100.
        smallest_base: The smallest base that may be told of.

    Returns:
        The scales in the form's order. Nothing for a round that is no probability sample, whose change has no
        standard error; and no scale with a smaller base, without variance, or whose likeness cannot be told.

    Source: ``intraclass``, ``detectable_mean_change`` and ``size_for_mean_change``, the same sample drawn twice.
    """
    if people.design.kind is not DesignKind.PROBABILITY or people.design.units is None:
        return ()
    pair = RoundPair(
        alpha=1 - rules.level, tests=max(len(rules.primary), 1) if rules.correct else 1
    )
    plans = (
        _plan(people, name, rules, pair, change, smallest_base)
        for name in people.instrument.constructs
    )
    return tuple(plan for plan in plans if plan is not None)


def _plan(
    people: People, name: str, rules: Rules, pair: RoundPair, change: float, smallest_base: int
) -> ScalePlan | None:
    """Plan one scale; nothing where its base is too small or its spread cannot be told."""
    score = score_people(people, name, rules.scales)
    scored = people.design.with_columns({_SCORE: score})
    found = intraclass(scored, _SCORE)
    if found.n < smallest_base or isnan(found.icc) or scored.units is None:
        return None
    there = ~np.isnan(score)
    weight = scored.weights[there]
    middle = np.average(score[there], weights=weight)
    sd = float(np.sqrt(np.average((score[there] - middle) ** 2, weights=weight)))
    fieldwork = Fieldwork(
        people_per_unit=max(found.people_per_unit, 1.0),
        icc=min(max(found.icc, 0.0), 1.0),
        unit_cv=found.unit_cv,
        weight_cv=found.weight_cv,
        strata=len(np.unique(scored.units.stratum)),
    )
    return ScalePlan(
        construct=name,
        n=found.n,
        sd=sd,
        icc=found.icc,
        fieldwork=fieldwork,
        pair=pair,
        detectable=detectable_mean_change(sd, found.n, fieldwork, pair, power=rules.power),
        size=_size(change, sd, fieldwork, pair, rules.power),
    )


def _size(
    change: float, sd: float, fieldwork: Fieldwork, pair: RoundPair, power: float
) -> SampleSize | None:
    """Give the size for a change; nothing where no sample finds it."""
    try:
        return size_for_mean_change(change, sd, fieldwork, pair, power=power)
    except DesignFaults as error:
        if {fault.code for fault in error.faults} == {"no_sample_finds"}:
            return None
        raise
