"""Read a workbook of another kind than Excel's own: a program apart, which writes its rows as JSON.

The reader is made for speed and trusts what a file says of its size. So it runs by itself, with bounds
on memory and time: whatever a file does to it, the workbench goes on.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wps_eval.files.cell_text import held_text, shown_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

MOST_MEMORY = 1 << 30  # bytes
MOST_SECONDS = 20  # of the processor
LOCKED, UNREADABLE = 3, 4  # how it ends

Rows = list[tuple[int, list[str]]]


def rows_by_sheet(path: Path, *, as_shown: bool) -> list[tuple[str, Rows]]:
    """Give the sheets of a workbook with the numbers and cells of the rows that hold anything.

    Args:
        path: An ``.xlsb``, ``.xls`` or ``.ods`` file.
        as_shown: Whether days are given without their time. A percentage is given as the number
            that the cell holds, since the reader does not tell how it is shown.
    """
    from python_calamine import load_workbook  # noqa: PLC0415 - only this program needs it

    with load_workbook(path) as book:
        return [
            (name, [*_rows(book.get_sheet_by_name(name), as_shown=as_shown)])
            for name in book.sheet_names
        ]


def _rows(sheet: CalamineSheet, *, as_shown: bool) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a sheet that hold anything, as they are numbered in the sheet."""
    text = shown_text if as_shown else held_text
    above, before = sheet.start or (0, 0)
    for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=above + 1):
        if any(cell != "" for cell in cells):
            yield number, [""] * before + [text(cell) for cell in cells]


def main(path: str, mode: str) -> int:
    """Write the rows of a workbook to the screen as JSON, or say by the exit code why not."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415 - as above

    try:
        rows = rows_by_sheet(Path(path), as_shown=mode == "shown")
    except PasswordError:
        return LOCKED
    except (CalamineError, OSError, ValueError):
        return UNREADABLE
    json.dump(rows, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
