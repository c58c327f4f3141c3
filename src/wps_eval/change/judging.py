"""Judge every pair: rows of the verdicts table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wps_eval.change.comparability import Comparison, Measurement, compare
from wps_eval.change.course_differences import with_courses
from wps_eval.change.rating_default import Cuts
from wps_eval.change.survey_change import survey_changes
from wps_eval.change.verdict import Case, Verdict, judge
from wps_eval.codes import (
    Certainty,
    Change,
    Comparability,
    Direction,
    Evidence,
    MeasureType,
    Reason,
    State,
    Status,
)
from wps_eval.indicators.pairing import pair_all, worse_targets
from wps_eval.values import spell_codes
from wps_eval.words.dates import parse_date, years_between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from wps_eval.change.survey_change import SurveyChange
    from wps_eval.change.tested_difference import TestedDifference
    from wps_eval.errors import Fault
    from wps_eval.indicators.pairing import Pair, Windows
    from wps_eval.indicators.rules import Rules
    from wps_eval.indicators.subject import Subject
    from wps_eval.plan import Plan
    from wps_eval.sources.figures import Figure


@dataclass(frozen=True)
class Judged:
    """Every indicator, judged once.

    Attributes:
        pairs: Baseline and current of every indicator, in every domain.
        verdicts: Rows of the verdicts table.
        faults: Targets that cannot be; nothing is to be kept where there are any.
    """

    pairs: tuple[Pair, ...] = field(repr=False)
    verdicts: tuple[dict[str, object], ...] = field(repr=False)
    faults: tuple[Fault, ...]


def judge_study(
    values: Collection[Figure],
    differences: Collection[TestedDifference],
    subjects: Mapping[str, Subject],
    plan: Plan,
    windows: Windows,
    rules: Rules,
) -> Judged:
    """Pair all values and judge every indicator, in every place that can be reported on.

    Args:
        values: All values of all indicators.
        differences: The tested differences of surveys and courses.
        subjects: The indicators, by code.
        plan: The plan, for its targets and places.
        windows: The study's windows of time.
        rules: What the study declared.

    Returns:
        The pairs, their verdicts, and the targets that lie on the worse side of a baseline.

    Source: as ``pair_values`` and ``judge_pairs``.
    """
    chosen = pair_all(subjects, values, plan.targets, windows, plan.reporting_places)
    pairs = with_courses(chosen, values, differences, subjects, plan.targets, windows)
    faults = tuple(sorted(worse_targets(pairs, "targets.csv")))
    return Judged(tuple(pairs), tuple(judge_pairs(pairs, differences, rules)), faults)


def judge_pairs(
    pairs: Iterable[Pair], differences: Iterable[TestedDifference], rules: Rules
) -> list[dict[str, object]]:
    """Judge every pair, once.

    Args:
        pairs: The pairs; a pair without values is judged too, and says why it cannot be.
        differences: The tested differences of surveys and courses. A pair whose difference is not of
            the family is exploratory: its numbers stand, and nothing is said of it.
        rules: What the study declared.

    Returns:
        One row of the verdicts table a pair. Missing values stay empty. Nothing is raised.

    Source: as ``judge`` and ``survey_changes``.
    """
    pairs = tuple(pairs)
    tested = survey_changes(pairs, differences, rules)
    return [
        verdict_row(pair, tested.get((pair.subject.code, pair.domain)), rules) for pair in pairs
    ]


def verdict_row(pair: Pair, change: SurveyChange | None, rules: Rules) -> dict[str, object]:
    """Judge one pair: a row of the verdicts table.

    Args:
        pair: The pair.
        change: Its tested change, if there is one.
        rules: What the study declared.
    """
    comparison = _comparison_of(pair) if change is None else change.comparison
    case = _case(pair, comparison, change, rules)
    verdict = _exploratory_withheld(
        judge(case, rule=rules.rule, cuts=Cuts(*rules.cuts)), case, change
    )
    return (
        _row_without_test(rules.edition, pair, case, verdict, comparison)
        | _test_columns(change)
        | {"rule": str(rules.rule), "cuts": str(Cuts(*rules.cuts))}
    )


def _exploratory_withheld(verdict: Verdict, case: Case, change: SurveyChange | None) -> Verdict:
    """Take the words back from what is exploratory, and say where a sample gives no error."""
    if change is None or case.direction is Direction.NONE:
        return verdict
    if not change.primary:
        return replace(
            verdict,
            change=Change.CANNOT_TELL,
            status=Status.NOT_ASSESSABLE,
            certainty=Certainty.NOT_APPLICABLE,
            reason=Reason.EXPLORATORY,
        )
    if change.interval is None:
        return replace(verdict, reason=Reason.NO_SAMPLING_ERROR)
    return verdict


def _test_columns(change: SurveyChange | None) -> dict[str, object]:
    """Give the columns of a tested change; none where nothing was tested."""
    if change is None:
        return {}
    difference = change.difference
    return {
        "test": difference.test,
        "ci_low": difference.low,
        "ci_high": difference.high,
        "level": difference.level,
        "p": difference.p,
        "p_adjusted": change.p_adjusted,
        "mdc": difference.mdc,
        "robustness": "" if change.robust is None else str(change.robust),
    }


def _comparison_of(pair: Pair) -> Comparison:
    """Grade how far a pair's two values can be compared; the same where one is missing."""
    if pair.baseline is None or pair.current is None:
        return Comparison(Comparability.SAME)
    return compare(_measurement(pair, pair.baseline), _measurement(pair, pair.current))


