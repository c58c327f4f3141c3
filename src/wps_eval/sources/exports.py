"""Read what Kobo, ODK, SPSS, Stata or a spreadsheet exported, by the form that asked it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.sources.corrections import Correction, correct
from wps_eval.sources.relevance import skipped
from wps_eval.words.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wps_eval.sources.instrument import Instrument, Question

META = ("_uuid", "_submission_time", "_validation_status", "_parent_index", "_index")
_SAID = 8  # unknown answers named in one fault
_LONG = 12  # longer ones are not repeated: what slipped into the wrong column may name somebody
_NOT_A_NUMBER = float("inf")


@dataclass(frozen=True)
class Answers:
    """A round's answers, by the form's own names and codes.

    Attributes:
        frame: One row a submission; numbers as floats, all else as text, empty where missing. A
            question with several answers has one column of codes, separated by spaces, and one
            column of 0 and 1 for each of them, ``question/answer``.
        skipped: Where a question was not asked because the form's own condition was not met.
        dropped: Columns of the file that the form does not know; they are left out unread.
    """

    frame: pd.DataFrame
    skipped: pd.DataFrame
    dropped: tuple[str, ...]


def read_export(
    path: Path,
    instrument: Instrument,
    corrections: tuple[Correction, ...] = (),
    corrections_file: str = "corrections.csv",
) -> Answers:
    """Read one export, corrected.

    Args:
        path: A CSV file, a workbook (its first sheet), SPSS (.sav), Stata (.dta) or Parquet file.
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
    raw = _read(path)
    faults: list[Fault] = []
    names = _names(raw, instrument, path.name, faults)
    held = {name: header for header, name in names.items()}
    faults += _absent(instrument, held, path.name)
    text = pd.DataFrame({name: raw[header].map(_text) for header, name in names.items()})
    text = correct(text.astype(object), corrections, corrections_file)
    columns: dict[str, Any] = {name: text[name] for name in text if name in META}
    for question in instrument.questions:
        if question.type != "note" and question.name:
            columns |= _coded(text, raw, question, instrument, path.name, faults)
    if faults:
        raise SurveyFaults(sorted(faults), "answers", path.name)
    frame = pd.DataFrame(columns, index=raw.index).reset_index(drop=True)
    known = {*names, *(h for h in raw.columns if _is_part(str(h), instrument))}
    dropped = tuple(sorted(str(h) for h in raw.columns if h not in known))
    return Answers(frame, skipped(frame, instrument), dropped)


def _coded(
    text: pd.DataFrame,
    raw: pd.DataFrame,
    question: Question,
    instrument: Instrument,
    file: str,
    faults: list[Fault],
) -> dict[str, Any]:
    """Give the column (or columns) of one question."""
    name = question.name
    if question.type == "select_multiple":
        return _several(text, raw, question, instrument)
    if name not in text:
        return {name: pd.Series(np.nan, index=raw.index, dtype=object)}
    if question.choices:
        return {name: _chosen(text[name], question, instrument, file, faults)}
    if question.type in ("integer", "decimal"):
        return {name: _numbers(text[name], question, file, faults)}
    return {name: text[name]}


def _read(path: Path) -> pd.DataFrame:
    try:
        frame = _READERS[path.suffix.lower()](path)
    except KeyError as error:
        formats = tuple(sorted(_READERS))
        raise SurveyFaults(
            [Fault("unknown_format", Where(path.name), found=path.suffix, expected=formats)],
            path.name,
        ) from error
    except (OSError, ValueError, UnicodeDecodeError, duckdb.Error) as error:
        raise SurveyFaults([_unreadable(path, error)], path.name) from error
    if frame.empty:
        raise SurveyFaults([Fault("no_submissions", Where(path.name))], path.name)
    return frame.set_axis(frame.columns.astype(str), axis=1)


def _unreadable(path: Path, error: Exception) -> Fault:
    return Fault("export_unreadable", Where(path.name), found=type(error).__name__)


def _csv(path: Path) -> pd.DataFrame:
    with path.open(encoding="utf-8-sig") as handle:
        first = handle.readline()
    separator = ";" if first.count(";") > first.count(",") else ","
    return pd.read_csv(path, dtype=str, encoding="utf-8-sig", sep=separator, keep_default_na=False,
                       na_values=[""])  # fmt: skip


def _excel(path: Path) -> pd.DataFrame:
    return pd.read_excel(path, sheet_name=0, dtype=str)


def _spss(path: Path) -> pd.DataFrame:
    frame: pd.DataFrame = pd.read_spss(path, convert_categoricals=False)
    return frame


def _stata(path: Path) -> pd.DataFrame:
    return pd.read_stata(path, convert_categoricals=False)


