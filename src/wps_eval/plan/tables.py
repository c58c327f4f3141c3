"""Turn one CSV table of a plan into typed rows, collecting every fault on the way."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from wps_eval.errors import Fault, Where, nearest
from wps_eval.words.translated import columns

if TYPE_CHECKING:
    from pathlib import Path

R = TypeVar("R", bound=BaseModel)


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
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = list(reader.fieldnames or [])
    missing = [n for n, f in kind.model_fields.items() if f.is_required() and n not in columns]
    if missing:
        faults.extend(_missing(name, column, columns) for column in missing)
        return ()
    rows = [
        _row(kind, cells, Where(name, "", line), faults) for line, cells in enumerate(reader, 2)
    ]
    return tuple(row for row in rows if row is not None)


def _row(kind: type[R], cells: dict[str, Any], where: Where, faults: list[Fault]) -> R | None:
    if None in cells:
        faults.append(
            Fault(
                where,
                "too_many_cells",
                "more cells than columns",
                "one cell a column",
                "Put a text that holds a comma between quotation marks.",
            )
        )
        return None
    filled = {name: text.strip() for name, text in cells.items() if text and text.strip()}
    try:
        return kind.model_validate(filled)
    except ValidationError as error:
        faults.extend(fault_of(detail, kind, where) for detail in error.errors())
        return None


def expectation(detail: Any) -> str:
    """Word what one of pydantic's complaints expected, without its preamble."""
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
