"""Read what Kobo, ODK, SPSS, Stata or a spreadsheet exported, by the form that asked it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd

from wps_eval.errors import Data, Fault, InputFaults, SurveyFaults, Where
from wps_eval.files.open_table import TABLE_ENDINGS, open_table
from wps_eval.files.safe_file import refuse_unsafe
from wps_eval.sources.corrections import Correction, correct
from wps_eval.sources.instrument import Choice
from wps_eval.sources.relevance import skipped_answers
from wps_eval.values.row_holder import RowHolder
from wps_eval.words.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wps_eval.sources.instrument import Instrument, Question

METADATA_COLUMNS = ("_uuid", "_submission_time", "_validation_status", "_parent_index", "_index")
_NOT_A_NUMBER = float("inf")  # stands for a text that is no number, until it is told


@dataclass(frozen=True, repr=False)
class Answers(RowHolder):
    """A round's answers, by the form's own names and codes.

    Attributes:
        frame: One row a submission; numbers as floats, all else as text, empty where missing. A
            question with several answers has one column of codes, separated by spaces, and one
            column of 0 and 1 for each of them, ``question/answer``.
        skipped: Where a question was not asked because the form's own condition was not met.
        rows: The number in the file of each row.
        unknown: How many columns of the file the form does not know; they are left out unread.
    """

    frame: pd.DataFrame
    skipped: pd.DataFrame
    rows: tuple[int, ...]
    unknown: int


def read_export(
    path: Path,
    instrument: Instrument,
    corrections: tuple[Correction, ...] = (),
    corrections_file: str = "corrections.csv",
) -> Answers:
    """Read one export, corrected.

    Args:
        path: A CSV file, a workbook (its first sheet with anything), SPSS (.sav), Stata (.dta) or
            Parquet file.
        instrument: The form that asked.
        corrections: What to correct in the file's own words, before anything else.
        corrections_file: Their file, for faults.

    Returns:
        The answers. Headers may be names, group paths or labels in any language of the form;
        answers may be codes or labels.

    Raises:
        SurveyFaults: A file that does not open or holds nothing, questions that it does not hold,
            two columns for one question, answers that the form does not know, corrections that do
            not fit.
    """
    table = _read_file(path)
    faults: list[Fault] = []
    question_by_header = _column_questions(table, instrument, path.name, faults)
    header_by_name = {name: header for header, name in question_by_header.items()}
    faults += _absent_question_faults(instrument, header_by_name, path.name)
    texts = pd.DataFrame(
        {name: table[header].map(_cell_text) for header, name in question_by_header.items()}
    )
    texts = correct(texts.astype(object), corrections, corrections_file)
    columns: dict[str, Any] = {name: texts[name] for name in texts if name in METADATA_COLUMNS}
    for question in instrument.questions:
        if question.type != "note" and question.name:
            columns |= _question_columns(texts, table, question, instrument, path.name, faults)
    if faults:
        raise SurveyFaults(sorted(faults), "answers", path.name)
    frame = pd.DataFrame(columns, index=table.index).reset_index(drop=True)
    known = {
        *question_by_header,
        *(heading for heading in table.columns if _is_answer_column(str(heading), instrument)),
    }
    unknown = sum(heading not in known for heading in table.columns)
    rows = tuple(map(int, table.index))
    return Answers(frame, skipped_answers(frame, instrument), rows, unknown)


def _question_columns(
    texts: pd.DataFrame,
    table: pd.DataFrame,
    question: Question,
    instrument: Instrument,
    file: str,
    faults: list[Fault],
) -> dict[str, Any]:
    """Give the column (or columns) of one question, by name; without answers where the file lacks it."""
    name = question.name
    if question.type == "select_multiple":
        return _several_answers_columns(texts, table, question, instrument)
    if name not in texts:
        return {name: pd.Series(np.nan, index=table.index, dtype=object)}
    if question.choices:
        choices = instrument.lists[question.choices]
        return {name: _chosen_codes(texts[name], name, choices, file, faults)}
    if question.results:
        choices = tuple(Choice(result, {}) for result in question.results)
        return {name: _chosen_codes(texts[name], name, choices, file, faults)}
    if question.type in ("integer", "decimal"):
        return {name: _number_column(texts[name], question, file, faults)}
    return {name: texts[name]}


def _read_file(path: Path) -> pd.DataFrame:
    """Read a file as it is, its headers as texts; each row keeps its number in the file as its index."""
    ending = path.suffix.lower()
    if ending in TABLE_ENDINGS:
        frame = _read_table(path)
    elif ending in _STATISTICAL_READERS:
        frame = _read_statistical(path)
    else:
        formats = (*TABLE_ENDINGS, *_STATISTICAL_READERS)
        unknown = Fault("unknown_format", Where(path.name), found=path.suffix, expected=formats)
        raise SurveyFaults([unknown], path.name)
    if frame.empty:
        raise SurveyFaults([Fault("no_submissions", Where(path.name))], path.name)
    return frame


def _read_table(path: Path) -> pd.DataFrame:
    """Read a CSV file, or a workbook's first sheet, as texts; words such as ``None`` are answers."""
    faults: list[Fault] = []
    tables = open_table(path, path.name, faults, as_shown=False)
    if faults:
        raise SurveyFaults(faults, path.name)
    if not tables:
        return pd.DataFrame()
    (_, head), *lines = tables[0].rows
    longer = [number for number, cells in lines if len(cells) > len(head)]
    if longer:
        too_many = [Fault("too_many_cells", Where(path.name, row=number)) for number in longer]
        raise SurveyFaults(too_many, path.name)
    cells = [[*cells, *[""] * (len(head) - len(cells))] for _, cells in lines]
    frame = pd.DataFrame(cells, columns=_headers(head), index=[n for n, _ in lines], dtype=object)
    return frame.replace("", np.nan)


