"""The ledger: what earlier editions on the same figures let out, which cannot be hidden again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wps_eval.codes import Evidence, State
from wps_eval.results.keys import value_key
from wps_eval.results.rows import each
from wps_eval.results.store import read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

TABLE = "estimates"


def earlier_releases(folder: Path, study: str) -> tuple[pd.DataFrame, ...]:
    """Read what other editions released of the same figures.

    Args:
        folder: The ledger of these figures, with a folder an edition; it need not exist.
        study: The edition that is released now, which is left out.
    """
    return tuple(
        read_table(path.parent, TABLE)
        for path in sorted(folder.glob(f"*/{TABLE}.parquet"))
        if path.parent.name != study
    )


def public_values(tables: Iterable[pd.DataFrame]) -> dict[Any, float]:
    """Give the numbers of people that earlier releases show, by their keys."""
    return {
        value_key(row): float(row.estimate)
        for table in tables
        for row in each(table[table["estimate"].notna()])
    }


def enter(folder: Path, study: str, released: pd.DataFrame) -> Path:
    """Remember what an edition lets out, for its owner only.

    Args:
        folder: The ledger of these figures.
        study: The edition.
        released: Its released estimates; what is hidden, and what surveys estimate, is left out.
    """
    shown = released[
        (released["state"] != State.SUPPRESSED) & (released["evidence"] != Evidence.SURVEY)
    ]
    return write_table(shown, TABLE, folder / study)
