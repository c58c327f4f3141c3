"""What may be shown of a course: nothing of a handful of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Reason, State
from wps_eval.disclosure.hiding import hide_rows

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.disclosure.small_counts import SmallCounts

#: what is told of people who came before the course and were not found again
OF_THE_LOST = ("lost_before", "lost_p")


def hide_small_courses(table: pd.DataFrame, limits: SmallCounts) -> pd.DataFrame:
    """Hide changes that rest on too few people found again; flag those that rest on few.

    Args:
        table: The training table.
        limits: The study's limits.

    Returns:
        The table with ``state`` and ``reason`` set. Bases under 25 are hidden, the share that was matched
        too, since it would give the base back. Bases of 25 to 49 and fewer than eight classes are flagged.
        What is told of those who were not found again is left out where they are fewer than 25.

    Source: the survey rules of ``too_few_asked``; fewer than eight clusters: Cameron and Miller
    (2015), Journal of Human Resources 50, 317-372.
    """
    shown = table.copy()
    too_few = shown["n"] < limits.smallest_base
    to_flag = ~too_few & ((shown["n"] < limits.flagged_base) | (shown["few_classes"] == "yes"))
    small_base = to_flag & (shown["n"] < limits.flagged_base)
    shown.loc[to_flag, "state"] = str(State.IMPRECISE)
    shown.loc[to_flag, "reason"] = str(Reason.FEW_DF)
    shown.loc[small_base, "state"] = str(State.FLAGGED)
    shown.loc[small_base, "reason"] = str(Reason.SMALL_BASE)
    few_lost = shown["n_before"] - shown["n"] < limits.smallest_base
    shown.loc[few_lost, list(OF_THE_LOST)] = float("nan")
    return hide_rows(shown, "training", shown.index[too_few], Reason.SUPPRESSED)
