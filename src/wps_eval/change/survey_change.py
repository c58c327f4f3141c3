"""Change between the rounds of a study: the declared test, the correction, the other ways."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special

from wps_eval.change.comparability import Comparison
from wps_eval.change.detectable import corrected_alpha
from wps_eval.change.family import holm
from wps_eval.change.questionnaire import compare_questionnaires, grade
from wps_eval.change.robustness import Robustness, robustness
from wps_eval.change.rounds import Moved, Overlap, change_between, change_within
from wps_eval.codes import Change, Comparability
from wps_eval.indicators.constructs import ScaleRules, Scoring, score_people
from wps_eval.indicators.survey import PLACE, REGION, SCORE, score_in
from wps_eval.survey.design import EQUAL, Design
from wps_eval.survey.mean import mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wps_eval.indicators.register import Pair
    from wps_eval.indicators.survey import Construct, RoundResult

Key = tuple[str, str, str]  # indicator, place, group
_WAVE = "_wave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What was declared before the data were read.

    Attributes:
        tests: The test of each pair of rounds, by their codes.
        primary: The indicators of the family.
        national: The place whose verdicts are the family's.
        level: Confidence level.
        power: Power of the smallest detectable change.
        correct: Whether the family is corrected by Holm.
        smallest: Smallest change that means something.
        scales: The rules of scales.
    """

    tests: Mapping[tuple[str, str], str]
    primary: frozenset[str]
    national: str
    level: float
    power: float
    correct: bool
    smallest: float
    scales: ScaleRules


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseMove:
    """A change in a course, in the people who were found again.

    Attributes:
        pair: The values before and after.
        moved: The change.
        exact_only: The change among exact matches alone.
    """

    pair: Pair
    moved: Moved
    exact_only: Moved


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyMove:
    """One tested change.

    Attributes:
        moved: The difference with interval, p and smallest detectable change.
        p_adjusted: p after correction in the family; NaN outside it.
        interval: The interval that the verdict rests on, at the corrected level.
        primary: Whether it is one of the family; all else is exploratory.
        robust: How often it holds, for the family alone.
        comparison: Whether the two rounds asked the same.
    """

    moved: Moved
    p_adjusted: float
    interval: tuple[float, float] | None
    primary: bool
    robust: Robustness | None
    comparison: Comparison = field(default_factory=lambda: Comparison(Comparability.SAME))


def survey_moves(
    pairs: Iterable[Pair],
    rounds: Mapping[str, RoundResult],
    rules: Rules,
    courses: Iterable[CourseMove] = (),
) -> dict[Key, SurveyMove]:
    """Test every pair of survey values whose rounds were declared to be compared.

    Args:
        pairs: The pairs; those of registers are passed over.
        rounds: The study's rounds, by code.
        rules: What was declared.
        courses: Changes in courses, tested person by person.

    Returns:
        The tested change of each indicator, place and group. The family is the primary indicators at
        national level; its p-values are corrected together, and the interval of each is widened to
        its own place in Holm's order.

    Source: Holm (1979); DESIGN contract 5 of wps-eval.
    """
    found = {
        (pair.subject.code, pair.place, pair.group): (pair, moved)
        for pair in pairs
        if (moved := _tested(pair, rounds, rules)) is not None
    }
    held = {(each.pair.subject.code, each.pair.place, each.pair.group): each for each in courses}
    found |= {key: (each.pair, each.moved) for key, each in held.items()}
    family = [key for key in found if _is_primary(key, rules)]
    p = [found[key][1].p for key in family]
    adjusted = dict(zip(family, holm(p) if rules.correct else p, strict=True))
    return {
        key: replace(
            _move(pair, moved, adjusted.get(key), rounds, rules, held.get(key)),
            comparison=_comparison(pair, rounds),
        )
        for key, (pair, moved) in found.items()
    }


def _comparison(pair: Pair, rounds: Mapping[str, RoundResult]) -> Comparison:
    chosen = _rounds_of(pair, rounds)
    construct = _construct(pair, chosen[0]) if chosen else None
    if chosen is None or construct is None:
        return Comparison(Comparability.SAME)
    one, two = (result.intake for result in chosen)
    return grade(compare_questionnaires(one, two, construct.name))


def _is_primary(key: Key, rules: Rules) -> bool:
    return key[0] in rules.primary and key[1] == rules.national and not key[2]


