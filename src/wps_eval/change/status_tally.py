"""Count statuses, by pillar, with both denominators; percentages are never averaged."""

from __future__ import annotations

import pandas as pd

from wps_eval.codes import Status

OUTSIDE_TALLY = frozenset({Status.CONTEXT})
UNRATED = frozenset({Status.NOT_ASSESSABLE, Status.NOT_DUE})


def tally(verdicts: pd.DataFrame, by: str = "pillar") -> pd.DataFrame:
    """Count indicators by status.

    Args:
        verdicts: One row an indicator, with columns ``status`` and ``by``.
        by: The column that parts the count.

    Returns:
        One row a part with a count for each status, ``all`` (every indicator inside the tally)
        and ``assessable`` (those rated); context indicators are outside and counted as
        ``context_only``. An empty table gives no rows. Nothing is raised.

    Source: counts; two denominators as UNEG (2010), Quality Checklist, head 5: gaps are shown.
    """
    statuses = [str(status) for status in Status]
    if verdicts.empty:
        return pd.DataFrame(columns=[by, *statuses, "all", "assessable"])
    counts = pd.crosstab(verdicts[by], verdicts["status"]).reindex(columns=statuses, fill_value=0)
    inside = [status for status in statuses if status not in OUTSIDE_TALLY]
    counts["all"] = counts[inside].sum(axis=1)
    counts["assessable"] = counts[[status for status in inside if status not in UNRATED]].sum(
        axis=1
    )
    counts.columns.name = None
    return counts.reset_index()
