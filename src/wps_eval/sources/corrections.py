"""Apply ``corrections.csv``: what was wrong in an answer, said by somebody, in the open."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.errors import Fault, SurveyFaults, Where, nearest

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("uuid", "question", "old", "new", "reason", "role")


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrected answer: which, from what to what, why, and who by role."""

    row: int
    uuid: str
    question: str
    old: str
    new: str
    reason: str
    role: str


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read ``corrections.csv``; no file, no corrections.

    Raises:
        SurveyFaults: A column is missing, or a row says no reason or role.
    """
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
        if missing:
            raise SurveyFaults(
                [Fault(Where(path.name, column=name), "missing_column", "no such column",
                       f"a column {name!r}", "Add it.") for name in missing],
                path.name,
            )  # fmt: skip
        found = tuple(
            Correction(number, *((row[name] or "").strip() for name in COLUMNS))
            for number, row in enumerate(reader, start=2)
        )
    faults = [
        Fault(Where(path.name, row=each.row, column=name), "unsaid", "nothing", what, "Say it.")
        for each in found
        for name, what, said in (("reason", "why", each.reason), ("role", "whose role", each.role))
        if not said
    ]
    if faults:
        raise SurveyFaults(faults, path.name)
    return found


def correct(frame: pd.DataFrame, corrections: tuple[Correction, ...], file: str) -> pd.DataFrame:
    """Apply corrections to the answers.

    Args:
        frame: The answers as text, as the file has them, with ``_uuid``.
        corrections: What to correct.
        file: The corrections' file, for faults.

    Returns:
        A corrected copy.

    Raises:
        SurveyFaults: A submission or question that is not there, or an old value that is not the
            one in the data. Nothing is applied then.
    """
    out = frame.copy()
    faults: list[Fault] = []
    rows: dict[str, Any] = (
        {str(value): at for at, value in frame["_uuid"].items()} if "_uuid" in frame else {}
    )
    for each in corrections:
        fault = _fault(each, out, rows, file)
        if fault is not None:
            faults.append(fault)
            continue
        out.loc[rows[each.uuid], each.question] = each.new or np.nan
    if faults:
        raise SurveyFaults(faults, file)
    return out


def _fault(each: Correction, frame: pd.DataFrame, rows: dict[str, Any], file: str) -> Fault | None:
    where = Where(file, row=each.row, column=each.question)
    if each.uuid not in rows:
        return Fault(where, "unknown_submission", "a uuid that no submission has",
                     "the uuid of a submission of this round", "Copy it from the export.")  # fmt: skip
    if each.question not in frame:
        return Fault(where, "unknown_question", repr(each.question), "a question of the form",
                     nearest(each.question, [str(name) for name in frame.columns]))  # fmt: skip
    held: Any = frame.loc[rows[each.uuid], each.question]
    if ("" if pd.isna(held) else str(held)) != each.old:
        return Fault(where, "other_value", "another value in the data than the correction's old one",
                     "the value that is to be corrected", "Look at the submission again.")  # fmt: skip
    return None
