"""Apply ``corrections.csv``: what was wrong in an answer, said by somebody, in the open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.errors import Data, Fault, SurveyFaults, Where, closest
from wps_eval.files.safe_file import file_is_there
from wps_eval.sources.table_file import read_sheets

if TYPE_CHECKING:
    from pathlib import Path

CORRECTION_COLUMNS = ("uuid", "question", "old", "new", "reason", "role")


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
        SurveyFaults: The file cannot be read, a column is missing, or a row says no reason or role.
    """
    if not file_is_there(path):
        return ()
    faults: list[Fault] = []
    sheet = next(iter(read_sheets(path, faults)), None)
    if sheet is None:
        raise SurveyFaults(faults, path.name)
    faults = [
        Fault("correction_column", Where(path.name, column=name), expected=name)
        for name in CORRECTION_COLUMNS  # where the first row is gone, what stands in its place is an answer
        if name not in sheet.columns
    ]
    if faults:
        raise SurveyFaults(faults, path.name)
    corrections = tuple(
        Correction(number, *(row.get(name, "") for name in CORRECTION_COLUMNS))
        for number, row in sheet.rows
    )
    faults = [
        Fault("unsaid", Where(path.name, row=correction.row, column=name))
        for correction in corrections
        for name, stated in (("reason", correction.reason), ("role", correction.role))
        if not stated
    ]
    if faults:
        raise SurveyFaults(faults, path.name)
    return corrections


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
    corrected = frame.copy()
    faults: list[Fault] = []
    row_by_uuid: dict[str, Any] = (
        {str(value): row for row, value in frame["_uuid"].items()} if "_uuid" in frame else {}
    )
    for correction in corrections:
        fault = _correction_fault(correction, corrected, row_by_uuid, file)
        if fault is not None:
            faults.append(fault)
            continue
        corrected.loc[row_by_uuid[correction.uuid], correction.question] = correction.new or np.nan
    if faults:
        raise SurveyFaults(faults, file)
    return corrected


def _correction_fault(
    correction: Correction, frame: pd.DataFrame, row_by_uuid: dict[str, Any], file: str
) -> Fault | None:
    """Give what keeps a correction from being applied; None where nothing does.

    No cell of the correction is told: where cells moved, an answer stands in the place of a name.
    """
    if correction.uuid not in row_by_uuid:
        return Fault("unknown_submission", Where(file, row=correction.row, column="uuid"))
    if correction.question not in frame:
        known = tuple(map(str, frame.columns))
        meant = closest(correction.question, known)
        where = Where(file, row=correction.row, column="question")
        length = Data(length=len(correction.question))
        return Fault("unknown_question", where, length, known=(meant,) if meant else known)
    answer: Any = frame.loc[row_by_uuid[correction.uuid], correction.question]
    if ("" if pd.isna(answer) else str(answer)) != correction.old:
        return Fault("other_value", Where(file, row=correction.row, column="old"))
    return None
