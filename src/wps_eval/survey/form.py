"""An XLSForm beside its export: what questions and answers are called, carried to the columns that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pandas as pd

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.files.form_rows import form_rows
from wps_eval.files.open_table import open_table
from wps_eval.survey.codebook import Codebook
from wps_eval.survey.codes import NUMBER, code_of, codes_of, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

SHEETS = ("survey", "choices")
NO_ANSWER = ("dont_know", "refused", "not_applicable")  #: meanings of answers that are none
OTHER = "or_other"  #: of a question whose answer may stand outside its list
_LABEL = re.compile(r"label(?:::?\s*(.+))?")
_TAG = re.compile(r"(.+?)\s*\(([A-Za-z-]+)\)")
_FLAGS = {"1": 1.0, "true": 1.0, "0": 0.0, "false": 0.0}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question of a form.

    Attributes:
        type: Its type, such as ``select_one``.
        label: What it is called in the language asked for.
        paths: How an export may head it: its name, with or without the groups around it, or a label.
        answers: What its answers are called, by code.
        code_by_label: The code of an answer by each of its labels, in every language.
        missing: The codes that are no answer.
        constraint: What may be answered, in the form's words.
        other: Whether an answer may stand outside the list.
    """

    type: str
    label: str
    paths: frozenset[str]
    answers: Mapping[str, str] = field(default_factory=dict)
    code_by_label: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    constraint: str = ""
    other: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form, read.

    Attributes:
        file: What it is called in faults.
        questions: Its questions by name.
    """

    file: str
    questions: Mapping[str, FormQuestion]


def read_form(path: Path, language: str = "") -> Form:
    """Read the workbook of an XLSForm.

    Args:
        path: The workbook; its sheets ``survey`` and ``choices`` are read, and ``settings`` for the default language.
        language: The language of the labels; unsaid, the form's default, else English, else the first.

    Raises:
        DesignFaults: The file cannot be read, lacks a sheet or a column, or has no labels in the language.

    Source: XLSForm.org, reference of the sheets survey, choices and settings; pyxform's separators of groups.
    """
    faults: list[Fault] = []
    tables = {table.sheet: table.rows for table in open_table(path, path.name, faults)}
    faults += [
        Fault("form_lacks_sheet", Where(path.name), sheet, known=tuple(tables))
        for sheet in SHEETS
        if not faults and sheet not in tables
    ]
    if faults:
        raise DesignFaults(faults, path.name)
    sheets = {name: _numbered_rows(rows) for name, rows in tables.items()}
    survey, choices = (sheets[name] for name in SHEETS)
    lacking = [
        Fault("missing_column", Where(path.name, sheet, column=column), tuple(rows[0][1]) if rows else (), column)
        for sheet, rows, columns in (("survey", survey, ("type", "name")), ("choices", choices, ("list_name", "name")))
        for column in columns
        if not rows or column not in rows[0][1]
    ]  # fmt: skip
    if lacking:
        raise DesignFaults(lacking, path.name)
    settings = sheets.get("settings", [])
    default = settings[0][1].get("default_language", "") if settings else ""
    column = _label_column([*survey[0][1]], language, default)
    lists = _lists(row for _, row in choices)
    questions, _ = form_rows(survey)
    return Form(
        path.name,
        {
            each.cells["name"]: _question(each.type, each.argument, each.cells, [g for g, _ in each.groups], lists, column)
            for each in questions
            if each.cells["name"] and each.type != "note"
        },
    )  # fmt: skip


def by_form(
    frame: pd.DataFrame, form: Form, *, user_missing: bool
) -> tuple[pd.DataFrame, Codebook]:
    """Name the columns of an export as its form does, and its answers by their codes.

    Args:
        frame: The export (n, k).
        form: The form that asked.
        user_missing: Whether codes that the form marks as no answer are missing.

    Returns:
        The rows, columns of which the form knows nothing as they were, and what columns and answers are called.

    Raises:
        DesignFaults: The form knows no column of the file, two columns are of one question, or an answer is on no list
            of it.
    """
    name_by_header, faults = _names(frame, form)
    if not name_by_header:
        headed = tuple(map(str, frame.columns))
        faults = [Fault("form_of_another_file", Where(form.file), found=headed)]
    if faults:
        raise DesignFaults(faults, form.file)
    named = frame.rename(columns=name_by_header)
    known = {*name_by_header.values()}
    columns: dict[str, pd.Series[Any]] = {}
    for header in map(str, named):
        columns |= _columns(header, form, named, known, faults)
    if faults:
        raise DesignFaults(faults, form.file)
    made = pd.DataFrame(columns, index=frame.index)
    codebook = _codebook(form, made)
    if not user_missing:
        return made, codebook
    missing = {
        name: question.missing
        for name, question in form.questions.items()
        if name in made and question.missing
    }
    for name, codes in missing.items():
        made[name] = made[name].mask(codes_of(made[name]).isin(codes))
    return made.infer_objects(), codebook.with_missing(missing)


def _columns(
    header: str, form: Form, frame: pd.DataFrame, known: set[str], faults: list[Fault]
) -> dict[str, pd.Series[Any]]:
    """Give what a column becomes: codes, flags of one answer, or a text of several answers with a flag for each."""
    values, question = frame[header], form.questions.get(header)
    if question is None:
        is_flag = "/" in header and header in known
        return {header: values.map(_flag).astype(float) if is_flag else values}
    if question.type == "select_one":
        return {header: _coded(values, header, question, faults)}
    if question.type == "select_multiple":
        return _split(values, header, question, frame, faults) | {header: values}
    return {header: values}


def _numbered_rows(
    rows: Sequence[tuple[int, Sequence[str]]],
) -> list[tuple[int, Row]]:
    """Give the rows of a sheet with their numbers, cells by column."""
    (_, head), *lines = rows
    names = [cell.strip() for cell in head]
    return [
        (number, {n: cell.strip() for n, cell in zip_longest(names, cells[: len(names)], fillvalue="")})
        for number, cells in lines
    ]  # fmt: skip


def _label_column(columns: Sequence[str], language: str, default: str) -> str:
    """Choose the column of labels of a language."""
    languages = {
        match[1] or "": column for column in columns if (match := _LABEL.fullmatch(column))
    }
    by_name = {name: languages[told] for told in languages for name in _spellings(told)}
    if language:
        return by_name[one_of(language, tuple(by_name), "form_language")]
    for wanted in (default, "en", "English", ""):
        if wanted in by_name:
            return by_name[wanted]
    return next(iter(languages.values()), "label")


def _spellings(language: str) -> tuple[str, ...]:
    """Give the ways in which a language may be asked for: whole, its name, its tag."""
    parts = _TAG.fullmatch(language)
    return (language, parts[1], parts[2]) if parts else (language,)


def _lists(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Give the answers of each list in order."""
    lists: dict[str, list[Row]] = {}
    for row in rows:
        if row["name"]:
            lists.setdefault(row["list_name"], []).append(row)
    return lists


