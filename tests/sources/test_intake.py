"""From raw exports to answers without people in them."""

import json
import re
import stat
from datetime import datetime

import duckdb
import numpy as np
import pandas as pd
import pyreadstat
import pytest
from form import answers, rows, write_export, write_form

from in_english import sentence
from wps_eval.errors import SurveyFaults, Where
from wps_eval.sources.corrections import CORRECTION_COLUMNS, read_corrections
from wps_eval.sources.exports import read_export
from wps_eval.sources.instrument import read_instrument
from wps_eval.sources.intake import Folders, take_in
from wps_eval.sources.round_facts import load_round
from wps_eval.survey.design import EQUAL, Design
from wps_eval.workspace.people import People

ROUND = """
title: A test
instrument: form
data: export.csv
design: {kind: convenience}
start: 2022-09-01
end: 2022-09-30
population: People who were near
ethics: {approval: A board, date: 2022-01-01, referral_pathway: A card}
"""


@pytest.fixture
def form(tmp_path):
    return read_instrument(write_form(tmp_path / "instruments" / "form"))


@pytest.fixture
def home(tmp_path):
    write_form(tmp_path / "instruments" / "form")
    folder = tmp_path / "surveys" / "r1"
    folder.mkdir(parents=True)
    (folder / "round.yml").write_text(ROUND, encoding="utf-8")
    return tmp_path


def folders(home):
    return Folders(home / "surveys", home / "private", home / "instruments")


def taken(home, submissions):
    write_export(home / "private" / "r1" / "export.csv", submissions)
    return take_in("r1", folders(home))


def fault_codes(call):
    with pytest.raises(SurveyFaults) as caught:
        call()
    return {fault.code for fault in caught.value.faults}


def test_names_paths_and_labels_are_one_question(form, tmp_path):
    named = read_export(write_export(tmp_path / "a.csv", [answers()]), form).frame
    labels = {"talk/sex": "الجنس", "talk/q1": "First item"}
    other = {labels.get(k, k): v for k, v in answers().items()}
    labelled = read_export(write_export(tmp_path / "b.csv", [other]), form).frame
    pd.testing.assert_frame_equal(named, labelled)


def test_codes_and_labels_are_one_answer(form, tmp_path):
    said = answers(**{"talk/sex": "أنثى", "talk/q1": "Don't know", "consent": "Yes"})
    frame = read_export(write_export(tmp_path / "a.csv", [said]), form).frame
    assert frame.loc[0, ["sex", "q1", "consent"]].tolist() == ["f", "98", "1"]


def test_arabic_digits_are_numbers(form, tmp_path):
    frame = read_export(write_export(tmp_path / "a.csv", [answers(age="٣٤")]), form).frame
    assert frame["age"].tolist() == [34.0]


@pytest.mark.parametrize(
    "several",
    [{"talk/many": "1 3"}, {"talk/many/1": "1", "talk/many/3": "True", "talk/many/2": "0"}],
)
def test_several_answers_are_read_from_both_forms(form, tmp_path, several):
    submission = {k: v for k, v in answers().items() if k != "talk/many"} | several
    frame = read_export(write_export(tmp_path / "a.csv", [submission]), form).frame
    assert frame.loc[0, "many"] == "1 3"
    assert frame.loc[0, ["many/1", "many/2", "many/3"]].tolist() == [1, 0, 1]


