"""Turn one CSV table of a plan into typed rows, collecting every fault on the way."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from wps_eval.errors import Fault, Where, nearest
from wps_eval.words.translated import columns

if TYPE_CHECKING:
    from pathlib import Path

R = TypeVar("R", bound=BaseModel)
SWALLOWED = re.compile(r"\n[A-Z]{1,3}\d{1,3}[,;\t]")  # the beginning of a row, inside a cell


def read_table(path: Path, kind: type[R], faults: list[Fault]) -> tuple[R, ...]:
    """Read one table of a plan.

    A table that does not exist is empty: whether it may be is asked by the loader.

    Args:
        path: The CSV file.
        kind: The row's class; its fields are the columns.
        faults: Where faults are collected.

    Returns:
        The rows that could be read.
    """
    if not path.is_file():
        return ()
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        faults.append(_encoding(name))
        return ()
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    columns = [column.strip() for column in records[0]] if records else []
    if wrong := _head_faults(name, columns, kind):
        faults.extend(wrong)
        return ()
    rows = [
        _row(kind, columns, cells, Where(name, "", line), faults)
        for line, cells in enumerate(records[1:], 2)
        if any(cell.strip() for cell in cells)
    ]
    return tuple(row for row in rows if row is not None)


def _delimiter(text: str) -> str:
    """Say what parts the cells: a comma, unless the first row has none and another sign."""
    head = text.partition("\n")[0]
    return next((sign for sign in ";\t" if sign in head and "," not in head), ",")


def _head_faults(name: str, columns: list[str], kind: type[BaseModel]) -> list[Fault]:
    if not any(columns):
        return [Fault(Where(name, "", 1), "empty_file", "nothing", "a first row that names the columns",
                      "Copy the first row of a demonstration's table, or remove the file.")]  # fmt: skip
    doubled = {column for column in columns if column and columns.count(column) > 1}
    missing = [n for n, f in kind.model_fields.items() if f.is_required() and n not in columns]
    return [
        *(Fault(Where(name, "", 1, column), "doubled_column", "two columns of that name", "one",
                "Remove or rename one of them.") for column in sorted(doubled)),
        *(_missing(name, column, columns) for column in missing),
    ]  # fmt: skip


def _row(
    kind: type[R], columns: list[str], cells: list[str], where: Where, faults: list[Fault]
) -> R | None:
    if any(SWALLOWED.search(cell) for cell in cells):
        faults.append(Fault(where, "unclosed_quote", "a cell that goes on over the rows after it",
                            "a quotation mark at either end of a cell, or none",
                            "Close the mark, and write one inside a text twice."))  # fmt: skip
        return None
    if any(cell.strip() for cell in cells[len(columns) :]):
        faults.append(Fault(where, "too_many_cells", "more cells than columns", "one cell a column",
                            "Put a text that holds a comma between quotation marks."))  # fmt: skip
        return None
    named = zip(columns, cells, strict=False)
    filled = {name: text.strip() for name, text in named if text.strip()}
    try:
        return kind.model_validate(filled)
    except ValidationError as error:
        faults.extend(fault_of(detail, kind, where) for detail in error.errors())
        return None


PLAINLY = {  # pydantic's words for these are a programmer's
    **dict.fromkeys(("date_from_datetime_parsing", "date_from_datetime_inexact", "date_parsing", "date_type"),
                    "a day, written 2024-12-31"),
    "string_type": "a text; put a number between quotation marks",
    "model_type": "text: with the words below it, and text_ar:, text_ckb: beside it",
    "model_attributes_type": "text: with the words below it, and text_ar:, text_ckb: beside it",
    "dict_type": "text: with the words below it, and text_ar:, text_ckb: beside it",
}  # fmt: skip


def expectation(detail: Any) -> str:
    """Word what one of pydantic's complaints expected, without its preamble."""
    if detail["type"] in PLAINLY:
        return PLAINLY[detail["type"]]
    said = str(detail.get("ctx", {}).get("expected") or detail["msg"])
    return said.removeprefix("Input should be ").removeprefix("Value error, ")


def fault_of(detail: Any, kind: type[BaseModel], where: Where) -> Fault:
    """Word one of pydantic's complaints as a fault of a cell or key."""
    column = ".".join(str(part) for part in detail["loc"])
    spot = Where(where.file, where.sheet, where.row, column)
    if detail["type"] == "extra_forbidden":
        return Fault(
            spot,
            "unknown_name",
            repr(column),
            "a name that is known here",
            nearest(column.rpartition(".")[2], columns(kind)),
        )
    if detail["type"] == "missing":
        return Fault(spot, "missing", "nothing", "a value", "Fill it in.")
    expected = expectation(detail)
    known = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
    remedy = nearest(str(detail["input"]), known) if detail["type"] == "enum" else "Correct it."
    return Fault(spot, "bad_value", repr(detail["input"]), expected, remedy)


def _missing(file: str, column: str, columns: list[str]) -> Fault:
    return Fault(
        Where(file, "", 1, column),
        "missing_column",
        "the columns " + ", ".join(columns),
        f"a column {column!r}",
        "Restore the column's name in the first row.",
    )


def _encoding(file: str) -> Fault:
    return Fault(
        Where(file),
        "encoding",
        "bytes that are not UTF-8",
        "a file in UTF-8",
        "Save it as 'CSV UTF-8'.",
    )
