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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from wps_eval.survey.duck_rows import Connection

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

_STAGES = ("stratum", "psu", "ssu")
EACH_ROW = "each row"


@dataclass(frozen=True)
class ReadUnits:
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
        _of_frame(rows, weight, named, fpc, fpc_ssu, each_row=each_row)
        if isinstance(rows, pd.DataFrame)
        else _of_connection(rows, weight, named, fpc, fpc_ssu, each_row=each_row)
    )
    faults = [*_weight_faults(found, weight), *_key_faults(found, named)]
    if faults:
        raise DesignFaults(faults, "design")
    unit, table = found.unit, found.table
    index = _index(table, named)
    if kind in (DesignKind.CENSUS, DesignKind.CONVENIENCE):
        return ReadUnits(None, unit, index, max(len(table), 1))
    units = _units(table, named, fpc, fpc_ssu, single_psu, rows=kind is DesignKind.PROBABILITY)
    return ReadUnits(units, unit, index, len(table))


@dataclass(frozen=True)
class _Found:
    """One row a lowest unit, with its keys, counts and bad weights."""

    table: pd.DataFrame
    unit: Codes
    rows: int
    bad_weights: int
    missing: dict[str, int]


def _of_frame(
    frame: pd.DataFrame,
    weight: str,
    keys: tuple[str, ...],
    fpc: str,
    fpc_ssu: str,
    *,
    each_row: bool,
) -> _Found:
    columns = [name for name in keys if name]
    missing = {name: int(frame[name].isna().sum()) for name in columns}
    number = pd.to_numeric(frame[weight], errors="coerce") if weight else pd.Series([1.0])
    bad = int((~(number > 0) | np.isinf(number)).sum())
    if each_row:
        unit: Codes = np.asarray(range(len(frame)), dtype=np.intp)
        first = frame[columns].reset_index(drop=True)
    elif columns:
        grouper = frame.groupby(columns, sort=True, dropna=False)
        unit = np.asarray(grouper.ngroup(), dtype=np.intp)
        first = frame[columns].iloc[_firsts(unit)].reset_index(drop=True)
    else:
        unit, first = np.zeros(len(frame), np.intp), pd.DataFrame(index=range(min(len(frame), 1)))
    table = first.copy()
    for name, column in (("_fpc", fpc), ("_fpc_ssu", fpc_ssu)):
        if column:
            count = pd.to_numeric(frame[column], errors="coerce")
            table[name] = count.groupby(unit).min().to_numpy()
            table[f"{name}_high"] = count.groupby(unit).max().to_numpy()
            missing[column] = int(count.isna().sum())
    return _Found(table, unit, len(frame), bad, missing)


def _firsts(unit: Codes) -> Codes:
    return np.unique(unit, return_index=True)[1].astype(np.intp)


def _of_connection(
    connection: Connection,
    weight: str,
    keys: tuple[str, ...],
    fpc: str,
    fpc_ssu: str,
    *,
    each_row: bool,
) -> _Found:
    if each_row:
        raise DesignFaults([Fault("each_row_in_file", Where())], "design")
    names = [name for name in keys if name]
    key = [quoted(name) for name in names]
    extra = [
        f"{what}({quoted(column)})::DOUBLE AS {name}"
        for column, low, high in (
            (fpc, "_fpc", "_fpc_high"),
            (fpc_ssu, "_fpc_ssu", "_fpc_ssu_high"),
        )
        if column
        for what, name in (("min", low), ("max", high))
    ]
    if weight:
        w = f"{quoted(weight)}::DOUBLE"
        extra += [f"count({w}) AS _weights", f"min({w}) AS _least", f"max({w}) AS _most"]
    extra += [
        f"count(*) FILTER ({quoted(column)} IS NULL) AS _null{i}"
        for i, column in enumerate([fpc, fpc_ssu])
        if column
    ]
    select = ", ".join([*key, "count(*) AS _rows", *extra])
    group = f" GROUP BY {', '.join(key)} ORDER BY {', '.join(key)}" if key else ""
    table = connection.execute(f"SELECT {select} FROM rows{group}").df()  # names are quoted
    missing = {name: int(table.loc[table[name].isna(), "_rows"].sum()) for name in names}
    for i, column in enumerate([fpc, fpc_ssu]):
        if column:
            missing[column] = int(table[f"_null{i}"].sum())
    bad = _bad_weights(connection, table, weight) if weight else 0
    return _Found(table, np.zeros(0, np.intp), int(table["_rows"].sum()), bad, missing)


