"""Questionnaires: the project's own, and what is refused in others."""

from pathlib import Path

import pytest
from form import CHOICES, rows, write_form
from pyxform.xls2xform import convert

from wps_eval.errors import SurveyFaults
from wps_eval.indicators.constructs import Scoring, scoring_of
from wps_eval.plan import load_plan
from wps_eval.sources.instrument import Meaning, Role, read_instrument
from wps_eval.sources.instrument_safety import COUNTS_ONLY, safety_faults
from wps_eval.sources.wordings import read_wordings
from wps_eval.sources.xlsform import write_xlsform

INSTRUMENTS = Path(__file__).parents[2] / "data" / "instruments"
FORMS = sorted(path.parent.name for path in INSTRUMENTS.glob("*/survey.csv"))
PEOPLE = [name for name in FORMS if name != "feedback"]
NEW = ("armed_forces", "breadwinners", "community", "early_warning", "service_providers", "youth")
PLAN = load_plan(INSTRUMENTS.parent / "plan")
FOREIGN = {"ar_IQ": "یکگڤێۆڕڵە", "ckb_IQ": "يكةى"}


@pytest.mark.parametrize("name", FORMS)
def test_forms_convert_by_pyxform_without_a_warning(name, tmp_path):
    book = write_xlsform(INSTRUMENTS / name, tmp_path / f"{name}.xlsx")
    made = convert(str(book))
    assert made.warnings == []
    assert "<h:html" in made.xform


@pytest.mark.parametrize("name", FORMS)
def test_forms_are_safe(name):
    assert safety_faults(read_instrument(INSTRUMENTS / name)) == []


@pytest.mark.parametrize("name", FORMS)
def test_every_wording_is_in_three_languages_and_their_own_letters(name):
    form = read_instrument(INSTRUMENTS / name)
    asked = [q for q in form.questions if q.type not in ("start", "end", "today", "calculate")]
    used = {q.choices for q in asked if q.choices}
    wordings = [q.labels for q in asked] + [c.labels for u in used for c in form.lists[u]]
    assert form.languages == ("en", "ar_IQ", "ckb_IQ")
    assert [w for w in wordings if set(w) != set(form.languages)] == []
    for language, letters in FOREIGN.items():
        assert [w[language] for w in wordings if set(w[language]) & set(letters)] == []


@pytest.mark.parametrize("name", FORMS)
def test_constructs_feed_indicators_of_the_plan_that_need_a_survey(name):
    constructs = {i.code: i.survey_construct for i in PLAN.indicators}
    for question in read_instrument(INSTRUMENTS / name).questions:
        for code in question.indicators:
            assert constructs[code] == question.construct or name == "training"
            assert constructs[code]


@pytest.mark.parametrize("name", PEOPLE)
def test_forms_for_people_open_with_consent_age_and_privacy_and_ask_disability(name):
    form = read_instrument(INSTRUMENTS / name)
    assert len(form.of_role(Role.LANGUAGE)) == 1
    assert form.of_role(Role.LANGUAGE)[0].sensitive
    if name != "training":
        assert len(form.of_role(Role.DISABILITY)) == 6
    for question in form.of_role(Role.ITEM):
        assert form.codes(question, Meaning.DONT_KNOW), question.name
        assert form.codes(question, Meaning.REFUSED), question.name
        assert any("18" in condition for condition in question.relevant)


@pytest.mark.parametrize("name", PEOPLE)
def test_scales_of_attitudes_and_of_what_people_do_point_both_ways(name):
    form = read_instrument(INSTRUMENTS / name)
    for construct in form.constructs:
        items = form.construct(construct)
        if scoring_of(items) is Scoring.ATTITUDE:
            turned = [q.reverse for q in items]
            assert 0 < sum(turned) < len(turned), construct


def test_every_construct_has_a_name_in_three_languages():
    for language in ("en", "ar_IQ", "ckb_IQ"):
        names = read_wordings(INSTRUMENTS, (), language).constructs
        assert held_constructs() <= names.keys()
        assert all(names.values())


def test_every_indicator_of_the_plan_that_needs_a_survey_has_its_questions():
    asked = {i.survey_construct: i.code for i in PLAN.indicators if i.survey_construct}
    assert len(asked) > 20
    assert asked.keys() <= held_constructs()
    fed = {
        code
        for name in FORMS
        for question in read_instrument(INSTRUMENTS / name).questions
        for code in question.indicators
    }
    of_people = [i for i in PLAN.indicators if i.survey_construct not in {"", *COUNTS_ONLY}]
    assert [i.code for i in of_people if i.code not in fed] == []


def test_right_answers_do_not_stand_in_one_place():
    """Who always ticks the first answer knows no more than who guesses."""
    for name in NEW:
        form = read_instrument(INSTRUMENTS / name)
        several = [q for q in form.of_role(Role.ITEM) if q.key and q.choices != "yes_no_dk"]
        assert {q.key for q in several} == {"1", "2", "3"}, name


