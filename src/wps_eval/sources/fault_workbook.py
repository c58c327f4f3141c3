"""Write a marked copy of a file that holds faults; the file itself is never touched."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from wps_eval.files.open_table import open_table
from wps_eval.files.open_workbook import EXCEL_ENDINGS
from wps_eval.files.spreadsheet_text import set_text
from wps_eval.files.whole_file import write_whole
from wps_eval.words.faults import worded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from wps_eval.errors import Fault
    from wps_eval.words.catalogue import Words

LONGEST_NAME = 31  # letters of a sheet's name
_FAULT_FILL = PatternFill("solid", fgColor="FFE08A")


def write_marked_copies(
    source: Path, faults: Iterable[Fault], folder: Path, words: Words
) -> list[Path]:
    """Copy each workbook or table with faults, its faulty cells coloured and commented.

    Args:
        source: The folder of the input files.
        faults: The faults; those of other folders are passed over.
        folder: Where the copies go.
        words: The language of the comments.

    Returns:
        The copies, as ``.xlsx`` whatever the input was. A file that cannot be read has none.
    """
    by_file: dict[str, list[Fault]] = {}
    for fault in faults:
        name = fault.where.file.removeprefix(f"{source.name}/")
        by_file.setdefault(name, []).append(fault)
    written = []
    for name, found in by_file.items():
        book = _open_as_workbook(source / name) if (source / name).is_file() else None
        if book is not None:
            folder.mkdir(parents=True, exist_ok=True)
            for fault in found:
                _mark_cell(_sheet_of_fault(book, fault.where.sheet), fault, words)
            content = BytesIO()
            book.save(content)
            written.append(write_whole(folder / f"{name}-marked.xlsx", content.getvalue()))
    return written


def _open_as_workbook(path: Path) -> Workbook | None:
    """Open a table as a workbook, all rows where they stood; None where it cannot be read.

    Cells hold values and texts only, whatever a text begins with: no formula is carried on.
    """
    tables = open_table(path, path.name, [])
    if not tables:
        return None
    if path.suffix.lower() in EXCEL_ENDINGS:
        return _without_formulas(path)
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet = book.create_sheet(table.sheet or path.stem[:LONGEST_NAME])
        for number, cells in table.rows:
            for column, text in enumerate(cells, start=1):
                set_text(sheet.cell(number, column), text)
    return book


def _without_formulas(path: Path) -> Workbook | None:
    """Open a workbook of Excel's own kind with what its formulas gave; None where it cannot be copied."""
    try:
        book = load_workbook(path, data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - a part that reading needs not may be damaged; the faults stand on the screen
        return None
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    set_text(cell, cell.value)
    return book


def _sheet_of_fault(book: Workbook, name: str) -> Worksheet:
    """Give the sheet of a name, or the first where there is none."""
    return book[name] if name in book.sheetnames else book.worksheets[0]


def _mark_cell(sheet: Worksheet, fault: Fault, words: Words) -> None:
    """Colour a fault's cell and comment on it; the row's first cell where its column is not known."""
    columns = [str(cell.value or "").strip().lower() for cell in sheet[1]]
    column = columns.index(fault.where.column) + 1 if fault.where.column in columns else 1
    cell = sheet.cell(max(fault.where.row, 1), column)
    cell.fill = _FAULT_FILL
    sentences = worded(fault, words)
    comment = words.say("faults.comment", expected=sentences.expected, remedy=sentences.remedy)
    earlier_comment = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(earlier_comment + comment, "wps-eval")
