"""By which day a milestone is due: its stages, its activity, its output, or the plan."""

from datetime import date
from functools import partial
from types import SimpleNamespace

import pytest

from wps_eval.indicators.milestone_due import milestone_due
from wps_eval.plan.lists import PlanStage
from wps_eval.plan.whole_plan import Plan

END = date(2024, 12, 31)
ENDS = {  # number of the activity: its output, and its end
    1: (1, date(2021, 6, 30)),
    2: (1, date(2022, 3, 31)),
    3: (1, None),
    4: (2, date(2023, 9, 30)),
    5: (3, None),
}


def stage(indicator, number, due, place=""):
    return PlanStage(
        code=f"S{indicator}-{number}", indicator=f"I{indicator}", stage=number, words="x", due=due,
        place=place,
    )  # fmt: skip


STAGES = (stage(6, 1, "2024"), stage(7, 1, "2021"), stage(7, 2, "2022-06-30"), stage(8, 1, "2023"))


def due(indicator, parent, stages=STAGES):
    plan = SimpleNamespace(
        stages=stages,
        activities=[
            SimpleNamespace(code=f"A{number}", output=f"R{output}", end=end)
            for number, (output, end) in ENDS.items()
        ],
        outputs=[
            SimpleNamespace(code="R1", objective="Z1"),
            SimpleNamespace(code="R2", objective="Z1"),
            SimpleNamespace(code="R3", objective="Z2"),
        ],
        region_activities=[SimpleNamespace(code="K1", output="R2")],
        head=SimpleNamespace(period=SimpleNamespace(end=END)),
    )
    plan.activities_under = partial(Plan.activities_under, plan)
    return milestone_due(plan, SimpleNamespace(code=indicator, parent=parent))


@pytest.mark.parametrize(
    ("parent", "day", "of_plan"),
    [
        ("A1", date(2021, 6, 30), False),  # its own activity's, though its output goes on
        ("A3", date(2022, 3, 31), False),  # no end: the last of its output
        ("R1", date(2022, 3, 31), False),
        ("Z1", date(2023, 9, 30), False),  # the last of all its outputs
        ("Z2", END, True),
        ("K1", date(2023, 9, 30), False),  # a region's activity has the output's
        ("A5", END, True),  # nothing in its output ends
        ("nothing", END, True),
    ],
)
def test_a_milestone_without_stages_is_due_with_what_it_belongs_to(parent, day, of_plan):
    found = due("I1", parent)
    assert (found.day, found.of_plan, found.stages) == (day, of_plan, ())


def test_a_milestone_with_stages_is_due_with_its_own_last_one():
    found = due("I7", "A1")
    assert (found.day, found.of_plan) == (date(2022, 6, 30), False)
    assert [each.code for each in found.stages] == ["S7-1", "S7-2"]
    assert found.goal("IQ") == 2


def test_the_stage_that_is_due_is_the_last_whose_day_has_come():
    found = due("I7", "A1")
    assert found.due_by(date(2021, 12, 30), "IQ") == (0, False)
    assert found.due_by(date(2021, 12, 31), "IQ") == (1, True)
    assert found.due_by(date(2022, 6, 30), "IQ") == (2, True)
    whole = due("I1", "A1")
    assert whole.due_by(date(2021, 6, 29), "IQ") == (1, False)
    assert whole.due_by(date(2021, 6, 30), "IQ") == (1, True)


def test_a_place_with_stages_of_its_own_has_no_others():
    own = (*STAGES, stage(7, 3, "2023", place="IQG11"))
    assert due("I7", "A1", own).goal("IQG11") == 3
    assert due("I7", "A1", own).goal("IQ") == 2
