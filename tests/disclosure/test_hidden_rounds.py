"""A trend of which a round is hidden is hidden too: two of three rounds and the slope give the third."""

import pytest

from wps_eval.disclosure.audit import told_by_trends
from wps_eval.disclosure.audit_puzzle import Knowledge
from wps_eval.disclosure.hidden_rounds import hide_trends_of_hidden_rounds
from wps_eval.results.store import frame

NAME = "knowledge_trends"


def estimates(hidden="", groups=("",)):
    return frame(
        "estimates",
        [
            {"indicator": "I1", "round": code, "place": "IQ", "group": group, "n": 400.0, "period_end": "2022-12-31",
             "period_start": "2022-01-01", "estimate": float("nan") if (code, group) == (hidden, "") else 50.0, "item": "",
             "state": "suppressed" if (code, group) == (hidden, "") else "shown", "evidence": "survey", "statistic": "value"}
            for code in ("a", "b", "c")
            for group in groups
        ],
    )  # fmt: skip


def trends(n=400.0, group=""):
    row = {"indicator": "I1", "group": group, "place": "IQ", "statistic": "slope", "rounds": "a;b;c",
           "difference": 2.0, "se": 0.5, "n": n, "state": "shown", "test": "independent"}  # fmt: skip
    since = [row | {"statistic": "since_first", "rounds": f"a;{code}"} for code in ("b", "c")]
    return frame(NAME, [row, *since])


@pytest.mark.parametrize(
    ("hidden", "n", "shown"),
    [
        ("", 400, {"a;b;c", "a;b", "a;c"}),
        ("b", 400, {"a;c"}),  # neither of its rounds is hidden
        ("a", 400, set()),
        ("", 25, {"a;b;c", "a;b", "a;c"}),
        ("", 24, set()),
    ],
)
def test_what_rests_on_a_hidden_round_or_on_few_is_emptied(hidden, n, shown):
    found = hide_trends_of_hidden_rounds(trends(n), NAME, estimates(hidden), 25)
    for column in ("difference", "n", "se"):
        assert set(found.loc[found[column].notna(), "rounds"]) == shown
    assert set(found.loc[found["state"] == "shown", "rounds"]) == shown
    assert set(found["rounds"]) == {"a;b;c", "a;b", "a;c"}  # which rounds there were is no secret


@pytest.mark.parametrize(("groups", "shown"), [(("", "sex=f"), 3), (("",), 0)])
def test_a_round_of_another_group_hides_nothing_and_stands_for_nothing(groups, shown):
    released = estimates("b", groups)
    table = hide_trends_of_hidden_rounds(trends(group="sex=f"), NAME, released, 25)
    assert table["difference"].notna().sum() == shown


@pytest.mark.parametrize(
    ("hidden", "found"), [("", []), ("b", ["b", "b"]), ("c", ["c", "c"]), ("a", ["a", "a", "a"])]
)
def test_the_audit_stops_a_trend_that_gives_a_hidden_round_back(hidden, found):
    knowledge = Knowledge((), {}, 25.0)
    told = told_by_trends(trends(), {"estimates": estimates(hidden)}, knowledge)
    assert [(each.what, each.period) for each in told] == [("I1", code) for code in found]
