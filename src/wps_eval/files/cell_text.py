"""What a cell of a workbook says, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime


def shown_text(cell: Any, number_format: str = "General") -> str:
    """Write a cell as text, as the sheet shows it: a day without its time, 0.45 as 45% where it is one.

    Args:
        cell: What it holds; an empty one gives no text.
        number_format: How the sheet shows numbers.
    """
    if hasattr(cell, "isoformat"):
        moment: date | datetime = cell
        return moment.isoformat()[:10]
    if "%" in number_format and isinstance(cell, (int, float)):  # a sheet holds 0.45 and shows 45%
        return f"{round(100 * cell, 10):g}%"
    return held_text(cell)


def held_text(cell: Any) -> str:
    """Write a cell as text, as the sheet holds it: a moment with its time, 3.0 as ``3``."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
