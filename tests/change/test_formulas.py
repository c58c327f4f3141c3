"""Formulas F1-F12 against hand arithmetic and the worked examples of published figures."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wps_eval.change.achievement import achievement
from wps_eval.change.difference import (
    absolute_change,
    relative_change_pct,
)
from wps_eval.change.growth import expected_end, expected_share, growth_rate, growth_ratio
from wps_eval.change.milestone import linear_milestone, on_track_ratio
from wps_eval.change.rating_default import Cuts, rate_final, rate_midterm
from wps_eval.change.rating_open_sdg import rate_open_sdg, rate_open_sdg_without_target
from wps_eval.change.rating_un_chart import rate_un_chart, rate_un_chart_without_target
from wps_eval.codes import Direction, MeasureType, Reason, Status

COR_2020, COR_2021, COR_2024 = 100 * 87 / 329, 100 * 95 / 329, 100 * 95 / 329


def test_example_1_women_in_the_council_of_representatives():
    # 95/329 - 87/329 = 8/329 = 2.4316 points; 8/87 = 9.1954 %; (95/87)^(1/4) - 1 = 2.2236 % a year
    assert absolute_change(COR_2020, COR_2024) == pytest.approx(2.4316, abs=5e-5)
    assert relative_change_pct(COR_2020, COR_2024).value == pytest.approx(9.1954, abs=5e-5)
    growth = growth_rate(COR_2020, COR_2024, 4).value
    assert growth == pytest.approx(0.0222, abs=5e-5)
    assert rate_open_sdg_without_target(growth) is Status.ON_TRACK
    assert rate_un_chart_without_target(growth) is Status.ON_TRACK


def test_example_1_with_the_baseline_after_the_election_says_the_opposite():
    growth = growth_rate(COR_2021, COR_2024, 3).value
    assert growth == 0
    assert rate_open_sdg_without_target(growth) is Status.LIMITED
    assert rate_un_chart_without_target(growth) is Status.LIMITED


def test_example_2_thirty_percent_by_2024():
    # M = 26.4438 + (30 - 26.4438) * 2/4 = 28.2219; R = 2.4316/1.7781 = 1.3675
    due = linear_milestone(COR_2020, 30, elapsed=2, whole=4, data_type=MeasureType.PERCENTAGE).value
    assert due == pytest.approx(28.22, abs=0.005)
    ratio = on_track_ratio(COR_2020, COR_2021, due, Direction.UP).value
    assert ratio == pytest.approx(1.37, abs=0.005)
    growth = growth_rate(COR_2020, COR_2021, 2).value
    required = growth_rate(COR_2020, 30, 4).value
    assert growth_ratio(growth, required, Direction.UP).value == pytest.approx(1.40, abs=0.005)
    end = expected_end(COR_2021, growth, 2)
    assert end == pytest.approx(31.53, abs=0.005)
    assert expected_share(COR_2020, end, 30).value == pytest.approx(1.43, abs=0.005)
    assert achievement(COR_2020, COR_2024, 30, Direction.UP).value == pytest.approx(0.684, abs=5e-4)
    assert rate_midterm(ratio, Cuts()) is Status.ON_TRACK
    assert rate_final(0.684, Cuts()) is Status.SUBSTANTIAL


def test_example_3_a_target_met_at_baseline_has_no_percentage():
    assert achievement(COR_2020, COR_2024, 25, Direction.UP).reason is Reason.TARGET_WORSE


def test_example_4_displaced_persons_fall_and_that_is_better():
    before, after, years = 1_665_108, 1_186_556, 976 / 365.25  # 30 Apr 2019 to 31 Dec 2021
    assert absolute_change(before, after) == -478_552
    assert relative_change_pct(before, after).value == pytest.approx(-28.74, abs=0.005)
    assert growth_rate(before, after, years).value == pytest.approx(-0.1191, abs=5e-5)


def test_a_step_indicator_has_no_milestone_line():
    due = linear_milestone(26, 30, elapsed=2, whole=4, data_type=MeasureType.STEP)
    assert due.value is None
    assert due.reason is Reason.STEP_NO_MILESTONE


def test_a_baseline_of_zero_has_no_relative_change_and_no_growth():
    assert relative_change_pct(0, 5).reason is Reason.ZERO_BASELINE
    assert growth_rate(0, 5, 2).reason is Reason.ZERO_BASELINE


def test_an_index_has_no_relative_change():
    assert relative_change_pct(0.5, 0.51, MeasureType.INDEX).reason is Reason.NOT_NUMERIC


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (0.95, Status.ON_TRACK),
        (0.9499, Status.ACCELERATION),
        (0.60, Status.ACCELERATION),
        (0.5999, Status.LIMITED),
        (1e-9, Status.LIMITED),
        (0.0, Status.NO_CHANGE),
        (-1e-9, Status.REGRESSED),
    ],
)
def test_default_cuts_at_midterm(ratio, expected):
    assert rate_midterm(ratio, Cuts()) is expected


@pytest.mark.parametrize(
    ("rate", "value", "expected"),
    [
        (rate_open_sdg, 0.95, Status.ON_TRACK),
        (rate_open_sdg, 0.60, Status.ACCELERATION),
        (rate_open_sdg, 0.0, Status.LIMITED),
        (rate_open_sdg, -0.01, Status.REGRESSED),
        (rate_un_chart, 0.95, Status.ON_TRACK),
        (rate_un_chart, 0.10, Status.ACCELERATION),
        (rate_un_chart, 0.0999, Status.LIMITED),
        (rate_un_chart, -0.01, Status.REGRESSED),
        (rate_open_sdg_without_target, 0.015, Status.ON_TRACK),
        (rate_open_sdg_without_target, 0.005, Status.ACCELERATION),
        (rate_un_chart_without_target, 0.02, Status.ON_TRACK),
        (rate_un_chart_without_target, 0.0199, Status.ACCELERATION),
    ],
)
def test_published_cuts(rate, value, expected):
    assert rate(value) is expected


values = st.floats(min_value=1, max_value=1e6)


@given(values, values, values)
def test_achievement_does_not_care_for_the_unit(base, now, target):
    plain = achievement(base, now, target, Direction.UP).value
    scaled = achievement(base * 7, now * 7, target * 7, Direction.UP).value
    if plain is None or scaled is None:
        assert target <= base * (1 + 1e-12)
    else:
        assert math.isclose(plain, scaled, rel_tol=1e-6, abs_tol=1e-6)


@given(values, values, st.floats(min_value=2, max_value=10))
def test_growth_leads_from_first_to_last(first, last, years):
    growth = growth_rate(first, last, years).value
    assert math.isclose(expected_end(first, growth, years), last, rel_tol=1e-5)
