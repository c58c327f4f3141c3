"""Small counts of people never leave, and cannot be found by subtraction."""

import pandas as pd
import pytest

from wps_eval.disclosure.release import release
from wps_eval.disclosure.small_counts import SmallCounts, hide_small_counts
from wps_eval.results.store import frame

LIMITS = SmallCounts()


def estimates(*rows):
    base = {"edition": "e", "indicator": "I", "statistic": "value", "period_start": "2021-01-01",
            "period_end": "2021-12-31", "unit": "women", "state": "shown"}  # fmt: skip
    return frame("estimates", [base | row for row in rows])


def hide(table, sensitive=()):
    return hide_small_counts(table, LIMITS, person_counts={"I"}, sensitive=sensitive)


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_counts_from_one_to_four_are_hidden(count, shown):
    out = hide(estimates({"place": "IQ", "estimate": count}))
    assert (out["state"].iloc[0] == "shown") is shown
    assert out["estimate"].notna().iloc[0] == shown


@pytest.mark.parametrize(("count", "shown"), [(0, False), (9, False), (10, True)])
def test_sensitive_counts_are_hidden_up_to_nine_and_zero_too(count, shown):
    out = hide(estimates({"place": "IQ", "estimate": count}), sensitive={"I"})
    assert (out["state"].iloc[0] == "shown") is shown


def test_a_percentage_goes_with_its_small_numerator_and_with_its_small_rest():
    rows = estimates(
        {"place": "A", "unit": "% of women", "estimate": 3.0, "numerator": 3, "denominator": 100},
        {"place": "B", "unit": "% of women", "estimate": 98.0, "numerator": 98, "denominator": 100},
        {"place": "C", "unit": "% of women", "estimate": 50.0, "numerator": 50, "denominator": 100},
    )
    out = hide(rows).set_index("place")
    assert list(out.loc[["A", "B"], "state"]) == ["suppressed", "suppressed"]
    assert out.loc[["A", "B"], ["estimate", "numerator", "denominator"]].isna().all().all()
    assert out.loc["C", "state"] == "shown"


def test_a_lone_hidden_cell_takes_the_next_smallest_with_it():
    rows = estimates(
        {"place": "A", "estimate": 3},
        {"place": "B", "estimate": 20},
        {"place": "C", "estimate": 40},
    )
    out = hide(rows).set_index("place")
    assert dict(out["state"]) == {"A": "suppressed", "B": "suppressed", "C": "shown"}


def test_a_small_survey_base_is_hidden_and_a_middling_one_flagged():
    rows = estimates(
        {"place": "A", "unit": "%", "estimate": 40, "n": 24},
        {"place": "B", "unit": "%", "estimate": 40, "n": 25},
        {"place": "C", "unit": "%", "estimate": 40, "n": 50},
    )
    out = hide_small_counts(rows, LIMITS, person_counts=(), sensitive=()).set_index("place")
    assert dict(out["state"]) == {"A": "suppressed", "B": "flagged", "C": "shown"}


def test_seats_and_workshops_are_public_however_few():
    out = hide_small_counts(
        estimates({"place": "A", "estimate": 2}), LIMITS, person_counts=(), sensitive=()
    )
    assert out["state"].iloc[0] == "shown"


SUBJECTS = frame("subjects", [{"indicator": "I", "unit": "women", "counts_people": True}])
VERDICT = {
    "edition": "e", "indicator": "I", "place": "IQ", "baseline": 9.0, "baseline_date": "2020",
    "current": 3.0, "current_date": "2021", "difference": -6.0, "change": "decreased",
    "status": "regressed", "state": "shown",
}  # fmt: skip


def released(verdict, *values):
    tables = {"estimates": estimates(*values), "verdicts": frame("verdicts", [VERDICT | verdict])}
    return release({**tables, "subjects": SUBJECTS}, LIMITS)["verdicts"].iloc[0]