@pytest.mark.parametrize("kind", ["xlsx", "sav", "dta", "parquet"])
def test_every_format_gives_the_same_answers(form, tmp_path, kind):
    # SPSS and Stata names take no slash, and their codes are numbers
    flat = [{k.rpartition("/")[2]: v for k, v in answers(_uuid=u).items() if k != "_validation_status"}
            for u in ("x1", "x2")]  # fmt: skip
    flat = [
        {k.removeprefix("_"): v for k, v in each.items()} if kind in ("sav", "dta") else each
        for each in flat
    ]
    table = pd.DataFrame(flat).drop(columns="end")  # Stata keeps that word for itself
    for name in ("age", "job", "q1", "q2", "consent"):
        table[name] = pd.to_numeric(table[name])
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        table.to_excel(path, index=False)
    elif kind == "sav":
        pyreadstat.write_sav(table, str(path))
    elif kind == "dta":
        table.astype({c: "object" for c in table if table[c].dtype == "str"}).to_stata(
            path, write_index=False
        )
    else:
        duckdb.from_df(table).write_parquet(str(path))
    frame = read_export(path, form).frame
    assert frame.loc[1, ["sex", "q1", "job", "consent"]].tolist() == ["f", "2", "4", "1"]
    assert frame["age"].tolist() == [30.0, 30.0]


def test_what_was_not_asked_is_not_missing(form, tmp_path):
    found = read_export(
        write_export(
            tmp_path / "a.csv",
            [answers(**{"talk/has_job": "2", "talk/job": "", "talk/q1": ""}),
             answers(consent="2", age="", private="")],
        ),
        form,
    )  # fmt: skip
    assert found.skipped.loc[0, ["job", "q1"]].tolist() == [True, False]
    assert found.skipped.loc[1, "age"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"talk/q1": "seven"}, "unknown_answer"),
        ({"age": "thirty"}, "answers_not_numbers"),
        ({"q1": "3"}, "second_column"),
    ],
)
def test_faults_in_answers_are_told(form, tmp_path, change, code):
    path = write_export(tmp_path / "a.csv", [answers(**change)])
    assert code in fault_codes(lambda: read_export(path, form))


def test_a_longer_text_among_codes_is_not_repeated(form, tmp_path):
    path = write_export(
        tmp_path / "a.csv", [answers(**{"talk/q1": "Zaynab who lives by the mill"})]
    )
    with pytest.raises(SurveyFaults) as caught:
        read_export(path, form)
    assert "Zaynab" not in str(caught.value)


def test_absent_questions_empty_files_and_other_formats_are_told(form, tmp_path):
    short = {k: v for k, v in answers().items() if k != "talk/q2"}
    assert fault_codes(lambda: read_export(write_export(tmp_path / "a.csv", [short]), form)) == {
        "absent"
    }
    (tmp_path / "b.csv").write_text("consent,age\n", encoding="utf-8")
    assert fault_codes(lambda: read_export(tmp_path / "b.csv", form)) == {"no_submissions"}
    assert fault_codes(lambda: read_export(tmp_path / "c.csv", form)) == {"missing_file"}
    assert fault_codes(lambda: read_export(tmp_path / "c.json", form)) == {"unknown_format"}
    (tmp_path / "d.xlsx").write_text("no", encoding="utf-8")
    assert fault_codes(lambda: read_export(tmp_path / "d.xlsx", form)) == {"unreadable"}


def test_the_order_of_steps_and_what_each_leaves(home):
    got = taken(
        home,
        [
            answers(), answers(), answers(_uuid="x2", consent="2", age="", private=""),
            answers(_uuid="x3", age="17"), answers(_uuid="x4", private="2"),
            answers(_uuid="x5", _validation_status="validation_status_not_approved"), answers(_uuid="x6"),
        ],
    )  # fmt: skip
    steps = dict(got.steps.itertuples(index=False))
    assert steps == {"received": 7, "without_duplicates": 6, "approved": 5, "consented": 4,
                     "of_age": 3, "in_private": 2}  # fmt: skip
    assert len(got.frame) == 2


def test_what_leaves_names_nobody(home):
    got = taken(home, [answers(), answers(_uuid="x2", **{"talk/code": "CD9"})])
    reasons = dict(got.dropped.itertuples(index=False))
    assert reasons.keys() == {"_uuid", "_validation_status", "code", "start", "end", "today"}
    assert got.unknown == 1
    assert got.frame["month"].tolist() == ["2022-09", "2022-09"]
    text = got.frame.to_csv()
    assert not any(secret in text for secret in ("07701234567", "AB7", "x1", "09:00"))
    assert got.frame["mark"].nunique() == 2


