"""Survey rows too many for memory: DuckDB groups them, and only the sums come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.memory_rows import MemoryRows, join_tables
from wps_eval.survey.table import Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.memory_rows import Grouping, Part, Profile
    from wps_eval.survey.table import By, Table, Value

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

FEW_ROWS = 100_000  # up to here plain numpy is the fastest way to group
_FLOATS = ("FLOAT", "DOUBLE", "REAL")
_VALUE = "value of the item"
MOST_CELLS = 1_000_000  # crossing all domain columns beyond this costs more than it saves


def quoted(name: str) -> str:
    """Quote a column's name for SQL."""
    return '"' + name.replace('"', '""') + '"'


class Connection(Protocol):
    """What is asked of DuckDB: to answer SQL about the view ``rows``."""

    def execute(self, query: str) -> Any:
        """Answer one query."""
        ...


@dataclass(frozen=True)
class _Relation:
    """A relation that a researcher already has open in DuckDB."""

    relation: duckdb.DuckDBPyRelation

    def execute(self, query: str) -> Any:
        return self.relation.query("rows", query)


@dataclass(frozen=True)
class OpenRows:
    """Rows ready to be grouped: few in memory, many behind a connection.

    Attributes:
        rows: A pandas table, or a connection with the view ``rows``.
        columns: The names of the columns.
    """

    rows: pd.DataFrame | Connection
    columns: tuple[str, ...]


def open_rows(rows: object, threads: int = 1) -> OpenRows:
    """Open rows where grouping them is fastest.

    Args:
        rows: A pandas or polars table, a DuckDB relation, or the path of a Parquet file.
        threads: How many threads DuckDB may use. Sums of one thread are the same to the last bit.

    Returns:
        The rows, read into memory if there are at most 100,000 of them.

    Raises:
        DesignFaults: There is no such file, or it is not Parquet.
    """
    rows = _as_pandas(rows)
    if isinstance(rows, pd.DataFrame) and len(rows) <= FEW_ROWS:
        return OpenRows(rows, tuple(map(str, rows.columns)))
    connection = connect(rows, threads)
    if not isinstance(rows, pd.DataFrame):
        count = connection.execute("SELECT count(*) FROM rows").fetchall()[0][0]
        if count <= FEW_ROWS:
            frame = connection.execute("SELECT * FROM rows").df()
            return OpenRows(frame, tuple(map(str, frame.columns)))
    names = connection.execute("SELECT * FROM rows LIMIT 0").df().columns
    return OpenRows(connection, tuple(map(str, names)))


def _as_pandas(rows: object) -> object:
    """Turn a polars table into a pandas one, column by column; all else stays what it is."""
    if isinstance(rows, (pd.DataFrame, str, Path, duckdb.DuckDBPyRelation)):
        return rows
    table: Any = rows
    return pd.DataFrame({str(name): table[name].to_numpy() for name in table.columns})


def connect(rows: object, threads: int) -> Connection:
    """Open rows as the view ``rows`` of a connection that loads and reads nothing else."""
    if isinstance(rows, duckdb.DuckDBPyRelation):
        return _Relation(rows)
    connection = duckdb.connect(
        config={"threads": threads, "autoinstall_known_extensions": False, "TimeZone": "UTC"}
    )
    if isinstance(rows, (str, Path)):
        _view_of_file(connection, Path(rows).resolve())
    else:
        connection.register("rows", rows)
    connection.execute("SET enable_external_access = false")
    return connection


