"""A design in one file: the rows with their weights, and beside them how they were drawn."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from wps_eval.codes import SinglePsu
from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.files.permissions import OWNER_ONLY
from wps_eval.files.whole_file import part_of, put_in_place
from wps_eval.survey.design import Design
from wps_eval.survey.memory_rows import MemoryRows

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

_IN_DOMAINS = "single_psu_in_domains"
WEIGHT_COLUMN = "_weight"
METADATA_KEY = "design"
_TEXT_TYPE = "VARCHAR"
_NUMBER_KINDS = "fiub"  #: the kinds of numpy types that hold numbers or yes and no


def write_design(design: Design, path: Path) -> Path:
    """Write a design to a Parquet file, for its owner only.

    Args:
        design: The design; its rows may be people, so that the file belongs into a private folder.
        path: The file; it is written beside and then renamed.

    Raises:
        DesignFaults: The rows were grouped elsewhere, or has replicate or calibrated weights, which
            rest on more than its rows.
    """
    if design.replicates is not None or design.calibration is not None:
        raise DesignFaults([Fault("design_not_kept", Where())], "design")
    stated = {"kind": str(design.kind), **{k: v for k, v in design.described if k != "weight"}}
    if design.units is not None:
        stated["single_psu"] = str(design.units.single_psu)
        stated[_IN_DOMAINS] = "yes" if design.units.single_in_domains else ""
    rows = design.frame.assign(**{WEIGHT_COLUMN: design.weights})
    path.parent.mkdir(parents=True, exist_ok=True)
    part_file = part_of(path)
    part_file.touch(mode=OWNER_ONLY)
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("design_rows", rows)
        connection.execute(
            f"COPY (SELECT {_selected_columns(rows)} FROM design_rows) TO '{_escaped(part_file)}' "  # noqa: S608 - columns are quoted
            f"(FORMAT PARQUET, COMPRESSION ZSTD, KV_METADATA {{{METADATA_KEY}: '{_escaped(json.dumps(stated))}'}})"
        )
    return put_in_place(part_file, path, OWNER_ONLY)


def read_design(path: Path) -> Design:
    """Read a design that ``write_design`` wrote; its rows lie in memory.

    Args:
        path: The file.

    Raises:
        DesignFaults: The file holds no design, or one that cannot be.
    """
    with duckdb.connect(config={"threads": 1}) as connection:
        metadata = connection.execute(
            f"SELECT decode(value) FROM parquet_kv_metadata('{_escaped(path)}') WHERE decode(key) = '{METADATA_KEY}'"  # noqa: S608 - our own key
        ).fetchall()
        rows = connection.read_parquet(str(path)).df()
    if not metadata:
        raise DesignFaults([Fault("no_design", Where(path.name))], "design")
    stated = json.loads(metadata[0][0])
    design = Design.from_rows(
        _with_texts_as_objects(rows),
        kind=stated["kind"],
        weight=WEIGHT_COLUMN,
        stratum=stated["stratum"],
        psu=stated["psu"],
        ssu=stated["ssu"],
        fpc=stated["fpc"],
        fpc_ssu=stated["fpc_ssu"],
        single_psu=stated.get("single_psu", SinglePsu.FAIL),
        single_psu_in_domains=bool(stated.get(_IN_DOMAINS)),
    )
    source = design.memory()
    rows_without_weight = MemoryRows(source.rows.frame.drop(columns=WEIGHT_COLUMN))
    return replace(
        design,
        source=replace(source, rows=rows_without_weight),
        described=_described_columns(stated),
    )


def _selected_columns(rows: pd.DataFrame) -> str:
    """Select every column; what holds no number is text, missing or not."""
    kinds = {name: rows[name].dtype.kind for name in map(str, rows.columns)}
    return ", ".join(
        _quoted(name)
        if kind in _NUMBER_KINDS
        else f"CAST({_quoted(name)} AS {_TEXT_TYPE}) AS {_quoted(name)}"
        for name, kind in kinds.items()
    )


def _quoted(name: str) -> str:
    """Quote a column's name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def _escaped(value: object) -> str:
    """Write a value so that it can stand between single quotes in SQL."""
    return str(value).replace("'", "''")


def _with_texts_as_objects(rows: pd.DataFrame) -> pd.DataFrame:
    """Give text columns as texts with None where nothing stands."""
    text_columns = [str(name) for name in rows if rows[name].dtype.kind not in _NUMBER_KINDS]
    return rows.assign(
        **{name: rows[name].astype(object).where(rows[name].notna(), None) for name in text_columns}
    )


def _described_columns(stated: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Give the names of the design's columns as a design describes itself."""
    design_parts = {
        name: value
        for name, value in stated.items()
        if name not in ("kind", "single_psu", _IN_DOMAINS)
    }
    return (("weight", WEIGHT_COLUMN), *design_parts.items())
