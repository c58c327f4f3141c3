"""Read the sampling units out of the rows, and refuse designs that cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.codes import DesignKind, SinglePsu
from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.duck_rows import quoted
from wps_eval.survey.units import Units, single_psu_groups
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from wps_eval.survey.duck_rows import Connection

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

EACH_ROW = "each row"


@dataclass(frozen=True, repr=False)
class ReadUnits(RowHolder):
    """The units of a sample, as found in its rows.

    Attributes:
        units: The units, or None where there is no sampling variance.
        unit: The unit of each row (empty for rows that stay in a file).
        index: The position of each unit by its key columns.
        count: How many units there are.
    """

    units: Units | None
    unit: Codes
    index: pd.Series[int]
    count: int


def read_units(
    rows: pd.DataFrame | Connection,
    *,
    weight: str,
    keys: tuple[str, str, str],
    fpc: str,
    fpc_ssu: str,
    kind: DesignKind,
    single_psu: SinglePsu,
) -> ReadUnits:
    """Find the sampling units and check that they can be.

    Args:
        rows: The rows, in memory or behind a connection with the view ``rows``.
        weight: Column of weights, or nothing.
        keys: Columns of stratum, psu and ssu; nothing where there is none.
        fpc: Column of population counts of primary units, or nothing.
        fpc_ssu: The same for second-stage units.
        kind: How people came into the survey.
        single_psu: The rule for strata of one primary unit.

    Raises:
        DesignFaults: Everything that is wrong, at once.
    """
    each_row = keys[1] == EACH_ROW
    named = tuple("" if name == EACH_ROW else name for name in keys)
    found = (
        _units_in_frame(rows, weight, named, fpc, fpc_ssu, each_row=each_row)
        if isinstance(rows, pd.DataFrame)
        else _units_in_connection(rows, weight, named, fpc, fpc_ssu)
    )
    faults = [*_weight_faults(found, weight), *_key_faults(found, named)]
    if faults:
        raise DesignFaults(faults, "design")
    unit, table = found.unit, found.table
    index = _position_by_key(table, named)
    if kind in (DesignKind.CENSUS, DesignKind.CONVENIENCE):
        return ReadUnits(None, unit, index, max(len(table), 1))
    units = _checked_units(
        table, named, fpc, fpc_ssu, single_psu, needs_variance=kind is DesignKind.PROBABILITY
    )
    return ReadUnits(units, unit, index, len(table))


@dataclass(frozen=True, repr=False)
class _FoundUnits(RowHolder):
    """The lowest units: a table of their keys and counts, and what is bad or missing in the rows.

    Attributes:
        table: One row a unit: its key columns, and least and greatest population count.
        unit: The unit of each row (empty for rows that stay in a file).
        rows: How many rows there are.
        bad_weights: How many weights cannot be.
        missing: Rows without a value, by key and count column.
    """

    table: pd.DataFrame
    unit: Codes
    rows: int
    bad_weights: int
    missing: dict[str, int]


def _units_in_frame(
    frame: pd.DataFrame,
    weight: str,
    keys: tuple[str, ...],
    fpc: str,
    fpc_ssu: str,
    *,
    each_row: bool,
) -> _FoundUnits:
    """Find the lowest units of rows in memory; each row is one where no psu is named."""
    key_columns = [name for name in keys if name]
    missing = {name: int(frame[name].isna().sum()) for name in key_columns}
    weights = pd.to_numeric(frame[weight], errors="coerce") if weight else pd.Series([1.0])
    bad_weights = int((~(weights > 0) | np.isinf(weights)).sum())
    if each_row:
        unit: Codes = np.asarray(range(len(frame)), dtype=np.intp)
        first_rows = frame[key_columns].reset_index(drop=True)
    elif key_columns:
        grouped = frame.groupby(key_columns, sort=True, dropna=False, observed=True)
        unit = np.asarray(grouped.ngroup(), dtype=np.intp)
        first_rows = frame[key_columns].iloc[_first_rows(unit)].reset_index(drop=True)
    else:
        unit = np.zeros(len(frame), np.intp)
        first_rows = pd.DataFrame(index=range(min(len(frame), 1)))
    table = first_rows.copy()
    for name, column in (("_fpc", fpc), ("_fpc_ssu", fpc_ssu)):
        if column:
            counts = pd.to_numeric(frame[column], errors="coerce")
            table[name] = counts.groupby(unit).min().to_numpy()
            table[f"{name}_high"] = counts.groupby(unit).max().to_numpy()
            missing[column] = int(counts.isna().sum())
    return _FoundUnits(table, unit, len(frame), bad_weights, missing)


def _first_rows(unit: Codes) -> Codes:
    """Give the position of the first row of each unit."""
    return np.unique(unit, return_index=True)[1].astype(np.intp)


def _units_in_connection(
    connection: Connection,
    weight: str,
    keys: tuple[str, ...],
    fpc: str,
    fpc_ssu: str,
) -> _FoundUnits:
    """Find the lowest units of rows behind a connection, whose own units stay in the file."""
    key_columns = [name for name in keys if name]
    quoted_keys = [quoted(name) for name in key_columns]
    further_sums = [
        f"{function}({quoted(column)})::DOUBLE AS {name}"
        for column, low, high in (
            (fpc, "_fpc", "_fpc_high"),
            (fpc_ssu, "_fpc_ssu", "_fpc_ssu_high"),
        )
        if column
        for function, name in (("min", low), ("max", high))
    ]
    if weight:
        weight_number = f"{quoted(weight)}::DOUBLE"
        further_sums += [
            f"count({weight_number}) AS _weights",
            f"min({weight_number}) AS _least",
            f"max({weight_number}) AS _most",
        ]
    further_sums += [
        f"count(*) FILTER ({quoted(column)} IS NULL) AS _null{i}"
        for i, column in enumerate([fpc, fpc_ssu])
        if column
    ]
    select = ", ".join([*quoted_keys, "count(*) AS _rows", *further_sums])
    group = (
        f" GROUP BY {', '.join(quoted_keys)} ORDER BY {', '.join(quoted_keys)}"
        if quoted_keys
        else ""
    )
    table = connection.execute(f"SELECT {select} FROM rows{group}").df()  # names are quoted
    missing = {name: int(table.loc[table[name].isna(), "_rows"].sum()) for name in key_columns}
    for i, column in enumerate([fpc, fpc_ssu]):
        if column:
            missing[column] = int(table[f"_null{i}"].sum())
    bad_weights = _bad_weights(connection, table, weight) if weight else 0
    return _FoundUnits(table, np.zeros(0, np.intp), int(table["_rows"].sum()), bad_weights, missing)


def _bad_weights(connection: Connection, table: pd.DataFrame, weight: str) -> int:
    """Count weights that cannot be, if the least, the most or the count says that there are some."""
    is_fine = (
        (table["_weights"] == table["_rows"]) & (table["_least"] > 0) & np.isfinite(table["_most"])
    )
    if is_fine.all():
        return 0
    weight_number = f"{quoted(weight)}::DOUBLE"
    is_possible = f"coalesce({weight_number} > 0 AND isfinite({weight_number}), false)"
    query = f"SELECT count(*) FILTER (NOT {is_possible}) FROM rows"
    return int(connection.execute(query).fetchall()[0][0])


def _position_by_key(table: pd.DataFrame, keys: tuple[str, ...]) -> pd.Series[int]:
    """Number the units by their keys; a psu is known without its stratum."""
    key_columns = [name for name in (keys[1] or keys[0], keys[2]) if name]
    if not key_columns:
        return pd.Series([0])
    index: Any = (
        pd.MultiIndex.from_frame(table[key_columns])
        if len(key_columns) > 1
        else pd.Index(table[key_columns[0]])
    )
    return pd.Series(range(len(table)), index=index)


def _weight_faults(found: _FoundUnits, weight: str) -> Iterator[Fault]:
    """Say that there are no rows, or how many weights are missing, infinite or not positive."""
    if not found.rows:
        yield Fault("empty_design", Where())
    elif found.bad_weights:
        yield Fault("bad_weight", Where(column=weight), found=int(found.bad_weights))


def _key_faults(found: _FoundUnits, keys: tuple[str, ...]) -> Iterator[Fault]:
    """Name the columns with missing keys or counts, and units that lie in two strata."""
    for column, count in found.missing.items():
        if count:
            yield Fault("design_missing", Where(column=column), found=count)
    stratum, psu, _ = keys
    if stratum and psu:
        in_two_strata = found.table.drop_duplicates([stratum, psu])[psu].duplicated(keep=False)
        psus = (
            found.table.drop_duplicates([stratum, psu]).loc[in_two_strata, psu].astype(str).unique()
        )
        if len(psus):
            yield Fault("psu_in_two_strata", Where(column=psu), found=tuple(map(str, psus)))


def _checked_units(
    table: pd.DataFrame,
    keys: tuple[str, ...],
    fpc: str,
    fpc_ssu: str,
    single_psu: SinglePsu,
    *,
    needs_variance: bool,
) -> Units:
    """Give the units with their strata and sampling fractions; refuse a design that cannot be."""
    stratum, psu, ssu = keys
    upper_keys = [name for name in (stratum, psu) if name]
    primary: Codes = np.asarray(range(len(table)), dtype=np.intp)
    if psu:
        primary = np.asarray(
            table.groupby(upper_keys, sort=True, observed=True).ngroup(), dtype=np.intp
        )
    first_rows = _first_rows(primary)
    strata = (
        pd.factorize(table[stratum].iloc[first_rows], sort=True)[0].astype(np.intp)
        if stratum
        else np.zeros(len(first_rows), np.intp)
    )
    faults: list[Fault] = []
    sampling_fraction = np.zeros(len(first_rows))
    if fpc:
        drawn = np.bincount(strata)[strata]
        sampling_fraction = _sampling_fractions(
            table, "_fpc", fpc, primary, first_rows, strata, drawn, faults
        )
    second_fraction = None
    if ssu and fpc_ssu:
        every_unit = np.arange(len(table), dtype=np.intp)
        second_fraction = _sampling_fractions(
            table,
            "_fpc_ssu",
            fpc_ssu,
            every_unit,
            every_unit,
            primary,
            np.bincount(primary)[primary],
            faults,
        )
    if needs_variance and len(first_rows) < 2:  # noqa: PLR2004 - one unit alone has no variance
        faults.append(Fault("one_psu", Where()))
    elif needs_variance and single_psu is SinglePsu.FAIL:
        faults += _single_psu_faults(table, stratum, strata, sampling_fraction, first_rows)
    if faults:
        raise DesignFaults(faults, "design")
    return Units(primary, strata, sampling_fraction, second_fraction, single_psu)


def _sampling_fractions(
    table: pd.DataFrame,
    count_column: str,
    column: str,
    unit: Codes,
    first_rows: Codes,
    group: Codes,
    drawn: Codes,
    faults: list[Fault],
) -> Floats:
    """Read counts of the population, or shares drawn, as shares drawn (units,); note what cannot be."""
    low = pd.Series(table[count_column]).groupby(unit).min().to_numpy(np.float64)
    high = pd.Series(table[f"{count_column}_high"]).groupby(unit).max().to_numpy(np.float64)
    width = pd.Series(high).groupby(group).max() - pd.Series(low).groupby(group).min()
    if (width > 0).any():
        varying = Data(groups=int((width > 0).sum()), of=len(width))
        faults.append(Fault("fpc_varies", Where(column=column), varying))
    if (low <= 0).any():
        faults.append(Fault("fpc_not_positive", Where(column=column)))
        return np.zeros(len(first_rows))
    if (high <= 1).all():
        return low
    if (low < drawn).any():
        units = int((low < drawn).sum())
        faults.append(Fault("fpc_below_sample", Where(column=column), found=units))
    return np.asarray(drawn / np.maximum(low, drawn), dtype=np.float64)


def _single_psu_faults(
    table: pd.DataFrame, stratum: str, strata: Codes, sampling_fraction: Floats, first_rows: Codes
) -> list[Fault]:
    """Name the strata with a single sampling unit whose variance cannot be seen."""
    single_psu_strata = single_psu_groups(strata, sampling_fraction)
    if not len(single_psu_strata):
        return []
    stratum_names = table[stratum].iloc[first_rows].astype(str).to_numpy()
    named_strata = tuple(
        sorted(
            {
                str(stratum_names[np.flatnonzero(strata == single)[0]])
                for single in single_psu_strata
            }
        )
    )
    return [Fault("single_psu", Where(column=stratum), named_strata)]