def test_free_text_is_dropped_and_told_by_its_name_in_the_form(home):
    questions = [
        *rows()[:8],
        {"type": "text", "name": "thought", "role": "note"},
        *rows()[8:],
    ]
    write_form(home / "instruments" / "form", questions)
    got = taken(home, [answers(**{"talk/thought": "call 0770 123 4567"})])
    assert "thought" in dict(got.dropped.itertuples(index=False))
    assert "0770" not in got.frame.to_csv()


def test_marks_need_the_secret_and_repeat_with_it(home):
    first = taken(home, [answers()]).frame["mark"][0]
    assert taken(home, [answers()]).frame["mark"][0] == first
    salt = home / "private" / "salt"
    assert stat.S_IMODE(salt.stat().st_mode) == 0o600
    salt.write_bytes(b"another")
    assert taken(home, [answers()]).frame["mark"][0] != first


def test_private_folders_are_closed_to_others(home):
    write_export(home / "private" / "r1" / "export.csv", [answers()])
    (home / "private" / "r1").chmod(0o755)
    take_in("r1", folders(home))
    assert stat.S_IMODE((home / "private" / "r1").stat().st_mode) == 0o700


def test_short_interviews_and_straight_lines_are_flagged_not_dropped(home):
    questions = [
        row | ({"construct": "attitude_x", "reverse": "yes", "points": "1-5", "role": "item"} if row["name"] == "job" else {})
        for row in rows()
    ]  # fmt: skip
    more = [{"type": "select_one five", "name": f"q{i}", "role": "item", "construct": "attitude_x",
             "points": "1-5"} for i in (3, 4)]  # fmt: skip
    write_form(home / "instruments" / "form", [*questions[:-2], *more, *questions[-2:]])
    same = {f"talk/{name}": "2" for name in ("job", "q1", "q2", "q3", "q4")}
    got = taken(
        home,
        [
            answers(end="2022-09-01T09:02:00+03:00", **same),
            answers(_uuid="x2", **same | {"talk/q4": "5"}),
        ],
    )
    assert dict(got.flags.itertuples(index=False)) == {"short": 1, "straight_line": 1}
    assert len(got.frame) == 2


def test_corrections_come_first_and_must_fit(home):
    path = home / "surveys" / "r1" / "corrections.csv"
    head = "uuid,question,old,new,reason,role\n"
    path.write_text(head + "x1,q1,seven,3,typed as a word,supervisor\n", encoding="utf-8")
    got = taken(home, [answers(**{"talk/q1": "seven"})])
    assert got.frame.loc[0, "q1"] == "3"
    assert got.corrections == 1
    path.write_text(head + "x1,q1,2,3,why,supervisor\nx9,q1,1,2,why,supervisor\nx1,q9,1,2,why,supervisor\n",
                    encoding="utf-8")  # fmt: skip
    submissions = [answers(**{"talk/q1": "4"})]
    assert fault_codes(lambda: taken(home, submissions)) == {
        "other_value",
        "unknown_submission",
        "unknown_question",
    }
    path.write_text(head + "x1,q1,2,3,,\n", encoding="utf-8")
    assert fault_codes(lambda: read_corrections(path)) == {"unsaid"}
    path.write_text("uuid,question\n", encoding="utf-8")
    assert fault_codes(lambda: read_corrections(path)) == {"correction_column"}


