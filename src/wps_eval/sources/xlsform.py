"""Write a questionnaire as the workbook that Kobo and ODK take."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = ("survey", "choices", "settings")


def write_xlsform(folder: Path, path: Path) -> Path:
    """Write the CSV sheets of one questionnaire into one workbook.

    Args:
        folder: The questionnaire's folder.
        path: The workbook to write; its folder is made.

    Returns:
        The workbook's path. Empty cells stay empty; every cell is text.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in SHEETS:
        sheet = book.create_sheet(name)
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
            for line in csv.reader(handle):
                sheet.append([cell or None for cell in line])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path
