"""Empty the rows that may not be shown: only what is allowed to survive stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wps_eval.codes import State
from wps_eval.results.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable

    from wps_eval.codes import Reason


def hide_rows(
    table: pd.DataFrame, name: str, rows: Collection[Hashable], reason: Reason
) -> pd.DataFrame:
    """Empty rows of a results table.

    Args:
        table: The table.
        name: Its name; its columns say which of them survive.
        rows: The labels of the rows.
        reason: Why they are hidden.

    Returns:
        A copy in which these rows keep their key and what is allowed to survive, with state and reason;
        numbers are missing, texts empty. A column that says nothing of itself does not survive.
    """
    hidden = table.copy()
    labels = list(rows)
    if not labels:
        return hidden
    for column in TABLES[name]:
        if not column.survives:
            empty: Any = {"VARCHAR": "", "BOOLEAN": False, "DATE": pd.NaT}.get(
                column.sql, float("nan")
            )
            hidden.loc[labels, column.name] = empty
    hidden.loc[labels, "state"] = str(State.SUPPRESSED)
    hidden.loc[labels, "reason"] = str(reason)
    return hidden
