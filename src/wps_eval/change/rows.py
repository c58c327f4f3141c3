"""Turn pairs into rows of the verdicts table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.change.comparability import Comparison, Measurement, compare
from wps_eval.change.verdict import Case, Verdict, judge
from wps_eval.codes import (
    Certainty,
    Change,
    Comparability,
    DataType,
    Direction,
    Reason,
    State,
    Status,
)
from wps_eval.words.dates import parse_date, years_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wps_eval.change.rating_default import Cuts
    from wps_eval.change.survey_change import Key, SurveyMove
    from wps_eval.codes import Rule
    from wps_eval.indicators.register import Pair
    from wps_eval.sources.figures import Figure

SURVEYED = "survey"


def verdict_rows(
    edition: str,
    pairs: Iterable[Pair],
    *,
    at_end: bool,
    rule: Rule,
    cuts: Cuts,
    smallest: float,
    moves: Mapping[Key, SurveyMove] | None = None,
) -> Iterator[dict[str, object]]:
    """Judge every pair.

    Args:
        edition: The study's name.
        pairs: The pairs; a pair without values is judged too, and says why it cannot be.
        at_end: Whether the end target is due.
        rule: The rating rule.
        cuts: Its cuts.
        smallest: Smallest change that means something, in the indicator's unit.
        moves: Tested changes of survey values. One that is not of the family is exploratory: its
            numbers stand, and nothing is said of it.

    Returns:
        One row of the verdicts table a pair. Missing values stay empty. Nothing is raised.

    Source: as ``judge``.
    """
    for pair in pairs:
        move = (moves or {}).get((pair.subject.code, pair.place, pair.group))
        comparison = _compared(pair) if move is None else move.comparison
        case = _case(pair, comparison, move, at_end=at_end, smallest=smallest)
        verdict = _held_back(judge(case, rule=rule, cuts=cuts), case, move)
        yield (
            _row(edition, pair, case, verdict, comparison)
            | _tested(move)
            | {"rule": str(rule), "cuts": str(cuts)}
        )


def _held_back(verdict: Verdict, case: Case, move: SurveyMove | None) -> Verdict:
    """Take the words back from what is exploratory, and say where a sample gives no error."""
    if move is None or case.direction is Direction.NONE:
        return verdict
    if not move.primary:
        return replace(
            verdict,
            change=Change.CANNOT_TELL,
            status=Status.NOT_ASSESSABLE,
            certainty=Certainty.NOT_APPLICABLE,
            reason=Reason.EXPLORATORY,
        )
    if move.interval is None:
        return replace(verdict, reason=Reason.NO_SAMPLING_ERROR)
    return verdict


def _tested(move: SurveyMove | None) -> dict[str, object]:
    if move is None:
        return {}
    moved = move.moved
    return {
        "test": moved.test,
        "ci_low": moved.low,
        "ci_high": moved.high,
        "level": moved.level,
        "p": moved.p,
        "p_adjusted": move.p_adjusted,
        "mdc": moved.mdc,
        "robustness": "" if move.robust is None else str(move.robust),
    }


def _compared(pair: Pair) -> Comparison:
    if pair.baseline is None or pair.current is None:
        return Comparison(Comparability.SAME)
    return compare(_measurement(pair, pair.baseline), _measurement(pair, pair.current))


def _measurement(pair: Pair, figure: Figure) -> Measurement:
    return Measurement(
        unit=pair.subject.unit,
        definition=figure.definition,
        coverage=figure.coverage,
        evidence=figure.evidence,
        denominator=figure.denominator,
        source=figure.source,
    )


def _case(
    pair: Pair, comparison: Comparison, move: SurveyMove | None, *, at_end: bool, smallest: float
) -> Case:
    base, now, goal = pair.baseline, pair.current, pair.target
    due = parse_date(goal.date) if goal and goal.date else None
    surveyed = SURVEYED in (base.evidence if base else "", now.evidence if now else "")
    return Case(
        baseline=base.value if base else None,
        current=now.value if now else None,
        target=goal.value if goal else None,
        milestone=pair.milestone.value if pair.milestone and not at_end else None,
        elapsed=years_between(base.period, now.period) if base and now else 0.0,
        whole=years_between(base.period, due) if base and due else 0.0,
        data_type=pair.subject.data_type,
        direction=pair.subject.direction,
        percent=pair.subject.percent,
        at_end=at_end,
        refused=pair.refused,
        marked=pair.marked,
        comparison=comparison,
        sampled=surveyed or pair.subject.data_type is DataType.SURVEY,
        floor=goal is not None and goal.kind == "floor",
        smallest=smallest,
        interval=None if move is None else move.interval,
    )


def _test(case: Case, verdict: Verdict) -> str:
    if verdict.difference is None:
        return ""
    if case.sampled:
        return "no_interval" if case.interval is None else "interval"
    return "full_count"


def _row(
    edition: str, pair: Pair, case: Case, verdict: Verdict, comparison: Comparison
) -> dict[str, object]:
    base, now, goal, subject = pair.baseline, pair.current, pair.target, pair.subject
    return {
        "edition": edition,
        "indicator": subject.code,
        "group": pair.group,
        "place": pair.place,
        "title": subject.title,
        "pillar": subject.pillar,
        "unit": subject.unit,
        "data_type": str(subject.data_type),
        "direction": str(subject.direction),
        "baseline": case.baseline,
        "baseline_date": str(base.period) if base else "",
        "baseline_mark": str(pair.marked or ""),
        "current": case.current,
        "current_date": str(now.period) if now else "",
        "milestone": verdict.milestone,
        "milestone_mark": "interpolated" if verdict.interpolated else "",
        "target_value": goal.value if goal else None,
        "target_date": goal.date if goal else "",
        "target_status": f"{goal.status} {goal.kind}" if goal else "",
        "test": _test(case, verdict),
        "difference": verdict.difference,
        "relative_pct": verdict.relative_pct,
        "annual_pct": verdict.annual_pct,
        "achievement_prop": verdict.achievement_prop,
        "progress_ratio": verdict.progress_ratio,
        "expected_end": verdict.expected_end,
        "comparability": str(comparison.grade) if base and now else "",
        "change": str(verdict.change),
        "status": str(verdict.status),
        "certainty": str(verdict.certainty),
        "reason": str(verdict.reason or ""),
        "warnings": ";".join(verdict.warnings),
        "state": str(
            State.NOT_AVAILABLE if case.current is None or case.baseline is None else State.SHOWN
        ),
    }
