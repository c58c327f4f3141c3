"""Write a questionnaire as the workbook that Kobo and ODK take."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook

from wps_eval.errors import SurveyFaults
from wps_eval.files.open_table import open_table
from wps_eval.files.spreadsheet_text import set_text
from wps_eval.files.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.errors import Fault

SHEETS = ("survey", "choices", "settings")


def write_xlsform(folder: Path, path: Path) -> Path:
    """Write the CSV sheets of one questionnaire into one workbook.

    Args:
        folder: The questionnaire's folder.
        path: The workbook to write; its folder is made.

    Returns:
        The workbook's path. Empty cells stay empty; every cell is text, and none a formula.

    Raises:
        SurveyFaults: A sheet does not open.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in SHEETS:
        sheet = book.create_sheet(name)
        faults: list[Fault] = []
        for table in open_table(folder / f"{name}.csv", f"{folder.name}/{name}.csv", faults):
            for number, cells in table.rows:
                for column, text in enumerate(cells, start=1):
                    set_text(sheet.cell(number, column), text)
        if faults:
            raise SurveyFaults(faults, "instrument", folder.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = BytesIO()
    book.save(content)
    return write_whole(path, content.getvalue())
