"""A survey round becomes estimates: every construct, nationally, by group and by governorate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wps_eval.indicators.constructs import (
    ScaleRules,
    Scoring,
    knowledge_of,
    score_people,
    scoring_of,
    turned_points,
)
from wps_eval.indicators.round_design import RoundDesign, round_design
from wps_eval.sources.instrument import Role
from wps_eval.survey.combine import together
from wps_eval.survey.estimates import Label
from wps_eval.survey.knowledge import estimate_knowledge
from wps_eval.survey.mean import distribution, mean
from wps_eval.survey.reliability import Reliability, reliability
from wps_eval.survey.satisfaction import satisfaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from wps_eval.plan.models import Place
    from wps_eval.sources.instrument import Question
    from wps_eval.sources.intake import Intake
    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates

SCORE = "score"
REGION = "region"
PLACE = "governorate"


@dataclass(frozen=True)
class Construct:
    """What a round says of one construct.

    Attributes:
        name: The construct.
        scoring: How it is scored.
        indicators: The plan's indicators that it feeds.
        score: The mean score, 0 to 100: nationally, by group, by region and by governorate.
        items: Its items, nationally, in percent (or points).
        reliability: How its items hang together; None where they are no scale.
    """

    name: str
    scoring: Scoring
    indicators: tuple[str, ...]
    score: Estimates
    items: Estimates
    reliability: Reliability | None


@dataclass(frozen=True)
class RoundResult:
    """A round with its estimates.

    Attributes:
        intake: The round, read and made safe.
        drawn: Its design.
        constructs: Its constructs, by name.
    """

    intake: Intake
    drawn: RoundDesign
    constructs: Mapping[str, Construct]


def estimate_round(intake: Intake, places: tuple[Place, ...], rules: ScaleRules) -> RoundResult:
    """Estimate every construct of a round.

    Args:
        intake: The round.
        places: The plan's places, for the region of each governorate.
        rules: The study's rules for scales.

    Returns:
        The estimates. A sensitive question gives national groups only; no two questions are
        crossed.

    Raises:
        DesignFaults: The design or an answer is wrong.
        SurveyFaults: The design is not said.
    """
    drawn = round_design(intake)
    held = _kept(intake, drawn)
    design = _with_regions(drawn.design, places)
    constructs = {
        name: _construct(held, design, name, rules)
        for name in held.instrument.constructs
        if held.instrument.construct(name)
    }
    return RoundResult(held, replace(drawn, design=design), constructs)


def score_in(
    design: Design,
    intake: Intake,
    construct: str,
    rules: ScaleRules,
    *,
    group: str = "",
    unsure_is_missing: bool = False,
) -> Estimates:
    """Estimate the national mean score of a construct, as an alternative to the main way.

    Args:
        design: The design, or another one of the same rows.
        intake: The round.
        construct: The construct.
        rules: The study's rules, or others.
        group: The group whose mean is wanted; all where it is empty.
        unsure_is_missing: As in ``score_people``.
    """
    score = score_people(intake, construct, rules, unsure_is_missing=unsure_is_missing)
    marked = design.with_columns({SCORE: score})
    if not group:
        return mean(marked, SCORE)
    found = mean(marked, SCORE, group.partition("=")[0])
    return found.picked([found.find(group=group)])


def _kept(intake: Intake, drawn: RoundDesign) -> Intake:
    if drawn.kept.all():
        return intake
    return replace(
        intake,
        frame=intake.frame[drawn.kept].reset_index(drop=True),
        skipped=intake.skipped[drawn.kept].reset_index(drop=True),
    )


def _with_regions(design: Design, places: tuple[Place, ...]) -> Design:
    if PLACE not in design.frame:
        return design
    parents = {place.code: place.parent for place in places}
    national = {place.code for place in places if not place.parent}
    region = design.frame[PLACE].map(lambda code: _region(str(code), parents, national))
    return design.with_columns({REGION: region.to_numpy(object)})


def _region(code: str, parents: Mapping[str, str], national: set[str]) -> str | None:
    """Walk up to the place below the country: a region, or nothing for a governorate of its own."""
    above = parents.get(code, "")
    while above and parents.get(above, "") not in national | {""}:
        above = parents[above]
    return above if above and above not in national else None


def _construct(intake: Intake, design: Design, name: str, rules: ScaleRules) -> Construct:
    items = intake.instrument.construct(name)
    how = scoring_of(items)
    score = score_people(intake, name, rules)
    found = mean(
        design.with_columns({SCORE: score}), SCORE, [(), *_breakdowns(intake, design)], deff=True
    )
    return Construct(
        name=name,
        scoring=how,
        indicators=tuple(dict.fromkeys(code for q in items for code in q.indicators)),
        score=found,
        items=_items(intake, design, items, how, rules),
        reliability=_reliability(intake, design, name, how, rules),
    )


def _breakdowns(intake: Intake, design: Design) -> list[tuple[str, ...]]:
    asked = [
        q.name for q in intake.instrument.questions if q.disaggregate and q.name in design.frame
    ]
    if REGION in design.frame:
        asked.append(REGION)
    return [(name,) for name in asked if design.frame[name].notna().any()]


def _items(
    intake: Intake, design: Design, items: tuple[Question, ...], how: Scoring, rules: ScaleRules
) -> Estimates:
    name = items[0].construct
    if how is Scoring.KNOWLEDGE:
        return estimate_knowledge(design, knowledge_of(intake, name, rules))
    answers = [q.name for q in items]
    shares = _answers(distribution(design.with_columns(_whole(intake, name)), answers), answers)
    if how is Scoring.SATISFACTION:
        points = design.with_columns(_columns(intake.points(name)))
        return together([shares, satisfaction(points, answers, top=rules.top, bottom=rules.bottom)])
    return shares


def _answers(found: Estimates, items: list[str]) -> Estimates:
    """Name shares by item and answer, in percent."""
    labels = []
    for label in found.labels:
        item, _, answer = label.item.rpartition("=")
        labels.append(Label(f"answer {answer}", item if item in items else label.item, label.group))
    return replace(found.scaled(100.0), labels=tuple(labels))


def _whole(intake: Intake, name: str) -> dict[str, pd.Series[str]]:
    """Give a scale's answers as they were chosen, don't know and the like among them."""
    return {q.name: intake.frame[q.name] for q in intake.instrument.construct(name)}


def _columns(points: pd.DataFrame) -> dict[str, pd.Series[float]]:
    return {str(name): points[name] for name in points}


def _reliability(
    intake: Intake, design: Design, name: str, how: Scoring, rules: ScaleRules
) -> Reliability | None:
    if how is Scoring.SHARE or len(intake.instrument.construct(name)) < 2:  # noqa: PLR2004 - no scale
        return None
    if how is Scoring.KNOWLEDGE:
        table = knowledge_of(intake, name, rules).correct
    else:
        table = turned_points(intake, name)
    return reliability(design.with_columns(_columns(table)), [str(c) for c in table])


def breakdown_questions(intake: Intake) -> tuple[Question, ...]:
    """List the questions by which a round's results may be shown."""
    return tuple(
        q for q in intake.instrument.questions if q.disaggregate or q.role is Role.DISABILITY
    )