def test_corrections_without_their_first_row_are_refused_without_an_answer_in_the_message(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text("x1,q1,She fled,,typed as a word,supervisor\n" * 2, encoding="utf-8")
    with pytest.raises(SurveyFaults) as caught:
        read_corrections(path)
    assert [fault.where.column for fault in caught.value.faults] == list(CORRECTION_COLUMNS)
    assert "She fled" not in str(caught.value)
    assert "x1" not in str(caught.value)


@pytest.mark.parametrize(
    ("row", "code", "column", "meant"),
    [
        ("She fled,q1,4,3", "unknown_submission", "uuid", ""),
        ("x1,She fled,q1,4", "unknown_question", "question", "Use one of: "),
        ("x1,q11,4,3", "unknown_question", "question", "Did you mean 'q1'?"),
        ("x1,q1,She fled,3", "other_value", "old", ""),
    ],
)
def test_a_correction_that_does_not_fit_is_told_by_its_row_and_not_by_its_cells(
    home, row, code, column, meant
):
    path = home / "surveys" / "r1" / "corrections.csv"
    path.write_text(f"{','.join(CORRECTION_COLUMNS)}\n{row},why,supervisor\n", encoding="utf-8")
    with pytest.raises(SurveyFaults) as caught:
        taken(home, [answers(**{"talk/q1": "4"})])
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [
        (code, Where("r1/corrections.csv", row=2, column=column))
    ]
    told = str(caught.value)
    assert meant in told
    assert "She fled" not in told
    assert "q11" not in told


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda t: t.replace("ethics", "# ethics"), "not_approved"),
        (lambda t: t.replace("design: {kind: convenience}", ""), "missing"),
        (lambda t: t.replace("kind: convenience", "kind: handy"), "bad_value.choice"),
        (lambda t: t + "colour: red\n", "unknown_name"),
        (lambda _: "title: [", "not_yaml"),
    ],
)
def test_a_round_without_ethics_design_or_sense_is_refused(home, change, code):
    (home / "surveys" / "r1" / "round.yml").write_text(change(ROUND), encoding="utf-8")
    assert code in fault_codes(lambda: load_round(home / "surveys" / "r1"))


def test_a_public_data_set_needs_its_source_instead(home):
    text = ROUND.replace("ethics: {approval: A board, date: 2022-01-01, referral_pathway: A card}",
                         "public_dataset: A producer, wave 5")  # fmt: skip
    (home / "surveys" / "r1" / "round.yml").write_text(text, encoding="utf-8")
    assert load_round(home / "surveys" / "r1").public_dataset


@pytest.mark.parametrize(
    ("approved", "codes"),
    [
        ("public_dataset: A producer, wave 5", set()),
        ("ethics: {approval: A board, date: 2022-01-01, referral_pathway: A card}", {"no_opening", "no_referral"}),
    ],
)  # fmt: skip
def test_a_public_data_set_has_no_columns_of_consent_and_none_are_asked_of_it(
    home, approved, codes
):
    """Its questionnaire is what others asked: age, sex and items. Who is under 18 stays out all the same."""
    kept = [{**row, "relevant": ""} for row in rows() if row["name"] in ("age", "sex", "q1", "q2")]
    write_form(home / "instruments" / "form", kept)
    text = re.sub(r"ethics: .*", approved, ROUND)
    (home / "surveys" / "r1" / "round.yml").write_text(text, encoding="utf-8")
    submissions = [{"age": age, "sex": "f", "q1": "2", "q2": "4"} for age in ("17", "18", "40")]
    if codes:
        assert fault_codes(lambda: taken(home, submissions)) == codes
    else:
        got = taken(home, submissions)
        assert got.frame["age"].tolist() == [18.0, 40.0]
        assert got.steps["step"].tolist() == ["received", "of_age"]


def test_nobody_left_and_no_round_are_told(home):
    assert fault_codes(lambda: taken(home, [answers(consent="2")])) == {"nobody"}
    assert fault_codes(lambda: take_in("r7", folders(home))) == {"no_round"}


def test_points_are_numbers_and_codes_are_missing(home):
    got = taken(
        home,
        [
            answers(**{"talk/q1": "98"}),
            answers(_uuid="x2", **{"talk/q1": "99"}),
            answers(_uuid="x3"),
        ],
    )
    design = Design.from_rows(got.frame, kind="census", weight=EQUAL)
    people = People(got.round, got.instrument, design)
    np.testing.assert_allclose(people.points("attitude_x")["q1"], [np.nan, np.nan, 2])
    assert json.loads(got.frame["q1"].to_json())["0"] == "98"


