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
from wps_eval.survey.row_sources import MemorySource
from wps_eval.survey.table import Item
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.memory_rows import DomainSums, Grouping, ValueWeights
    from wps_eval.survey.table import By, Table, Value

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

FEW_ROWS = 100_000  #: up to here plain numpy is the fastest way to group
#: rows that need no conversion: a pandas table, the path of a file, a relation open in DuckDB
TableOrFile = pd.DataFrame | str | Path | duckdb.DuckDBPyRelation
_FLOAT_TYPES = ("FLOAT", "DOUBLE", "REAL")
_VALUE_COLUMN = "value of the item"
MOST_CELLS = 1_000_000  #: crossing all domain columns beyond this costs more than it saves


def quoted(name: str) -> str:
    """Quote a column's name for SQL."""
    return '"' + name.replace('"', '""') + '"'


class Connection(Protocol):
    """What is asked of DuckDB: to answer SQL about the view ``rows``."""

    def execute(self, query: str) -> Any:
        """Answer one query."""
        ...


@dataclass(frozen=True, repr=False)
class _Relation(RowHolder):
    """A relation that a researcher already has open in DuckDB."""

    relation: duckdb.DuckDBPyRelation

    def execute(self, query: str) -> Any:
        """Answer one query in the relation's own connection."""
        return self.relation.query("rows", query)


@dataclass(frozen=True, repr=False)
class OpenRows(RowHolder):
    """Rows ready to be grouped: few in memory, many behind a connection.

    Attributes:
        rows: A pandas table, or a connection with the view ``rows``.
        columns: The names of the columns.
    """

    rows: pd.DataFrame | Connection
    columns: tuple[str, ...]


def open_rows(rows: object, threads: int = 1, *, in_memory: bool = False) -> OpenRows:
    """Open rows where grouping them is fastest.

    Args:
        rows: A pandas or polars table, a DuckDB relation, or the path of a Parquet file.
        threads: How many threads DuckDB may use. Sums of one thread are the same to the last bit.
        in_memory: Whether the rows are wanted in memory, however many they are.

    Returns:
        The rows, read into memory if that is wanted or there are at most 100,000 of them.

    Raises:
        DesignFaults: There is no such file, or it is not Parquet.
    """
    table = _as_pandas(rows)
    if isinstance(table, pd.DataFrame) and (in_memory or len(table) <= FEW_ROWS):
        return OpenRows(table, tuple(map(str, table.columns)))
    connection = connect(table, threads)
    if not isinstance(table, pd.DataFrame):
        count = connection.execute("SELECT count(*) FROM rows").fetchall()[0][0]
        if in_memory or count <= FEW_ROWS:
            frame = connection.execute("SELECT * FROM rows").df()
            return OpenRows(frame, tuple(map(str, frame.columns)))
    column_names = connection.execute("SELECT * FROM rows LIMIT 0").df().columns
    return OpenRows(connection, tuple(map(str, column_names)))


def _as_pandas(rows: object) -> TableOrFile:
    """Turn a polars table into a pandas one, column by column; all else stays what it is."""
    if isinstance(rows, (pd.DataFrame, str, Path, duckdb.DuckDBPyRelation)):
        return rows
    table: Any = rows
    if not hasattr(table, "columns"):
        raise DesignFaults([Fault("no_table", Where(), type(rows).__name__)], "rows")
    return pd.DataFrame({str(name): table[name].to_numpy() for name in table.columns})


def connect(rows: TableOrFile, threads: int) -> Connection:
    """Open rows as the view ``rows`` of a connection that loads and reads nothing else.

    A given relation is the exception: it keeps its own connection, which is not locked, and whose
    threads are not set.

    Args:
        rows: A pandas table, the path of a Parquet file, or a DuckDB relation.
        threads: How many threads DuckDB may use.

    Raises:
        DesignFaults: The file cannot be read as Parquet.
    """
    if isinstance(rows, duckdb.DuckDBPyRelation):
        return _Relation(rows)
    connection = duckdb.connect(config={"threads": threads, "autoinstall_known_extensions": False})
    connection.execute("SET TimeZone = 'UTC'")
    if isinstance(rows, (str, Path)):
        _view_of_file(connection, Path(rows).resolve())
    else:
        connection.register("rows", rows)
    # last: a locked connection neither takes the path that it may read nor makes a view of it
    connection.execute("SET enable_external_access = false")
    return connection