def _bad_weights(connection: Connection, table: pd.DataFrame, weight: str) -> int:
    """Count weights that cannot be, if the least, the most or the count says that there are some."""
    fine = (
        (table["_weights"] == table["_rows"]) & (table["_least"] > 0) & np.isfinite(table["_most"])
    )
    if fine.all():
        return 0
    w = f"{quoted(weight)}::DOUBLE"
    sql = f"SELECT count(*) FILTER (NOT coalesce({w} > 0 AND isfinite({w}), false)) FROM rows"
    return int(connection.execute(sql).fetchall()[0][0])


def _index(table: pd.DataFrame, keys: tuple[str, ...]) -> pd.Series[int]:
    names = [name for name in (keys[1] or keys[0], keys[2]) if name]
    if not names:
        return pd.Series([0])
    index: Any = (
        pd.MultiIndex.from_frame(table[names]) if len(names) > 1 else pd.Index(table[names[0]])
    )
    return pd.Series(range(len(table)), index=index)


def _weight_faults(found: _Found, weight: str) -> Iterator[Fault]:
    if not found.rows:
        yield Fault("empty_design", Where())
    elif found.bad_weights:
        yield Fault("bad_weight", Where(column=weight), found=int(found.bad_weights))


def _key_faults(found: _Found, keys: tuple[str, ...]) -> Iterator[Fault]:
    for column, count in found.missing.items():
        if count:
            yield Fault("design_missing", Where(column=column), found=count)
    stratum, psu, _ = keys
    if stratum and psu:
        twice = found.table.drop_duplicates([stratum, psu])[psu].duplicated(keep=False)
        several = found.table.drop_duplicates([stratum, psu]).loc[twice, psu].astype(str).unique()
        if len(several):
            yield Fault("psu_in_two_strata", Where(column=psu), found=tuple(map(str, several)))


def _units(
    table: pd.DataFrame,
    keys: tuple[str, ...],
    fpc: str,
    fpc_ssu: str,
    single_psu: SinglePsu,
    *,
    rows: bool,
) -> Units:
    stratum, psu, ssu = keys
    upper = [name for name in (stratum, psu) if name]
    own: Codes = np.asarray(range(len(table)), dtype=np.intp)
    if psu:
        own = np.asarray(table.groupby(upper, sort=True).ngroup(), dtype=np.intp)
    first = _firsts(own)
    strata = (
        pd.factorize(table[stratum].iloc[first], sort=True)[0].astype(np.intp)
        if stratum
        else np.zeros(len(first), np.intp)
    )
    faults: list[Fault] = []
    fraction = np.zeros(len(first))
    if fpc:
        drawn = np.bincount(strata)[strata]
        fraction = _fraction(table, "_fpc", fpc, own, first, strata, drawn, faults)
    second = None
    if ssu and fpc_ssu:
        each = np.arange(len(table), dtype=np.intp)
        second = _fraction(
            table, "_fpc_ssu", fpc_ssu, each, each, own, np.bincount(own)[own], faults
        )
    if rows and len(first) < 2:  # noqa: PLR2004 - one unit alone has no variance
        faults.append(Fault("one_psu", Where()))
    elif rows and single_psu is SinglePsu.FAIL:
        faults += _single_psu_faults(table, stratum, strata, fraction, first)
    if faults:
        raise DesignFaults(faults, "design")
    return Units(own, strata, fraction, second, single_psu)


def _fraction(
    table: pd.DataFrame,
    name: str,
    column: str,
    own: Codes,
    first: Codes,
    group: Codes,
    drawn: Codes,
    faults: list[Fault],
) -> Floats:
    """Read counts of the population, or shares drawn, as shares; note what cannot be."""
    low = pd.Series(table[name]).groupby(own).min().to_numpy(np.float64)
    high = pd.Series(table[f"{name}_high"]).groupby(own).max().to_numpy(np.float64)
    width = pd.Series(high).groupby(group).max() - pd.Series(low).groupby(group).min()
    if (width > 0).any():
        groups = Data(groups=int((width > 0).sum()), of=len(width))
        faults.append(Fault("fpc_varies", Where(column=column), groups))
    if (low <= 0).any():
        faults.append(Fault("fpc_not_positive", Where(column=column)))
        return np.zeros(len(first))
    if (high <= 1).all():
        return low
    if (low < drawn).any():
        units = int((low < drawn).sum())
        faults.append(Fault("fpc_below_sample", Where(column=column), found=units))
    return np.asarray(drawn / np.maximum(low, drawn), dtype=np.float64)


def _single_psu_faults(
    table: pd.DataFrame, stratum: str, strata: Codes, fraction: Floats, first: Codes
) -> list[Fault]:
    alone = single_psu_groups(strata, fraction)
    if not len(alone):
        return []
    names = table[stratum].iloc[first].astype(str).to_numpy()
    found = tuple(sorted({str(names[np.flatnonzero(strata == each)[0]]) for each in alone}))
    return [Fault("single_psu", Where(column=stratum), found)]
