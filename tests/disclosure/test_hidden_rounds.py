"""A trend of which a round is hidden is hidden too: two of three rounds and the slope give the third."""

import pytest

from wps_eval.disclosure.audit import Knowledge, told_by_trends
from wps_eval.disclosure.hidden_rounds import hide_trends_of_hidden_rounds
from wps_eval.results.store import frame

NAME = "knowledge_trends"


def estimates(hidden=""):
    return frame(
        "estimates",
        [
            {"indicator": "I1", "round": code, "place": "IQ", "group": "", "n": 400.0, "period_end": "2022-12-31",
             "period_start": "2022-01-01", "estimate": float("nan") if code == hidden else 50.0, "item": "",
             "state": "suppressed" if code == hidden else "shown", "evidence": "survey", "statistic": "value"}
            for code in ("a", "b", "c")
        ],
    )  # fmt: skip


def trends(n=400.0, group=""):
    row = {"indicator": "I1", "group": group, "place": "IQ", "rounds": "a;b;c", "slope": 2.0, "se": 0.5,
           "n": n, "state": "shown", "test": "independent"}  # fmt: skip
    return frame(NAME, [row])


@pytest.mark.parametrize(
    ("hidden", "n", "shown"), [("", 400, True), ("b", 400, False), ("", 25, True), ("", 24, False)]
)
def test_what_rests_on_a_hidden_round_or_on_few_is_emptied(hidden, n, shown):
    found = hide_trends_of_hidden_rounds(trends(n), NAME, estimates(hidden), 25)
    assert found["slope"].notna().all() == shown
    assert (found["state"] == "shown").all() == shown
    assert found["n"].notna().all() == shown
    assert found["rounds"].tolist() == ["a;b;c"]  # which rounds there were is no secret


def test_a_round_of_another_group_hides_nothing():
    table = hide_trends_of_hidden_rounds(trends(group="sex=f"), NAME, estimates("b"), 25)
    assert table["slope"].tolist() == [2.0]


@pytest.mark.parametrize(("hidden", "found"), [("", 0), ("b", 1)])
def test_the_audit_stops_a_trend_that_gives_a_hidden_round_back(hidden, found):
    knowledge = Knowledge((), {}, 25.0)
    told = told_by_trends(trends(), {"estimates": estimates(hidden)}, knowledge)
    assert [(each.what, each.period) for each in told] == [("I1", "b")] * found
