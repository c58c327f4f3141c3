"""Read ``sample.csv``: the list of sampling units from which a round's weights are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.files.open_table import open_table
from wps_eval.files.safe_file import file_is_there
from wps_eval.words.numbers import parse_number

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_WHOLE = 2**53  # beyond it numbers of this kind are no longer exact
TEXT_COLUMNS = ("psu", "stratum", "reason")


def read_sample_list(path: Path) -> pd.DataFrame | None:
    """Read a sample list.

    Args:
        path: ``sample.csv`` of a round.

    Returns:
        One row a unit: codes and reasons as texts, every other cell as a number if it is one, else as
        its text; empty cells are NaN. None where there is no such file.

    Raises:
        SurveyFaults: It does not open, holds no rows, a column stands twice, or a row has more
            cells than there are columns.
    """
    if not file_is_there(path):
        return None
    file = f"{path.parent.name}/{path.name}"
    faults: list[Fault] = []
    tables = open_table(path, file, faults)
    if faults:
        raise SurveyFaults(faults, file)
    (_, head), *lines = tables[0].rows if tables else ((1, ()),)
    columns = [name.strip() for name in head]
    faults = [
        *(
            Fault("doubled_column", Where(file, row=1, column=name), found=name)
            for name in sorted({name for name in columns if columns.count(name) > 1})
        ),
        *(
            Fault("too_many_cells", Where(file, row=number))
            for number, cells in lines
            if len(cells) > len(columns)
        ),
        *(() if lines else (Fault("no_rows", Where(file)),)),
    ]
    if faults:
        raise SurveyFaults(faults, file)
    cells = [
        [*(cell.strip() for cell in line), *[""] * (len(columns) - len(line))] for _, line in lines
    ]
    frame = pd.DataFrame(cells, columns=columns, dtype=object).replace("", np.nan)
    return pd.DataFrame(
        {name: frame[name] if name in TEXT_COLUMNS else _numbers(frame[name]) for name in columns}
    )


def _numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    """Give a column as numbers, whole ones if all are; as objects where a filled cell holds none."""
    cells = column.map(_number_or_text, na_action="ignore")
    if cells.map(lambda cell: isinstance(cell, str)).any():
        return cells
    numbers = cells.astype(float)
    whole = (numbers % 1 == 0) & (numbers.abs() < LARGEST_WHOLE)
    return numbers.astype(int) if whole.all() else numbers


def _number_or_text(cell: str) -> float | str:
    """Give the number that a cell holds, or the text that is none."""
    try:
        return parse_number(cell)[0]
    except ValueError:
        return cell
