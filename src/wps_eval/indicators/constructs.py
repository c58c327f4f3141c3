"""One score a person for each construct, by the rules of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.sources.instrument import Meaning
from wps_eval.survey.attitudes import reverse_items, scale_score
from wps_eval.survey.knowledge import KnowledgeScores, score_knowledge
from wps_eval.survey.person_score import answered_enough

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from wps_eval.sources.instrument import Question
    from wps_eval.workspace.people import People

    Floats = NDArray[np.float64]

#: the greatest share of items that must be answered where "does not apply" is no answer
_HALF_OF_ITEMS = 0.5
#: least and greatest point of a scale whose form does not say them
_POINTS_UNSAID = (1.0, 5.0)
#: the points of a yes-or-no question, and which of them means yes
_YES_NO_POINTS, _YES = (1.0, 2.0), (1,)


class Scoring(StrEnum):
    """How a construct is scored."""

    KNOWLEDGE = "knowledge"
    ATTITUDE = "attitude"
    SATISFACTION = "satisfaction"
    SHARE = "share"


TABLES = {  # the results table of each kind of scale; a yes or no is told with what people think
    "knowledge": (Scoring.KNOWLEDGE,),
    "attitudes": (Scoring.ATTITUDE, Scoring.SHARE),
    "satisfaction": (Scoring.SATISFACTION,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleRules:
    """The study's rules for scales.

    Attributes:
        valid_prop: Share of items that must not be missing for a person to be scored.
        pass_pct: The pass mark of a knowledge test.
        top: The points that mean satisfied.
        bottom: The points that mean dissatisfied.
    """

    valid_prop: float = 0.80
    pass_pct: float = 60.0
    top: tuple[int, ...] = (4, 5)
    bottom: tuple[int, ...] = (1, 2)


def scoring_of(items: tuple[Question, ...]) -> Scoring:
    """Say how a construct is scored: by its keys, its name and its points."""
    if any(q.key for q in items):
        return Scoring.KNOWLEDGE
    if items[0].construct.startswith(("satisfaction", "reaction")):
        return Scoring.SATISFACTION
    return Scoring.SHARE if items[0].points == _YES_NO_POINTS else Scoring.ATTITUDE


def score_people(
    people: People, construct: str, rules: ScaleRules, *, unsure_is_missing: bool = False
) -> Floats:
    """Score each person on a construct, from 0 to 100.

    Args:
        people: The round.
        construct: The construct.
        rules: The study's rules.
        unsure_is_missing: Whether "don't know" counts as missing and not as no point, which is one
            of the declared alternatives.

    Returns:
        Knowledge: percent right. Attitudes: mean of the items, reversed where they must be, 0 to
        100. Satisfaction: percent of a person's valid answers that are satisfied. Yes or no:
        percent yes. NaN for persons who answered too few (n,).

    Raises:
        DesignFaults: An answer is no point of its scale.

    Source: as ``score_knowledge`` and ``scale_score``; satisfaction as the person's share of top
    boxes.
    """
    items = people.instrument.construct(construct)
    scoring = scoring_of(items)
    if scoring is Scoring.KNOWLEDGE:
        return knowledge_of(people, construct, rules, unsure_is_missing=unsure_is_missing).score_pct
    points = people.points(construct)
    if scoring is Scoring.ATTITUDE:
        aligned = turned_points(people, construct)
        low, high = items[0].points or _POINTS_UNSAID
        return scale_score(aligned, low, high, valid_prop=rules.valid_prop)
    counted = rules.top if scoring is Scoring.SATISFACTION else _YES
    return _percent_among(points, counted, rules.valid_prop)


def turned_points(people: People, construct: str) -> pd.DataFrame:
    """Give a scale's points, all pointing the same way."""
    items = people.instrument.construct(construct)
    low, high = items[0].points or _POINTS_UNSAID
    reverse = [q.name for q in items if q.reverse]
    return reverse_items(people.points(construct), [q.name for q in items], reverse, low, high)


def knowledge_of(
    people: People, construct: str, rules: ScaleRules, *, unsure_is_missing: bool = False
) -> KnowledgeScores:
    """Score a knowledge construct against its key, as ``score_knowledge`` does."""
    items = people.instrument.construct(construct)
    unsure_codes = {code for q in items for code in people.instrument.codes(q, Meaning.DONT_KNOW)}
    missing_codes = {
        code
        for q in items
        for code in people.instrument.codes(q, Meaning.REFUSED, Meaning.NOT_APPLICABLE)
    }
    options = {
        q.name: sum(choice.meaning is None for choice in people.instrument.lists[q.choices])
        for q in items
    }
    return score_knowledge(
        people.frame,
        {q.name: q.key for q in items},
        unsure=() if unsure_is_missing else unsure_codes,
        missing=missing_codes | (unsure_codes if unsure_is_missing else set()),
        known={
            q.name: [choice.name for choice in people.instrument.lists[q.choices]] for q in items
        },
        options=options,
        valid_prop=rules.valid_prop,
        pass_pct=rules.pass_pct,
    )


def _percent_among(points: pd.DataFrame, counted: tuple[int, ...], valid_prop: float) -> Floats:
    """Give the percent of a person's valid answers that are among some points; NaN where too few (n,).

    "Does not apply" is no answer, so that never more than half of the items must be answered.
    """
    is_scored = answered_enough(points.isna(), min(valid_prop, _HALF_OF_ITEMS))
    answers_counted = points.isin(list(counted)).sum(axis=1).to_numpy(np.float64)
    answers_valid = points.notna().sum(axis=1).to_numpy(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(is_scored, 100 * answers_counted / answers_valid, np.nan)