def _headers(head: Sequence[str]) -> list[str]:
    """Give the headers; one that stands again, or is empty, gets its column's number, as it is no question."""
    return [
        name if name and name not in head[:number] else f"{name}.{number + 1}"
        for number, name in enumerate(head)
    ]


def _read_statistical(path: Path) -> pd.DataFrame:
    """Read a file of a statistical program, its rows counted from the first submission as row 1."""
    try:
        refuse_unsafe(path, path.name)
    except InputFaults as error:
        raise SurveyFaults(error.faults, path.name) from error
    try:
        frame = _STATISTICAL_READERS[path.suffix.lower()](path)
    except Exception as error:
        raise SurveyFaults([Fault("export_unreadable", Where(path.name))], path.name) from error
    named = frame.set_axis(frame.columns.astype(str), axis=1)
    return named.set_axis(range(1, len(named) + 1), axis=0)


def _read_spss(path: Path) -> pd.DataFrame:
    frame: pd.DataFrame = pd.read_spss(path, convert_categoricals=False)
    return frame


def _read_stata(path: Path) -> pd.DataFrame:
    return pd.read_stata(path, convert_categoricals=False)


def _read_parquet(path: Path) -> pd.DataFrame:
    frame: pd.DataFrame = duckdb.read_parquet(str(path)).df()
    return frame


_STATISTICAL_READERS = {
    ".sav": _read_spss,
    ".dta": _read_stata,
    ".parquet": _read_parquet,
}


def _column_questions(
    table: pd.DataFrame, instrument: Instrument, file: str, faults: list[Fault]
) -> dict[str, str]:
    """Say which question (or piece of metadata) each column holds: its name by the column's header."""
    name_by_label = {
        label: question.name
        for question in instrument.questions
        for label in question.labels.values()
        if label
    }
    known = {question.name for question in instrument.questions}
    name_by_header: dict[str, str] = {}
    for header in map(str, table.columns):
        last_part = header.rsplit("/", 1)[-1].rsplit(".", 1)[-1].strip()
        name = (
            last_part
            if last_part in known or last_part in METADATA_COLUMNS
            else name_by_label.get(header.strip(), "")
        )
        if not name or (last_part in known and _is_answer_column(header, instrument)):
            continue
        if name in name_by_header.values():
            faults.append(Fault("second_column", Where(file, column=name), found=name))
        name_by_header[header] = name
    return name_by_header


def _is_answer_column(header: str, instrument: Instrument) -> bool:
    """Say whether a column holds one answer of a question with several."""
    question_path, _, answer = header.rpartition("/")
    name = question_path.rsplit("/", 1)[-1]
    several = {
        question.name: question
        for question in instrument.questions
        if question.type == "select_multiple"
    }
    return name in several and any(
        choice.name == answer for choice in instrument.lists.get(several[name].choices, ())
    )


