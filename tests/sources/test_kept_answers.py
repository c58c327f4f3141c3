"""What survives the door: nothing that can say who somebody is, and no form about incidents."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from form import CHOICES, answers, rows, write_export, write_form
from test_intake import ROUND

from in_english import sentence
from wps_eval.errors import SurveyFaults
from wps_eval.indicators.round_rows import _dropped_facts
from wps_eval.results.columns import UNKNOWN_COLUMNS
from wps_eval.sources.identifying_words import says_who
from wps_eval.sources.instrument import read_instrument
from wps_eval.sources.instrument_safety import safety_faults
from wps_eval.sources.intake import Folders, take_in
from wps_eval.sources.kept_answers import MOST_GROUPS, answer_faults, dropped_questions

CASES = Path(__file__).parents[1] / "cases/disclosure"
#: 39 questions that ask who or where somebody is, in three languages
WHO = (
    "full_name", "surname", "father_name", "fullName", "name_of_respondent", "phone", "mobile2",
    "whatsapp", "e_mail", "email_address", "address_line", "village", "district", "lat", "lon",
    "gps_position", "id_card", "national_id", "passport_no", "birth_date", "dob", "photo",
    "signature", "tribe", "narrative",
    "الاسم_الكامل", "اسم_الأب", "رقم_الهاتف", "البريد_الإلكتروني", "القرية", "رقم_الهوية", "تاريخ_الميلاد",
    "العشيرة", "عنوان_السكن",
    "ناوی_تەواو", "ژمارەی_مۆبایل", "گوند", "ناسنامە", "ڕێکەوتی_لەدایکبوون",
)  # fmt: skip
DISGUISES = {
    "text": {"type": "text", "role": "identifier"},
    "note": {"type": "text", "role": "note"},
    "demographic": {"type": "text", "role": "demographic", "disaggregate": "yes"},
    "select": {"type": "select_one five", "role": "demographic"},
    "item": {"type": "select_one five", "role": "item"},
    "number": {"type": "integer", "role": "demographic"},
}


@pytest.fixture
def home(tmp_path):
    (tmp_path / "surveys/r1").mkdir(parents=True)
    (tmp_path / "surveys/r1/round.yml").write_text(ROUND, encoding="utf-8")
    return tmp_path


def asked(question, choices=CHOICES):
    """Give the form with one more question, and its choices."""
    return [*rows()[:8], question, *rows()[8:]], choices


def taken(home, question, submissions, choices=CHOICES):
    write_form(home / "instruments/form", *asked(question, choices))
    write_export(home / "private/r1/export.csv", submissions)
    return take_in("r1", Folders(home / "surveys", home / "private", home / "instruments"))


def found(call):
    """Give the faults of a call, and an empty list where there are none."""
    try:
        call()
    except SurveyFaults as error:
        return error.faults
    return []


def unsafe(tmp_path, question, choices=CHOICES):
    form = write_form(tmp_path / "form", *asked(question, choices))
    return [(f.code, f.found) for f in safety_faults(read_instrument(form))]


def test_there_are_as_many_names_as_were_tried():
    assert len(set(WHO)) == 39


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("name", WHO)
def test_no_question_of_who_somebody_is_survives(home, name, disguise):
    question = DISGUISES[disguise] | {"name": name, "label::English (en)": "One more"}
    submission = answers(**{f"talk/{name}": "3"})
    del submission["phone"]
    kept = []
    faults = found(lambda: kept.extend(taken(home, question, [submission]).frame))
    if disguise in ("text", "note"):
        codes = {fault.code for fault in faults}
        assert codes <= {"records_incidents"}  # of a narrative
        assert name not in kept
        assert codes or "sex" in kept
    else:
        assert {fault.code for fault in faults} & {"asks_who", "type_not_kept"}


@pytest.mark.parametrize(
    "wording", ["Village", "Date of birth", "رقم الهاتف", "ناوی تەواو", "اسم القرية"]
)
def test_a_short_wording_says_it_too(tmp_path, wording):
    question = {"type": "select_one five", "name": "d1", "role": "demographic"}
    told = unsafe(tmp_path, question | {"label::English (en)": wording})
    assert told == [("asks_who", "d1")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("governorate", False), ("displacement", False), ("age_group", False), ("service", False),
        ("المحافظة", False), ("پارێزگا", False), ("ناوچە", False), ("how_long", False), ("الحياة", False),
        ("Do you live in a village", False), ("Is this a village", True), ("حي", True),
        ("username", True), ("tournament", False), ("named", True), ("gps2", True),
    ],
)  # fmt: skip
def test_words_are_read_as_words(text, says):
    assert says_who(text) is says


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("text", "demographic"), ("date", "demographic"), ("geopoint", "demographic"), ("image", "item"),
        ("decimal", "demographic"), ("calculate", "demographic"), ("text", "wave"), ("text", "language"),
        ("select_one_from_file places.csv", "demographic"), ("text", "weight"),
    ],
)  # fmt: skip
def test_a_type_that_can_name_people_is_refused_in_a_role_that_is_kept(tmp_path, kind, role):
    choices = [*CHOICES, ("places.csv", "1", "A", "", "")]
    question = {"type": kind, "name": "d1", "role": role, "sensitive": "yes"}
    assert [code for code, _ in unsafe(tmp_path, question, choices)] == ["type_not_kept"]


def test_a_calculation_gives_what_stands_in_it_and_nothing_else(home):
    question = {"type": "calculate", "name": "group", "role": "demographic",
                "calculation": "if(${age} < 25, '18-24', \"25+\")"}  # fmt: skip
    got = taken(home, question, [answers(**{"talk/group": "25+"})])
    assert got.frame["group"].tolist() == ["25+"]
    submissions = [answers(**{"talk/group": "Made-Up Person"})]
    faults = found(lambda: taken(home, question, submissions))
    assert [f.code for f in faults] == ["unknown_answer"]
    assert "Made-Up" not in "".join(map(sentence, faults))


@pytest.mark.parametrize(("more", "codes"), [(0, []), (1, ["too_many_groups"])])
def test_a_demographic_has_only_so_many_answers(tmp_path, more, codes):
    number = MOST_GROUPS + more
    choices = [*CHOICES, *[("many", str(i), f"Answer {i}", "", "") for i in range(number)],
               ("many", "98", "Unsure", "", "dont_know")]  # fmt: skip
    question = {"type": "select_one many", "name": "d1", "role": "demographic"}
    assert [code for code, _ in unsafe(tmp_path, question, choices)] == codes


@pytest.mark.parametrize(("more", "codes"), [(0, []), (1, ["too_many_values"])])
def test_a_demographic_has_only_so_many_values(home, more, codes):
    question = {"type": "integer", "name": "children", "role": "demographic"}
    submissions = [
        answers(_uuid=f"x{i}", **{"talk/children": str(i)}) for i in range(MOST_GROUPS + more)
    ]
    assert [f.code for f in found(lambda: taken(home, question, submissions))] == codes


@pytest.mark.parametrize(
    ("cell", "codes"),
    [("999", []), ("1000", ["number_too_long"]), ("7701234567", ["number_too_long"]),
     ("-1000", ["number_too_long"]), ("1.5", ["number_too_long"])],
)  # fmt: skip
def test_a_whole_number_about_a_person_has_three_digits(home, cell, codes):
    question = {"type": "integer", "name": "children", "role": "demographic"}
    faults = found(lambda: taken(home, question, [answers(**{"talk/children": cell})]))
    assert [f.code for f in faults] == codes
    assert cell not in "".join(map(sentence, faults))


@pytest.mark.parametrize(
    ("cell", "is_code"),
    [
        ("u1", True), ("IQ-11.3/04_b", True), ("a" * 16, True), ("a" * 17, False), ("two words", False),
        ("قرية", False), ("07701234567", False), ("+9647701234", False), ("1101010203", True),
        ("x@y", False),
    ],
)  # fmt: skip
def test_a_unit_is_named_by_a_code(home, cell, is_code):
    write_form(home / "instruments/form")
    write_export(
        home / "private/r1/export.csv", [answers(), answers(_uuid="x2", **{"talk/unit": cell})]
    )
    folders = Folders(home / "surveys", home / "private", home / "instruments")
    faults = found(lambda: take_in("r1", folders))
    assert [(f.code, f.where.column) for f in faults] == (
        [] if is_code else [("not_a_design_code", "unit")]
    )
    assert is_code or "in row 3" in sentence(faults[0])


def test_what_a_round_names_as_its_design_is_kept_as_codes(home):
    question = {"type": "text", "name": "layer", "role": "note"}
    text = ROUND.replace("{kind: convenience}", "{kind: convenience, stratum: layer}")
    (home / "surveys/r1/round.yml").write_text(text, encoding="utf-8")
    assert taken(home, question, [answers(**{"talk/layer": "s1"})]).frame["layer"].tolist() == [
        "s1"
    ]
    submissions = [answers(**{"talk/layer": "Made-Up Person"})]
    faults = found(lambda: taken(home, question, submissions))
    assert [f.code for f in faults] == ["not_a_design_code"]


@pytest.mark.parametrize(
    ("name", "wording"),
    [
        ("incident_type", ""), ("perpetrator", ""), ("survivor_age", ""), ("what", "Narrative"),
        ("d1", "Who was the perpetrator?"), ("d1", "مرتكب الحادثة"), ("d1", "عمر الناجية"), ("d1", "رواية"),
        ("d1", "تاوانبار"), ("d1", "جۆری ڕووداو"), ("d1", "تەمەنی ڕزگاربوو"), ("d1", "گێڕانەوە"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("role", ["demographic", "note", "identifier"])
def test_a_form_that_records_incidents_is_refused(tmp_path, name, wording, role):
    question = {"type": "text", "name": name, "role": role, "label::English (en)": wording}
    assert ("records_incidents", name) in unsafe(tmp_path, question)


def test_what_people_know_and_think_of_survivors_may_be_asked(tmp_path):
    item = {"type": "select_one five", "name": "k_survivors", "role": "item",
            "label::English (en)": "Who helps a survivor of violence?"}  # fmt: skip
    assert unsafe(tmp_path, item) == []
    assert unsafe(tmp_path, item | {"name": "k_perpetrator"}) == [
        ("records_incidents", "k_perpetrator")
    ]
    note = item | {"type": "note", "role": "note", "name": "about_survivors"}
    assert unsafe(tmp_path, note) == []


def test_two_questions_of_violence_together_make_a_record_and_one_does_not(tmp_path):
    one = {"type": "select_one five", "name": "violence", "role": "demographic"}
    other = {"type": "select_one five", "name": "weapon", "role": "demographic"}
    assert unsafe(tmp_path, one) == []
    form = write_form(tmp_path / "both", [*rows()[:8], one, other, *rows()[8:]])
    told = [(f.code, f.found) for f in safety_faults(read_instrument(form))]
    assert told == [("records_incidents", "violence"), ("records_incidents", "weapon")]


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("17-20", ["age_below_18"]), ("18-24", []), ("under 18", ["age_below_18"]), ("<18", ["age_below_18"]),
        ("دون 18", ["age_below_18"]), ("خوار ١٨", ["age_below_18"]), ("over 60", []), ("١٣-١٥", ["age_below_18"]),
        ("Refused", []),
    ],
)  # fmt: skip
def test_ages_below_18_are_refused(tmp_path, answer, codes):
    question = {"type": "select_one ages", "name": "age_group", "role": "demographic"}
    choices = [*CHOICES, ("ages", "1", answer, "", "")]
    assert [code for code, _ in unsafe(tmp_path, question, choices)] == codes


def test_a_second_age_in_figures_is_refused(tmp_path):
    question = {
        "type": "integer",
        "name": "d1",
        "role": "demographic",
        "label::English (en)": "العمر",
    }
    assert unsafe(tmp_path, question) == [("age_below_18", "d1")]
    assert unsafe(tmp_path, question | {"role": "weight"}) == []


def test_a_form_of_counts_records_no_incidents_either(tmp_path):
    count = {
        "type": "integer",
        "name": "satisfied",
        "role": "count",
        "construct": "satisfaction_hotline",
    }
    other = {"type": "select_one five", "name": "incident_type", "role": "demographic"}
    form = write_form(tmp_path / "form", [count, other])
    assert [f.code for f in safety_faults(read_instrument(form))] == ["records_incidents"]


def test_d11_a_form_that_keeps_names_villages_and_numbers_is_refused(home):
    shutil.copytree(CASES / "D11-form", home / "instruments/form")
    told = safety_faults(read_instrument(home / "instruments/form"))
    kept = ("full_name", "village", "whatsapp")
    assert [(f.code, dict(f.found.named)["question"]) for f in told] == [
        ("type_not_kept", name) for name in kept
    ]
    (home / "private/r1").mkdir(parents=True)
    (home / "private/r1/export.csv").write_text("full_name\nMade-Up Person\n", encoding="utf-8")
    folders = Folders(home / "surveys", home / "private", home / "instruments")
    assert len(found(lambda: take_in("r1", folders))) == len(kept)


@pytest.mark.parametrize("name", ["sect", "الديانة", "قومية", "ئایین", "نەتەوە", "religious_group"])
def test_religion_and_ethnicity_are_marked_sensitive_in_every_language(tmp_path, name):
    question = {"type": "select_one five", "name": name, "role": "demographic"}
    assert unsafe(tmp_path, question) == [("not_marked_sensitive", name)]
    assert unsafe(tmp_path, question | {"sensitive": "yes"}) == []
    assert unsafe(tmp_path, question | {"name": "sector"}) == []


def test_a_column_is_dropped_by_role_type_and_name_even_of_a_form_that_was_refused(tmp_path):
    more = [
        {"type": "text", "name": "thought", "role": "demographic"},
        {"type": "text", "name": "remark_of_nobody", "role": "note"},
        {"type": "select_one five", "name": "village", "role": "demographic"},
        {"type": "text", "name": "who", "role": "identifier"},
    ]
    form = read_instrument(write_form(tmp_path / "form", [*rows()[:8], *more, *rows()[8:]]))
    frame = pd.DataFrame(
        columns=["thought", "remark_of_nobody", "village", "who", "sex", "many/1", "x"]
    )
    assert dropped_questions(frame, form, set()) == {
        "thought": "type text",
        "remark_of_nobody": "a question that no analysis uses",
        "village": "its name",
        "who": "role identifier",
        "x": "metadata of the export",
    }
    assert "thought" not in dropped_questions(frame, form, {"thought"})


@pytest.mark.parametrize(("cell", "codes"), [("999999", []), ("1000000", ["number_too_long"])])
def test_a_count_has_six_digits(tmp_path, cell, codes):
    count = {
        "type": "integer",
        "name": "satisfied",
        "role": "count",
        "construct": "satisfaction_hotline",
    }
    form = read_instrument(write_form(tmp_path / "form", [count]))
    frame = pd.DataFrame({"satisfied": [float(cell)]}, index=[2])
    assert [f.code for f in answer_faults(frame, form, set(), "a.csv")] == codes


@pytest.mark.parametrize(
    ("unknown", "facts"), [(0, {"q": {"value": "its name"}}), (2, {"q": {"value": "its name"}, UNKNOWN_COLUMNS: {"count": 2}})]
)  # fmt: skip
def test_columns_that_the_form_does_not_know_are_counted_in_the_rounds_table(unknown, facts):
    dropped = pd.DataFrame({"column": ["q"], "reason": ["its name"]})
    assert _dropped_facts(SimpleNamespace(dropped=dropped, unknown=unknown)) == facts
