"""Numbers of partner studies leave under the rule of survey bases: the small ones, and what gives them away, stay."""

import pytest

from wps_eval.disclosure.audit import Knowledge, exposed, undeclared
from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.results.store import frame
from wps_eval.values import Span

LIMITS = SmallCounts()
KNOWLEDGE = Knowledge((), {}, LIMITS.smallest_base)
YEAR = Span.year(2022)


def row(group, n, statistic="mean", item=""):
    return {"edition": "e", "indicator": "uni:O1", "item": item, "statistic": statistic, "group": group, "place": "IQ",
            "period_start": YEAR.start, "period_end": YEAR.end, "round": "uni", "estimate": 50.0 + n, "se": 1.0,
            "ci_low": 40.0, "ci_high": 60.0 + n, "df": 60.0, "n": float(n), "unit": "points", "evidence": "survey",
            "state": "shown", "source": "A study", "mark": "exploratory"}  # fmt: skip


def released(rows):
    measured = {"study_estimates": frame("study_estimates", rows)}
    return release(measured, Policy(LIMITS))["study_estimates"]


def hidden(table):
    return set(table.loc[table["state"] == "suppressed", "group"])


@pytest.mark.parametrize(("n", "is_hidden"), [(24, True), (25, False)])
def test_a_base_below_25_is_hidden(n, is_hidden):
    table = released([row("", n)])
    assert (hidden(table) == {""}) is is_hidden
    assert table["estimate"].isna()[0] == is_hidden


def test_a_hidden_row_keeps_no_number_and_no_words():
    (kept,) = released([row("", 10)]).to_dict("records")
    assert all(
        kept[name] != kept[name] for name in ("estimate", "se", "ci_low", "ci_high", "df", "n")
    )
    assert (kept["source"], kept["mark"], kept["unit"]) == ("", "", "points")


@pytest.mark.parametrize(
    ("statistic", "item"), [("mean", ""), ("proportion", "q=1"), ("coefficient", "age")]
)
def test_what_would_give_a_small_group_away_is_hidden_too(statistic, item):
    """40 people, 30 women: 40 - 30 are 10 men, whoever hides the men alone."""
    rows = [row(g, n, statistic, item) for g, n in (("", 40), ("sex=f", 30), ("sex=m", 10))]
    table = released(rows)
    assert {"sex=m"} < hidden(table)
    assert exposed({"study_estimates": table}, KNOWLEDGE) == []
    naive = frame("study_estimates", rows)
    naive.loc[naive["group"] == "sex=m", ["estimate", "se", "n"]] = float("nan")
    naive.loc[naive["group"] == "sex=m", "state"] = "suppressed"
    assert [each.group for each in exposed({"study_estimates": naive}, KNOWLEDGE)] == ["sex=m"]


def test_statistics_of_other_people_do_not_hide_each_other():
    """The men of one outcome are few; those of another, asked of more people, are not."""
    rows = [row("", 400), row("sex=f", 200), row("sex=m", 200), row("", 20, "difference")]
    assert hidden(released(rows)) == {""}
    assert len(released(rows)[released(rows)["state"] == "suppressed"]) == 1


def test_the_audit_knows_every_number_of_the_table():
    assert [*undeclared({"study_estimates": released([row("", 40)])})] == []
