"""A survey is opened with its labels; what is declared as missing is missing, and nothing else."""

import numpy as np
import pandas as pd
import polars as pl
import pyreadstat
import pytest

from wps_eval import survey
from wps_eval.errors import DesignFaults

DRAWN = {"kind": "probability", "weight": "w", "stratum": survey.UNSTRATIFIED, "psu": "village"}
# hand: of q's eight answers one is missing and one says don't know (98): 1 1 2 2 2 5 98 -
ROWS = pd.DataFrame({
    "q": [1.0, 1, 2, 2, 2, 5, 98, np.nan], "age": [18.0, 98, 40, 41, 42, 43, 44, 45],
    "sex": [1.0, 2, 1, 2, 1, 2, 1, 2], "w": [1.0] * 8, "village": [1.0, 1, 2, 2, 3, 3, 4, 4],
})  # fmt: skip
LABELS = {
    "q": {1: "Never", 2: "Often", 5: "Always", 98: "Don't know"},
    "sex": {1: "Man", 2: "Woman"},
}
NAMES = {"q": "How often do you go out?", "age": "Age", "sex": "Sex", "w": "", "village": ""}
FILES = [
    "rows.sav",
    "rows.zsav",
    "rows.dta",
    "rows.csv",
    "rows.xlsx",
    "rows.parquet",
    "pandas",
    "polars",
]


def written(folder, name, **said):
    path = folder / name
    numbers = ROWS.assign(**said.pop("columns", {}))
    if name in ("rows.sav", "rows.zsav"):
        pyreadstat.write_sav(numbers, str(path), column_labels=NAMES, variable_value_labels=LABELS,
                             compress=name == "rows.zsav", **said)  # fmt: skip
    elif name == "rows.dta":
        pyreadstat.write_dta(numbers, str(path), column_labels=list(NAMES.values()),
                             variable_value_labels=LABELS, **said)  # fmt: skip
    elif name == "rows.csv":
        numbers.to_csv(path, index=False)
    elif name == "rows.xlsx":
        numbers.to_excel(path, index=False)
    elif name == "rows.parquet":
        pl.DataFrame({c: numbers[c].to_numpy() for c in numbers}).write_parquet(path)
    elif name == "polars":
        return pl.DataFrame({c: numbers[c].to_numpy() for c in numbers})
    else:
        return numbers
    return str(path)


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_numbers(tmp_path, name):
    design = survey.open(written(tmp_path, name), **DRAWN, missing={"q": 98})
    # hand: 1 1 2 2 2 5: mean 13/6; two of six say never
    assert survey.mean(design, "q").estimate[0] == pytest.approx(13 / 6)
    assert survey.proportion(design, "q", 1).estimate[0] == pytest.approx(2 / 6)
    assert survey.mean(design, "q").n_missing[0] == 2


@pytest.mark.parametrize("name", FILES)
def test_what_nobody_declared_missing_is_an_answer(tmp_path, name):
    design = survey.open(written(tmp_path, name), **DRAWN)
    assert survey.mean(design, "q").n[0] == 7


def test_what_spss_declares_as_missing_is_missing(tmp_path):
    path = written(tmp_path, "rows.sav", missing_ranges={"q": [{"lo": 97, "hi": 99}]})
    design = survey.open(path, **DRAWN)
    assert survey.mean(design, "q").estimate[0] == pytest.approx(13 / 6)
    assert survey.mean(design, "age").n[0] == 8  # it was declared of q alone


def test_what_stata_calls_a_is_missing(tmp_path):
    marked = ROWS["q"].astype(object).where(ROWS["q"] != 98, "a")
    path = written(tmp_path, "rows.dta", columns={"q": marked}, missing_user_values={"q": ["a"]})
    design = survey.open(path, **DRAWN)
    assert survey.mean(design, "q").estimate[0] == pytest.approx(13 / 6)


def test_a_list_of_missing_codes_spares_what_is_measured():
    """98 is no answer to q; somebody is 98 years old: of ages there are more than eleven."""
    rows = pd.concat([ROWS.assign(age=ROWS["age"] + k / 10) for k in range(3)], ignore_index=True)
    design = survey.open(rows, **DRAWN, missing=[98])
    assert survey.mean(design, "q").n[0] == 18
    assert survey.mean(design, "age").n[0] == 24