def _absent_question_faults(
    instrument: Instrument, header_by_name: Mapping[str, str], file: str
) -> list[Fault]:
    """Find the questions that no analysis can do without and that the file lacks."""
    several_answers = {
        question.name for question in instrument.questions if question.type == "select_multiple"
    }
    known = tuple(sorted(header_by_name.values()))
    return [
        Fault("absent", Where(file, column=question.name), expected=question.name, known=known)
        for question in instrument.questions
        if question.role.value in ("consent", "age", "privacy", "item", "count")
        and question.name not in header_by_name
        and question.name not in several_answers
    ]


def _cell_text(cell: Any) -> Any:
    """Write a cell as text, 3.0 as ``3``; NaN where it is empty."""
    if cell is None or (isinstance(cell, float) and np.isnan(cell)) or cell is pd.NA:
        return np.nan
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() or np.nan


def _chosen_codes(
    text: pd.Series[Any],
    question: str,
    choices: tuple[Choice, ...],
    file: str,
    faults: list[Fault],
) -> pd.Series[Any]:
    """Turn answers, which may be labels, into codes (n,); NaN where the form knows none."""
    code_by_answer = {label: choice.name for choice in choices for label in choice.labels.values()}
    code_by_answer |= {choice.name: choice.name for choice in choices}
    unknown = text.dropna()[lambda answers: ~answers.isin(code_by_answer)]
    if len(unknown):
        rows = tuple(Where(row=int(row)) for row in unknown.index)
        found, answers = Data(count=len(rows), rows=rows), tuple(choice.name for choice in choices)
        faults.append(Fault("unknown_answer", Where(file, column=question), found, answers))
    return text.map(lambda value: code_by_answer.get(value, np.nan), na_action="ignore").astype(
        object
    )


def _number_column(
    text: pd.Series[Any], question: Question, file: str, faults: list[Fault]
) -> pd.Series[Any]:
    """Read a column of numbers (n,), NaN where it holds none; says how many texts are no numbers."""
    numbers = text.map(_read_number, na_action="ignore").astype(np.float64)
    not_numbers = int(np.isinf(numbers).sum())
    if not_numbers:
        faults.append(
            Fault("answers_not_numbers", Where(file, column=question.name), found=not_numbers)
        )
    return numbers.mask(np.isinf(numbers))


def _read_number(text: str) -> float:
    """Read a number in any of the scripts; infinity where the text is none."""
    try:
        return parse_number(text)[0]
    except ValueError:
        return _NOT_A_NUMBER


def _several_answers_columns(
    texts: pd.DataFrame, table: pd.DataFrame, question: Question, instrument: Instrument
) -> dict[str, pd.Series[Any]]:
    """Read a question with several answers from either of its two forms, and give both."""
    codes = [c.name for c in instrument.lists.get(question.choices, ())]
    header_by_answer = {
        str(header).rsplit("/", 1)[-1]: header
        for header in table.columns
        if str(header).rsplit("/", 2)[-2:-1] == [question.name]
        or str(header).startswith(f"{question.name}/")
    }
    if question.name in texts:
        answered = texts[question.name]
        answers = {
            code: answered.map(
                lambda cell, code=code: float(code in str(cell).split()), na_action="ignore"
            )
            for code in codes
        }
    else:
        answers = {
            code: table[header_by_answer[code]].map(_flag_number).astype(np.float64)
            for code in codes
            if code in header_by_answer
        }
    by_code = pd.DataFrame(answers, index=table.index)
    if by_code.columns.empty:
        return {question.name: pd.Series(np.nan, index=table.index, dtype=object)}
    joined = by_code.apply(lambda row: " ".join(c for c in by_code.columns if row[c] == 1), axis=1)
    joined_or_missing = joined.astype(object).mask(by_code.isna().all(axis=1), np.nan)
    return {question.name: joined_or_missing} | {
        f"{question.name}/{c}": by_code[c] for c in by_code.columns
    }


def _flag_number(cell: Any) -> float:
    """Read a cell of one answer: 1.0 where it was chosen, 0.0 where not, else NaN."""
    text = str(_cell_text(cell)).lower()
    return {"1": 1.0, "true": 1.0, "0": 0.0, "false": 0.0}.get(text, np.nan)