def _labels(row: Mapping[str, str]) -> list[str]:
    """Give the labels of a row in every language."""
    return [text for column, text in row.items() if _LABEL.fullmatch(column) and text]


def _question(
    kind: str,
    argument: str,
    row: Mapping[str, str],
    groups: Sequence[str],
    lists: Mapping[str, list[Row]],
    label: str,
) -> FormQuestion:
    """Make a question of its row."""
    name = row["name"]
    list_name, _, rest = argument.partition(" ")
    choices = lists.get(list_name, []) if kind.startswith("select") else []
    paths = {
        sign.join([*groups[start:], name]) for sign in "/-." for start in range(len(groups) + 1)
    }
    return FormQuestion(
        type=kind,
        label=row.get(label, ""),
        paths=frozenset({*paths, *_labels(row)}),
        answers={code_of(choice["name"]): choice.get(label, "") for choice in choices},
        code_by_label={text: code_of(choice["name"]) for choice in choices for text in _labels(choice)},
        missing=tuple(code_of(c["name"]) for c in choices if c.get("meaning", "") in NO_ANSWER),
        constraint=row.get("constraint", ""),
        other=OTHER in rest,
    )  # fmt: skip


def _names(frame: pd.DataFrame, form: Form) -> tuple[dict[str, str], list[Fault]]:
    """Say which question, or which answer of one with several, each column holds."""
    found: dict[str, str] = {}
    faults = []
    for header in map(str, frame.columns):
        name = _name(header.strip(), form)
        if name and name in found.values():
            faults.append(Fault("second_column", Where(form.file, column=name), found=name))
        elif name:
            found[header] = name
    return found, faults


