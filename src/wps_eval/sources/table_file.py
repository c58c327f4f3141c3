"""Read a table as text cells that know where they stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, Where
from wps_eval.files.open_table import TEXT_ENDINGS, open_table
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from wps_eval.files.open_table import Lines


@dataclass(frozen=True, slots=True, repr=False)
class Sheet(RowHolder):
    """A table of text cells: the header and the rows, each with its number in the file."""

    where: Where
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_sheets(path: Path, faults: list[Fault], heads: Collection[str] = ()) -> list[Sheet]:
    """Read every table of a file as text.

    Args:
        path: A file that ``open_table`` opens.
        heads: Columns by which the header is known where titles stand above it, in lower case: it is
            the line that holds most of them, the first one if none does.
        faults: Where faults are collected: those of ``open_table``, and an empty file.

    Returns:
        The tables; none where the file cannot be read.
    """
    return [
        _sheet_of_lines(Where(path.name, table.sheet), table.rows, heads)
        for table in _tables(path, faults)
    ]


def _tables(path: Path, faults: list[Fault]) -> tuple[Lines, ...]:
    """Open a file; a text file without any text is said to be empty."""
    before = len(faults)
    tables = open_table(path, path.name, faults)
    if not tables and len(faults) == before and path.suffix.lower() in TEXT_ENDINGS:
        faults.append(Fault("empty_file", Where(path.name)))
    return tables


def _sheet_of_lines(
    where: Where, lines: Sequence[tuple[int, tuple[str, ...]]], heads: Collection[str]
) -> Sheet:
    """Make a sheet of lines: its header in lower case, and what stands below it."""
    named = [tuple(cell.strip().lower() for cell in cells) for _, cells in lines]
    at = max(range(len(named)), key=lambda i: len({*heads} & {*named[i]}))  # the first of equals
    rows = tuple(
        (number, dict(zip(named[at], (cell.strip() for cell in cells), strict=False)))
        for number, cells in lines[at + 1 :]
    )
    return Sheet(where, named[at], rows)
