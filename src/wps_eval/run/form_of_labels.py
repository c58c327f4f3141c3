"""A questionnaire's folder from the labels of an SPSS or Stata file; what no file says is left to a person."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.whole_file import write_whole
from wps_eval.sources.instrument import ANALYSIS_COLUMNS
from wps_eval.survey import open as open_survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from wps_eval.survey.codebook import Codebook

SHEETS = ("survey", "choices", "settings")


def write_form_of_labels(data: Path, folder: Path, language: str) -> tuple[Path, ...]:
    """Write ``survey.csv``, ``choices.csv`` and ``settings.csv`` from a labelled file.

    Questions are the file's columns with their labels; one of labelled answers is a choice, any other a number,
    a day or a text. Which question is consent, what a key is, what is sensitive, and which answer means don't know
    is not in such a file: those columns stay empty, and the form is refused until a person has filled in the roles.

    Args:
        data: An SPSS or Stata file.
        folder: The questionnaire's folder, which is made; its name is the form's.
        language: What the columns of a form call the language of the labels, ``Arabic (ar)`` say.

    Returns:
        The three files.

    Raises:
        SurveyFaults: The folder holds one of them already.
        DesignFaults: The file cannot be read.
    """
    paths = tuple(folder / f"{name}.csv" for name in SHEETS)
    there = [path for path in paths if file_is_there(path)]
    if there:
        faults = [Fault("form_there", Where(f"{folder.name}/{path.name}")) for path in there]
        raise SurveyFaults(faults, "instrument", folder.name)
    design = open_survey(data, kind="convenience", user_missing=False)
    frame, book = design.frame, design.codebook
    label = f"label::{language}"
    names = [str(name) for name in frame]
    survey: list[dict[str, object]] = [
        {"type": _question_type(frame[name], name, book), "name": name, label: book.column(name)}
        for name in names
    ]
    choices: list[dict[str, object]] = [
        {"list_name": _list_name(name, book), "name": code, label: answer}
        for name in names
        if book.answers.get(name) and _list_name(name, book) == name
        for code, answer in book.answers[name].items()
    ]
    settings: list[dict[str, object]] = [
        {
            "form_title": folder.name,
            "form_id": folder.name,
            "version": 1,
            "default_language": language,
        }
    ]
    folder.mkdir(parents=True, exist_ok=True)
    tables = (
        _table(("type", "name", label, *ANALYSIS_COLUMNS), survey),
        _table(("list_name", "name", label, "meaning"), choices),
        _table(tuple(settings[0]), settings),
    )
    return tuple(write_whole(path, table) for path, table in zip(paths, tables, strict=True))


def _question_type(column: pd.Series[Any], name: str, book: Codebook) -> str:
    """Say how a question is asked."""
    if book.answers.get(name):
        return f"select_one {_list_name(name, book)}"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    if not pd.api.types.is_numeric_dtype(column):
        return "text"
    numbers = column.dropna().to_numpy(np.float64)
    return "integer" if bool((numbers == np.round(numbers)).all()) else "decimal"


def _list_name(name: str, book: Codebook) -> str:
    """Name the list of a question's answers: the first question with the same ones."""
    own = book.answers.get(name)
    return next(other for other, answers in book.answers.items() if answers == own)


def _table(columns: Sequence[str], rows: Iterable[dict[str, object]]) -> bytes:
    """Lay rows out as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
