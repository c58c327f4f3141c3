"""Write and read the results tables as Parquet: same rows, same bytes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pandera.pandas as pa

from wps_eval.errors import NotReleased, WpsEvalError, nearest
from wps_eval.files.permissions import FOLDER_OF_OWNER, OWNER_ONLY
from wps_eval.files.whole_file import part_of, put_in_place
from wps_eval.results.columns import TABLES, Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_PANDAS_TYPES: dict[str, Any] = {
    "VARCHAR": "object",
    "DOUBLE": "float64",
    "BOOLEAN": "bool",
    "INTEGER": "int64",
}


def frame(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Make a results table of rows; columns that a row leaves out are empty.

    Args:
        name: The table's name.
        rows: The rows; a key that is no column of the table is an error.

    Raises:
        WpsEvalError: If a row has a column that the table does not know, or a key stands twice.
    """
    columns = TABLES[name]
    names = [column.name for column in columns]
    records = [dict(row) for row in rows]
    unknown_columns = sorted({key for row in records for key in row} - set(names))
    if unknown_columns:
        raise WpsEvalError(
            f"results table {name!r}: found a column {unknown_columns[0]!r}; expected one of the table's. "
            + nearest(unknown_columns[0], names)
        )
    table = pd.DataFrame(records, columns=names)
    for column in columns:
        table[column.name] = _of_column_type(table[column.name], column)
    return _fitted_to_schema(
        name, table.sort_values(_sort_columns(columns), kind="stable", ignore_index=True)
    )


def _of_column_type(values: pd.Series[Any], column: Column) -> pd.Series[Any]:
    """Give values the type of their column; a missing text becomes "", a missing truth False, all else stays missing."""
    if column.sql == "VARCHAR":
        texts: pd.Series[Any] = values.astype("object").where(values.notna(), "")
        return texts.map(str).astype("object")
    if column.sql == "DATE":
        return pd.to_datetime(values).astype("datetime64[us]")
    if column.sql == "BOOLEAN":
        return values.eq(other=True)
    numbers: pd.Series[Any] = pd.to_numeric(values)
    return numbers.astype(_PANDAS_TYPES[column.sql])


def _sort_columns(columns: tuple[Column, ...]) -> list[str]:
    """Name the columns that rows are sorted by: the key, or all where there is none."""
    return [column.name for column in columns if column.key] or [column.name for column in columns]


def schema(name: str) -> pa.DataFrameSchema:
    """Give the table's schema, made from its list of columns."""
    dtypes = _PANDAS_TYPES | {"DATE": "datetime64[us]"}
    columns = TABLES[name]
    return pa.DataFrameSchema(
        {
            typed_column.name: pa.Column(
                dtypes[typed_column.sql], nullable=typed_column.sql in {"DOUBLE", "DATE"}
            )
            for typed_column in columns
        },
        unique=[column.name for column in columns if column.key] or None,
        strict=True,
        ordered=True,
    )


def _fitted_to_schema(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Give a table that fits its columns; an error shows the first five cells that do not."""
    try:
        return schema(name).validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "failure_case"]].head(5)
        raise WpsEvalError(
            f"results table {name!r}: rows do not fit the table's columns:\n{cases.to_string(index=False)}"
        ) from error


def write_table(table: pd.DataFrame, name: str, folder: Path, *, mode: int = OWNER_ONLY) -> Path:
    """Write a results table as Parquet, beside and then renamed.

    Args:
        table: The table.
        name: Its name.
        folder: The folder it goes into.
        mode: File permissions; measured tables are for their owner only.
    """
    folder.mkdir(FOLDER_OF_OWNER, parents=True, exist_ok=True)
    target = folder / f"{name}.parquet"
    part_file = part_of(target)
    part_file.touch(mode=OWNER_ONLY)  # nobody else reads it before it has its permissions
    columns = TABLES[name]
    typed_columns = ", ".join(
        f'CAST("{column.name}" AS {column.sql}) AS "{column.name}"' for column in columns
    )
    order = ", ".join(f'"{name}"' for name in _sort_columns(columns))
    with _database().cursor() as connection:
        connection.register("results_table", table)
        rows = connection.sql(f"SELECT {typed_columns} FROM results_table ORDER BY {order}")  # noqa: S608 - names come from our own list of columns
        rows.write_parquet(str(part_file), compression="zstd")
    return put_in_place(part_file, target, mode)


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Read every results table of a folder.

    Args:
        folder: ``measured/`` or ``released/`` of a study.

    Raises:
        NotReleased: If the folder holds no tables.
    """
    found = {
        name: read_table(folder, name) for name in TABLES if (folder / f"{name}.parquet").is_file()
    }
    if not found:
        raise NotReleased(
            f"{folder.name}/: found no results tables; expected those of an earlier stage. Run `wps-eval run` for the study first."
        )
    return found


def holds_tables(folder: Path) -> bool:
    """Whether a folder holds results tables, and all of them those of this version."""
    found = [name for name in TABLES if (folder / f"{name}.parquet").is_file()]
    with _database().cursor() as connection:
        return bool(found) and all(
            connection.read_parquet(str(folder / f"{name}.parquet")).columns == _column_names(name)
            for name in found
        )


def _column_names(name: str) -> list[str]:
    return [column.name for column in TABLES[name]]


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Give this process's own database, in memory and empty: tables come from files and go into files."""
    return duckdb.connect(config={"threads": 1})


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """Read one results table as it was written."""
    with _database().cursor() as connection:
        rows = connection.read_parquet(str(folder / f"{name}.parquet"))
        if rows.columns != _column_names(name):
            raise NotReleased(
                f"{folder.name}/{name}.parquet of {folder.parent.name}: found the columns of another version of wps-eval; expected those of this one. Run `wps-eval run {folder.parent.name}` again."
            )
        table: pd.DataFrame = rows.project(", ".join(map(_read_as, TABLES[name]))).df()
    types = {
        column.name: _PANDAS_TYPES.get(column.sql, "datetime64[us]") for column in TABLES[name]
    }
    return table.astype(types)


def _read_as(column: Column) -> str:
    """Write how a column is read: a missing text as "", a missing truth as False."""
    nothing = {"VARCHAR": "''", "BOOLEAN": "false"}.get(column.sql)
    name = f'"{column.name}"'
    return name if nothing is None else f"coalesce({name}, {nothing}) AS {name}"
