"""Checksums that leave are keyed, or whoever guesses what is hidden could try the guess."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

INPUTS, ROUNDS, CHECKSUM = "inputs", "rounds", "checksum"


def keyed(table: pd.DataFrame, name: str, key: bytes) -> pd.DataFrame:
    """Put keyed checksums in place of plain ones.

    Args:
        table: A results table.
        name: Its name; only ``inputs`` and ``rounds`` hold checksums of files.
        key: The workbench's secret. The same file has the same keyed checksum in every edition of one
            workbench, and tells nobody else anything.

    Source: Krawczyk, Bellare and Canetti (1997), RFC 2104, HMAC.
    """
    if name not in (INPUTS, ROUNDS):
        return table
    column = CHECKSUM if name == INPUTS else "value"
    rows = table.index if name == INPUTS else table.index[table["item"] == CHECKSUM]
    shown = table.copy()
    shown.loc[rows, column] = [_keyed(text, key) for text in table.loc[rows, column]]
    return shown


def _keyed(checksum: str, key: bytes) -> str:
    """Key one checksum; nothing stays nothing."""
    return hmac.new(key, checksum.encode(), "sha256").hexdigest() if checksum else ""