def _tested(pair: Pair, rounds: Mapping[str, RoundResult], rules: Rules) -> Moved | None:
    chosen = _rounds_of(pair, rounds)
    if chosen is None:
        return None
    test = rules.tests.get((chosen[0].intake.round.code, chosen[1].intake.round.code))
    if test is None:
        return None
    construct = _construct(pair, chosen[0])
    other = _construct(pair, chosen[1])
    if construct is None or other is None:
        return None
    group = _group_text(pair, rules.national, chosen[0])
    key = (pair.subject.code, pair.place, pair.group)
    alpha = 1 - rules.level
    if _is_primary(key, rules) and rules.correct:
        alpha = corrected_alpha(alpha, len(rules.primary))
    if test == "same_units":
        return _within(chosen, construct.name, group, rules, alpha)
    try:
        one = construct.score.picked([construct.score.find(group=group)])
        two = other.score.picked([other.score.find(group=group)])
    except KeyError:
        return None
    return change_between(one, two, level=rules.level, power=rules.power, alpha=alpha)


def _rounds_of(
    pair: Pair, rounds: Mapping[str, RoundResult]
) -> tuple[RoundResult, RoundResult] | None:
    if pair.baseline is None or pair.current is None:
        return None
    codes = [figure.where.file.partition("/")[0] for figure in (pair.baseline, pair.current)]
    if not all(code in rounds for code in codes):
        return None
    return rounds[codes[0]], rounds[codes[1]]


def _construct(pair: Pair, result: RoundResult) -> Construct | None:
    return next((c for c in result.constructs.values() if pair.subject.code in c.indicators), None)


def _group_text(pair: Pair, national: str, result: RoundResult) -> str:
    if pair.group or pair.place == national:
        return pair.group or pair.subject.asked
    frame = result.drawn.design.frame
    name = REGION if REGION in frame and (frame[REGION] == pair.place).any() else PLACE
    return f"{name}={pair.place}"


def _within(
    chosen: tuple[RoundResult, RoundResult], construct: str, group: str, rules: Rules, alpha: float
) -> Moved:
    """Compare rounds that share sampling units: one design of both rounds' rows."""
    frames = []
    for wave, result in enumerate(chosen):
        score = score_people(result.intake, construct, rules.scales)
        marked = result.drawn.design.with_columns({SCORE: score, _WAVE: np.full(len(score), wave)})
        frames.append(marked.frame)
    facts = chosen[0].intake.round.design
    design = Design.from_rows(
        pd.concat(frames, ignore_index=True),
        kind=facts.kind,
        weight=facts.weight or EQUAL,
        stratum=facts.stratum,
        psu=facts.psu,
        lonely=facts.lonely,
    )
    name = group.partition("=")[0]
    found = mean(design, SCORE, [(_WAVE, name) if name else (_WAVE,)])
    marks = [f"{_WAVE}={wave}" for wave in (0, 1)]
    wanted = [";".join(sorted(filter(None, [mark, group]))) for mark in marks]
    both = found.picked([found.find(group=text) for text in wanted])
    return change_within(
        both, level=rules.level, power=rules.power, alpha=alpha, overlap=Overlap.SAME_UNITS
    )


def _move(
    pair: Pair,
    moved: Moved,
    adjusted: float | None,
    rounds: Mapping[str, RoundResult],
    rules: Rules,
    course: CourseMove | None,
) -> SurveyMove:
    """Judge one change; ``adjusted`` is None outside the family."""
    if adjusted is None:
        return SurveyMove(
            moved=moved,
            p_adjusted=float("nan"),
            interval=_interval(moved, rules.level),
            primary=False,
            robust=None,
        )
    alpha = 1 - rules.level
    own = alpha * moved.p / adjusted if adjusted > 0 else alpha / max(len(rules.primary), 1)
    interval = _interval(moved, 1 - own)
    main = said(interval, rules.smallest)
    ways = _other_ways(pair, rounds, rules) if course is None else _course_ways(course, rules)
    return SurveyMove(
        moved=moved,
        p_adjusted=adjusted,
        interval=interval,
        primary=True,
        robust=robustness(main, ways),
    )


def _course_ways(course: CourseMove, rules: Rules) -> dict[str, Change | None]:
    interval = _interval(course.exact_only, rules.level)
    return {"exact_matches_only": None if interval is None else said(interval, rules.smallest)}


