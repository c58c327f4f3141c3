"""Texts that a spreadsheet would compute, written so that it does not, and read back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

COMPUTED = re.compile(r"[=+\-@\t\r]")  # what begins a formula, or hides its beginning
GUARD = "'"
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def guarded(text: str) -> str:
    """Put an apostrophe before a text of a CSV file that a spreadsheet would compute; numbers stay."""
    return f"{GUARD}{text}" if COMPUTED.match(text) and not NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Take away the apostrophe that ``guarded`` put there."""
    return text[1:] if text.startswith(GUARD) and COMPUTED.match(text[1:]) else text


def set_text(cell: Cell, text: str) -> None:
    """Write a text into a workbook's cell as a text, whatever it begins with; an empty one writes none."""
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = bool(COMPUTED.match(text))
