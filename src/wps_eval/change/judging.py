"""Judge every pair: rows of the verdicts table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wps_eval.change.comparability import Comparison, Measurement, compare
from wps_eval.change.course_differences import with_courses
from wps_eval.change.every_part import with_parts
from wps_eval.change.rating_default import Cuts
from wps_eval.change.survey_change import survey_changes
from wps_eval.change.verdict import Case, Step, Verdict, judge
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
from wps_eval.indicators.commitment_targets import commitment_targets
from wps_eval.indicators.goals import Scopes
from wps_eval.indicators.pairing import pair_all, worse_targets
from wps_eval.values import spell_codes
from wps_eval.words.dates import parse_date, years_between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from wps_eval.change.survey_change import SurveyChange
    from wps_eval.change.tested_difference import TestedDifference
    from wps_eval.errors import Fault
    from wps_eval.indicators.pairing import Pair
    from wps_eval.indicators.rules import Rules
    from wps_eval.indicators.subject import Subject
    from wps_eval.indicators.windows import Windows
    from wps_eval.plan import Plan
    from wps_eval.plan.models import Target
    from wps_eval.sources.figure import Figure


NOTHING_BEFORE = (Evidence.BY_DEFINITION, Evidence.NEW_ACTIVITY)


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
    targets = (*plan.targets, *commitment_targets(plan, windows.current_to))
    scopes = Scopes(plan.head.national_place, plan.partitions)
    chosen = pair_all(subjects, values, targets, windows, plan.reporting_places, scopes)
    pairs = with_courses(chosen, values, differences)
    faults = tuple(sorted(worse_targets(pairs, "targets.csv")))
    rows = judge_pairs(pairs, differences, rules)
    return Judged(tuple(pairs), tuple(with_parts(rows, pairs, scopes, rules.until)), faults)


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
    if pair.baseline.evidence in NOTHING_BEFORE:
        return Comparison(Comparability.SAME)  # a 0 that nobody measured has no source to differ
    return compare(_measurement(pair, pair.baseline), _measurement(pair, pair.current))


def _measurement(pair: Pair, value: Figure) -> Measurement:
    """Say how one value of a pair was measured."""
    return Measurement(
        unit=str(pair.subject.unit),
        definition=value.definition,
        coverage=value.coverage,
        evidence=str(value.evidence),
        denominator=value.denominator,
        source=_compared_source(value),
    )


def _compared_source(value: Figure) -> str:
    """Name where a value comes from: the form of a round, the body that returned it, or its source."""
    return value.definition if value.round else value.body or value.source


def _case(pair: Pair, comparison: Comparison, change: SurveyChange | None, rules: Rules) -> Case:
    """Put together what a verdict looks at; ``change`` is the tested change of a survey, if any."""
    base, now, goal = pair.baseline, pair.current, pair.target
    due = parse_date(goal.date) if goal and goal.date else None
    surveyed = Evidence.SURVEY in {value.evidence for value in (base, now) if value}
    return Case(
        baseline=base.value if base else None,
        current=now.value if now else None,
        target=_target_value(goal, base),
        milestone=None if rules.at_end else _target_value(pair.milestone, base),
        elapsed=years_between(base.span, now.span) if base and now else 0.0,
        whole=years_between(base.span, due) if base and due else 0.0,
        data_type=pair.subject.data_type,
        direction=pair.subject.direction,
        percent=pair.subject.unit.percent,
        at_end=rules.at_end,
        refused=pair.refused or _undefined_growth(pair),
        marked=pair.marked,
        comparison=comparison,
        sampled=surveyed or pair.subject.data_type is MeasureType.SURVEY,
        floor=goal is not None and goal.kind == "floor",
        smallest=rules.smallest,
        interval=None if change is None else change.interval,
        step=_step_of(pair, rules.until),
    )


def _undefined_growth(pair: Pair) -> Reason | None:
    """Say that growth from 0 is not defined, where a target asks for growth."""
    growth = pair.target is not None and pair.target.basis == "growth_pct"
    from_nothing = pair.baseline is not None and pair.baseline.value == 0
    return Reason.ZERO_BASELINE if growth and from_nothing else None


def _target_value(goal: Target | None, base: Figure | None) -> float | None:
    """Give the value that a target asks for; one of growth asks for so many percent above the baseline."""
    if goal is None:
        return None
    if goal.basis != "growth_pct":
        return goal.value
    return None if base is None else base.value * (1 + goal.value / 100)


def _step_of(pair: Pair, until: date) -> Step | None:
    """Say what a milestone asks for, and what is due by a day; None for anything else."""
    due = pair.subject.due
    if due is None:
        return None
    target = pair.target
    if target is not None:
        return Step(target.value, target.value, passed=parse_date(target.date).end <= until)
    stage, passed = due.due_by(until, pair.domain.place)
    return Step(due.goal(pair.domain.place), stage, passed=passed)


def _test_kind(case: Case, verdict: Verdict) -> str:
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
        "state": str(_row_state(case, verdict)),
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
        "baseline_sum": pair.baseline.sum_of if pair.baseline else "",
        "baseline_mark": str(pair.marked or (pair.baseline.mark if pair.baseline else "")),
        "current": case.current,
        **_origin_columns("current", pair.current),
        "current_sum": pair.current.sum_of if pair.current else "",
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
        "reason": str(_reason_in_scope(pair, verdict) or ""),
        "lacking_of": str(pair.lacking.of) if pair.lacking else "",
        "lacking": spell_codes(pair.lacking.parts) if pair.lacking else "",
        "warnings": spell_codes(
            dict.fromkeys((*verdict.warnings, *_marks(pair), *pair.told, *_due_warnings(pair)))
        ),
    }


def _marks(pair: Pair) -> tuple[str, ...]:
    """Name why a baseline is not rated, which another reason for no rating must not hide."""
    return (str(pair.marked),) if pair.marked and pair.baseline else ()


def _due_warnings(pair: Pair) -> tuple[str, ...]:
    """Say that a milestone is due by the end of the plan, since nothing nearer is known."""
    due = pair.subject.due
    return ("due_is_plan_end",) if due and due.of_plan and pair.target is None else ()


def _reason_in_scope(pair: Pair, verdict: Verdict) -> Reason | None:
    """Say that there are targets, but none for this domain, where that is why there is no rating."""
    scope = verdict.reason is Reason.NO_TARGET and pair.elsewhere
    return Reason.OUT_OF_SCOPE if scope else verdict.reason


def _row_state(case: Case, verdict: Verdict) -> State:
    """Say whether there is what the verdict rests on: both values, of a step the current one."""
    rated = verdict.status not in (Status.NOT_ASSESSABLE, Status.CONTEXT)
    missing = case.current is None or (case.baseline is None and not rated)
    return State.NOT_AVAILABLE if missing else State.SHOWN
