"""A design in one file: the rows with their weights, and beside them how they were drawn."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from wps_eval.codes import SinglePsu
from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.design import Design
from wps_eval.survey.memory_rows import MemoryRows

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

WEIGHT = "_weight"
KEY = "design"
PRIVATE = 0o600
_TEXT = "VARCHAR"


def write_design(design: Design, path: Path) -> Path:
    """Write a design that lies in memory to a Parquet file, for its owner only.

    Args:
        design: The design; its rows may be people, so that the file belongs into a private folder.
        path: The file; it is written beside and then renamed.

    Raises:
        DesignFaults: The design does not lie in memory, or has replicate or calibrated weights, which
            rest on more than its rows.
    """
    if design.replicates is not None or design.calibration is not None:
        raise DesignFaults([Fault("design_not_kept", Where())], "design")
    stated = {"kind": str(design.kind), **{k: v for k, v in design.described if k != "weight"}}
    if design.units is not None:
        stated["single_psu"] = str(design.units.single_psu)
    rows = design.frame.assign(**{WEIGHT: design.weights})
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.touch(mode=PRIVATE)
    with duckdb.connect(config={"threads": 1}) as link:
        link.register("design_rows", rows)
        link.execute(
            f"COPY (SELECT {_cast(rows)} FROM design_rows) TO '{_literal(beside)}' "  # noqa: S608 - columns are quoted
            f"(FORMAT PARQUET, COMPRESSION ZSTD, KV_METADATA {{{KEY}: '{_literal(json.dumps(stated))}'}})"
        )
    beside.chmod(PRIVATE)
    return beside.replace(path)


def read_design(path: Path) -> Design:
    """Read a design that ``write_design`` wrote; its rows lie in memory.

    Args:
        path: The file.

    Raises:
        DesignFaults: The file holds no design, or one that cannot be.
    """
    with duckdb.connect(config={"threads": 1}) as link:
        held = link.execute(
            f"SELECT decode(value) FROM parquet_kv_metadata('{_literal(path)}') WHERE decode(key) = '{KEY}'"  # noqa: S608 - our own key
        ).fetchall()
        rows = link.read_parquet(str(path)).df()
    if not held:
        raise DesignFaults([Fault("no_design", Where(path.name))], "design")
    stated = json.loads(held[0][0])
    made = Design.from_rows(
        _as_written(rows),
        kind=stated["kind"],
        weight=WEIGHT,
        stratum=stated["stratum"],
        psu=stated["psu"],
        ssu=stated["ssu"],
        fpc=stated["fpc"],
        fpc_ssu=stated["fpc_ssu"],
        single_psu=stated.get("single_psu", SinglePsu.FAIL),
    )
    source = made.memory()
    kept = MemoryRows(source.rows.frame.drop(columns=WEIGHT))
    return replace(made, source=replace(source, rows=kept), described=_described(stated))


def _cast(rows: pd.DataFrame) -> str:
    """Select every column; what holds no number is text, missing or not."""
    dtypes = {name: rows[name].dtype.kind for name in map(str, rows.columns)}
    return ", ".join(
        _quoted(name) if dtype in "fiub" else f"CAST({_quoted(name)} AS {_TEXT}) AS {_quoted(name)}"
        for name, dtype in dtypes.items()
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: object) -> str:
    return str(value).replace("'", "''")


def _as_written(rows: pd.DataFrame) -> pd.DataFrame:
    """Give text columns as texts with None where nothing stands."""
    texts = [str(name) for name in rows if rows[name].dtype.kind not in "fiub"]
    return rows.assign(**{n: rows[n].astype(object).where(rows[n].notna(), None) for n in texts})


def _described(stated: dict[str, str]) -> tuple[tuple[str, str], ...]:
    parts = {name: value for name, value in stated.items() if name not in ("kind", "single_psu")}
    return (("weight", WEIGHT), *parts.items())
