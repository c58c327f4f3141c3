"""The rows of a CSV or TSV text, however a spreadsheet parted and ended them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.limits import LONGEST_CELL
from wps_eval.files.spreadsheet_text import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATORS = (",", ";", "\t")
QUOTED = re.compile('"[^"]*"')


def delimited_rows(text: str, file: str) -> Iterator[list[str]]:
    """Give the rows of a text; the separator is the one that its first filled line has most of.

    Args:
        text: The text; lines may end in any of the three ways.
        file: What it is called in faults.

    Raises:
        InputFaults: A cell is longer than the reader takes, or a quotation mark is not closed where
            its cell ends.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows_read = 0
    try:
        for cells in reader:
            rows_read += 1
            yield [unguarded(cell) for cell in cells]
    except csv.Error as error:
        where = Where(file, row=rows_read + 1)
        long = str(error).startswith("field larger")
        fault = (
            Fault("long_cell", where, expected=LONGEST_CELL)
            if long
            else Fault("unclosed_quote", where)
        )
        raise InputFaults([fault], file) from error


def _separator(text: str) -> str:
    """Say what parts the cells: a comma, unless another sign stands more often outside quotation marks."""
    head = QUOTED.sub("", text.lstrip().splitlines()[0]) if text.strip() else ""
    return max(SEPARATORS, key=head.count)  # the first of equals