@pytest.mark.parametrize("code", [98, 98.0, "98", "Don't know"])
def test_a_missing_code_may_be_written_in_any_way_or_by_its_label(tmp_path, code):
    design = survey.open(written(tmp_path, "rows.sav"), **DRAWN, missing={"q": code})
    assert survey.mean(design, "q").n[0] == 6


@pytest.mark.parametrize("missing", [{"q": 99}, [99], {"q": "Dont know"}, {"q": [98, 97]}])
def test_a_missing_code_that_nobody_knows_is_refused(tmp_path, missing):
    with pytest.raises(DesignFaults) as refused:
        survey.open(written(tmp_path, "rows.sav"), **DRAWN, missing=missing)
    assert {fault.code for fault in refused.value.faults} == {"missing_code_unmet"}


def test_the_near_label_is_told_and_the_cells_of_a_column_of_names_are_not(tmp_path):
    with pytest.raises(DesignFaults, match="Don't know"):
        survey.open(written(tmp_path, "rows.sav"), **DRAWN, missing={"q": "Dont know"})
    named = ROWS.assign(name=[f"Person {i}" for i in range(8)])
    many = pd.concat([named.assign(name=named["name"] + str(k)) for k in range(4)])
    with pytest.raises(DesignFaults) as refused:
        survey.open(many, **DRAWN, missing={"name": "Person 01x"})
    assert "Person 00" not in str(refused.value)
    assert refused.value.faults[0].known == ()


