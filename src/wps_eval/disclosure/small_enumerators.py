"""What may be shown of how enumerators differ: nothing of those with a handful of interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.disclosure.small_counts import SmallCounts


def without_small_enumerators(table: pd.DataFrame, limits: SmallCounts) -> pd.DataFrame:
    """Leave out enumerators with fewer interviews than the smallest base.

    Args:
        table: A row an enumerator, with ``n``.
        limits: The study's limits.
    """
    return table[table["n"] >= limits.smallest_base]
