"""Apply ``corrections.csv``: what was wrong in an answer, said by somebody, in the open."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.errors import Fault, SurveyFaults, Where

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
            held = tuple(reader.fieldnames or ())
            raise SurveyFaults(
                [
                    Fault("missing_column", Where(path.name, column=name), held, name)
                    for name in missing
                ],
                path.name,
            )
        found = tuple(
            Correction(number, *((row[name] or "").strip() for name in COLUMNS))
            for number, row in enumerate(reader, start=2)
        )
    faults = [
        Fault("unsaid", Where(path.name, row=each.row, column=name))
        for each in found
        for name, stated in (("reason", each.reason), ("role", each.role))
        if not stated
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
        return Fault("unknown_submission", where)
    if each.question not in frame:
        known = tuple(map(str, frame.columns))
        return Fault("unknown_question", where, found=each.question, known=known)
    held: Any = frame.loc[rows[each.uuid], each.question]
    if ("" if pd.isna(held) else str(held)) != each.old:
        return Fault("other_value", where)
    return None
