"""Rows that are made up: what may be shown of a survey's columns, and nothing more."""

import numpy as np
import pandas as pd
import pytest

from wps_eval.disclosure.synthetic_rows import class_ends, shown_shares, synthetic_rows


def of_counts(**counts):
    return pd.Series([value for value, count in counts.items() for _ in range(count)])


@pytest.mark.parametrize(("count", "values"), [(25, {"a", "b", "c"}), (24, {"b"})])
def test_a_value_of_too_few_people_is_left_out_and_the_next_smallest_with_it(count, values):
    # of 24, the rest of all would be the 24; so the smallest that is left, a of 30, goes too
    assert {*shown_shares(of_counts(a=30, b=50, c=count), 25)} == values


def test_of_several_small_values_no_other_is_needed():
    # b / (a + b) = 50 / 80
    assert shown_shares(of_counts(a=30, b=50, c=3, d=4), 25) == {"a": 0.375, "b": 0.625}


def test_missing_answers_are_a_value_like_others():
    column = pd.Series([1.0] * 60 + [np.nan] * 40)
    assert shown_shares(column, 25) == {1.0: 0.6, None: 0.4}
    assert shown_shares(pd.Series([1.0] * 60 + [np.nan] * 24), 25) == {}


def test_where_all_are_few_nothing_is_shown():
    assert shown_shares(of_counts(a=5, b=6), 25) == {}


@pytest.mark.parametrize(("people", "ends"), [(74, 0), (75, 2), (99, 2), (100, 3), (1000, 9)])
def test_a_measure_is_parted_into_classes_of_enough_people(people, ends):
    assert len(class_ends(pd.Series(range(people)), 25)) == ends


def test_the_least_and_the_greatest_value_are_nobodys():
    """0 to 99 with one of 10,000: four classes of 25, whose ends are near 25, 50 and 75."""
    values = pd.Series([*range(99), 10_000])
    assert class_ends(values, 25) == pytest.approx([24.75, 49.5, 74.25])
    rows, _ = synthetic_rows(pd.DataFrame({"x": values}), smallest=25, seed=1)
    assert rows["x"].between(24, 75).all()
    assert (rows["x"] % 1 == 0).all()


@pytest.fixture
def survey_rows():
    """1,230 people: 41 villages of 30 in 3 regions with weights of their own, a rare answer, and names."""
    village = np.repeat(np.arange(41), 30)
    region = village % 3
    return pd.DataFrame(
        {
            "answer": np.where(np.arange(1230) < 10, 9, np.arange(1230) % 2),
            "village": [f"v{each}" for each in village],
            "region": region,
            "weight": 1.5 + region,
            "words": [f"text {each}" for each in range(1230)],
        }
    )


def test_rows_have_the_shape_of_the_survey_and_none_of_its_small_cells(survey_rows):
    rows, empty = synthetic_rows(survey_rows, smallest=25, seed=7)
    assert [*rows] == [*survey_rows]
    assert len(rows) == 1200
    # 9 has ten people; of 0 and 1 the smaller one goes with it, so that one value is left
    assert {*rows["answer"]} <= {1}
    assert empty == ("words",)


def test_units_are_numbered_anew_each_in_one_region(survey_rows):
    rows, _ = synthetic_rows(survey_rows, smallest=25, seed=7)
    assert not {*rows["village"]} & {*survey_rows["village"]}
    assert rows.groupby("village")["region"].nunique().max() == 1
    assert (rows.groupby(["region", "weight"])["village"].nunique() >= 2).all()


def test_units_of_no_region_are_numbered_too(survey_rows):
    rows, empty = synthetic_rows(survey_rows[["village"]], smallest=25, seed=7)
    assert {*rows["village"]} <= {str(number) for number in range(1, 42)}
    assert rows["village"].nunique() > 35
    assert empty == ()


def test_columns_that_went_together_do_so_no_longer():
    both = np.arange(1000) % 2
    rows, _ = synthetic_rows(pd.DataFrame({"a": both, "b": both}), smallest=25, seed=3)
    # two coins that know nothing of each other: r of 1,000 rows is within 0.1 but once in 600
    assert abs(np.corrcoef(rows["a"], rows["b"])[0, 1]) < 0.1
    assert rows["a"].mean() == pytest.approx(0.5, abs=0.05)


def test_the_same_start_gives_the_same_rows(survey_rows):
    one, other, third = (
        synthetic_rows(survey_rows, smallest=25, seed=seed)[0] for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(one, other)
    assert not one.equals(third)
