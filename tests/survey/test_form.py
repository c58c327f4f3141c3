"""A Kobo or ODK export opened with the form that asked: names, labels, codes, several answers, missing codes."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.sources.xlsform import write_xlsform

SURVEY = [
    ["type", "name", "label::English (en)", "label::Arabic (ar)", "constraint"],
    ["start", "start", "", "", ""],
    ["begin_group", "about", "About you", "", ""],
    ["select_one sex", "sex", "Sex", "الجنس", ""],
    ["integer", "age", "Age", "العمر", ". >= 18 and . <= 99"],
    ["begin_group", "inner", "", "", ""],
    ["select_one trust", "trust", "Do you trust the body?", "هل تثق بالجهة؟", ""],
    ["end_group", "", "", "", ""],
    ["end_group", "", "", "", ""],
    ["select_multiple heard", "heard", "Where did you hear of it?", "أين سمعت به؟", ""],
    ["select_one where or_other", "where", "Where?", "", ""],
    ["note", "thanks", "Thank you", "", ""],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Arabic (ar)", "meaning"],
    ["sex", "f", "Woman", "امرأة", ""],
    ["sex", "m", "Man", "رجل", ""],
    ["trust", "1", "No", "لا", ""],
    ["trust", "2", "Yes", "نعم", ""],
    ["trust", "98", "Don't know", "لا أعرف", "dont_know"],
    ["heard", "radio", "Radio", "راديو", ""],
    ["heard", "school", "School", "مدرسة", ""],
    ["heard", "tv", "TV at home", "تلفاز", ""],
    ["where", "1", "Here", "", ""],
]
ANSWERS = {
    "start": ["2022-09-01"] * 4,
    "sex": ["f", "m", "f", "m"],
    "age": ["30", "41", "", "19"],
    "trust": ["2", "1", "98", "2"],
    "heard": ["radio tv", "school", "", "radio"],
    "where": ["1", "elsewhere", "", "1"],
}
PATHS = {"sex": "about/sex", "age": "about/age", "trust": "about/inner/trust"}


def write_form(path, survey_rows=SURVEY, choices=CHOICES, settings=()):
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {"survey": survey_rows, "choices": choices, "settings": settings}
    for name, rows in sheets.items():
        if rows:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
    book.save(path)
    return path


def opened(tmp_path, answers, form=None, **asked):
    path = tmp_path / "export.csv"
    pd.DataFrame(answers).to_csv(path, index=False)
    form = form or write_form(tmp_path / "form.xlsx")
    return survey.open(path, kind="convenience", form=form, **asked)


def headed(paths, answers=ANSWERS):
    return {paths.get(name, name): values for name, values in answers.items()}


def refused(tmp_path, answers, form=None, **asked):
    with pytest.raises(DesignFaults) as caught:
        opened(tmp_path, answers, form, **asked)
    assert "Traceback" not in str(caught.value)
    return caught.value.faults


@pytest.mark.parametrize(
    "paths",
    [
        {},
        PATHS,
        {name: path.replace("/", "-") for name, path in PATHS.items()},
        {name: path.replace("/", ".") for name, path in PATHS.items()},
        {"sex": "Sex", "age": "العمر", "trust": "Do you trust the body?"},
    ],
)
def test_groups_and_labels_in_heads_are_one_question(tmp_path, paths):
    plain = opened(tmp_path, ANSWERS).frame
    pd.testing.assert_frame_equal(opened(tmp_path, headed(paths)).frame, plain)
    assert {"sex", "age", "trust", "heard"} < {*plain}


def test_labels_of_questions_and_answers_are_carried(tmp_path):
    design = opened(tmp_path, headed(PATHS))
    book = design.codebook
    assert book.column("trust") == "Do you trust the body?"
    assert book.answers["trust"] == {"1": "No", "2": "Yes", "98": "Don't know"}
    assert book.constraints == {"age": ". >= 18 and . <= 99"}
    # two of the three who answered
    assert survey.proportion(design, "trust", "Yes").estimate[0] == pytest.approx(2 / 3)
    assert survey.mean(design, "age").estimate[0] == pytest.approx(30)


def test_what_the_form_marks_as_no_answer_is_missing_unless_it_shall_not_be(tmp_path):
    design = opened(tmp_path, headed(PATHS))
    assert design.codebook.missing == {"trust": ("98",)}
    assert design.frame["trust"].isna().tolist() == [False, False, True, False]
    kept = opened(tmp_path, headed(PATHS), user_missing=False)
    assert kept.frame["trust"].tolist() == [2, 1, 98, 2]
    assert kept.codebook.missing == {}


@pytest.mark.parametrize("other", ["Arabic", "ar", "Arabic (ar)"])
def test_the_language_of_labels_can_be_chosen(tmp_path, other):
    assert opened(tmp_path, ANSWERS, form_language=other).codebook.column("sex") == "الجنس"
    (fault,) = refused(tmp_path, ANSWERS, form_language="Kurdish")
    assert (fault.code, "Arabic" in fault.known) == ("unknown_choice", True)


@pytest.mark.parametrize(
    ("head", "settings", "label"),
    [
        ("label::Arabic (ar)", [], "Do"),
        ("label::Arabic (ar)", [["default_language"], ["Arabic (ar)"]], "هل"),
        ("label", [], "هل"),  # a column without a language is in the form's own
    ],
)
def test_unsaid_the_language_is_the_forms_own_or_english(tmp_path, head, settings, label):
    heads = [cell if cell != "label::Arabic (ar)" else head for cell in SURVEY[0]]
    form = write_form(tmp_path / "form.xlsx", [heads, *SURVEY[1:]], settings=settings)
    assert opened(tmp_path, ANSWERS, form).codebook.column("trust").startswith(label)


def test_answers_exported_as_labels_are_codes(tmp_path):
    labels = ANSWERS | {
        "sex": ["Woman", "رجل", "Woman", "Man"],
        "trust": ["Yes", "لا", "Don't know", "نعم"],
        "heard": ["Radio TV at home", "School", "", "راديو"],
    }
    made, plain = opened(tmp_path, labels).frame, opened(tmp_path, ANSWERS).frame
    pd.testing.assert_frame_equal(made.drop(columns="heard"), plain.drop(columns="heard"))


def test_several_answers_are_a_column_each_from_one_text(tmp_path):
    design = opened(tmp_path, ANSWERS)
    rows = design.frame[["heard/radio", "heard/school", "heard/tv"]]
    assert rows.iloc[0].tolist() == [1, 0, 1]
    assert rows.iloc[1].tolist() == [0, 1, 0]
    assert rows.iloc[2].isna().all()
    assert design.codebook.column("heard/tv") == "Where did you hear of it?: TV at home"
    # radio: two of the three who answered
    assert survey.mean(design, "heard/radio").estimate[0] == pytest.approx(2 / 3)


def test_several_answers_that_are_columns_already_stay_as_they_are(tmp_path):
    flags = {"heard/radio": ["1", "0", "", "1"], "heard/school": ["False", "True", "", "False"],
             "Where did you hear of it?/TV at home": ["1", "0", "", "0"]}  # fmt: skip
    split = {name: values for name, values in ANSWERS.items() if name != "heard"} | flags
    names = ["heard/radio", "heard/school", "heard/tv"]
    pd.testing.assert_frame_equal(
        opened(tmp_path, split).frame[names], opened(tmp_path, ANSWERS).frame[names]
    )


def test_an_answer_on_no_list_is_told_by_its_question_and_not_repeated(tmp_path):
    wrong = ANSWERS | {"trust": ["2", "7", "7", "2"], "heard": ["radio fax", "school", "", "radio"]}
    faults = refused(tmp_path, wrong)
    assert [(fault.code, fault.where.column) for fault in faults] == [
        ("answers_not_of_form", "trust"), ("answers_not_of_form", "heard"),
    ]  # fmt: skip
    assert "fax" not in str(faults)
    # where the form let people add answers, one outside the list is an answer
    assert opened(tmp_path, ANSWERS).frame["where"].tolist()[1] == "elsewhere"


def test_a_form_of_another_file_two_columns_of_one_question_and_no_form_are_told(tmp_path):
    assert [f.code for f in refused(tmp_path, {"a": ["1"], "b": ["2"]})] == ["form_of_another_file"]
    twice = headed(PATHS) | {"age": ANSWERS["age"]}
    assert [(f.code, f.found) for f in refused(tmp_path, twice)] == [("second_column", "age")]
    (lacking,) = refused(tmp_path, ANSWERS, write_form(tmp_path / "none.xlsx", choices=()))
    assert (lacking.code, lacking.found) == ("form_lacks_sheet", "choices")
    heads = [["type", "label", "", "", ""], *SURVEY[1:]]
    (lacking,) = refused(tmp_path, ANSWERS, write_form(tmp_path / "bad.xlsx", heads))
    assert (lacking.code, lacking.expected) == ("missing_column", "name")


def test_the_houses_own_forms_open_exports(tmp_path):
    """The questionnaire of the plan's survey, written for Kobo, beside an export of it."""
    form = write_xlsform(
        Path(__file__).parents[2] / "data" / "instruments" / "population",
        tmp_path / "population.xlsx",
    )
    design = opened(tmp_path, {"consent": ["1", "1"], "sex": ["f", "m"]}, form)
    assert design.codebook.answers["sex"]
    assert design.frame["consent"].tolist() == [1, 1]
