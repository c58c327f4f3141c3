"""The rows of a workbook: Excel's own kinds by openpyxl, older and other ones in a process apart."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.cell_text import held_text, shown_text
from wps_eval.files.limits import LAST_ROW
from wps_eval.files.other_workbook import LOCKED, UNREADABLE
from wps_eval.files.zip_directory import refuse_unsafe_archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

EXCEL_ENDINGS = (".xlsx", ".xlsm")
OTHER_ENDINGS = (".xlsb", ".xls", ".ods")
LONGEST_WAIT = 60  # seconds for the process apart; it ends itself before
NumberedCells = tuple[int, list[str]]


def workbook_rows(
    path: Path, file: str, *, as_shown: bool
) -> Iterator[tuple[str, Iterable[NumberedCells]]]:
    """Give the sheets of a workbook, each with the numbers and cells of its rows.

    Args:
        path: The workbook.
        file: What it is called in faults.
        as_shown: Whether days and percentages are given as the sheet shows them; only Excel's own
            kinds say which numbers are percentages.

    Raises:
        InputFaults: The workbook is damaged, has a password or holds more than can be read.
    """
    if path.suffix.lower() != ".xls":
        refuse_unsafe_archive(path, file)
    if path.suffix.lower() in EXCEL_ENDINGS:
        yield from _excel_rows(path, file, as_shown=as_shown)
    else:
        yield from _other_rows(path, file, as_shown=as_shown)


def _excel_rows(
    path: Path, file: str, *, as_shown: bool
) -> Iterator[tuple[str, Iterable[NumberedCells]]]:
    """Read a workbook of Excel's own kind as it streams by."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and rules that no cell's text depends on
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            for page in book.worksheets:
                yield page.title, _page_rows(page, file, as_shown=as_shown)
        finally:
            book.close()


def _page_rows(page: ReadOnlyWorksheet, file: str, *, as_shown: bool) -> Iterator[NumberedCells]:
    """Give the rows of a sheet, whatever it says of its own size."""
    page.reset_dimensions()
    for number, line in enumerate(page.rows, start=1):
        if number > LAST_ROW:
            where = Where(file, page.title, number)
            raise InputFaults([Fault("too_many_in_table", where, expected=LAST_ROW)], file)
        yield (
            number,
            [
                shown_text(cell.value, str(cell.number_format))
                if as_shown and cell.value is not None
                else held_text(cell.value)
                for cell in line
            ],
        )


def _other_rows(
    path: Path, file: str, *, as_shown: bool
) -> Iterator[tuple[str, Iterable[NumberedCells]]]:
    """Read a workbook of another kind in a process apart, which has its own bounds of memory and time."""
    command = [sys.executable, "-P", "-m", "wps_eval.files.other_workbook", str(path.resolve())]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, and a path as one word
            [*command, "shown" if as_shown else "held"],
            capture_output=True,
            timeout=LONGEST_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputFaults([Fault("too_long_to_read", Where(file))], file) from error
    if ended.returncode == LOCKED:
        raise InputFaults([Fault("encrypted_file", Where(file))], file)
    if ended.returncode == UNREADABLE:
        raise InputFaults([Fault("unreadable", Where(file))], file)
    if ended.returncode:  # it met its bounds, or the reader fell over
        raise InputFaults([Fault("too_long_to_read", Where(file))], file)
    for name, rows in json.loads(ended.stdout):
        yield name, [(number, cells) for number, cells in rows]
