"""The verdict on one indicator: what happened, and where that leaves the target."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wps_eval.change.achievement import achievement
from wps_eval.change.comparability import Comparison
from wps_eval.change.decision import Position, decide, position
from wps_eval.change.difference import absolute_change, relative_change_pct
from wps_eval.change.growth import expected_end, expected_share, growth_rate, growth_ratio
from wps_eval.change.milestone import linear_milestone, on_track_ratio
from wps_eval.change.rating_default import Cuts, rate_final, rate_midterm
from wps_eval.change.rating_milestone import rate_milestone
from wps_eval.change.rating_open_sdg import rate_open_sdg, rate_open_sdg_without_target
from wps_eval.change.rating_un_chart import rate_un_chart, rate_un_chart_without_target
from wps_eval.codes import (
    Certainty,
    Change,
    Comparability,
    Direction,
    MeasureType,
    Reason,
    Rule,
    Status,
)

if TYPE_CHECKING:
    from wps_eval.change.measure import Measure

MOVES_AT_EVENTS = frozenset({MeasureType.STEP, MeasureType.MILESTONE})
_WHOLE_OR_NOTHING_PP = 1.0  #: UN chart: so near a 0 % or 100 % target counts as met


@dataclass(frozen=True, slots=True)
class Step:
    """What a milestone asks for.

    Attributes:
        goal: The last stage; 1 for yes.
        due_now: The stage that is due by now.
        passed: Whether the day on which it was due has passed.
    """

    goal: float
    due_now: float
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that a verdict looks at; values in the indicator's unit, times in years.

    Attributes:
        baseline: Value B, or None.
        current: Value C, or None.
        target: Value T, or None.
        milestone: The milestone that the plan declared for now, or None.
        elapsed: Years from baseline to current.
        whole: Years from baseline to the target's date.
        data_type: Which arithmetic the values allow.
        direction: Which way is better.
        percent: Whether the unit is percent.
        at_end: Whether the end target is due (final evaluation).
        refused: A reason that stops the verdict before any arithmetic.
        marked: A reason that lets the numbers be computed but not rated.
        comparison: Whether the two values can be compared.
        sampled: Whether the values are estimates from a sample.
        interval: Interval of C - B where the values are sampled; None if it is not known.
        floor: Whether the target is a bound to keep, such as a legal quota.
        smallest: Smallest change that means something, in the unit (points for percent).
        step: What a milestone asks for; None for anything else.
    """

    baseline: float | None
    current: float | None
    target: float | None = None
    milestone: float | None = None
    elapsed: float = 0.0
    whole: float = 0.0
    data_type: MeasureType = MeasureType.STOCK
    direction: Direction = Direction.UP
    percent: bool = False
    at_end: bool = False
    refused: Reason | None = None
    marked: Reason | None = None
    comparison: Comparison = field(default_factory=lambda: Comparison(Comparability.SAME))
    sampled: bool = False
    interval: tuple[float, float] | None = None
    floor: bool = False
    smallest: float = 0.0
    step: Step | None = None


