"""How far activities have come: the last return in time counts, silence stays silence."""

from datetime import date
from pathlib import Path

import pytest

from wps_eval.indicators.activity_rows import activity_rows, bodies_by_activity, budget_rows
from wps_eval.plan import load_plan
from wps_eval.report.implementation_tables import (
    activity_stages,
    finance_table,
    implementation_sentences,
    place_activities_table,
    silence_rows,
    stages_table,
)
from wps_eval.report.numbers import Writer
from wps_eval.results.store import frame
from wps_eval.sources.returns import ActivityReturn, BudgetReturn
from wps_eval.words.catalogue import Words

PLAN = load_plan(Path(__file__).parents[2] / "data" / "plan")
UNTIL = date(2022, 12, 31)
ENGLISH = Writer(Words("en"))
FIRST = "A1.1.1-01"  # COMSEC and NT1325 answer for it, 2021-2023: not due by the end of 2022


def told(*rows):
    returns = [
        ActivityReturn(activity=a, body=b, stage=stage, date=day) for a, b, stage, day in rows
    ]
    return frame("activities", activity_rows("s", PLAN, returns, UNTIL))


def stage_of(found, activity=FIRST):
    return activity_stages(found).set_index("activity").loc[activity, "stage"]


def test_every_activity_has_a_row_for_each_main_body_even_if_nobody_reported():
    found = told()
    main = sum(max(len(a.main_bodies), 1) for a in PLAN.activities)
    region = [row for row in PLAN.region_activities if row.status == "activity"]
    assert len(found) == main + sum(max(len(row.bodies), 1) for row in region)
    assert set(found["stage"]) == {""}
    assert next(implementation_sentences(found, PLAN, ENGLISH)).startswith("No return on any of")


def test_the_last_return_before_the_end_of_the_period_counts():
    found = told(
        (FIRST, "COMSEC", "not_started", "2021-12-31"),
        (FIRST, "COMSEC", "under_way", "2022-11"),
        (FIRST, "COMSEC", "completed", "2023-01-01"),
    )
    own = found[(found["activity"] == FIRST) & (found["body"] == "COMSEC")].iloc[0]
    assert (own["stage"], own["stage_date"]) == ("under_way", "2022-11")


def test_an_activity_is_no_further_than_the_body_that_says_least_of_it():
    found = told(
        (FIRST, "COMSEC", "completed", "2022-11-30"), (FIRST, "NT1325", "under_way", "2022-11-30")
    )
    assert stage_of(found) == "under_way"


def test_silence_is_not_read_as_not_started():
    found = told((FIRST, "COMSEC", "completed", "2022-11-30"))
    assert stage_of(found) == "completed"
    silent = silence_rows(found).set_index("body")
    assert silent.loc["NT1325", "silent"] == silent.loc["NT1325", "owed"]
    assert silent.loc["COMSEC", "silent"] == silent.loc["COMSEC", "owed"] - 1


def test_a_supporting_body_is_heard_and_owes_nothing():
    found = told((FIRST, "MOP", "under_way", "2022-06-30"))
    own = found[(found["activity"] == FIRST) & (found["body"] == "MOP")].iloc[0]
    assert not own["owed"]
    assert stage_of(found) == "under_way"


def test_what_is_due_follows_the_plans_own_dates():
    due = activity_stages(told()).set_index("activity")["due"]
    planned = {a.code: a.end for a in PLAN.activities}
    assert all(due[code] == bool(end and end <= UNTIL) for code, end in planned.items())


def test_late_is_due_and_not_reported_completed():
    late = next(a for a in PLAN.activities if a.end and a.end <= UNTIL and a.main_bodies)
    before = stages_table(told(), PLAN, ENGLISH)
    after = stages_table(
        told(*((late.code, body, "completed", "2022-12-01") for body in late.main_bodies)),
        PLAN,
        ENGLISH,
    )
    due = sum(bool(a.end and a.end <= UNTIL) for a in PLAN.activities)
    assert f">{due}</td>" in before
    assert f">{due - 1}</td>" in after


def test_money_is_the_last_return_by_currency_and_an_unknown_amount_is_no_zero():
    rows = [
        BudgetReturn(activity=FIRST, currency="IQD", date="2021", needed=100, spent=10),
        BudgetReturn(activity=FIRST, currency="IQD", date="2022", needed=200),
        BudgetReturn(activity=FIRST, currency="USD", date="2022", needed=50, spent=25),
        BudgetReturn(activity=FIRST, currency="USD", date="2023", needed=50, spent=50),
    ]
    found = frame("budget", budget_rows("s", PLAN, rows, UNTIL))
    assert found["needed"].tolist() == [200, 50]
    assert found["spent"].isna().tolist() == [True, False]
    shown = finance_table(found, PLAN, ENGLISH)
    assert "50.0%" in shown  # 25 of 50; of the dinars nothing can be said
    assert shown.count("% (1)</td>") == 1


@pytest.mark.parametrize(
    "row", [row for row in PLAN.region_activities if row.status == "activity"][:3]
)
def test_activities_of_the_kurdistan_region_may_be_reported(row):
    assert bodies_by_activity(PLAN)[row.code] == row.bodies


def test_a_governorate_sees_the_activities_that_the_plan_names_it_for():
    found = frame("activities", activity_rows("x", PLAN, (), date(2022, 12, 31)))
    ninewa = place_activities_table(found, PLAN, "IQG15", ENGLISH)
    for number in ("1.2.4-01", "1.2.4-03"):
        assert number in ninewa
    assert "No return in the data" in ninewa
    assert place_activities_table(found, PLAN, "IQG02", ENGLISH) == ""