def test_words_that_mean_nothing_elsewhere_are_answers_in_a_workbook(form, tmp_path):
    path = tmp_path / "a.xlsx"
    flat = {k.rpartition("/")[2]: v for k, v in answers(**{"talk/code": "None"}).items()}
    other = flat | {"_uuid": "x2", "code": "NA", "unit": ""}
    pd.DataFrame([flat, other]).to_excel(path, index=False)
    frame = read_export(path, form).frame
    assert frame["code"].tolist() == ["None", "NA"]
    assert frame["unit"].isna().tolist() == [False, True]


def test_a_correction_is_named_by_its_row_in_the_file(tmp_path):
    path = tmp_path / "corrections.csv"
    rows = "x1,q1,seven,3,a word,supervisor\n\nx2,q1,2,3,,supervisor\n"
    path.write_text("uuid,question,old,new,reason,role\n" + rows, encoding="utf-8")
    with pytest.raises(SurveyFaults) as caught:
        read_corrections(path)
    assert [(f.code, f.where.row, f.where.column) for f in caught.value.faults] == [
        ("unsaid", 4, "reason")
    ]


def test_corrections_in_another_encoding_are_refused_in_words(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_bytes("uuid,question,old,new,reason,role\nx1,q1,سبعة,3,كلمة,مشرف\n".encode("cp1256"))
    assert fault_codes(lambda: read_corrections(path)) == {"encoding_named"}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("data: export.csv", set()), ("data: تصدير 2022.csv", set()), ("data: ../export.csv", {"bad_value.file_name"}),
        ("data: .hidden", {"bad_value.file_name"}), ("data: a/b.csv", {"bad_value.file_name"}),
        ("data: ''", {"bad_value.file_name"}), ('data: "a\\tb.csv"', {"bad_value.file_name"}),
        ("instrument: ../form", {"bad_value.form"}), ("code: ../../x", {"bad_value.form"}),
        ("shortest_minutes: .inf", {"bad_value.number"}), ("shortest_minutes: 600", set()),
        ("shortest_minutes: 601", {"bad_value.at_most"}),
    ],
)  # fmt: skip
def test_a_round_names_files_beside_it_and_numbers_that_can_be(home, line, codes):
    key = line.partition(":")[0]
    others = "".join(f"{each}\n" for each in ROUND.splitlines() if not each.startswith(f"{key}:"))
    (home / "surveys/r1/round.yml").write_text(f"{others}{line}\n", encoding="utf-8")
    found = fault_codes(lambda: load_round(home / "surveys/r1")) if codes else set()
    assert found == codes
    assert codes or load_round(home / "surveys/r1").code == "r1"


def test_moments_of_a_workbook_keep_their_time(form, tmp_path):
    one = answers() | {"start": datetime.fromisoformat("2022-09-01T09:00:00")}
    pd.DataFrame([one]).to_excel(tmp_path / "a.xlsx", index=False)
    frame = read_export(tmp_path / "a.xlsx", form).frame
    assert frame["start"].tolist() == ["2022-09-01 09:00:00"]


def test_a_row_that_is_longer_than_the_header_is_told_and_nothing_moves(form, tmp_path):
    path = write_export(tmp_path / "a.csv", [answers(), answers(_uuid="x2")])
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], f"{lines[1]},", f"{lines[2]},extra"]), encoding="utf-8")
    with pytest.raises(SurveyFaults) as caught:
        read_export(path, form)
    assert [(f.code, f.where.row) for f in caught.value.faults] == [("too_many_cells", 3)]
    path.write_text("\n".join([lines[0], f"{lines[1]},"]), encoding="utf-8")
    assert read_export(path, form).frame["_uuid"].tolist() == ["x1"]