#: marks of a baseline that do not tell whether a step was taken before the plan
SAY_NOTHING_OF_THE_START = (Reason.BASELINE_AFTER_START, Reason.BASELINE_TOO_OLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is printed: two fields that cannot contradict each other, and what they rest on.

    Attributes:
        change: What happened.
        status: Where that leaves the target.
        certainty: Whether the evidence clears the cut that the status stands on.
        reason: Why there is no rating, where there is none.
        difference: C - B, in the unit (points for percent); None where refused.
        relative_pct: Change in percent of the baseline.
        annual_pct: Compound growth a year, in percent.
        milestone: The value due by now; ``interpolated`` says that the plan did not declare it.
        achievement_prop: Share of the way from baseline to target.
        progress_ratio: Advance made over advance due.
        expected_end: Value at the target's date if growth went on.
        warnings: Codes of what a reader must be told.
    """

    change: Change
    status: Status
    certainty: Certainty = Certainty.NOT_APPLICABLE
    reason: Reason | None = None
    difference: float | None = None
    relative_pct: float | None = None
    annual_pct: float | None = None
    milestone: float | None = None
    interpolated: bool = False
    achievement_prop: float | None = None
    progress_ratio: float | None = None
    expected_end: float | None = None
    warnings: tuple[str, ...] = ()


def judge(case: Case, *, rule: Rule = Rule.DEFAULT, cuts: Cuts | None = None) -> Verdict:
    """Give the verdict on one indicator.

    Args:
        case: What is known of it.
        rule: The rating rule that the study declared. The growth rules speak at mid-term only:
            at the end every rule compares with the end target.
        cuts: The cuts of the default rule.

    Returns:
        The verdict. Missing values give a reason, never a number. Nothing is raised.

    Source: the decision table of docs/verdicts.md; formulas as cited where they are computed.
    """
    on_step = case.step is not None and case.direction is not Direction.NONE
    lacks_start = case.baseline is None and not on_step
    if lacks_start or case.current is None or case.refused is not None:
        return _verdict_without_values(case)
    if case.comparison.grade is Comparability.BROKEN:
        return _verdict_with_reason(case, case.comparison.reason)
    if on_step or case.baseline is None:
        return _verdict_on_step(case, case.current)
    return _verdict_from_values(case, case.baseline, case.current, rule, cuts or Cuts())


def _verdict_on_step(case: Case, now: float) -> Verdict:
    """Give the verdict on a milestone: reached or not, by its day; no target has to be published.

    What it was before the plan need not be known: a law that was adopted is adopted. A value of years
    before, or of a day within the plan, does not tell what it was at the start.
    """
    step, untold = case.step, case.marked in SAY_NOTHING_OF_THE_START
    base = None if untold else case.baseline
    marked = None if untold else case.marked
    if step is None:
        return _verdict_without_values(case)
    status = rate_milestone(base, now, goal=step.goal, due_now=step.due_now, passed=step.passed)
    difference = None if base is None else absolute_change(base, now)
    return Verdict(
        change=Change.CANNOT_TELL
        if difference is None
        else change_of((difference, difference), 0.0),
        status=status if marked is None else Status.NOT_ASSESSABLE,
        certainty=Certainty.NOT_APPLICABLE
        if marked or status is Status.NOT_DUE
        else Certainty.CLEAR,
        reason=marked or (Reason.NOT_DUE if status is Status.NOT_DUE else None),
        difference=difference,
        warnings=("start_unknown",) if base is None else (),
    )


def _verdict_without_values(case: Case) -> Verdict:
    """Give a verdict that only says which value lacks, or why it was refused; of a step the current one."""
    lacks_start = case.baseline is None and case.step is None
    missing = Reason.NO_BASELINE if lacks_start else Reason.NO_CURRENT
    return _verdict_with_reason(case, case.refused or missing)


def _verdict_with_reason(case: Case, reason: Reason | None) -> Verdict:
    """Give a verdict without numbers; without a direction it is context, unless it cannot be read."""
    if case.direction is Direction.NONE and reason is not Reason.UNREADABLE:
        return Verdict(change=Change.CANNOT_TELL, status=Status.CONTEXT, reason=reason)
    status = Status.NOT_DUE if reason is Reason.NOT_DUE else Status.NOT_ASSESSABLE
    return Verdict(change=Change.CANNOT_TELL, status=status, reason=reason)


def what_changed(case: Case, difference: float) -> Change:
    """Say what happened between baseline and current.

    A full count has no sampling error: any difference beyond the smallest meaningful one is a
    change. An estimate without a known interval is ``cannot_tell``; with one, its interval must
    clear zero, or lie wholly inside the smallest meaningful change.

    Args:
        case: What is known of the indicator; of an estimate only its interval counts.
        difference: Current less baseline, in the indicator's unit; it counts for a full count only.
    """
    return change_of(case.interval if case.sampled else (difference, difference), case.smallest)


def change_of(interval: tuple[float, float] | None, smallest_meaningful: float) -> Change:
    """Say what the interval of a difference allows to be said.

    Args:
        interval: Its ends; None where they are not known, which is ``cannot_tell``.
        smallest_meaningful: The smallest change that means something, in the same unit.

    Returns:
        Equivalent where it lies wholly inside the smallest meaningful change, else what it clears zero
        for.
    """
    if interval is None:
        return Change.CANNOT_TELL
    low, high = interval
    if -smallest_meaningful <= low and high <= smallest_meaningful:
        return Change.EQUIVALENT
    if low > 0:
        return Change.INCREASED
    return Change.DECREASED if high < 0 else Change.CANNOT_TELL


def _verdict_from_values(
    case: Case, baseline: float, current: float, rule: Rule, cuts: Cuts
) -> Verdict:
    """Give the verdict of a case that has both values, with every number that it rests on."""
    difference = absolute_change(baseline, current)
    change = what_changed(case, difference)
    numbers = _ProgressNumbers.of(case, baseline, current)
    standing = _position_by_rule(case, baseline, current, rule)
    status, reason = _status_and_reason(case, change, standing, numbers, rule, cuts)
    has_way_to_target = standing not in (
        Position.MET_AND_KEPT,
        Position.MET_AND_LOST,
        Position.TARGET_WORSE,
    )
    return Verdict(
        change=change,
        status=status,
        certainty=_certainty(case, change, status, rule, cuts),
        reason=reason,
        difference=difference,
        relative_pct=relative_change_pct(baseline, current, case.data_type).value,
        annual_pct=None if numbers.growth.value is None else 100 * numbers.growth.value,
        milestone=numbers.milestone if has_way_to_target else None,
        interpolated=has_way_to_target and case.milestone is None and numbers.milestone is not None,
        achievement_prop=numbers.share.value if has_way_to_target else None,
        progress_ratio=numbers.ratio(rule) if has_way_to_target else None,
        expected_end=numbers.expected,
        warnings=_warnings(case, numbers, rule),
    )


def _position_by_rule(case: Case, baseline: float, current: float, rule: Rule) -> Position:
    """Say where a value stands; by the UN chart's rule nearly 0 or 100 percent is reached."""
    standing = position(baseline, current, case.target, case.direction, floor=case.floor)
    all_or_nothing = case.percent and case.target in (0.0, 100.0) and rule is Rule.UN_CHART
    is_near = case.target is not None and abs(current - case.target) <= _WHOLE_OR_NOTHING_PP
    return (
        Position.REACHED if all_or_nothing and is_near and standing is Position.AHEAD else standing
    )


@dataclass(frozen=True, slots=True)
class _ProgressNumbers:
    """The measures of progress that the case allows."""

    share: Measure
    growth: Measure
    milestone: float | None
    on_track: Measure
    growth_ratio: float | None
    expected: float | None
    expected_share: float | None

    @classmethod
    def of(cls, case: Case, baseline: float, current: float) -> _ProgressNumbers:
        """Compute them; what rests on a target or a projection that there is not is None."""
        growth = growth_rate(baseline, current, case.elapsed)
        target = baseline if case.target is None else case.target
        share = achievement(baseline, current, target, case.direction)
        interpolated = linear_milestone(
            baseline, target, elapsed=case.elapsed, whole=case.whole, data_type=case.data_type
        )
        milestone = interpolated.value if case.milestone is None else case.milestone
        milestone = None if case.target is None or case.at_end else milestone
        ratio = (
            interpolated
            if milestone is None
            else on_track_ratio(baseline, current, milestone, case.direction)
        )
        has_projection = (
            case.target is not None and case.data_type not in MOVES_AT_EVENTS and not case.at_end
        )
        if not has_projection or growth.value is None:
            return cls(share, growth, milestone, ratio, None, None, None)
        required = growth_rate(baseline, target, case.whole)
        ratio_of_growth = (
            None
            if required.value is None
            else growth_ratio(growth.value, required.value, case.direction).value
        )
        end_value = expected_end(current, growth.value, max(case.whole - case.elapsed, 0.0))
        return cls(
            share,
            growth,
            milestone,
            ratio,
            ratio_of_growth,
            end_value,
            expected_share(baseline, end_value, target).value,
        )

    def ratio(self, rule: Rule) -> float | None:
        """The ratio that the rule rates at mid-term; growth gives way where it is undefined."""
        chosen = {Rule.OPEN_SDG: self.growth_ratio, Rule.UN_CHART: self.expected_share}.get(rule)
        return self.on_track.value if chosen is None else chosen


def _status_and_reason(
    case: Case,
    change: Change,
    standing: Position,
    numbers: _ProgressNumbers,
    rule: Rule,
    cuts: Cuts,
) -> tuple[Status, Reason | None]:
    """Give the status, and the reason where there is no rating."""
    if case.direction is Direction.NONE:
        return Status.CONTEXT, Reason.NO_DIRECTION
    if case.marked is not None:
        return Status.NOT_ASSESSABLE, case.marked
    if change is Change.CANNOT_TELL and case.interval is None:
        return Status.NOT_ASSESSABLE, Reason.NO_INTERVAL
    if standing is Position.NO_TARGET and change is not Change.CANNOT_TELL and not case.at_end:
        return _rated_without_target(case, change, numbers.growth, rule)
    decision = decide(change, case.direction, standing)
    if not decision.rated:
        return decision.status or Status.NOT_ASSESSABLE, decision.reason
    if case.at_end:
        return rate_final(numbers.share.value or 0.0, cuts), None
    return _rated_midterm(numbers, rule, cuts)


def _rated_midterm(
    numbers: _ProgressNumbers, rule: Rule, cuts: Cuts
) -> tuple[Status, Reason | None]:
    """Rate the advance so far by the rule's own ratio, else by the default one; unrated without either."""
    ratio = numbers.ratio(rule)
    if ratio is None:
        return Status.NOT_ASSESSABLE, numbers.on_track.reason or Reason.NO_TARGET
    if rule is Rule.OPEN_SDG and numbers.growth_ratio is not None:
        return rate_open_sdg(ratio), None
    if rule is Rule.UN_CHART and numbers.expected_share is not None:
        return rate_un_chart(ratio), None
    return rate_midterm(ratio, cuts), None


def _rated_without_target(
    case: Case, change: Change, growth: Measure, rule: Rule
) -> tuple[Status, Reason | None]:
    """Rate growth alone, which only the growth rules do."""
    rates = {
        Rule.OPEN_SDG: rate_open_sdg_without_target,
        Rule.UN_CHART: rate_un_chart_without_target,
    }
    if rule not in rates or growth.value is None:
        return Status.NOT_ASSESSABLE, Reason.NO_TARGET
    if case.data_type in MOVES_AT_EVENTS:
        return Status.NOT_ASSESSABLE, Reason.STEP_NO_MILESTONE
    if change is Change.EQUIVALENT:
        return Status.NO_CHANGE, None
    return rates[rule](case.direction.sign * growth.value), None


def _certainty(case: Case, change: Change, status: Status, rule: Rule, cuts: Cuts) -> Certainty:
    """Clear where both ends of the interval give the same status; a full count is always clear."""
    if status in (Status.NOT_ASSESSABLE, Status.CONTEXT, Status.NOT_DUE):
        return Certainty.NOT_APPLICABLE
    if not case.sampled or case.interval is None or change is Change.CANNOT_TELL:
        return Certainty.CLEAR if not case.sampled else Certainty.UNCLEAR
    baseline = case.baseline or 0.0
    statuses_at_ends = set()
    for end in case.interval:
        numbers = _ProgressNumbers.of(case, baseline, baseline + end)
        standing = _position_by_rule(case, baseline, baseline + end, rule)
        statuses_at_ends.add(_status_and_reason(case, change, standing, numbers, rule, cuts)[0])
    return Certainty.CLEAR if len(statuses_at_ends) == 1 else Certainty.UNCLEAR


def _warnings(case: Case, numbers: _ProgressNumbers, rule: Rule) -> tuple[str, ...]:
    """Give the codes of what a reader must be told beside the verdict."""
    warnings = list(case.comparison.notes)
    if case.marked is not None:
        warnings.append(str(case.marked))
    if case.data_type in MOVES_AT_EVENTS:
        warnings.append("moves_at_events")
    if numbers.milestone is not None and case.milestone is None and rule is Rule.DEFAULT:
        warnings.append("milestone_interpolated")
    return tuple(warnings)
