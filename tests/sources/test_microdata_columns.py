"""Which questions of a form may leave as anonymous rows."""

from pathlib import Path

import pytest
from form import rows, write_form

from wps_eval.sources.instrument import Role, read_instrument
from wps_eval.sources.microdata_columns import LeftOut, microdata_columns

FORMS = Path(__file__).parents[2] / "data" / "instruments"


def names(questions):
    return [question.name for question in questions]


def parted(tmp_path, question, **changes):
    questions = [row | changes if row["name"] == question else row for row in rows()]
    return microdata_columns(read_instrument(write_form(tmp_path / "form", questions)))


def test_of_the_populations_form_leave_demographics_and_items_that_are_not_sensitive():
    form = read_instrument(FORMS / "population")
    found = microdata_columns(form)
    assert names(found.keys) == ["sex", "age_group", "governorate", "area"]
    assert names(found.answers) == [q.name for q in form.of_role(Role.ITEM)]
    stays = {name for name, reason in found.left_out.items() if reason is LeftOut.SENSITIVE}
    assert {"displacement", "disability", "interview_language", "wg_seeing"} <= stays
    assert {"age", "adults", "psu_code", "start", "consent"} <= {*found.left_out} - stays


def test_every_question_but_notes_is_in_one_part():
    form = read_instrument(FORMS / "training")
    found = microdata_columns(form)
    parts = [*names(found.keys), *names(found.answers), *found.left_out]
    assert sorted(parts) == sorted(q.name for q in form.questions if q.role is not Role.NOTE)


@pytest.mark.parametrize(
    ("name", "changes", "reason"),
    [
        ("sex", {"sensitive": "yes"}, LeftOut.SENSITIVE),
        ("q1", {"sensitive": "yes"}, LeftOut.SENSITIVE),
        ("sex", {"name": "Religion"}, LeftOut.ORIGIN),
        ("q2", {"name": "q_ethnicity"}, LeftOut.ORIGIN),
        ("has_job", {"name": "affiliation_of_kin"}, LeftOut.ORIGIN),
        ("q1", {"type": "text"}, LeftOut.NO_CHOICE),
        ("q1", {"type": "integer"}, LeftOut.NO_CHOICE),
        ("q1", {"type": "calculate", "disaggregate": "yes"}, LeftOut.NO_CHOICE),
        ("sex", {"type": "calculate"}, LeftOut.NO_CHOICE),
        ("many", {}, LeftOut.NO_CHOICE),
        ("unit", {}, LeftOut.ROLE),
        ("code", {}, LeftOut.ROLE),
    ],
)
def test_what_stays_says_why(tmp_path, name, changes, reason):
    found = parted(tmp_path, name, **changes)
    told = changes.get("name", name)
    assert found.left_out[told] is reason
    assert told not in names([*found.keys, *found.answers])


def test_a_group_that_the_form_calculates_leaves_if_it_is_declared(tmp_path):
    found = parted(tmp_path, "sex", type="calculate", disaggregate="yes")
    assert "sex" in names(found.keys)
