"""What may be shown of a course: nothing of a handful of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import Reason, State

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.disclosure.small_counts import SmallCounts

#: how many forms there were, and what is no result; these stay
_KEPT_NUMBERS = ("kirkpatrick", "level", "n_before", "n_after")


def hide_small_courses(table: pd.DataFrame, limits: SmallCounts) -> pd.DataFrame:
    """Hide changes that rest on too few people found again; flag those that rest on few.

    Args:
        table: The training table.
        limits: The study's limits.

    Returns:
        The table with ``state`` and ``reason`` set. Bases under 25 lose their numbers, all but the
        level and how many forms there were; the share that was matched goes too, since it would give the
        base back. Bases of 25 to 49 and fewer than eight classes are flagged.

    Source: the survey rules of ``hide_survey_cells``; fewer than eight clusters: Cameron and Miller
    (2015), Journal of Human Resources 50, 317-372.
    """
    shown = table.copy()
    too_few = shown["n"] < limits.smallest_base
    to_flag = ~too_few & ((shown["n"] < limits.flagged_base) | (shown["few_classes"] == "yes"))
    hidden_columns = [
        name
        for name in shown.columns
        if shown[name].dtype == np.float64 and name not in _KEPT_NUMBERS
    ]
    shown.loc[too_few, hidden_columns] = np.nan
    shown.loc[too_few, "state"] = str(State.SUPPRESSED)
    shown.loc[too_few, "reason"] = str(Reason.SUPPRESSED)
    small_base = to_flag & (shown["n"] < limits.flagged_base)
    shown.loc[to_flag, "state"] = str(State.IMPRECISE)
    shown.loc[to_flag, "reason"] = str(Reason.FEW_DF)
    shown.loc[small_base, "state"] = str(State.FLAGGED)
    shown.loc[small_base, "reason"] = str(Reason.SMALL_BASE)
    return shown