def _name(header: str, form: Form) -> str:
    """Name what a column holds; nothing where the form knows nothing of it."""
    for name, question in form.questions.items():
        if header in question.paths:
            return name
    path, _, answer = header.rpartition("/")
    for name, question in form.questions.items():
        if question.type == "select_multiple" and path in question.paths:
            code = question.code_by_label.get(answer, code_of(answer))
            if code in question.answers:
                return f"{name}/{code}"
    return ""


def _coded(
    values: pd.Series[Any], name: str, question: FormQuestion, faults: list[Fault]
) -> pd.Series[Any]:
    """Give answers as codes (n,), as numbers where all of them are; adds a fault for those on no list."""
    codes = codes_of(values).map(
        lambda code: code if code in question.answers else question.code_by_label.get(code, code),
        na_action="ignore",
    )
    strange = codes.dropna()[lambda held: ~held.isin([*question.answers])]
    if len(strange) and not question.other:
        faults.append(_strange(name, question, len(strange)))
    held = codes.dropna()
    is_number = bool(held.map(lambda code: bool(NUMBER.fullmatch(code))).all())
    return pd.to_numeric(codes) if len(held) and is_number else codes


def _split(
    values: pd.Series[Any],
    name: str,
    question: FormQuestion,
    frame: pd.DataFrame,
    faults: list[Fault],
) -> dict[str, pd.Series[Any]]:
    """Give a column of 1 and 0 for each answer of a question with several, where the export has none."""
    told = codes_of(values)
    chosen = told.map(lambda cell: set(_chosen(cell, question)), na_action="ignore")
    strange = int(chosen.dropna().map(lambda codes: bool(codes - {*question.answers})).sum())
    if strange and not question.other:
        faults.append(_strange(name, question, strange))
    return {
        f"{name}/{code}": chosen.map(lambda codes, code=code: float(code in codes), na_action="ignore").astype(float)
        for code in question.answers
        if f"{name}/{code}" not in frame
    }  # fmt: skip


def _chosen(cell: str, question: FormQuestion) -> Iterator[str]:
    """Give the codes of a cell that names several answers: codes by spaces, or labels that may hold some."""
    rest = cell
    for label in sorted(question.code_by_label, key=len, reverse=True):
        if f" {label} " in f" {rest} ":
            yield question.code_by_label[label]
            rest = f" {rest} ".replace(f" {label} ", "  ").strip()
    yield from map(code_of, rest.split())


def _strange(name: str, question: FormQuestion, count: int) -> Fault:
    """Name how many answers are on no list of the form; never which."""
    return Fault(
        "answers_not_of_form", Where(column=name), Data(count=count), tuple(question.answers)
    )


def _flag(cell: Any) -> float:
    """Read whether an answer was chosen; missing where the cell does not say."""
    return _FLAGS.get(code_of(cell).lower(), float("nan")) if not pd.isna(cell) else float("nan")


def _codebook(form: Form, frame: pd.DataFrame) -> Codebook:
    """Say what the columns and answers are called; an answer of several by its question and itself."""
    columns: dict[str, str] = {}
    answers: dict[str, Mapping[str, str]] = {}
    constraints = {}
    for name, question in form.questions.items():
        if name in frame:
            columns[name] = question.label
            if question.type != "select_multiple" and question.answers:
                answers[name] = {code: label for code, label in question.answers.items() if label}
            if question.constraint:
                constraints[name] = question.constraint
        for code, label in question.answers.items():
            if f"{name}/{code}" in frame:
                columns[f"{name}/{code}"] = f"{question.label or name}: {label or code}"
    named = {name: label for name, label in columns.items() if label}
    return Codebook(named, answers, constraints=constraints)