def test_columns_without_a_name_or_with_one_again_are_left_out(form, tmp_path):
    path = write_export(tmp_path / "a.csv", [answers()])
    head, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head},,phone\n{row},secret,1\n", encoding="utf-8")
    read = read_export(path, form)
    columns = head.count(",") + 1
    assert set(read.frame) & {f".{columns + 1}", "phone", f"phone.{columns + 2}"} == set()
    assert read.unknown == 3


@pytest.mark.parametrize("ending", [".sav", ".dta", ".parquet"])
def test_a_damaged_file_of_a_statistical_program_is_told(form, tmp_path, ending):
    (tmp_path / f"a{ending}").write_bytes(b"nothing of the kind")
    assert fault_codes(lambda: read_export(tmp_path / f"a{ending}", form)) == {"export_unreadable"}
    assert fault_codes(lambda: read_export(tmp_path / f"b{ending}", form)) == {"missing_file"}


def test_unknown_answers_are_counted_with_their_rows_and_not_repeated(form, tmp_path):
    submissions = [
        answers(**{"talk/sex": sex}) for sex in ("f", "x", "m", "Secret Name", "07701234567")
    ]
    with pytest.raises(SurveyFaults) as caught:
        read_export(write_export(tmp_path / "a.csv", submissions), form)
    (fault,) = caught.value.faults
    assert dict(fault.found.named) == {
        "count": 3,
        "rows": tuple(Where(row=row) for row in (3, 5, 6)),
    }
    assert sentence(fault).startswith(
        "a.csv, column sex: found 3 answers that the form does not know"
    )


PHONE, PERSON = "07700000000", "Made-Up Person"


@pytest.mark.parametrize(
    "change",
    [
        *({name: cell} for cell in (PHONE, PERSON) for name in ("talk/sex", "talk/q1", "age", "consent", "talk/unit")),
        {f"{PERSON} {PHONE}/q1": "1"},
        {"talk/many": f"1 {PERSON} {PHONE}"},
        {f"{PERSON} {PHONE}": "x", "talk/q1": "seven"},
    ],
)  # fmt: skip
def test_no_fault_of_an_export_repeats_a_person(home, change):
    submissions = [answers(), answers(_uuid="x2", **change)]
    try:
        got = taken(home, submissions)
    except SurveyFaults as error:
        told = str(error) + repr(error.faults)
        assert PHONE not in told
        assert PERSON not in told
    else:
        assert PHONE not in got.frame.to_csv() + got.dropped.to_csv()
        assert PERSON not in got.frame.to_csv() + got.dropped.to_csv()


@pytest.mark.parametrize(
    "row",
    [f"{PERSON},{PHONE},2,3,why,supervisor", f"x1,{PERSON} {PHONE},2,3,why,supervisor",
     f"x1,q1,{PERSON},{PHONE},why,supervisor"],
)  # fmt: skip
def test_no_fault_of_a_correction_repeats_a_person(home, row):
    path = home / "surveys" / "r1" / "corrections.csv"
    path.write_text(f"uuid,question,old,new,reason,role\n{row}\n", encoding="utf-8")
    with pytest.raises(SurveyFaults) as caught:
        taken(home, [answers()])
    assert PHONE not in str(caught.value) + repr(caught.value.faults)
    assert PERSON not in str(caught.value) + repr(caught.value.faults)
    path.write_text(f"{PERSON},{PHONE}\n{row}\n", encoding="utf-8")
    with pytest.raises(SurveyFaults) as caught:
        taken(home, [answers()])
    assert PERSON not in str(caught.value) + repr(caught.value.faults)


def test_a_misspelt_question_of_a_correction_is_met_with_the_one_that_was_meant(home):
    path = home / "surveys" / "r1" / "corrections.csv"
    row = "x1,has_jobb,2,3,why,supervisor"
    path.write_text(f"uuid,question,old,new,reason,role\n{row}\n", encoding="utf-8")
    with pytest.raises(SurveyFaults, match=r"a text of 8 characters.*'has_job'"):
        taken(home, [answers()])
