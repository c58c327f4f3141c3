"""What may be shown of a course: nothing of a handful of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import Reason, State

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.disclosure.small_counts import SmallCounts

_KEPT = ("kirkpatrick", "level", "match_rate_pct", "n_before", "n_after")


def hide_small_courses(table: pd.DataFrame, limits: SmallCounts) -> pd.DataFrame:
    """Hide changes that rest on too few people found again; flag those that rest on few.

    Args:
        table: The training table.
        limits: The study's limits.

    Returns:
        The table with ``state`` and ``reason`` set. Bases under 25 lose their numbers, all but how
        many forms there were; bases of 25 to 49 and fewer than eight classes are flagged.

    Source: the survey rules of ``hide_survey_cells``; fewer than eight clusters: Cameron and Miller
    (2015), Journal of Human Resources 50, 317-372.
    """
    out = table.copy()
    few = out["n"] < limits.smallest_base
    some = ~few & ((out["n"] < limits.flagged_base) | (out["few_classes"] == "yes"))
    numbers = [c for c in out.columns if out[c].dtype == np.float64 and c not in _KEPT]
    out.loc[few, numbers] = np.nan
    out.loc[few, "state"] = str(State.SUPPRESSED)
    out.loc[few, "reason"] = str(Reason.SUPPRESSED)
    out.loc[some, "state"] = str(State.FLAGGED)
    return out