def _measurement(pair: Pair, value: Figure) -> Measurement:
    """Say how one value of a pair was measured."""
    return Measurement(
        unit=str(pair.subject.unit),
        definition=value.definition,
        coverage=value.coverage,
        evidence=str(value.evidence),
        denominator=value.denominator,
        source=value.definition if value.round else value.source,  # a round's source is its form
    )


def _case(pair: Pair, comparison: Comparison, change: SurveyChange | None, rules: Rules) -> Case:
    """Gather what a verdict looks at; a missing value is None and its times are 0."""
    baseline, current, target = pair.baseline, pair.current, pair.target
    target_end = parse_date(target.date) if target and target.date else None
    surveyed = Evidence.SURVEY in {value.evidence for value in (baseline, current) if value}
    return Case(
        baseline=baseline.value if baseline else None,
        current=current.value if current else None,
        target=target.value if target else None,
        milestone=pair.milestone.value if pair.milestone and not rules.at_end else None,
        elapsed=years_between(baseline.span, current.span) if baseline and current else 0.0,
        whole=years_between(baseline.span, target_end) if baseline and target_end else 0.0,
        data_type=pair.subject.data_type,
        direction=pair.subject.direction,
        percent=pair.subject.unit.percent,
        at_end=rules.at_end,
        refused=pair.refused,
        marked=pair.marked,
        comparison=comparison,
        sampled=surveyed or pair.subject.data_type is MeasureType.SURVEY,
        floor=target is not None and target.kind == "floor",
        smallest=rules.smallest,
        interval=None if change is None else change.interval,
    )


def _test_kind(case: Case, verdict: Verdict) -> str:
    """Name what a difference was tested by; empty where there is no difference."""
    if verdict.difference is None:
        return ""
    if case.sampled:
        return "no_interval" if case.interval is None else "interval"
    return "full_count"


def _row_without_test(
    edition: str, pair: Pair, case: Case, verdict: Verdict, comparison: Comparison
) -> dict[str, object]:
    """Put a row of the verdicts table together, all but what a test adds."""
    return {
        "edition": edition,
        **_subject_columns(pair),
        **_value_columns(pair, case),
        **_target_columns(pair, verdict),
        **_progress_columns(case, verdict),
        **_judgement_columns(pair, verdict, comparison),
        "state": str(_row_state(case)),
    }


def _subject_columns(pair: Pair) -> dict[str, object]:
    """Say what is judged: the indicator and the domain."""
    subject = pair.subject
    return {
        "indicator": subject.code,
        "group": str(pair.domain.group),
        "place": pair.domain.place,
        "title": subject.title,
        "pillar": subject.pillar,
        "unit": str(subject.unit),
        "data_type": str(subject.data_type),
        "direction": str(subject.direction),
    }


def _value_columns(pair: Pair, case: Case) -> dict[str, object]:
    """Give the two values, and by what their rows among the estimates are found."""
    return {
        "baseline": case.baseline,
        **_origin_columns("baseline", pair.baseline),
        "baseline_mark": str(pair.marked or ""),
        "current": case.current,
        **_origin_columns("current", pair.current),
    }


def _origin_columns(end: str, value: Figure | None) -> dict[str, object]:
    """Give date, item and round of one value (``end`` is baseline or current); empty without it."""
    return {
        f"{end}_date": str(value.span) if value else "",
        f"{end}_item": value.item if value else "",
        f"{end}_round": value.round if value else "",
    }


def _target_columns(pair: Pair, verdict: Verdict) -> dict[str, object]:
    """Give what was to be reached, and when."""
    target = pair.target
    return {
        "milestone": verdict.milestone,
        "milestone_mark": "interpolated" if verdict.interpolated else "",
        "target_value": target.value if target else None,
        "target_date": str(parse_date(target.date)) if target else "",
        "target_status": f"{target.status} {target.kind}" if target else "",
    }


def _progress_columns(case: Case, verdict: Verdict) -> dict[str, object]:
    """Give the numbers that the verdict rests on."""
    return {
        "test": _test_kind(case, verdict),
        "difference": verdict.difference,
        "relative_pct": verdict.relative_pct,
        "annual_pct": verdict.annual_pct,
        "achievement_prop": verdict.achievement_prop,
        "progress_ratio": verdict.progress_ratio,
        "expected_end": verdict.expected_end,
    }


def _judgement_columns(pair: Pair, verdict: Verdict, comparison: Comparison) -> dict[str, object]:
    """Give the verdict in codes; two values are needed for a word on whether they compare."""
    has_both_values = pair.baseline and pair.current
    return {
        "comparability": str(comparison.grade) if has_both_values else "",
        "change": str(verdict.change),
        "status": str(verdict.status),
        "certainty": str(verdict.certainty),
        "reason": str(verdict.reason or ""),
        "warnings": spell_codes(verdict.warnings),
    }


def _row_state(case: Case) -> State:
    """Say whether both values are there to be shown."""
    missing = case.current is None or case.baseline is None
    return State.NOT_AVAILABLE if missing else State.SHOWN