def _interval(moved: Moved, level: float) -> tuple[float, float] | None:
    if np.isnan(moved.se) or not moved.df > 0:
        return None
    half = float(special.stdtrit(moved.df, (1 + level) / 2)) * moved.se
    return moved.difference - half, moved.difference + half


def said(interval: tuple[float, float] | None, smallest: float) -> Change:
    """Say what an interval allows to be said."""
    if interval is None:
        return Change.CANNOT_TELL
    low, high = interval
    if -smallest <= low and high <= smallest:
        return Change.EQUIVALENT
    return Change.INCREASED if low > 0 else Change.DECREASED if high < 0 else Change.CANNOT_TELL


def _other_ways(
    pair: Pair, rounds: Mapping[str, RoundResult], rules: Rules
) -> dict[str, Change | None]:
    """Compute the national change in every declared other way."""
    chosen = _rounds_of(pair, rounds)
    construct = _construct(pair, chosen[0]) if chosen else None
    if chosen is None or construct is None:
        return {}
    name, strict, group = construct.name, _strict(rules.scales), pair.subject.asked
    return {
        "unweighted": _another(chosen, name, rules, group, weighted=False),
        "unsure_is_missing": _another(chosen, name, rules, group, unsure_is_missing=True),
        "every_item_answered": _another(chosen, name, rules, group, scales=strict),
        "highest_point_only": _other_cut(chosen, construct, rules, group),
        "common_places": _in_common_places(chosen, name, rules, group),
    }


def _other_cut(
    chosen: tuple[RoundResult, RoundResult], construct: Construct, rules: Rules, group: str
) -> Change | None:
    """Count only the highest point as satisfied; other scales have no cut in their mean."""
    if construct.scoring is not Scoring.SATISFACTION:
        return None
    scales = replace(rules.scales, top=(max(rules.scales.top),))
    return _another(chosen, construct.name, rules, group, scales=scales)


def _strict(scales: ScaleRules) -> ScaleRules:
    return ScaleRules(
        valid_prop=1.0, pass_pct=scales.pass_pct, top=scales.top, bottom=scales.bottom
    )


def _another(
    chosen: tuple[RoundResult, RoundResult],
    construct: str,
    rules: Rules,
    group: str,
    *,
    scales: ScaleRules | None = None,
    weighted: bool = True,
    unsure_is_missing: bool = False,
) -> Change:
    """Say what the independent comparison gives when one thing is done otherwise."""
    one, two = (
        score_in(
            result.drawn.design if weighted else _unweighted(result),
            result.intake,
            construct,
            scales or rules.scales,
            group=group,
            unsure_is_missing=unsure_is_missing,
        )
        for result in chosen
    )
    moved = change_between(one, two, level=rules.level, power=rules.power)
    return said(_interval(moved, rules.level), rules.smallest)


def _in_common_places(
    chosen: tuple[RoundResult, RoundResult], construct: str, rules: Rules, group: str
) -> Change | None:
    """Compare only governorates that both rounds reached; None where both reached the same."""
    frames = [result.drawn.design.frame for result in chosen]
    if not all(PLACE in frame for frame in frames):
        return None
    reached = [set(frame[PLACE].dropna()) for frame in frames]
    if reached[0] == reached[1]:
        return None
    found = []
    for result, frame in zip(chosen, frames, strict=True):
        inside = np.where(frame[PLACE].isin(list(reached[0] & reached[1])), "yes", "no")
        score = score_people(result.intake, construct, rules.scales)
        marked = result.drawn.design.with_columns({SCORE: score, "_shared": inside})
        name = group.partition("=")[0]
        each = mean(marked, SCORE, [("_shared", name) if name else ("_shared",)])
        wanted = ";".join(sorted(filter(None, ["_shared=yes", group])))
        found.append(each.picked([each.find(group=wanted)]))
    moved = change_between(found[0], found[1], level=rules.level, power=rules.power)
    return said(_interval(moved, rules.level), rules.smallest)


def _unweighted(result: RoundResult) -> Design:
    facts = result.intake.round.design
    return Design.from_rows(
        result.drawn.design.frame,
        kind=facts.kind,
        weight=EQUAL,
        stratum=facts.stratum,
        psu=facts.psu,
        lonely=facts.lonely,
    )
