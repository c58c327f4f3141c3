"""Which answers survive the intake: those that the form declares and whose type can name nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from wps_eval.errors import Data, Fault, Where
from wps_eval.sources.identifying_words import says_who
from wps_eval.sources.instrument import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import pandas as pd

    from wps_eval.sources.instrument import Instrument, Question

#: answers to a group, and values of a demographic in the data: the 18 governorates and a few words more
MOST_GROUPS = 25
MOST_DIGITS = {Role.COUNT: 6}  #: of a whole number
MOST_DIGITS_OF_A_PERSON = (
    3  #: an age, people in a household, a point of a scale; no number of a document
)
LONGEST_DESIGN_CODE = 16  #: characters of the code of a sampling unit, a class or a stratum
NOT_KEPT_ROLES = (
    Role.IDENTIFIER, Role.MATCH, Role.ENUMERATOR, Role.DURATION, Role.DATE, Role.NOTE,
)  # fmt: skip
DESIGN_ROLES = (Role.PSU, Role.CLASS, Role.WEIGHT)
CLOSED_TYPES = ("select_one", "select_multiple")
_COUNTED_TYPES = ("integer", *CLOSED_TYPES)
#: of a code: letters and figures without spaces, and nothing that begins as a telephone number does
_DESIGN_CODE = re.compile(r"(?!(\+|00|0[1-9])\d{8,})[A-Za-z0-9._/-]+")


def kept_types(question: Question) -> tuple[str, ...]:
    """Give the types under which a question of its role survives the intake; none where its role never does."""
    if question.role in NOT_KEPT_ROLES:
        return ()
    if question.role is Role.WEIGHT:
        return ("integer", "decimal")
    if question.role in DESIGN_ROLES:
        return ("text", *_COUNTED_TYPES)
    if question.role in (Role.DEMOGRAPHIC, Role.WAVE):
        return (*_COUNTED_TYPES, "calculate")
    return _COUNTED_TYPES


def kept_questions(instrument: Instrument) -> tuple[Question, ...]:
    """Give the questions whose answers every round keeps, whatever its design names.

    Args:
        instrument: The questionnaire.

    Returns:
        Those whose role is kept and whose type can name nobody.
    """
    return tuple(question for question in instrument.questions if not _reason(question, ()))


def type_faults(instrument: Instrument) -> Iterator[Fault]:
    """Find questions whose answers an analysis would want and that are of a type that can name people.

    Args:
        instrument: The questionnaire.

    Returns:
        A fault for each question whose role is kept and whose type is not: free text, a date, a
        position, a picture, a calculation that lists no answers; for each that asks by its name, or by
        a short wording, who or where exactly somebody is; and for each group of too many answers.
    """
    for question in instrument.questions:
        where = Where(f"{instrument.name}/survey.csv", row=question.row, column="name")
        types = kept_types(question)
        if not types:
            continue
        answers = [c for c in instrument.lists.get(question.choices, ()) if c.meaning is None]
        if question.type not in types or (question.type == "calculate" and not question.results):
            found = Data(question=question.name, type=question.type, role=str(question.role))
            yield Fault("type_not_kept", where, found, types)
        elif _asks_who(question):
            yield Fault("asks_who", where, found=question.name)
        elif question.role is Role.DEMOGRAPHIC and len(answers or question.results) > MOST_GROUPS:
            count = len(answers or question.results)
            found = Data(question=question.name, count=count)
            yield Fault("too_many_groups", where, found, MOST_GROUPS)


def _asks_who(question: Question) -> bool:
    """Say whether a question asks by its name, or by a short wording, who or where exactly somebody is.

    A wording tells nothing of an item, which asks what people know and think; what the design is made
    of, and counts, are held against what stands in their cells.
    """
    if question.role in (*DESIGN_ROLES, Role.COUNT):
        return False
    if question.role is Role.ITEM:
        return says_who(question.name)
    return any(map(says_who, (question.name, *question.labels.values())))


def dropped_questions(
    frame: pd.DataFrame, instrument: Instrument, design_columns: Collection[str]
) -> dict[str, str]:
    """Say which columns of the answers do not survive, and why.

    Args:
        frame: The answers.
        instrument: The form.
        design_columns: The questions that the round names as its weight, stratum, units and population.

    Returns:
        Reason by column, in words of ``dropped`` in the catalogues; a column of one answer of a question
        with several goes as its question does.
    """
    question_by_name = {question.name: question for question in instrument.questions}
    reasons = {
        column: _reason(question_by_name.get(column.partition("/")[0]), design_columns)
        for column in map(str, frame.columns)
    }
    return {column: reason for column, reason in reasons.items() if reason}


def _reason(question: Question | None, design_columns: Collection[str]) -> str:
    """Say why a question's answers do not survive; empty where they do."""
    if question is None:
        return "metadata of the export"
    if question.name in design_columns:
        return ""
    if question.role is Role.NOTE:
        return "a question that no analysis uses"
    if question.role in NOT_KEPT_ROLES:
        return f"role {question.role}"
    if question.type not in kept_types(question):
        return f"type {question.type}"
    return "its name" if _asks_who(question) else ""


def answer_faults(
    frame: pd.DataFrame, instrument: Instrument, design_columns: Collection[str], file: str
) -> list[Fault]:
    """Find kept answers that may name people all the same: counted, with their rows, never repeated.

    Args:
        frame: The kept answers, their rows' numbers in the file as the index.
        instrument: The form.
        design_columns: The questions that the round names as its weight, stratum, units and population.
        file: The export, for faults.

    Returns:
        A fault for each column of whole numbers too long for what it counts, of codes of units that are
        no codes, and for each demographic of more than ``MOST_GROUPS`` values.
    """
    faults: list[Fault] = []
    for question in instrument.questions:
        if question.name not in frame:
            continue
        where, answers = Where(file, column=question.name), frame[question.name].dropna()
        if question.name in design_columns or question.role in DESIGN_ROLES:
            rows = _rows(answers.map(lambda cell: isinstance(cell, str) and not _is_code(cell)))
            if rows:
                found = Data(count=len(rows), rows=rows)
                faults.append(Fault("not_a_design_code", where, found, LONGEST_DESIGN_CODE))
        elif question.type == "integer":
            longest = MOST_DIGITS.get(question.role, MOST_DIGITS_OF_A_PERSON)
            rows = _rows((answers.abs() >= 10**longest) | (answers % 1 != 0))
            if rows:
                found = Data(count=len(rows), rows=rows)
                faults.append(Fault("number_too_long", where, found, longest))
        if question.role is Role.DEMOGRAPHIC and answers.nunique() > MOST_GROUPS:
            faults.append(Fault("too_many_values", where, answers.nunique(), MOST_GROUPS))
    return faults


def _is_code(cell: str) -> bool:
    """Say whether a text is a code rather than the name of a place or a number to be called."""
    return len(cell) <= LONGEST_DESIGN_CODE and bool(_DESIGN_CODE.fullmatch(cell))


def _rows(is_wrong: pd.Series[Any]) -> tuple[Where, ...]:
    """Give the rows of the file in which something is wrong."""
    return tuple(Where(row=int(row)) for row in is_wrong.index[is_wrong.to_numpy(np.bool_)])