def _parquet(path: Path) -> pd.DataFrame:
    frame: pd.DataFrame = duckdb.read_parquet(str(path)).df()
    return frame


_READERS = {".csv": _csv, ".xlsx": _excel, ".sav": _spss, ".dta": _stata, ".parquet": _parquet}


def _names(
    raw: pd.DataFrame, instrument: Instrument, file: str, faults: list[Fault]
) -> dict[str, str]:
    """Say which question (or piece of metadata) each column holds."""
    labels = {label: q.name for q in instrument.questions for label in q.labels.values() if label}
    known = {q.name for q in instrument.questions}
    out: dict[str, str] = {}
    for header in map(str, raw.columns):
        last = header.rsplit("/", 1)[-1].rsplit(".", 1)[-1].strip()
        name = last if last in known or last in META else labels.get(header.strip(), "")
        if not name or (last in known and _is_part(header, instrument)):
            continue
        if name in out.values():
            faults.append(Fault("second_column", Where(file, column=header), found=name))
        out[header] = name
    return out


def _is_part(header: str, instrument: Instrument) -> bool:
    """Say whether a column holds one answer of a question with several."""
    path, _, answer = header.rpartition("/")
    name = path.rsplit("/", 1)[-1]
    several = {q.name: q for q in instrument.questions if q.type == "select_multiple"}
    return name in several and any(
        choice.name == answer for choice in instrument.lists.get(several[name].choices, ())
    )


def _absent(instrument: Instrument, held: Mapping[str, str], file: str) -> list[Fault]:
    parts = {q.name for q in instrument.questions if q.type == "select_multiple"}
    known = tuple(sorted(held.values()))
    return [
        Fault("absent", Where(file, column=q.name), expected=q.name, known=known)
        for q in instrument.questions
        if q.role.value in ("consent", "age", "privacy", "item", "count")
        and q.name not in held
        and q.name not in parts
    ]


def _text(cell: Any) -> Any:
    if cell is None or (isinstance(cell, float) and np.isnan(cell)) or cell is pd.NA:
        return np.nan
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() or np.nan


def _chosen(
    text: pd.Series[Any], q: Question, instrument: Instrument, file: str, faults: list[Fault]
) -> pd.Series[Any]:
    choices = instrument.lists[q.choices]
    codes = {label: c.name for c in choices for label in c.labels.values()}
    codes |= {c.name: c.name for c in choices}
    strange = sorted({str(value) for value in text.dropna() if value not in codes})
    if strange:
        shown = tuple(v if len(v) <= _LONG else "…" for v in strange[:_SAID])
        answers = tuple(c.name for c in choices)
        faults.append(Fault("unknown_answer", Where(file, column=q.name), shown, answers))
    return text.map(lambda value: codes.get(value, np.nan), na_action="ignore").astype(object)


def _numbers(text: pd.Series[Any], q: Question, file: str, faults: list[Fault]) -> pd.Series[Any]:
    read = text.map(_number, na_action="ignore").astype(np.float64)
    wrong = int(np.isinf(read).sum())
    if wrong:
        faults.append(Fault("answers_not_numbers", Where(file, column=q.name), found=wrong))
    return read.mask(np.isinf(read))


def _number(text: str) -> float:
    try:
        return parse_number(text)[0]
    except ValueError:
        return _NOT_A_NUMBER


def _several(
    text: pd.DataFrame, raw: pd.DataFrame, q: Question, instrument: Instrument
) -> dict[str, pd.Series[Any]]:
    """Read a question with several answers from either of its two forms, and give both."""
    choices = [c.name for c in instrument.lists.get(q.choices, ())]
    parts = {
        str(h).rsplit("/", 1)[-1]: h
        for h in raw.columns
        if str(h).rsplit("/", 2)[-2:-1] == [q.name] or str(h).startswith(f"{q.name}/")
    }
    if q.name in text:
        own = text[q.name]
        answers = {
            c: own.map(lambda v, c=c: float(c in str(v).split()), na_action="ignore")
            for c in choices
        }
    else:
        answers = {c: raw[parts[c]].map(_flag).astype(np.float64) for c in choices if c in parts}
    table = pd.DataFrame(answers, index=raw.index)
    if table.columns.empty:
        return {q.name: pd.Series(np.nan, index=raw.index, dtype=object)}
    joined = table.apply(lambda row: " ".join(c for c in table.columns if row[c] == 1), axis=1)
    one = joined.astype(object).mask(table.isna().all(axis=1), np.nan)
    return {q.name: one} | {f"{q.name}/{c}": table[c] for c in table.columns}


def _flag(cell: Any) -> float:
    text = str(_text(cell)).lower()
    return {"1": 1.0, "true": 1.0, "0": 0.0, "false": 0.0}.get(text, np.nan)
