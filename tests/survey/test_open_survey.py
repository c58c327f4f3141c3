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
        ("damaged.sav", b"$FL2 nothing", "unreadable"),
        ("damaged.dta", b"<stata_dta>", "unreadable"),
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
