"""A questionnaire is written from the labels of a file; what the file does not say stays empty."""

import csv
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from typer.testing import CliRunner

from wps_eval.errors import DesignFaults, SurveyFaults
from wps_eval.run.cli import app
from wps_eval.run.form_of_labels import write_form_of_labels
from wps_eval.sources.instrument import Role, read_instrument

#: made-up answers of three people
ROWS = pd.DataFrame(
    {"trust": [1.0, 2, 98], "safe": [2.0, 1, 1], "age": [25.0, 31, 44], "weight": [1.5, 2, 0.5], "village": ["a", "b", "c"]}
)  # fmt: skip
AGREE = {1: "Agree", 2: "Disagree", 98: "Do not know"}


@pytest.fixture
def sav(tmp_path):
    path = tmp_path / "answers.sav"
    pyreadstat.write_sav(
        ROWS, path, column_labels={"trust": "I trust the court, mostly.", "safe": "I feel safe."},
        variable_value_labels={"trust": AGREE, "safe": AGREE}, missing_ranges={"trust": [98]},
    )  # fmt: skip
    return path


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def filled_in(folder, *, emptied=False):
    """The questionnaire, once a person has said what each question is for."""
    written = (folder / "survey.csv").read_bytes()
    rows = rows_of(folder / "survey.csv")
    pd.DataFrame(rows).assign(role=Role.ITEM).to_csv(folder / "survey.csv", index=False)
    read = read_instrument(folder)
    if emptied:
        (folder / "survey.csv").write_bytes(written)
    return read


def test_a_form_of_labels_is_a_questionnaire_that_can_be_read(sav, tmp_path):
    paths = write_form_of_labels(sav, tmp_path / "mine", "English (en)")
    assert [path.name for path in paths] == ["survey.csv", "choices.csv", "settings.csv"]
    instrument = filled_in(tmp_path / "mine")
    asked = {question.name: question.type for question in instrument.questions}
    assert asked == {"trust": "select_one", "safe": "select_one", "age": "integer", "weight": "decimal", "village": "text"}  # fmt: skip
    assert instrument.question("trust").labels == {"en": "I trust the court, mostly."}
    assert instrument.question("age").labels == {"en": "age"}
    # two questions of the same answers share a list; what SPSS declares as missing is an answer of the form
    assert list(instrument.lists) == ["trust"] == [instrument.question("safe").choices]
    answers = {choice.name: choice.labels["en"] for choice in instrument.lists["trust"]}
    assert answers == {"1": "Agree", "2": "Disagree", "98": "Do not know"}


def test_nothing_that_a_file_does_not_say_is_guessed(sav, tmp_path):
    write_form_of_labels(sav, tmp_path / "mine", "Arabic (ar)")
    with pytest.raises(SurveyFaults) as refused:
        read_instrument(tmp_path / "mine")
    assert [fault.code for fault in refused.value.faults] == ["unknown_role"] * 5
    instrument = filled_in(tmp_path / "mine", emptied=True)
    assert {choice.meaning for choice in instrument.lists["trust"]} == {None}
    rows = rows_of(tmp_path / "mine/survey.csv")
    assert {row[name] for row in rows for name in ("key", "sensitive", "role", "construct")} == {""}
    assert rows[0]["label::Arabic (ar)"] == "I trust the court, mostly."


def test_a_questionnaire_that_is_there_is_never_overwritten(sav, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/choices.csv").write_text("kept", encoding="utf-8")
    with pytest.raises(SurveyFaults) as refused:
        write_form_of_labels(sav, tmp_path / "mine", "English (en)")
    assert [fault.code for fault in refused.value.faults] == ["form_there"]
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["choices.csv"]
    with pytest.raises(DesignFaults):
        write_form_of_labels(tmp_path / "none.sav", tmp_path / "other", "English (en)")
    assert not (tmp_path / "other").exists()


def test_the_command_writes_the_folder_and_the_form(sav, tmp_path, monkeypatch):
    home = tmp_path / "home"
    for name in ("params", "data/instruments"):
        (home / name).mkdir(parents=True)
    monkeypatch.chdir(home)
    done = CliRunner().invoke(app, ["form", "mine", "--from-labels", str(sav)])
    lines = done.output.splitlines()
    assert lines[:3] == [
        f"data/instruments/mine/{n}.csv" for n in ("survey", "choices", "settings")
    ]
    assert "consent" in done.output
    assert len(lines) == 4
    assert not Path("outputs").exists()  # nobody can use it before it is filled in