def test_a_column_that_is_not_there_is_told_with_the_nearest(tmp_path):
    with pytest.raises(DesignFaults, match="village"):
        survey.open(written(tmp_path, "rows.csv"), **(DRAWN | {"psu": "vilage"}))
    with pytest.raises(DesignFaults) as refused:
        survey.open(written(tmp_path, "rows.csv"), **DRAWN, missing={"qq": 98})
    assert refused.value.faults[0].code == "no_column"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("gone.sav", None, "missing_file"),
        ("damaged.sav", b"$FL2 nothing", "not_labelled_data"),
        ("damaged.dta", b"<stata_dta>", "not_labelled_data"),
        ("notes.doc", b"words", "unknown_format"),
        ("twice.csv", b"q,q\n1,2\n", "doubled_column"),
        ("commas.csv", b"q,w\n1,2,3\n", "too_many_cells"),
        ("empty.csv", b"", "empty_file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, name, content, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DesignFaults) as refused:
        survey.open(tmp_path / name, **DRAWN)
    assert code in {fault.code for fault in refused.value.faults}


def test_codes_with_leading_noughts_stay_texts(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text("place,y,w,village\n007,1,1,1\n07,2,1,2\n7,3,1,3\n", encoding="utf-8")
    design = survey.open(path, **DRAWN)
    groups = [str(label.group) for label in survey.mean(design, "y", "place").labels]
    assert groups == ["place=007", "place=07", "place=7"]


def test_answers_may_be_named_by_their_labels(tmp_path):
    design = survey.open(written(tmp_path, "rows.sav"), **DRAWN, missing={"q": 98})
    by_label = survey.proportion(design, "q", ["Often", "Always"])
    assert by_label.estimate[0] == pytest.approx(4 / 6)
    assert by_label.labels == survey.proportion(design, "q", [2, 5]).labels
    with pytest.raises(DesignFaults):
        survey.proportion(design, "q", "Oftn")


@pytest.mark.parametrize("names", [("Man", "Woman"), (1, 2), ("1", "2.0"), ("Man", 2)])
def test_known_counts_may_be_named_by_labels_or_codes(tmp_path, names):
    design = survey.open(written(tmp_path, "rows.sav"), **DRAWN)
    calibrated = survey.calibrate(design, margins={"sex": dict(zip(names, (60, 40), strict=True))})
    assert calibrated.weights.tolist() == pytest.approx([15, 10] * 4)
    even = survey.standardise(design, "sex", dict(zip(names, (1, 3), strict=True)))
    assert even.weights[0] / even.weights[1] == pytest.approx(1 / 3)
    alone = survey.open(written(tmp_path, "rows.sav"), **DRAWN | {"psu": "each row"})
    tested = survey.goodness_of_fit(alone, "sex", dict(zip(names, (0.25, 0.75), strict=True)))
    assert tested.statistic > 0


def test_an_answer_named_by_code_and_by_label_is_told(tmp_path):
    design = survey.open(written(tmp_path, "rows.sav"), **DRAWN)
    with pytest.raises(DesignFaults) as caught:
        survey.calibrate(design, margins={"sex": {"Man": 60, 1: 10, 2: 40}})
    assert [(fault.code, fault.found) for fault in caught.value.faults] == [("answer_twice", "Man")]


def test_labels_go_with_the_numbers(tmp_path):
    design = survey.open(written(tmp_path, "rows.sav"), **DRAWN, missing={"q": 98})
    found = survey.combine(
        [survey.distribution(design, "q", "sex"), survey.mean(design, "age", "sex")]
    )
    picked = found.select([1, 2]).scaled(100.0)
    book = picked.codebook
    assert book.column("q") == "How often do you go out?"
    assert book.answer("q", "2") == "Often"
    assert {book.group(label.group) for label in found.labels} == {"Sex: Man", "Sex: Woman"}
    assert found.difference(0, 1).codebook.column("q") == "How often do you go out?"


def test_two_declarations_of_one_code_do_not_fall_out_in_silence(tmp_path):
    """Eight made-up people: SPSS declares 98, "do not know", as missing; in a test of knowledge it counts."""
    people = pd.DataFrame({"q1": [2.0, 1, 2, 98, 2, 2, 1, 2]})
    labels = {"q1": {1: "A court", 2: "A hotline", 98: "Do not know"}}
    path = tmp_path / "test.sav"
    pyreadstat.write_sav(people, path, variable_value_labels=labels, missing_ranges={"q1": [98]})
    design = survey.open(path, kind="census")
    # the file's user-missing wins, and that is said: 5 of the 7 who answered
    assert survey.proportion(design, "q1", "A hotline").estimate == pytest.approx([5 / 7])
    assert "missing: q1 98" in repr(design)
    kept = survey.open(path, kind="census", user_missing=False)
    assert survey.proportion(kept, "q1", "A hotline").estimate == pytest.approx([5 / 8])
    assert "missing" not in repr(kept)
    scores = survey.score_knowledge(kept.frame, {"q1": 2}, unsure=98)
    assert survey.estimate_knowledge(kept, scores)["score"].estimate == pytest.approx([62.5])


def test_an_answer_that_counts_as_missing_has_no_share_of_0(tmp_path):
    path = written(tmp_path, "rows.sav", missing_ranges={"q": [{"lo": 97, "hi": 99}]})
    for design in (survey.open(path, **DRAWN), survey.open(ROWS, **DRAWN, missing={"q": 98})):
        with pytest.raises(DesignFaults, match="counts as missing"):
            survey.proportion(design, "q", 98)
    with pytest.raises(DesignFaults, match="Don't know"):
        survey.proportion(survey.open(path, **DRAWN), "q", "Don't know")


def test_a_slip_in_a_label_is_told_with_the_nearest_label(tmp_path):
    design = survey.open(written(tmp_path, "rows.sav"), **DRAWN)
    with pytest.raises(DesignFaults, match="Did you mean 'Often'"):
        survey.proportion(design, "q", ["Oftn"])
    # an answer of the form that nobody gave is a share of 0, and so is a code without a label
    for nobody in (3, "3"):
        assert survey.proportion(design, "q", nobody).estimate.tolist() == [0]


def test_a_code_for_all_columns_that_is_a_number_is_told():
    ages = pd.DataFrame({"age": [*range(20, 32), 98], "q": [1, 2] * 6 + [98]})  # twelve other ages
    design = survey.open(ages, kind="census", missing=98)
    assert [survey.mean(design, name).n[0] for name in ("age", "q")] == [13, 12]
    assert design.codebook.measured == ("age",)
    assert "name the column to empty them: age" in repr(design)
    eleven = survey.open(ages.iloc[1:], kind="census", missing=98)  # exactly on the edge
    assert (survey.mean(eleven, "age").n[0], eleven.codebook.measured) == (11, ())
    named = survey.open(ages, kind="census", missing={"age": 98})
    assert (survey.mean(named, "age").n[0], "missing: age 98" in repr(named)) == (12, True)


def test_a_workbook_of_several_sheets_asks_which(tmp_path):
    path = tmp_path / "own.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"read": ["me"]}).to_excel(book, sheet_name="about", index=False)
        ROWS.to_excel(book, sheet_name="answers", index=False)
    with pytest.raises(DesignFaults, match="2 sheets with rows: about, answers"):
        survey.open(path, **DRAWN)
    design = survey.open(path, **DRAWN, sheet="answers", missing={"q": 98})
    assert survey.mean(design, "q").estimate == pytest.approx([13 / 6])
    with pytest.raises(DesignFaults, match="Did you mean 'answers'"):
        survey.open(path, **DRAWN, sheet="answer")


def test_an_order_of_answers_is_carried(tmp_path):
    path = written(tmp_path, "rows.sav", variable_measure={"q": "ordinal", "sex": "nominal"})
    assert survey.distribution(survey.open(path, **DRAWN), "q").codebook.ordered == {"q"}
    answers = pd.Categorical(["low", "high"], categories=["low", "high"], ordered=True)
    design = survey.open(pd.DataFrame({"q": answers, "r": ["a", "b"]}), kind="census")
    assert design.codebook.ordered == {"q"}


def test_the_codebook_lies_out_as_a_table(tmp_path):
    path = written(tmp_path, "rows.sav", missing_ranges={"q": [98]})
    book = survey.open(path, **DRAWN).codebook.frame()
    of_q = book[book["column"] == "q"]
    assert of_q["code"].tolist() == ["1", "2", "5", "98"]
    assert of_q["missing"].tolist() == [False, False, False, True]
    assert set(of_q["label"]) == {"How often do you go out?"}
    assert book[book["column"] == "age"][["code", "answer", "missing"]].to_numpy().tolist() == [
        ["", "", False]
    ]


# how R (write.csv), pandas, Stata, Excel and databases write a cell that holds nothing
@pytest.mark.parametrize("nothing", ["NA", "NaN", ".", "#N/A", "NULL", ""])
@pytest.mark.parametrize("said", [None, ["NA"]])
def test_a_cell_that_holds_nothing_is_no_answer(tmp_path, nothing, said):
    path = tmp_path / "rows.csv"
    path.write_text(f"q,word\n1,yes\n2,{nothing}\n{nothing},no\n1,yes\n", "utf-8")
    design = survey.open(path, kind="convenience", missing=said)
    # hand: two of three say 1, and two of three say yes
    found = survey.combine(
        [survey.proportion(design, "q", 1), survey.proportion(design, "word", "yes")]
    )
    assert found.estimate == pytest.approx([2 / 3, 2 / 3])
    assert found.n_missing.tolist() == [1, 1]


def test_words_that_look_like_nothing_stay_answers(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("q\nNone\nna\nNone\n", "utf-8")
    found = survey.distribution(survey.open(path, kind="convenience"), "q")
    assert found.n.tolist() == [3, 3]


def test_arabic_digits_are_numbers(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("q,score,code\n١,٢٫٥,٠٠٧\n۳,٣,٠٠٨\n", "utf-8")  # Arabic, Persian
    design = survey.open(path, kind="convenience")
    assert survey.mean(design, ["q", "score"]).estimate.tolist() == [2.0, 2.75]
    assert design.frame["code"].tolist() == ["٠٠٧", "٠٠٨"]  # a code stays as it is written


@pytest.mark.parametrize("missing", [98, [98], {"q": 98}, {"q": [98, "98.0"]}])
def test_a_code_that_the_file_calls_missing_may_be_named_again(tmp_path, missing):
    rows = pd.DataFrame({"q": [1.0, 2, 98]})
    path = tmp_path / "rows.sav"
    pyreadstat.write_sav(rows, str(path), missing_ranges={"q": [98]})  # 98 has no label
    design = survey.open(path, kind="convenience", missing=missing)
    assert survey.mean(design, "q").estimate.tolist() == [1.5]


def test_a_code_for_all_columns_that_nobody_holds_is_told_with_the_nearest():
    with pytest.raises(DesignFaults, match=r"'99' as a missing code.*Did you mean '98'"):
        survey.open(ROWS, **DRAWN, missing=[98, 99])


def test_a_lazy_table_is_read():
    lazy = pl.DataFrame({"q": [1, 2, None]}).lazy()
    assert survey.mean(survey.open(lazy, kind="convenience"), "q").estimate.tolist() == [1.5]
