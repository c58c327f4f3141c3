"""The one way to open a table that people wrote: whatever is wrong with the file is a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.delimited_text import delimited_rows
from wps_eval.files.letters import first_control, without_direction_controls
from wps_eval.files.limits import LONGEST_CELL, MOST_CELLS
from wps_eval.files.open_workbook import EXCEL_ENDINGS, OTHER_ENDINGS, workbook_rows
from wps_eval.files.safe_file import refuse_unsafe
from wps_eval.files.text_file import read_text_file
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TEXT_ENDINGS = (".csv", ".tsv")
TABLE_ENDINGS = (*TEXT_ENDINGS, *EXCEL_ENDINGS, *OTHER_ENDINGS)
CELLS_TOLD = 10  # cells of one file that are told; what slipped into one slipped into all
LETTERS = 26


@dataclass(frozen=True, slots=True, repr=False)
class Lines(RowHolder):
    """The rows of one table that hold anything, each with its number in the file.

    Attributes:
        sheet: The name of the workbook's sheet; none in a text file.
        rows: The numbers, and the cells up to the last one that is filled.
    """

    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def open_table(
    path: Path, file: str, faults: list[Fault], *, as_shown: bool = True
) -> tuple[Lines, ...]:
    """Open a table that people wrote.

    Characters that turn a line's direction are taken away; any other control is a fault, and so is
    a cell that no spreadsheet could hold. Rows without anything are left out.

    Args:
        path: A file with one of ``TABLE_ENDINGS``.
        file: What it is called in faults.
        faults: Where faults are collected: a file that is not there, no ordinary one or outside of
            the workbench, in another encoding, damaged, with a password, larger than can be read.
        as_shown: Whether a workbook's days and percentages are read as the sheet shows them, or as
            it holds them: a moment with its time, a share of 1.

    Returns:
        The tables that hold anything: one of a text file, one a sheet of a workbook; none where
        there was a fault, or nothing.
    """
    try:
        return tuple(_sheets(path, file, as_shown=as_shown))
    except InputFaults as error:
        faults.extend(error.faults)
    except Exception:  # noqa: BLE001 - readers of workbooks raise whatever damaged bytes lead them to
        faults.append(Fault("unreadable", Where(file)))
    return ()


def _sheets(path: Path, file: str, *, as_shown: bool) -> Iterator[Lines]:
    """Give the tables of a file that hold anything."""
    refuse_unsafe(path, file)
    ending = path.suffix.lower()
    if ending in TEXT_ENDINGS:
        numbered = enumerate(delimited_rows(read_text_file(path, file), file), start=1)
        sheets: Iterable[tuple[str, Iterable[tuple[int, list[str]]]]] = [("", numbered)]
    elif ending in TABLE_ENDINGS:
        sheets = workbook_rows(path, file, as_shown=as_shown)
    else:
        known = Fault("unknown_format", Where(file), found=path.suffix, expected=TABLE_ENDINGS)
        raise InputFaults([known], file)
    left = MOST_CELLS
    for sheet, rows in sheets:
        lines = []
        for number, cells in rows:
            left -= len(cells)
            if left < 0:
                where = Where(file, sheet, number)
                raise InputFaults([Fault("too_many_in_table", where, expected=MOST_CELLS)], file)
            if any(cell and not cell.isspace() for cell in cells):
                lines.append((number, _to_last_filled(cells)))
        if faults := [*_cell_faults(lines, Where(file, sheet))]:
            raise InputFaults(faults[:CELLS_TOLD], file)
        if lines:
            yield Lines(sheet, tuple(lines))


def _to_last_filled(cells: list[str]) -> tuple[str, ...]:
    """Give the cells up to the last filled one, without characters that turn a line's direction."""
    last = max(number for number, cell in enumerate(cells) if cell)
    return tuple(map(without_direction_controls, cells[: last + 1]))


def _cell_faults(lines: Iterable[tuple[int, tuple[str, ...]]], at: Where) -> Iterator[Fault]:
    """Find cells that are too long for a spreadsheet, or hold a control character."""
    for number, cells in lines:
        for index, cell in enumerate(cells):
            where = Where(at.file, at.sheet, number, _column_letters(index))
            if len(cell) > LONGEST_CELL:
                yield Fault("long_cell", where, expected=LONGEST_CELL)
            elif control := first_control(cell):
                yield Fault("control_character", where, found=control)


def _column_letters(index: int) -> str:
    """Name a column as a spreadsheet does: A, B, ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
