"""Returns of bodies: every fault is told, a good row is never lost to a bad one."""

import pytest

from wps_eval.plan.body_names import BodyNames
from wps_eval.plan.models import Body
from wps_eval.plan.whole_plan import Plan
from wps_eval.sources.returns import read_returns

ANSWERING = {"A1.1.1-01": ("MOI", "MOD"), "A1.1.1-02": ()}
BODIES = BodyNames.of(
    Plan.model_construct(
        body_names=(),
        titles=(),
        bodies=[
            Body(code="MOI", name="Ministry of Interior", tier="federal", spellings=("Interior",)),
            Body(code="MOD", name="Ministry of Defence", tier="federal", spellings=("Ministry",)),
            Body(code="MOE", name="Ministry of Education", tier="federal", spellings=("Ministry",)),
        ],
    )
)
HEAD = "activity,body,stage,date,evidence\n"


def write(folder, activities="", budget=""):
    if activities:
        (folder / "activities.csv").write_text(HEAD + activities, encoding="utf-8")
    if budget:
        head = "activity,currency,date,needed,pledged,spent,source\n"
        (folder / "budget.csv").write_text(head + budget, encoding="utf-8")
    return read_returns(folder, ANSWERING, BODIES)


def test_a_folder_without_files_holds_no_returns(tmp_path):
    told = write(tmp_path)
    assert (told.activities, told.budget, told.faults) == ((), (), ())


def test_a_good_row_is_read_beside_every_kind_of_bad_one(tmp_path):
    told = write(
        tmp_path,
        "A1.1.1-01,MOI,completed,2022-11,Letter 4\n"
        "A1.1.1-99,MOI,completed,2022,\n"
        "A1.1.1-01,XXX,completed,2022,\n"
        "A1.1.1-01,MOE,completed,2022,\n"
        "A1.1.1-01,MOD,done,2022,\n"
        "A1.1.1-01,MOD,completed,soon,\n",
    )
    assert told.activities[0].evidence == "Letter 4"
    assert [fault.code for fault in told.faults] == [
        "bad_value.choice", "bad_value.date", "unknown_activity", "unknown_body", "not_answering",
    ]  # fmt: skip
    assert [fault.where.row for fault in told.faults][:2] == [6, 7]


def test_an_activity_whose_bodies_are_lost_may_be_reported_by_any_body(tmp_path):
    assert write(tmp_path, "A1.1.1-02,MOE,under_way,2022,\n").faults == ()


def test_two_rows_of_one_day_are_a_fault(tmp_path):
    row = "A1.1.1-01,MOI,completed,2022-11-30,\n"
    assert [f.code for f in write(tmp_path, row + row).faults] == ["return_twice"]


@pytest.mark.parametrize("amount", ["1,5", "-3", "20%", "a lot"])
def test_an_amount_that_is_none_is_refused(tmp_path, amount):
    told = write(tmp_path, budget=f'A1.1.1-01,IQD,2022,"{amount}",,,\n')
    assert told.budget == ()
    assert [fault.where.column for fault in told.faults] == ["needed"]


def test_amounts_are_read_in_arabic_digits_and_an_empty_one_stays_unknown(tmp_path):
    told = write(tmp_path, budget="A1.1.1-01,IQD,2022,٢٥٠٬٠٠٠,,,\n")
    assert (told.budget[0].needed, told.budget[0].spent) == (250_000, None)


@pytest.mark.parametrize("body", ["MOI", "interior", "Ministry of  INTERIOR", "Ministry"])
def test_a_body_is_read_by_any_spelling_that_means_one(tmp_path, body):
    """Two bodies are called Ministry; of the two, one answers for the activity."""
    told = write(tmp_path, f"A1.1.1-01,{body},completed,2022-11,Letter 4\n")
    assert told.faults == ()
    assert told.activities[0].body == ("MOD" if body == "Ministry" else "MOI")


def test_a_spelling_of_two_bodies_is_told_where_both_could_be_meant(tmp_path):
    (fault,) = write(tmp_path, "A1.1.1-02,Ministry,completed,2022,\n").faults
    assert (fault.code, fault.where.row, fault.expected) == ("ambiguous_body", 2, ("MOD", "MOE"))