def _view_of_file(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.execute("SET allowed_paths = ?", [[str(path)]])
    literal = str(path).replace("'", "''")
    try:
        connection.execute(f"CREATE VIEW rows AS SELECT * FROM read_parquet('{literal}')")
    except duckdb.Error as error:
        raise DesignFaults([Fault("not_parquet", Where(file=path.name))], "rows") from error


@dataclass(frozen=True)
class DuckSource:
    """Rows that DuckDB holds or reads.

    Attributes:
        connection: The closed connection with the view ``rows``.
        weight: The column of weights; nothing gives every row the weight 1.
        keys: The columns that name a sampling unit; none puts all rows into one unit.
        index: The position of each unit by its key columns.
    """

    connection: Connection
    weight: str
    keys: tuple[str, ...]
    index: pd.Series[int]
    _levels: dict[str, tuple[Value, ...]] = field(default_factory=dict, repr=False, compare=False)
    _types: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns that can be asked for."""
        return tuple(map(str, self.connection.execute("SELECT * FROM rows LIMIT 0").df().columns))

    def distinct(self, column: str) -> tuple[Value, ...]:
        """List the values of a column, sorted, without missing."""
        if column not in self._levels:
            name = quoted(column)
            sql = f"SELECT DISTINCT {name} FROM rows WHERE {name} IS NOT NULL ORDER BY 1"
            self._levels[column] = tuple(row[0] for row in self.connection.execute(sql).fetchall())
        return self._levels[column]

    def table(self, items: Sequence[Item], by: By, *, squares: bool = False) -> Table:
        """Group the rows by sampling unit and domain."""
        columns = _named(by)
        values = [_value(item, may_be_nan=self._may_be_nan(item.column)) for item in items]
        whole, crossed = self._looked_over(values, columns)
        if len(by) > 1 and crossed > MOST_CELLS:
            tables = [self.table(items, (each,), squares=squares) for each in by]
            parts = [(t.sums.weight, t.sums.total, t.n, t.missing, t.square) for t in tables]
            return join_tables(tuple(items), [t.cells for t in tables], parts)
        return self._margins(self._grouped(values, whole, columns, squares=squares), items, by)

    def profile(self, column: str, columns: Sequence[str]) -> tuple[Profile, ...]:
        """Sum the weights by value of a column, domain by domain, values ascending."""
        weight = f"{quoted(self.weight)}::DOUBLE" if self.weight else "1.0"
        marks = [f"{quoted(name)} AS d{i}" for i, name in enumerate(columns)]
        select = ", ".join(
            [*marks, f"{_value(Item(column), may_be_nan=True)} AS y", f"{weight} AS w"]
        )
        group = ", ".join([*(f"d{i}" for i in range(len(columns))), "y"])
        frame = self.connection.execute(
            f"SELECT {group}, sum(w) AS w FROM (SELECT {select} FROM rows) "  # names are quoted
            f"WHERE y IS NOT NULL GROUP BY {group}"
        ).df()
        named = frame.rename(columns={f"d{i}": name for i, name in enumerate(columns)})
        held = MemoryRows(named[list(columns)].assign(**{_VALUE: frame["y"]}))
        return held.profile(_VALUE, columns, frame["w"].to_numpy(np.float64))

    def _looked_over(
        self, values: Sequence[str], columns: Sequence[str]
    ) -> tuple[tuple[bool, ...], int]:
        """Say which items no row is missing, and about how many cells the crossing would have."""
        counts = [f"count({value})" for value in values]
        counts += [f"approx_count_distinct({quoted(name)})" for name in columns]
        sql = f"SELECT count(*), {', '.join(counts)} FROM rows"
        rows, *found = self.connection.execute(sql).fetchall()[0]
        levels = [int(count) + 1 for count in found[len(values) :]]
        whole = tuple(count == rows for count in found[: len(values)])
        return whole, len(self.index) * int(np.prod(levels, dtype=np.int64))

    def _grouped(
        self,
        values: Sequence[str],
        whole: tuple[bool, ...],
        columns: Sequence[str],
        *,
        squares: bool,
    ) -> Grouped:
        """Run the one query: a row for each unit and crossing of the columns."""
        keys = [f"{quoted(name)} AS k{i}" for i, name in enumerate(self.keys)]
        marks = [f"{quoted(name)} AS d{i}" for i, name in enumerate(columns)]
        w = f"{quoted(self.weight)}::DOUBLE" if self.weight else "1.0::DOUBLE"
        sums = ["count(*) AS n", "sum(w) AS w"]
        for i, gapless in enumerate(whole):
            if not gapless:
                sums += [f"count(y{i}) AS n{i}", f"sum(w) FILTER (y{i} IS NOT NULL) AS w{i}"]
            sums.append(f"sum(w * y{i}) AS t{i}")
            sums += [f"sum(w * y{i} * y{i}) AS q{i}"] if squares else []
        named = [f"{value} AS y{i}" for i, value in enumerate(values)]
        inner = ", ".join([*keys, *marks, f"{w} AS w", *named])
        group = [*(f"k{i}" for i in range(len(keys))), *(f"d{i}" for i in range(len(marks)))]
        sql = f"SELECT {', '.join([*group, *sums])} FROM (SELECT {inner} FROM rows)"
        sql += f" GROUP BY {', '.join(group)}" if group else ""
        return Grouped(self.connection.execute(sql).fetchnumpy(), whole)

    def _may_be_nan(self, column: str) -> bool:
        if not self._types:
            described = self.connection.execute("SELECT * FROM rows LIMIT 0").description
            self._types.update({name: str(sql_type) for name, sql_type, *_ in described})
        return self._types[column] in _FLOATS

    def _margins(self, grouped: Grouped, items: Sequence[Item], by: By) -> Table:
        marks = {n: grouped.column(f"d{i}") for i, n in enumerate(_named(by))}
        unit = self._units(grouped)
        rows = MemoryRows(pd.DataFrame(marks, index=range(len(unit))))
        groupings = [rows.grouping(columns) for columns in by]
        parts = [_part(grouped, len(items), each, unit, len(self.index)) for each in groupings]
        return join_tables(tuple(items), [each.cells for each in groupings], parts)

    def _units(self, grouped: Grouped) -> Codes:
        if not self.keys:
            return np.zeros(len(grouped.column("n")), np.intp)
        keys = [grouped.column(f"k{i}") for i in range(len(self.keys))]
        wanted = pd.MultiIndex.from_arrays(keys) if len(keys) > 1 else pd.Index(keys[0])
        return self.index.index.get_indexer(wanted).astype(np.intp)


@dataclass(frozen=True)
class Grouped:
    """What the one query gave: a row for each unit and crossing of the domain columns.

    Attributes:
        columns: Its columns.
        whole: Which items no row is missing; their base is that of all rows.
    """

    columns: Mapping[str, Any]
    whole: tuple[bool, ...]

    def column(self, name: str) -> pd.Series[Any]:
        """Give a key or a domain column, with what is missing marked."""
        values = self.columns[name]
        if np.ma.isMaskedArray(values) and values.mask.any():
            masked: Any = values.astype(object)
            return pd.Series(masked.filled(None))
        return pd.Series(np.ma.getdata(values))

    def sums(self, what: str, i: int) -> Floats:
        """Give one sum of one item, 0 where no row had a value."""
        name = what if what in "nw" and self.whole[i] else f"{what}{i}"
        values = self.columns[name]
        filled = values.filled(0.0) if np.ma.isMaskedArray(values) else values
        return np.asarray(filled, dtype=np.float64)


def _named(by: By) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in by for name in each))


def _value(item: Item, *, may_be_nan: bool) -> str:
    column = quoted(item.column)
    number = f"nullif({column}::DOUBLE, 'nan'::DOUBLE)" if may_be_nan else f"{column}::DOUBLE"
    if item.among is not None:
        inside = ", ".join(_literal(value) for value in item.among)
        value = f"({column} IN ({inside}))::INT::DOUBLE"
    elif item.at_most is not None:
        value = f"({number} <= {item.at_most!r})::INT::DOUBLE"
    else:
        value = number
    return (
        f"CASE WHEN {quoted(item.given)} IS NULL THEN NULL ELSE {value} END"
        if item.given
        else value
    )


def _literal(value: Value) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _part(grouped: Grouped, items: int, by: Grouping, unit: Codes, units: int) -> Part:
    """Add the rows of the one query up to the domains of one set."""
    cells, keep = len(by.cells), by.codes >= 0
    code = by.codes[keep]
    place = unit[keep] * cells + code

    def add(what: str, i: int, at: Codes, size: int) -> Floats:
        return np.bincount(at, grouped.sums(what, i)[keep], size).astype(np.float64)

    def by_unit(what: str) -> Floats:
        each = [add(what, i, place, units * cells) for i in range(items)]
        return np.stack(each, axis=-1).reshape(units, cells, items)

    def by_cell(what: str) -> Floats:
        return np.stack([add(what, i, code, cells) for i in range(items)], axis=-1)

    rows = np.bincount(code, grouped.columns["n"][keep], cells)[:, None]
    n = by_cell("n")
    square = by_cell("q") if "q0" in grouped.columns else np.full_like(n, np.nan)
    return by_unit("w"), by_unit("t"), n, rows - n, square