def _view_of_file(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the view of one Parquet file, the only one that the connection may read once locked."""
    connection.execute("SET allowed_paths = ?", [[str(path)]])
    literal = str(path).replace("'", "''")
    try:
        connection.execute(f"CREATE VIEW rows AS SELECT * FROM read_parquet('{literal}')")
    except duckdb.Error as error:
        raise DesignFaults([Fault("not_parquet", Where(file=path.name))], "rows") from error


@dataclass(frozen=True, repr=False)
class DuckSource(RowHolder):
    """Rows that DuckDB holds or reads.

    Attributes:
        connection: The connection with the view ``rows``, as ``connect`` gives it.
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

    def in_memory(self) -> MemorySource:
        """Read all rows into memory, in their order, for what must look at each of them."""
        rows = MemoryRows(self.connection.execute("SELECT * FROM rows").df())
        frame, weights = rows.frame, np.ones(len(rows.frame))
        unit: Codes = np.zeros(len(frame), np.intp)
        if self.keys:
            keys = [frame[name] for name in self.keys]
            met = pd.MultiIndex.from_arrays(keys) if len(keys) > 1 else pd.Index(keys[0])
            unit = self.index.index.get_indexer(met).astype(np.intp)
        if self.weight:
            weights = rows.numbers(self.weight)
        return MemorySource(rows, unit, weights, len(self.index))

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns that can be asked for."""
        return tuple(map(str, self.connection.execute("SELECT * FROM rows LIMIT 0").df().columns))

    def distinct(self, column: str) -> tuple[Value, ...]:
        """List the values of a column, sorted, without missing."""
        if column not in self._levels:
            value = self._present_sql(column)
            sql = f"SELECT DISTINCT {value} FROM rows WHERE {value} IS NOT NULL ORDER BY 1"
            self._levels[column] = tuple(row[0] for row in self.connection.execute(sql).fetchall())
        return self._levels[column]

    def table(self, items: Sequence[Item], by: By, *, squares: bool = False) -> Table:
        """Group the rows by sampling unit and domain."""
        columns = _domain_columns(by)
        for name in columns:
            self._may_be_nan(name)  # refuses a column that is not there
        values = [_value_sql(item, self._present_sql) for item in items]
        gapless_items, cell_count = self._gaps_and_cell_count(values, columns)
        if len(by) > 1 and cell_count > MOST_CELLS:
            tables = [self.table(items, (each,), squares=squares) for each in by]
            parts = [
                (part.sums.weight, part.sums.total, part.n, part.missing, part.square)
                for part in tables
            ]
            return join_tables(tuple(items), [part.cells for part in tables], parts)
        return self._table_of_domains(
            self._grouped_sums(values, gapless_items, columns, squares=squares), items, by
        )

    def weight_by_value(self, column: str, columns: Sequence[str]) -> tuple[ValueWeights, ...]:
        """Sum the weights by value of a column in each domain, values ascending, missing left out."""
        weight = f"{quoted(self.weight)}::DOUBLE" if self.weight else "1.0"
        domain_sql = [f"{quoted(name)} AS d{i}" for i, name in enumerate(columns)]
        select = ", ".join(
            [*domain_sql, f"{_value_sql(Item(column), self._present_sql)} AS y", f"{weight} AS w"]
        )
        group = ", ".join([*(f"d{i}" for i in range(len(columns))), "y"])
        frame = self._answer(
            f"SELECT {group}, sum(w) AS w FROM (SELECT {select} FROM rows) "  # names are quoted
            f"WHERE y IS NOT NULL GROUP BY {group}"
        ).df()
        renamed = frame.rename(columns={f"d{i}": name for i, name in enumerate(columns)})
        summed_rows = MemoryRows(renamed[list(columns)].assign(**{_VALUE_COLUMN: frame["y"]}))
        return summed_rows.weight_by_value(_VALUE_COLUMN, columns, frame["w"].to_numpy(np.float64))

    def _gaps_and_cell_count(
        self, values: Sequence[str], columns: Sequence[str]
    ) -> tuple[tuple[bool, ...], int]:
        """Say which items no row is missing, and about how many cells the crossing would have."""
        counts = [f"count({value})" for value in values]
        counts += [f"approx_count_distinct({quoted(name)})" for name in columns]
        query = f"SELECT count(*), {', '.join(counts)} FROM rows"
        rows, *filled_and_levels = self._answer(query).fetchall()[0]
        levels = [int(count) + 1 for count in filled_and_levels[len(values) :]]
        gapless_items = tuple(count == rows for count in filled_and_levels[: len(values)])
        return gapless_items, len(self.index) * int(np.prod(levels, dtype=np.int64))

    def _grouped_sums(
        self,
        values: Sequence[str],
        gapless_items: tuple[bool, ...],
        columns: Sequence[str],
        *,
        squares: bool,
    ) -> Grouped:
        """Run the one query: a row for each unit and crossing of the columns."""
        keys = [f"{quoted(name)} AS k{i}" for i, name in enumerate(self.keys)]
        domains = [f"{quoted(name)} AS d{i}" for i, name in enumerate(columns)]
        weight_sql = f"{quoted(self.weight)}::DOUBLE" if self.weight else "1.0::DOUBLE"
        sums = ["count(*) AS n", "sum(w) AS w"]
        for i, gapless in enumerate(gapless_items):
            if not gapless:
                sums += [f"count(y{i}) AS n{i}", f"sum(w) FILTER (y{i} IS NOT NULL) AS w{i}"]
            sums.append(f"sum(w * y{i}) AS t{i}")
            sums += [f"sum(w * y{i} * y{i}) AS q{i}"] if squares else []
        named_values = [f"{value} AS y{i}" for i, value in enumerate(values)]
        inner = ", ".join([*keys, *domains, f"{weight_sql} AS w", *named_values])
        grouped_by = [*(f"k{i}" for i in range(len(keys))), *(f"d{i}" for i in range(len(domains)))]
        query = f"SELECT {', '.join([*grouped_by, *sums])} FROM (SELECT {inner} FROM rows)"
        query += f" GROUP BY {', '.join(grouped_by)}" if grouped_by else ""
        return Grouped(self._answer(query).fetchnumpy(), gapless_items)

    def _answer(self, query: str) -> Any:
        """Answer a query; a word where a number is wanted is refused, and the word is not told."""
        try:
            return self.connection.execute(query)
        except duckdb.ConversionException:
            raise DesignFaults([Fault("no_numbers", Where())], "rows") from None

    def _may_be_nan(self, column: str) -> bool:
        """Whether a column is of floats, whose NaN counts as missing."""
        if not self._types:
            described = self.connection.execute("SELECT * FROM rows LIMIT 0").description
            self._types.update({name: str(sql_type) for name, sql_type, *_ in described})
        if column not in self._types:
            fault = Fault("no_column", Where(), column, known=tuple(self._types))
            raise DesignFaults([fault], "rows")
        return self._types[column] in _FLOAT_TYPES

    def _present_sql(self, column: str) -> str:
        """Give a column as SQL in which all that is missing is NULL."""
        name = quoted(column)
        return f"nullif({name}, 'nan')" if self._may_be_nan(column) else name

    def _table_of_domains(self, grouped: Grouped, items: Sequence[Item], by: By) -> Table:
        """Add the rows of the one query up to the table of all sets of domains."""
        domain_values = {
            name: grouped.column(f"d{i}") for i, name in enumerate(_domain_columns(by))
        }
        unit_of_row = self._unit_positions(grouped)
        rows = MemoryRows(pd.DataFrame(domain_values, index=range(len(unit_of_row))))
        groupings = [rows.grouping(columns) for columns in by]
        parts = [
            _domain_sums(grouped, len(items), each, unit_of_row, len(self.index))
            for each in groupings
        ]
        return join_tables(tuple(items), [each.cells for each in groupings], parts)

    def _unit_positions(self, grouped: Grouped) -> Codes:
        """Give the position in ``index`` of the unit of each row of the grouped query.

        The query names the columns of the unit's key k0, k1, ...; its units are those that made the
        index, so each has a position. Without a key all rows are one unit.
        """
        if not self.keys:
            return np.zeros(len(grouped.column("n")), np.intp)
        keys = [grouped.column(f"k{i}") for i in range(len(self.keys))]
        met = pd.MultiIndex.from_arrays(keys) if len(keys) > 1 else pd.Index(keys[0])
        return self.index.index.get_indexer(met).astype(np.intp)


@dataclass(frozen=True)
class Grouped:
    """What the one query gave: a row for each unit and crossing of the domain columns.

    Attributes:
        columns: Its columns.
        gapless_items: Which items no row is missing; their base is that of all rows.
    """

    columns: Mapping[str, Any]
    gapless_items: tuple[bool, ...]

    def column(self, name: str) -> pd.Series[Any]:
        """Give a key or a domain column, with what is missing marked."""
        values = self.columns[name]
        if np.ma.isMaskedArray(values) and values.mask.any():
            plain = np.ma.getdata(values).astype(object)
            # numpy would fill what is missing with "?"
            plain[np.ma.getmaskarray(values)] = None
            return pd.Series(plain)
        return pd.Series(np.ma.getdata(values))

    def sums(self, sum_name: str, item: int) -> Floats:
        """Give one sum of one item, 0 where no row had a value."""
        name = sum_name if sum_name in "nw" and self.gapless_items[item] else f"{sum_name}{item}"
        values = self.columns[name]
        filled = values.filled(0.0) if np.ma.isMaskedArray(values) else values
        return np.asarray(filled, dtype=np.float64)


def _domain_columns(by: By) -> tuple[str, ...]:
    """Name the columns that the sets of domains are made of, each once."""
    return tuple(dict.fromkeys(name for each in by for name in each))


def _value_sql(item: Item, present_sql: Callable[[str], str]) -> str:
    """Give an item's value as SQL, NULL where it is missing; a column with what is missing as NULL is given."""
    column = present_sql(item.column)
    if item.among is not None:
        literals = ", ".join(_value_literal(value) for value in item.among)
        is_chosen = f"({column} IN ({literals}))" if literals else "false"
        value = f"CASE WHEN {column} IS NULL THEN NULL ELSE {is_chosen}::INT::DOUBLE END"
    elif item.at_most is not None:
        value = f"({column}::DOUBLE <= {item.at_most!r})::INT::DOUBLE"
    else:
        value = f"{column}::DOUBLE"
    if item.times:
        value = f"({value} * {present_sql(item.times)}::DOUBLE)"
    given = present_sql(item.given) if item.given else ""
    return f"CASE WHEN {given} IS NULL THEN NULL ELSE {value} END" if given else value


def _value_literal(value: Value) -> str:
    """Write a value into SQL."""
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _domain_sums(
    grouped: Grouped, items: int, grouping: Grouping, unit: Codes, units: int
) -> DomainSums:
    """Add the rows of the one query up to the domains of one set."""
    cells, inside = len(grouping.cells), grouping.codes >= 0
    code = grouping.codes[inside]
    unit_cell = unit[inside] * cells + code

    def added_up(sum_name: str, item: int, at: Codes, size: int) -> Floats:
        return np.bincount(at, grouped.sums(sum_name, item)[inside], size).astype(np.float64)

    def by_unit(sum_name: str) -> Floats:
        each = [added_up(sum_name, item, unit_cell, units * cells) for item in range(items)]
        return np.stack(each, axis=-1).reshape(units, cells, items)

    def by_cell(sum_name: str) -> Floats:
        return np.stack([added_up(sum_name, item, code, cells) for item in range(items)], axis=-1)

    rows = np.bincount(code, grouped.columns["n"][inside], cells)[:, None]
    n = by_cell("n")
    square = by_cell("q") if "q0" in grouped.columns else np.full_like(n, np.nan)
    return by_unit("w"), by_unit("t"), n, rows - n, square
