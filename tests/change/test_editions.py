"""What moved between editions: every number has a reason, and a hidden one is never printed."""

import pandas as pd
import pytest

from wps_eval.change.editions import changed_between

VERDICT = {
    "indicator": "I1", "group": "", "place": "IQ", "title": "t", "unit": "%", "state": "shown",
    "baseline": 10.0, "baseline_date": "2020", "current": 20.0, "current_date": "2022",
    "status": "on_track", "baseline_item": "", "baseline_round": "", "current_item": "",
    "current_round": "",
}  # fmt: skip
VALUES = [
    {"indicator": "I1", "group": "", "place": "IQ", "item": "", "round": "",
     "period_start": pd.Timestamp(f"{year}-01-01"), "period_end": pd.Timestamp(f"{year}-12-31"),
     "definition": "as before"}
    for year in (2020, 2022)
]  # fmt: skip


def between(later, *, then=None, now=None, definition="as before", data=True, code=True):
    values = [row | {"definition": definition} for row in VALUES]
    return changed_between(
        pd.DataFrame([VERDICT | (then or {})]),
        pd.DataFrame([VERDICT | later | (now or {})]),
        earlier_values=pd.DataFrame(VALUES),
        later_values=pd.DataFrame(values),
        data_changed=data,
        code_changed=code,
    )


def why(later, **how):
    rows, _ = between(later, **how)
    return dict(zip(rows["end"], rows["why"], strict=True))


def test_a_number_that_stays_did_not_move():
    assert why({}) == {"baseline": "same", "current": "same"}


@pytest.mark.parametrize(
    ("later", "how", "reason"),
    [
        ({"current": 25.0, "current_date": "2024"}, {}, "new_data"),
        ({"current": 25.0}, {}, "corrected"),
        ({"current": 25.0}, {"data": False}, "code"),
        ({"current": 25.0}, {"data": False, "code": False}, "choices"),
        ({"current": 25.0}, {"definition": "another"}, "definition"),
        ({"current": 20.0}, {"definition": "another"}, "definition"),
        ({"unit": "count"}, {}, "definition"),
        ({"current": float("nan")}, {}, "withdrawn"),
    ],
)
def test_each_reason(later, how, reason):
    assert why(later, **how)["current"] == reason


def test_both_statuses_stand_beside_the_current_value():
    rows, _ = between({"current_date": "2024", "status": "achieved"})
    current = rows[rows["end"] == "current"].iloc[0]
    assert (current["earlier_status"], current["later_status"]) == ("on_track", "achieved")


@pytest.mark.parametrize("edition", ["then", "now"])
def test_a_pair_with_a_hidden_side_is_counted_and_not_printed(edition):
    rows, hidden = between({"current": 25.0}, **{edition: {"state": "suppressed"}})
    assert (len(rows), hidden) == (0, 1)


def test_what_the_earlier_edition_did_not_have_is_no_move():
    rows, _ = between({}, then={"baseline": float("nan"), "current": float("nan")})
    assert rows.empty
