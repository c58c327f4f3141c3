"""A frame of units or people from which a sample is drawn: what must be in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.codes import code_of, codes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FIRST_ROW = 2  #: of a frame in a spreadsheet; the header is row 1


def refuse_faulty_frame(
    frame: pd.DataFrame, *, codes: Sequence[str], unique: str = "", size: str = ""
) -> None:
    """Refuse a frame from which no sample can be drawn.

    Args:
        frame: The frame.
        codes: Columns that must be filled in every row.
        unique: The column whose codes may stand once only; any column where it is left out.
        size: The column of sizes, all above 0; none where it is left out.

    Raises:
        DesignFaults: All that is wrong, at once: a missing column, no rows, an empty code, a code that
            stands twice, a size that is no number above 0.
    """
    columns = tuple(map(str, frame.columns))
    faults = [
        Fault("no_column", Where("frame", column=name), found=name, known=columns)
        for name in (*codes, *filter(None, [size]))
        if name not in columns
    ]
    if not faults and frame.empty:
        faults = [Fault("no_rows", Where("frame"))]
    if not faults:
        faults = [
            *(fault for name in codes for fault in _empty_cells(frame, name)),
            *(_doubled_codes(frame, unique) if unique else ()),
            *(_bad_sizes(frame, size) if size else ()),
        ]
    if faults:
        raise DesignFaults(faults, "selection")


def _empty_cells(frame: pd.DataFrame, column: str) -> list[Fault]:
    """Name the rows without a code."""
    empty = frame[column].isna() | (frame[column].astype(str).str.strip() == "")
    return [
        Fault("no_code", Where("frame", column=column, row=int(row) + _FIRST_ROW))
        for row in np.flatnonzero(empty)
    ]


def _doubled_codes(frame: pd.DataFrame, column: str) -> list[Fault]:
    """Name the codes that stand a second time."""
    codes = codes_of(frame[column])
    return [
        Fault(
            "unit_twice", Where("frame", column=column, row=int(row) + _FIRST_ROW), codes.iloc[row]
        )
        for row in np.flatnonzero(codes.duplicated())
    ]


def _bad_sizes(frame: pd.DataFrame, column: str) -> list[Fault]:
    """Name the cells that hold no size above 0."""
    sizes = pd.to_numeric(frame[column], errors="coerce").to_numpy(np.float64)
    return [
        Fault(
            "not_positive", Where("frame", column=column, row=int(row) + _FIRST_ROW), str(frame[column].iloc[row])
        )
        for row in np.flatnonzero(~((sizes > 0) & np.isfinite(sizes)))
    ]  # fmt: skip


def numbers_to_take(take: int | Mapping[str, int], codes: Sequence[str]) -> dict[str, int]:
    """Say how many to take of each stratum or unit, in the order in which the frame first names them.

    Args:
        take: One number for each, or the number of each by its code.
        codes: The stratum or unit of each row of the frame.

    Raises:
        DesignFaults: A code is not named or does not exist; a number is below 1, no whole number, or more than
            there are.
    """
    there: dict[str, int] = {}
    for code in codes:
        there[code] = there.get(code, 0) + 1
    wanted = (
        dict.fromkeys(there, take)
        if isinstance(take, int)
        else {code_of(name): number for name, number in take.items()}
    )
    known = tuple(sorted(there))
    faults = [
        Fault("no_such_stratum", Where(column="take"), name, known=known)
        for name in wanted
        if name not in there
    ]
    faults += [
        Fault("stratum_not_said", Where(column="take"), name)
        for name in there
        if name not in wanted
    ]
    faults += [
        Fault(
            "cannot_take", Where(column="take"), Data(name=name, number=float(number)), there[name]
        )
        for name, number in wanted.items()
        if name in there and not (isinstance(number, int) and 1 <= number <= there[name])
    ]
    if faults:
        raise DesignFaults(faults, "selection")
    return {name: wanted[name] for name in there}
