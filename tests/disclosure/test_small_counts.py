"""Small counts of people never leave, and a verdict on them neither."""

import pandas as pd
import pytest

from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.results.columns import TABLES
from wps_eval.results.store import frame

LIMITS = SmallCounts()
POLICY = Policy(LIMITS)


def estimates(*rows):
    base = {"edition": "e", "indicator": "I", "statistic": "value", "period_start": "2021-01-01",
            "period_end": "2021-12-31", "unit": "women", "state": "shown"}  # fmt: skip
    return frame("estimates", [base | row for row in rows])


def subjects(*, people=True, sensitive=False, measure="stock"):
    row = {"indicator": "I", "unit": "women", "counts_people": people, "sensitive": sensitive}
    return frame("subjects", [row | {"measure": measure}])


def hide(table, policy=POLICY, **known):
    return release({"estimates": table, "subjects": subjects(**known)}, policy)["estimates"]


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_counts_from_one_to_four_are_hidden(count, shown):
    out = hide(estimates({"place": "IQ", "estimate": count}))
    assert (out["state"].iloc[0] == "shown") is shown
    assert out["estimate"].notna().iloc[0] == shown


@pytest.mark.parametrize(("count", "shown"), [(0, False), (9, False), (10, True)])
def test_sensitive_counts_are_hidden_up_to_nine_and_zero_too(count, shown):
    out = hide(estimates({"place": "IQ", "estimate": count}), sensitive=True)
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


@pytest.mark.parametrize(
    ("percent", "base", "state"),
    [(8.0, 50, "suppressed"), (10.0, 50, "shown"), (92.0, 50, "suppressed"), (90.0, 50, "shown")],
)
def test_a_percentage_and_its_base_are_a_count(percent, base, state):
    # 8 % of 50 are 4, 10 % are 5; 92 % leave 4, 90 % leave 5
    out = hide(estimates({"place": "A", "unit": "%", "estimate": percent, "n": base}))
    assert out["state"].iloc[0] == state


@pytest.mark.parametrize(("base", "state"), [(49, "suppressed"), (50, "shown")])
@pytest.mark.parametrize("share", [0, 100])
def test_nobody_or_everybody_of_a_small_group_is_hidden_in_figures_too(base, state, share):
    row = {"place": "A", "group": "sex=f", "unit": "%", "estimate": share}
    row |= {"numerator": base * share / 100, "denominator": base}
    assert hide(estimates(row))["state"].iloc[0] == state


def test_a_small_base_is_hidden_and_a_middling_one_flagged():
    rows = estimates(
        {"place": "A", "unit": "%", "estimate": 40, "n": 24},
        {"place": "B", "unit": "%", "estimate": 40, "n": 25},
        {"place": "C", "unit": "%", "estimate": 40, "n": 50},
    )
    out = hide(rows, people=False).set_index("place")
    assert dict(out["state"]) == {"A": "suppressed", "B": "flagged", "C": "shown"}


def test_seats_and_workshops_are_public_however_few():
    assert hide(estimates({"place": "A", "estimate": 2}), people=False)["state"].iloc[0] == "shown"


def test_a_hidden_row_keeps_its_key_and_no_text_that_anybody_typed():
    told = {
        "source": "Register: 3 cases", "definition": "3 girls", "coverage": "files 17 to 19",
        "link": "?n=3", "note": "three", "method": "m", "body": "b", "document": "d",
        "confidence": "low", "reconstruction": "r", "mark": "x", "sum_of": "2 P",
    }  # fmt: skip
    row = hide(estimates({"place": "IQ", "estimate": 3} | told)).iloc[0]
    assert {name: row[name] for name in told} == dict.fromkeys(told, "")
    kept = {name for name in row.index if row[name] != "" and not pd.isna(row[name])}
    allowed = {column.name for column in TABLES["estimates"] if column.survives}
    assert kept <= allowed
    assert {"indicator", "place", "period_end", "state", "reason"} <= kept


def test_a_column_says_nothing_survives_unless_it_is_said():
    """A new column of a table is hidden with its row until somebody says that it may stay."""
    for name in ("estimates", "verdicts", "training"):
        for column in TABLES[name]:
            assert column.survives or column.name not in (c.name for c in TABLES[name] if c.key)
    numbers = {c.name for c in TABLES["verdicts"] if c.sql == "DOUBLE" and c.survives}
    assert numbers == {"target_value"}  # which is the plan's, and public


VERDICT = {
    "edition": "e", "indicator": "I", "place": "IQ", "baseline": 9.0, "baseline_date": "2020",
    "current": 3.0, "current_date": "2021", "difference": -6.0, "change": "decreased",
    "status": "regressed", "state": "shown", "p": 0.053, "p_adjusted": 0.1, "mdc": 21.7,
    "level": 0.95, "ci_low": -8.0, "milestone": 4.0, "relative_pct": -66.7, "robustness": "2/5",
    "warnings": "not_stated", "test": "independent rounds",
}  # fmt: skip


def released(verdict, *values):
    tables = {"estimates": estimates(*values), "verdicts": frame("verdicts", [VERDICT | verdict])}
    return release({**tables, "subjects": subjects()}, POLICY)["verdicts"].iloc[0]


def test_a_verdict_on_a_hidden_value_loses_its_numbers_and_its_words():
    out = released({}, {"place": "IQ", "estimate": 3})
    assert pd.isna(out["difference"])
    assert pd.isna(out["baseline"])
    numbers = ("p", "p_adjusted", "mdc", "level", "ci_low", "milestone", "relative_pct")
    assert all(pd.isna(out[name]) for name in numbers)
    assert (out["robustness"], out["warnings"], out["test"]) == ("", "", "")
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
    assert release({"secrets": pd.DataFrame(), "figures": pd.DataFrame()}, POLICY) == {}


def test_a_sensitive_hundred_percent_tells_of_everybody_and_is_hidden():
    rows = estimates(
        {"place": "A", "unit": "%", "estimate": 100, "numerator": 60, "denominator": 60}
    )
    assert hide(rows, sensitive=True)["state"].iloc[0] == "suppressed"
    assert hide(rows)["state"].iloc[0] == "shown"
