"""Read a CSV file or a workbook as text cells that know where they stood."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from wps_eval.errors import Fault, Where

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

ENCODING, ARABIC_ENCODING = "utf-8-sig", "windows-1256"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text cells: the header and the rows, each with its number in the file."""

    where: Where
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_sheets(path: Path, faults: list[Fault], heads: Collection[str] = ()) -> list[Sheet]:
    """Read every table of a file as text.

    Args:
        path: A ``.csv`` or ``.xlsx`` file.
        heads: Columns by which the header is known where titles stand above it, in lower case: it is
            the line that holds most of them, the first one if none does.
        faults: Where faults are collected: an empty file, a broken workbook, an encoding other
            than UTF-8 (a Windows-1256 file is recognised, said, and not guessed at).

    Returns:
        The tables; none where the file cannot be read.
    """
    try:
        return list(
            _workbook_sheets(path, heads)
            if path.suffix.lower() == ".xlsx"
            else _csv_sheet(path, heads, faults)
        )
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        faults.append(Fault("unreadable", Where(path.name), found=type(error).__name__))
        return []


def _csv_sheet(path: Path, heads: Collection[str], faults: list[Fault]) -> Iterator[Sheet]:
    """Read a CSV file as its one sheet; none where it is empty or in another encoding, which is collected."""
    data = path.read_bytes()
    try:
        text = data.decode(ENCODING)
    except UnicodeDecodeError:
        faults.append(_encoding_fault(path.name, data))
        return
    if not text.strip():  # a mark of the encoding, and nothing after it
        faults.append(Fault("empty_file", Where(path.name)))
        return
    head = text.splitlines()[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    lines = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    yield _sheet_of_lines(Where(path.name), lines, heads)


def _encoding_fault(name: str, data: bytes) -> Fault:
    """Tell a file in Arabic's older encoding from one in any other."""
    try:
        sample = data.decode(ARABIC_ENCODING)
        arabic = any("\u0600" <= char <= "\u06ff" for char in sample)
    except UnicodeDecodeError:
        arabic = False
    return Fault("encoding_arabic" if arabic else "encoding", Where(name))


def _workbook_sheets(path: Path, heads: Collection[str]) -> Iterator[Sheet]:
    """Read the sheets of a workbook that hold anything."""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for page in book.worksheets:
            lines = [
                [_cell_text(cell.value, str(cell.number_format)) for cell in line]
                for line in page.iter_rows()
            ]
            if any(any(line) for line in lines):
                yield _sheet_of_lines(Where(path.name, page.title), lines, heads)
    finally:
        book.close()


def _cell_text(cell: Any, number_format: str = "General") -> str:
    """Write a cell as text, as the sheet shows it: a day without its time, 0.45 as 45% where it is one."""
    if cell is None:
        return ""
    if hasattr(cell, "isoformat"):
        moment: date | datetime = cell
        return moment.isoformat()[:10]
    if "%" in number_format and isinstance(cell, (int, float)):  # a sheet holds 0.45 and shows 45%
        return f"{round(100 * cell, 10):g}%"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _sheet_of_lines(where: Where, lines: Sequence[list[str]], heads: Collection[str]) -> Sheet:
    """Make a sheet of lines: its header in lower case, and what stands below it; empty lines are left out."""
    named = [tuple(cell.strip().lower() for cell in line) for line in lines] or [()]
    at = max(range(len(named)), key=lambda i: len({*heads} & {*named[i]}))  # the first of equals
    rows = tuple(
        (number, dict(zip(named[at], (cell.strip() for cell in line), strict=False)))
        for number, line in enumerate(lines[at + 1 :], start=at + 2)
        if any(cell.strip() for cell in line)
    )
    return Sheet(where, named[at], rows)
