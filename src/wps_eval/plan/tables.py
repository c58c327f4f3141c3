"""Turn one CSV table of a plan into typed rows, collecting every fault on the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from wps_eval.errors import Fault, Where
from wps_eval.files.open_table import open_table
from wps_eval.files.safe_file import file_is_there
from wps_eval.plan.complaints import fault_of

if TYPE_CHECKING:
    from pathlib import Path

R = TypeVar("R", bound=BaseModel)
SWALLOWED_ROW = re.compile(r"\n[A-Z]{1,3}\d{1,3}[,;\t]")  # the beginning of a row, inside a cell


def read_table(path: Path, model: type[R], faults: list[Fault]) -> tuple[R, ...]:
    """Read one table of a plan, as ``read_numbered_table`` does, and give its rows alone."""
    return tuple(row for _, row in read_numbered_table(path, model, faults))


def read_numbered_table(
    path: Path, model: type[R], faults: list[Fault]
) -> tuple[tuple[int, R], ...]:
    """Read one table of a plan.

    A table that does not exist is empty: whether it may be is asked by the loader.

    Args:
        path: The CSV file.
        model: The row's class; its fields are the columns.
        faults: Where faults are collected.

    Returns:
        The rows that could be read, each with its number in the file.
    """
    if not file_is_there(path):
        return ()
    file = f"{path.parent.name}/{path.name}"
    before = len(faults)
    tables = open_table(path, file, faults)
    if len(faults) > before:
        return ()
    (_, head), *lines = tables[0].rows if tables else ((1, ()),)
    columns = [column.strip() for column in head]
    if head_faults := _head_faults(file, columns, model):
        faults.extend(head_faults)
        return ()
    rows = [
        (line, _read_row(model, columns, cells, Where(file, "", line), faults))
        for line, cells in lines
    ]
    return tuple((line, row) for line, row in rows if row is not None)


def _head_faults(name: str, columns: list[str], model: type[BaseModel]) -> list[Fault]:
    """Find columns that stand twice or are missing; a first row without any is an empty file."""
    if not any(columns):
        return [Fault("empty_file", Where(name, "", 1))]
    doubled = {column for column in columns if column and columns.count(column) > 1}
    missing = [
        name
        for name, field in model.model_fields.items()
        if field.is_required() and name not in columns
    ]
    return [
        *(
            Fault("doubled_column", Where(name, "", 1, column_name), found=column_name)
            for column_name in sorted(doubled)
        ),
        *(
            Fault(
                "missing_column",
                Where(name, "", 1, column_name),
                found=tuple(columns),
                expected=column_name,
            )
            for column_name in missing
        ),
    ]


def _read_row(
    model: type[R], columns: list[str], cells: tuple[str, ...], where: Where, faults: list[Fault]
) -> R | None:
    """Read one row; None where it holds a fault, which is collected."""
    if any(SWALLOWED_ROW.search(cell) for cell in cells):
        faults.append(Fault("unclosed_quote", where))
        return None
    if any(cell.strip() for cell in cells[len(columns) :]):
        faults.append(Fault("too_many_cells", where))
        return None
    named = zip(columns, cells, strict=False)
    filled = {name: text.strip() for name, text in named if text.strip()}
    try:
        return model.model_validate(filled)
    except ValidationError as error:
        faults.extend(fault_of(detail, model, where) for detail in error.errors())
        return None
