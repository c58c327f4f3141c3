"""A survey round becomes estimates: its scales, nationally, by group and by governorate."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wps_eval.indicators.constructs import (
    ScaleRules,
    Scoring,
    knowledge_of,
    score_people,
    scoring_of,
    turned_points,
)
from wps_eval.indicators.scale_statistics import answer_statistic
from wps_eval.survey.combine import combine
from wps_eval.survey.knowledge import estimate_knowledge
from wps_eval.survey.label import Label
from wps_eval.survey.mean import distribution, mean
from wps_eval.survey.reliability import Band, Reliability, reliability
from wps_eval.survey.satisfaction import satisfaction
from wps_eval.values import EVERYBODY, Group
from wps_eval.values.row_holder import RowHolder
from wps_eval.workspace.regions import PLACE_QUESTION, REGION_COLUMN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

    from wps_eval.sources.instrument import Question
    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.workspace.people import People

SCORE = "score"


@dataclass(frozen=True)
class Construct:
    """What a round says of one construct.

    Attributes:
        name: The construct.
        scoring: How it is scored.
        indicators: The plan's indicators that it feeds.
        score: The mean score, 0 to 100: nationally, by group, by region and by governorate.
        items: Its items, nationally, in percent (or points); None where they are not shown one by one.
        reliability: How its items hang together; None where they are no scale.
    """

    name: str
    scoring: Scoring
    indicators: tuple[str, ...]
    score: Estimates
    items: Estimates | None
    reliability: Reliability | None

    @property
    def unreliable(self) -> bool:
        """Whether its items hang together too loosely for a scale; what is no scale does not."""
        return self.reliability is not None and self.reliability.band in (
            Band.NOT_A_SCALE,
            Band.CHECK_REVERSE,
        )


@dataclass(frozen=True, repr=False)
class RoundEstimates(RowHolder):
    """A round's people with what was estimated of them.

    Attributes:
        people: The round.
        constructs: The constructs of the kinds that were asked for, by name.
    """

    people: People = field(repr=False)
    constructs: Mapping[str, Construct]

    def of_indicator(self, code: str) -> Construct | None:
        """Give the construct that feeds an indicator of the plan, or nothing."""
        return next((c for c in self.constructs.values() if code in c.indicators), None)


def estimate_round(
    people: People, scorings: Collection[Scoring], rules: ScaleRules
) -> RoundEstimates:
    """Estimate the constructs of some kinds in a round.

    Args:
        people: The round.
        scorings: The kinds of constructs.
        rules: The study's rules for scales.

    Returns:
        The estimates. A sensitive question gives national groups only; no two questions are
        crossed.

    Raises:
        DesignFaults: An answer is wrong.
    """
    form = people.instrument
    items_by_construct = {name: form.construct(name) for name in form.constructs}
    return RoundEstimates(
        people,
        {
            name: estimate_construct(people, name, rules)
            for name, items in items_by_construct.items()
            if items and scoring_of(items) in scorings
        },
    )


def score_in(
    people: People,
    construct: str,
    rules: ScaleRules,
    *,
    group: Group = EVERYBODY,
    design: Design | None = None,
    unsure_is_missing: bool = False,
) -> Estimates:
    """Estimate the mean score of a construct in one group, as an alternative to the main way.

    Args:
        people: The round.
        construct: The construct.
        rules: The study's rules, or others.
        group: The group whose mean is wanted.
        design: Another design of the same rows; the round's own unless said.
        unsure_is_missing: As in ``score_people``.
    """
    score = score_people(people, construct, rules, unsure_is_missing=unsure_is_missing)
    scored_design = (design or people.design).with_columns({SCORE: score})
    means = mean(scored_design, SCORE, [group.dimensions], whole=100.0)
    return means.select([means.find(group=group)])


def estimate_construct(people: People, name: str, rules: ScaleRules) -> Construct:
    """Estimate one construct of a round, in every domain that it may be shown in."""
    items, design = people.instrument.construct(name), people.design
    scoring = scoring_of(items)
    score = score_people(people, name, rules)
    breakdowns = _breakdown_columns(people, sensitive=any(item.sensitive for item in items))
    scores_by_domain = mean(
        design.with_columns({SCORE: score}), SCORE, [(), *breakdowns], deff=True, whole=100.0
    )
    return Construct(
        name=name,
        scoring=scoring,
        indicators=tuple(dict.fromkeys(code for q in items for code in q.indicators)),
        score=scores_by_domain,
        items=None if scoring is Scoring.SHARE else _item_estimates(people, items, scoring, rules),
        reliability=_scale_reliability(people, name, scoring, rules),
    )


def _breakdown_columns(people: People, *, sensitive: bool) -> list[tuple[str, ...]]:
    """Name what a round is broken down by, one column a tuple: questions so marked, and the region.

    What was asked on a sensitive matter is told of the country alone, by no place.
    """
    frame = people.frame
    columns = [
        question.name
        for question in people.instrument.questions
        if question.disaggregate and question.name in frame
    ]
    if REGION_COLUMN in frame:
        columns.append(REGION_COLUMN)
    hidden = (PLACE_QUESTION, REGION_COLUMN) if sensitive else ()
    return [(name,) for name in columns if name not in hidden and frame[name].notna().any()]


def _item_estimates(
    people: People, items: tuple[Question, ...], scoring: Scoring, rules: ScaleRules
) -> Estimates:
    """Estimate a construct's items nationally: by the key of a test, else the share of every answer."""
    name, design = items[0].construct, people.design
    if scoring is Scoring.KNOWLEDGE:
        return estimate_knowledge(design, knowledge_of(people, name, rules))
    item_names = [item.name for item in items]
    shares = _named_by_answer(distribution(design, item_names))
    if scoring is Scoring.SATISFACTION:
        scored_design = design.with_columns(_columns_by_name(people.points(name)))
        return combine(
            [shares, satisfaction(scored_design, item_names, top=rules.top, bottom=rules.bottom)]
        )
    return shares


def _named_by_answer(shares: Estimates) -> Estimates:
    """Name shares by item and answer, in percent."""
    labels = (
        Label(answer_statistic(label.answer), label.column, label.group) for label in shares.labels
    )
    return replace(shares.scaled(100.0), labels=tuple(labels))


def _columns_by_name(points: pd.DataFrame) -> dict[str, pd.Series[float]]:
    return {str(name): points[name] for name in points}


def _scale_reliability(
    people: People, name: str, scoring: Scoring, rules: ScaleRules
) -> Reliability | None:
    """Measure how a construct's items hang together; None for yes or no and for a single item."""
    if scoring is Scoring.SHARE or len(people.instrument.construct(name)) < 2:  # noqa: PLR2004 - no scale
        return None
    if scoring is Scoring.KNOWLEDGE:
        item_points = knowledge_of(people, name, rules).correct
    else:
        item_points = turned_points(people, name)
    return reliability(
        people.design.with_columns(_columns_by_name(item_points)), [str(c) for c in item_points]
    )
