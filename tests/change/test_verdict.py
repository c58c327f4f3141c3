"""Verdicts: every cell of the decision table, and what refuses or warns before it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wps_eval.change.comparability import Comparison, Measurement, compare
from wps_eval.change.decision import Position, decide, decision_table, position, table_as_markdown
from wps_eval.change.verdict import Case, change_of, judge
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

DOCS = Path(__file__).parents[2] / "docs"
BASE, NOW = 100 * 87 / 329, 100 * 95 / 329
BETTER = {Status.ACHIEVED, Status.ON_TRACK, Status.SUBSTANTIAL, Status.PARTIAL}


def test_the_printed_decision_table_is_the_one_in_the_code():
    assert table_as_markdown() in (DOCS / "verdicts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("direction", "where", "change", "decision"), list(decision_table()))
def test_no_cell_contradicts_itself(direction, where, change, decision):
    if not decision.possible:
        assert direction is not Direction.NONE
        return
    assert decision.rated != (decision.status is not None)
    if direction is Direction.NONE:
        assert decision.status is Status.CONTEXT
    elif change is Change.CANNOT_TELL:
        assert decision.status is Status.NOT_ASSESSABLE
    better = {Direction.UP: Change.INCREASED, Direction.DOWN: Change.DECREASED}.get(direction)
    if decision.rated:
        assert change is better
        assert where is Position.AHEAD
    if decision.status is Status.REGRESSED:
        assert change not in (better, Change.EQUIVALENT)


def test_regressed_is_the_only_word_for_moving_away():
    assert decide(Change.DECREASED, Direction.UP, Position.BEHIND).status is Status.REGRESSED
    assert decide(Change.INCREASED, Direction.DOWN, Position.BEHIND).status is Status.REGRESSED


numbers = st.floats(min_value=0.01, max_value=1e6, allow_nan=False)


@given(
    numbers,
    numbers,
    st.none() | numbers,
    st.sampled_from(list(Direction)),
    st.sampled_from(list(Rule)),
    st.booleans(),
    st.booleans(),
)
def test_change_and_status_never_contradict(base, now, target, direction, rule, at_end, floor):
    case = Case(
        baseline=base,
        current=now,
        target=target,
        direction=direction,
        elapsed=2,
        whole=4,
        at_end=at_end,
        floor=floor,
    )
    verdict = judge(case, rule=rule)
    worse = {Direction.UP: Change.DECREASED, Direction.DOWN: Change.INCREASED}.get(direction)
    if verdict.change is worse:
        assert verdict.status not in BETTER
    if verdict.change is Change.EQUIVALENT:
        assert verdict.status not in {Status.ON_TRACK, Status.REGRESSED, Status.PARTIAL}
    if verdict.status is Status.ON_TRACK:
        assert not at_end


def test_example_1_a_baseline_after_the_start_is_computed_and_not_rated():
    case = Case(baseline=NOW, current=NOW, elapsed=3, marked=Reason.BASELINE_AFTER_START)
    verdict = judge(case, rule=Rule.OPEN_SDG)
    assert verdict.difference == 0
    assert verdict.status is Status.NOT_ASSESSABLE
    assert verdict.reason is Reason.BASELINE_AFTER_START
    assert "baseline_after_start" in verdict.warnings


def test_example_2_a_step_indicator_is_not_on_any_track():
    case = Case(
        baseline=BASE, current=NOW, target=30, elapsed=2, whole=4, data_type=MeasureType.STEP
    )
    verdict = judge(case)
    assert verdict.change is Change.INCREASED
    assert (verdict.status, verdict.reason) == (Status.NOT_ASSESSABLE, Reason.STEP_NO_MILESTONE)
    assert verdict.milestone is None
    assert verdict.expected_end is None
    assert "moves_at_events" in verdict.warnings


def test_example_2_at_the_end_it_is_not_achieved():
    case = Case(
        baseline=BASE,
        current=NOW,
        target=30,
        elapsed=4,
        whole=4,
        data_type=MeasureType.STEP,
        at_end=True,
    )
    verdict = judge(case)
    assert verdict.achievement_prop == pytest.approx(0.684, abs=5e-4)
    assert verdict.status is Status.SUBSTANTIAL


def test_example_3_a_quota_met_at_baseline_has_no_percentage():
    case = Case(baseline=BASE, current=NOW, target=25, floor=True, elapsed=2, whole=4)
    verdict = judge(case)
    assert verdict.status is Status.MET_AT_BASELINE
    assert verdict.achievement_prop is None


def test_a_quota_that_was_lost_is_regressed():
    case = Case(baseline=26, current=24, target=25, floor=True, elapsed=2, whole=4)
    assert judge(case).status is Status.REGRESSED


def test_example_4_a_fall_is_better_where_less_is_better():
    case = Case(baseline=1_665_108, current=1_186_556, direction=Direction.DOWN, elapsed=2.67)
    verdict = judge(case)
    assert verdict.change is Change.DECREASED
    assert verdict.reason is Reason.NO_TARGET
    assert judge(case, rule=Rule.OPEN_SDG).status is Status.ON_TRACK


def test_example_6_a_falling_cumulative_series_is_refused():
    case = Case(baseline=2228, current=2216, refused=Reason.FALLING_CUMULATIVE)
    verdict = judge(case)
    assert verdict.change is Change.CANNOT_TELL
    assert verdict.difference is None


def test_example_7_editions_of_an_index_are_never_subtracted():
    broken = compare(Measurement(definition="2017/18"), Measurement(definition="2019/20"))
    verdict = judge(Case(baseline=0.5, current=0.49, comparison=broken))
    assert verdict.reason is Reason.DEFINITION_CHANGED
    assert verdict.difference is None


def test_reported_cases_have_no_direction_and_no_colour():
    verdict = judge(Case(baseline=10, current=30, direction=Direction.NONE, target=40))
    assert verdict.change is Change.INCREASED
    assert verdict.status is Status.CONTEXT


def test_an_estimate_without_interval_cannot_tell():
    verdict = judge(Case(baseline=40, current=50, target=60, sampled=True, elapsed=2, whole=4))
    assert verdict.change is Change.CANNOT_TELL
    assert verdict.reason is Reason.NO_INTERVAL


def test_an_interval_over_zero_cannot_tell_and_one_beyond_it_can():
    case = Case(
        baseline=40, current=50, target=60, sampled=True, interval=(-1, 21), elapsed=2, whole=4
    )
    assert judge(case).reason is Reason.NOT_DISTINGUISHABLE
    sure = Case(
        baseline=40, current=50, target=60, sampled=True, interval=(9.6, 12), elapsed=2, whole=4
    )
    verdict = judge(sure)
    # due 50: 9.6/10 = 96 % and 12/10 = 120 %: both ends on track
    assert (verdict.status, verdict.certainty) == (Status.ON_TRACK, Certainty.CLEAR)
    wide = Case(
        baseline=40, current=50, target=60, sampled=True, interval=(5, 15), elapsed=2, whole=4
    )
    assert judge(wide).certainty is Certainty.UNCLEAR


def test_a_change_inside_the_smallest_meaningful_one_is_equivalent():
    case = Case(baseline=40, current=40.5, target=60, smallest=1, elapsed=2, whole=4)
    verdict = judge(case)
    assert (verdict.change, verdict.status) == (Change.EQUIVALENT, Status.NO_CHANGE)


def test_a_target_of_zero_can_be_reached():
    case = Case(baseline=12, current=0, target=0, direction=Direction.DOWN, elapsed=2, whole=4)
    assert judge(case).status is Status.ACHIEVED


def test_a_baseline_of_zero_is_rated_without_growth():
    case = Case(baseline=0, current=6, target=12, elapsed=2, whole=4)
    verdict = judge(case, rule=Rule.OPEN_SDG)
    # due 6 of 12 after half the time: exactly on the way
    assert verdict.status is Status.ON_TRACK
    assert verdict.relative_pct is None


def test_a_target_worse_than_the_baseline_is_not_rated():
    assert position(40, 50, 30, Direction.UP) is Position.TARGET_WORSE
    verdict = judge(Case(baseline=40, current=50, target=30, elapsed=2, whole=4))
    assert verdict.reason is Reason.TARGET_WORSE
    assert verdict.achievement_prop is None


def test_a_changed_denominator_is_noted_and_not_refused():
    noted = compare(Measurement(denominator=329), Measurement(denominator=327))
    assert noted == Comparison(Comparability.NOTED, None, ("denominator_changed",))


def test_missing_values_give_their_reason():
    assert judge(Case(baseline=None, current=1)).reason is Reason.NO_BASELINE
    assert judge(Case(baseline=1, current=None)).reason is Reason.NO_CURRENT


@pytest.mark.parametrize("reason", list(Reason))
def test_without_a_direction_whatever_lacks_is_context_unless_it_cannot_be_read(reason):
    verdict = judge(Case(baseline=1, current=2, direction=Direction.NONE, refused=reason))
    unread = reason is Reason.UNREADABLE
    assert verdict.status is (Status.NOT_ASSESSABLE if unread else Status.CONTEXT)
    assert verdict.reason is reason


@pytest.mark.parametrize(
    ("interval", "change"),
    [
        ((-1, 1), Change.EQUIVALENT),  # both ends on the edge of the smallest meaningful change, 1
        ((-1.01, 1), Change.CANNOT_TELL),
        ((-1, 1.01), Change.CANNOT_TELL),
        ((0.5, 1), Change.EQUIVALENT),
        ((0.5, 2), Change.INCREASED),
        ((0, 2), Change.CANNOT_TELL),  # an end on 0 does not clear it
        ((-2, -0.5), Change.DECREASED),
        ((-2, 0), Change.CANNOT_TELL),
        (None, Change.CANNOT_TELL),
    ],
)
def test_what_an_interval_allows_to_be_said_on_its_edges(interval, change):
    assert change_of(interval, 1) is change


@pytest.mark.parametrize(
    ("rule", "status"),
    [
        (Rule.DEFAULT, Status.LIMITED),  # due 125: 10 of 25 is 40 %, below 60 %
        (Rule.OPEN_SDG, Status.LIMITED),  # 4.88 % a year of 10.67 % is 46 %, below 60 %
        (Rule.UN_CHART, Status.ACCELERATION),  # 110 x 1.1 is 121: 21 of 50 is 42 %, above 10 %
    ],
)
def test_each_rule_rates_its_own_ratio_by_its_own_cuts(rule, status):
    # 100 to 110 in two years of four, 150 wanted
    case = Case(baseline=100, current=110, target=150, elapsed=2, whole=4)
    assert judge(case, rule=rule).status is status


@pytest.mark.parametrize(
    ("rule", "growth", "direction", "status"),
    [
        # a year: 1.8 % is more than 1.5 and less than 2; 3 % the wrong way
        (Rule.OPEN_SDG, 1.018, Direction.UP, Status.ON_TRACK),
        (Rule.UN_CHART, 1.018, Direction.UP, Status.ACCELERATION),
        (Rule.OPEN_SDG, 0.97, Direction.DOWN, Status.ON_TRACK),
        (Rule.UN_CHART, 1.03, Direction.DOWN, Status.REGRESSED),
    ],
)
def test_growth_without_a_target_is_rated_by_the_rules_of_growth(rule, growth, direction, status):
    case = Case(baseline=100, current=100 * growth**2, elapsed=2, direction=direction)
    assert judge(case, rule=rule).status is status
    assert judge(case).reason is Reason.NO_TARGET


def test_a_definition_stated_at_one_end_only_is_noted_and_not_refused():
    noted = compare(Measurement(definition="of 2017"), Measurement())
    assert (noted.grade, noted.notes) == (Comparability.NOTED, ("not_stated",))


def test_growth_rules_do_not_rate_what_moves_at_events():
    case = Case(baseline=BASE, current=NOW, elapsed=2, data_type=MeasureType.STEP)
    verdict = judge(case, rule=Rule.OPEN_SDG)
    assert (verdict.status, verdict.reason) == (Status.NOT_ASSESSABLE, Reason.STEP_NO_MILESTONE)


def test_a_milestone_no_better_than_the_baseline_is_told_as_that():
    case = Case(baseline=40, current=45, target=60, milestone=40, elapsed=2, whole=4)
    assert judge(case).reason is Reason.TARGET_WORSE