def test_a_verdict_on_a_hidden_value_loses_its_numbers_and_its_words():
    out = released({}, {"place": "IQ", "estimate": 3})
    assert pd.isna(out["difference"])
    assert pd.isna(out["baseline"])
    assert (out["change"], out["status"], out["reason"]) == (
        "cannot_tell",
        "not_assessable",
        "suppressed",
    )


@pytest.mark.parametrize(
    "hidden",
    [
        {"place": "IQG11", "group": "sex=f", "estimate": 3},
        {"place": "IQ", "group": "sex=f", "estimate": 3},
        {"place": "IQ", "estimate": 3, "period_start": "2020-06-01", "period_end": "2020-06-30"},
        {"place": "IQ", "estimate": 3, "item": "preliminary"},
        {"place": "IQ", "estimate": 3, "round": "another"},
    ],
)
def test_a_verdict_stands_on_its_own_values_and_on_no_neighbours(hidden):
    out = released({}, {"place": "IQ", "estimate": 300}, hidden)
    assert (out["difference"], out["state"]) == (-6.0, "shown")


def test_a_table_that_no_rule_covers_is_not_released():
    assert release({"secrets": pd.DataFrame(), "figures": pd.DataFrame()}, LIMITS) == {}


def test_two_hidden_cells_of_two_places_cannot_be_found_from_their_totals():
    rows = estimates(
        {"place": "A", "group": "sex=f", "estimate": 3},
        {"place": "A", "group": "sex=m", "estimate": 40},
        {"place": "A", "estimate": 43},
        {"place": "B", "group": "sex=f", "estimate": 2},
        {"place": "B", "group": "sex=m", "estimate": 50},
        {"place": "B", "estimate": 52},
    )
    out = hide(rows).set_index(["place", "group"])["state"]
    assert set(out[out.index.get_level_values("group") != ""]) == {"suppressed"}
    assert set(out[out.index.get_level_values("group") == ""]) == {"shown"}


def test_a_sensitive_hundred_percent_tells_of_everybody_and_is_hidden():
    rows = estimates(
        {"place": "A", "unit": "%", "estimate": 100, "numerator": 60, "denominator": 60}
    )
    assert hide(rows, sensitive={"I"})["state"].iloc[0] == "suppressed"
    assert hide(rows)["state"].iloc[0] == "shown"


def month(number, count):
    day = pd.Timestamp(2021, number, 1)
    ends = day + pd.offsets.MonthEnd(0)
    return {"place": "IQ", "period_start": day, "period_end": ends, "estimate": count}


def test_the_months_of_a_printed_sum_are_hidden_together():
    """3 + 11 x 10 = 113: with eleven months and the sum beside it, the 3 would be 113 - 110."""
    year = {"place": "IQ", "estimate": 113, "item": "sum", "sum_of": "12 month"}
    months = [month(1, 3), *(month(n, 10) for n in range(2, 13))]
    out = hide(estimates(*months, year))
    assert dict(out.groupby("sum_of")["state"].agg(set)) == {
        "": {"suppressed"}, "12 month": {"shown"},
    }  # fmt: skip


def test_the_places_of_a_printed_sum_are_hidden_together_and_others_stay():
    total = {"place": "IQ", "estimate": 99, "item": "sum", "sum_of": "4 P"}
    places = [
        {"place": place, "estimate": n} for place, n in zip("ABCD", (3, 20, 36, 40), strict=True)
    ]
    another = {"place": "IQ", "indicator": "J", "estimate": 50}
    out = hide(estimates(*places, total, another))
    shown = out[out["state"] == "shown"]
    assert set(zip(shown["indicator"], shown["sum_of"], strict=True)) == {("I", "4 P"), ("J", "")}


def test_a_sum_without_a_hidden_part_hides_nothing():
    year = {"place": "IQ", "estimate": 120, "item": "sum", "sum_of": "12 month"}
    out = hide(estimates(*(month(n, 10) for n in range(1, 13)), year))
    assert set(out["state"]) == {"shown"}