def held_constructs():
    return {q.construct for f in FORMS for q in read_instrument(INSTRUMENTS / f).questions} - {""}


def faults_of(folder):
    with pytest.raises(SurveyFaults) as caught:
        read_instrument(folder)
    return {fault.code for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": "answer"}, "unknown_role"),
        ({"type": "select_one fife"}, "unknown_list"),
        ({"points": "one to five"}, "bad_points"),
        ({"name": "q2"}, "question_twice"),
        ({"key": "7"}, "key_not_an_answer"),
        ({"colour": "red"}, "unused_column"),
        ({"role": "demographic"}, "not_an_item"),
    ],
)
def test_what_is_wrong_in_a_sheet_is_told(tmp_path, change, code):
    questions = [row | change if row["name"] == "q1" else row for row in rows()]
    assert code in faults_of(write_form(tmp_path / "form", questions))


def test_groups_must_close_and_meanings_be_known(tmp_path):
    questions = [row for row in rows() if row["type"] != "end_group"]
    choices = [*CHOICES, ("five", "97", "Hm", "", "perhaps"), ("five", "1", "Again", "", "")]
    found = faults_of(write_form(tmp_path / "form", questions, choices))
    assert {"open_group", "unknown_meaning", "answer_twice"} <= found


def test_a_missing_sheet_is_told(tmp_path):
    folder = write_form(tmp_path / "form")
    (folder / "choices.csv").unlink()
    assert faults_of(folder) == {"missing_file"}


def unsafe(tmp_path, questions):
    return {
        f.code for f in safety_faults(read_instrument(write_form(tmp_path / "form", questions)))
    }


def test_satisfaction_with_services_to_survivors_is_never_asked_of_single_people(tmp_path):
    questions = [
        row | {"construct": "satisfaction_hotline"} if row["name"] == "job" else row
        for row in rows()
    ]
    assert unsafe(tmp_path, questions) == {"names_a_survivor"}


def test_no_breakdown_by_presumed_affiliation_or_birth_ever(tmp_path):
    extra = {
        "type": "text",
        "name": "presumed_affiliation",
        "role": "demographic",
        "disaggregate": "yes",
    }
    assert "never_a_breakdown" in unsafe(tmp_path, [*rows()[:8], extra, *rows()[8:]])


def test_ethnicity_and_interview_language_are_marked_sensitive(tmp_path):
    extra = {"type": "text", "name": "ethnicity", "role": "demographic"}
    assert "not_marked_sensitive" in unsafe(tmp_path, [*rows()[:8], extra, *rows()[8:]])


@pytest.mark.parametrize("name", ["consent", "age", "private", "referral"])
def test_a_form_without_its_opening_or_referral_is_refused(tmp_path, name):
    assert unsafe(tmp_path, [row for row in rows() if row["name"] != name])


def test_items_before_consent_are_refused(tmp_path):
    moved = [r for r in rows() if r["name"] == "q1"] + [r for r in rows() if r["name"] != "q1"]
    assert "no_opening" in unsafe(tmp_path, moved)


def test_a_further_languages_wordings_are_read_by_the_tag_of_its_columns(lay_kurmanji, tmp_path):
    name, label = lay_kurmanji(), "label::Kurmanji (kmr)"
    write_form(tmp_path / "forms" / "f", [{**row, label: f"ژن {row['name']}"} for row in rows()])
    path = tmp_path / "forms" / "constructs.csv"
    path.write_text(
        f"construct,label::English (en),{label}\nattitude_x,X,ئاشتی\n", encoding="utf-8"
    )
    assert name in read_instrument(tmp_path / "forms" / "f").languages
    told = read_wordings(tmp_path / "forms", ["f"], name)
    assert (told.question("sex"), told.construct("attitude_x")) == ("ژن sex", "ئاشتی")
    assert read_wordings(tmp_path / "forms", ["f"], "ckb_IQ").question("sex") == "Sex"


@pytest.mark.parametrize(
    ("sheet", "column"),
    [("survey", "type"), ("survey", "name"), ("choices", "list_name"), ("choices", "name")],
)
def test_a_sheet_without_a_column_that_it_needs_is_told(tmp_path, sheet, column):
    path = write_form(tmp_path / "form") / f"{sheet}.csv"
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    renamed = ",".join("other" if name == column else name for name in head.strip().split(","))
    path.write_text(f"{renamed}\n{body}", encoding="utf-8")
    with pytest.raises(SurveyFaults) as caught:
        read_instrument(path.parent)
    assert [(f.code, f.where.column) for f in caught.value.faults] == [("missing_column", column)]


def test_an_empty_line_of_a_sheet_counts_as_a_row_and_asks_nothing(tmp_path):
    path = write_form(tmp_path / "form") / "survey.csv"
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(f"{head}\n\n,,,\n{body}", encoding="utf-8")
    # the header, two empty lines, then the first question: the fourth row
    assert read_instrument(path.parent).questions[0].row == 4
