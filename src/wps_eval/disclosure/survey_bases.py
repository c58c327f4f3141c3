"""What may be shown of a survey: bases, intervals, and cells that would give others away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import Evidence, Reason, State
from wps_eval.values import Group, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from wps_eval.disclosure.small_counts import SmallCounts

FEW_DF = 8
TOO_WIDE = 30.0
_NUMBERS = (
    "estimate", "se", "ci_low", "ci_high", "df", "n", "n_missing", "n_weighted", "deff",
    "numerator", "denominator",
)  # fmt: skip
_MARGIN = ("indicator", "item", "statistic", "period_start", "period_end", "round")


def hide_survey_cells(table: pd.DataFrame, limits: SmallCounts) -> pd.DataFrame:
    """Hide what rests on too few people, and what would give it away.

    A base under 25 is hidden, 25 to 49 flagged; a share of nobody or everybody in a group under 50 is
    hidden, since it tells of each of them; an interval 30 points wide or more says nothing and is
    hidden; fewer than eight degrees of freedom are flagged. Where one cell alone of a breakdown is
    hidden, the next smallest goes too.

    Args:
        table: A results table; rows that are no survey estimates are left alone.
        limits: The study's limits.

    Returns:
        The table with ``state`` and ``reason`` set and the numbers of hidden rows emptied. Missing
        numbers hide nothing. Nothing is raised.

    Source: DHS reports (bases under 25 and 25-49); the DOMAIN rules of wps-eval on 0 and 100 percent
    and on complementary cells; degrees of freedom under eight: National Center for Health
    Statistics, Data Presentation Standards for Proportions (2017), series 2, number 175.
    """
    out = table.copy()
    survey = out["evidence"] == Evidence.SURVEY
    percent = out["unit"].map(lambda unit: Unit.read(unit).in_points).astype(bool)
    few = survey & (out["n"] < limits.smallest_base)
    everybody = survey & percent & (out["group"] != "") & (out["n"] < limits.flagged_base)
    everybody &= (out["estimate"] <= 0) | (out["estimate"] >= 100)  # noqa: PLR2004 - percent
    wide = survey & percent & (out["ci_high"] - out["ci_low"] >= TOO_WIDE)
    hidden = (few | everybody | wide).astype(bool)
    hidden |= _partners(out[survey], hidden)
    flagged = survey & ~hidden & ((out["n"] < limits.flagged_base) | (out["df"] < FEW_DF))
    out.loc[flagged, "state"] = str(State.FLAGGED)
    out.loc[hidden, "state"] = str(State.SUPPRESSED)
    out.loc[hidden, "reason"] = str(Reason.SUPPRESSED)
    out.loc[hidden & wide & ~few, "reason"] = str(Reason.TOO_WIDE)
    out.loc[hidden, list(_NUMBERS)] = np.nan
    return out


def _partners(rows: pd.DataFrame, hidden: pd.Series[bool]) -> pd.Series[bool]:
    """Find the next smallest cell of every breakdown in which one cell alone is hidden."""
    out = hidden & False
    for cells in _breakdowns(rows):
        gone = hidden.loc[cells.index]
        shown = cells[~gone & cells["n"].notna()]
        if gone.sum() == 1 and len(shown):
            out |= out.index == shown["n"].idxmin()
    return out


def _breakdowns(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Give the cells of each one-way breakdown: the groups of a question, or the places."""
    groups = rows[rows["group"] != ""]
    question = groups["group"].map(lambda group: Group.read(str(group)).dimensions)
    for _, cells in groups.groupby([*(groups[c] for c in _MARGIN), groups["place"], question]):
        yield cells
    places = rows[rows["group"] == ""]
    for _, cells in places.groupby(list(_MARGIN)):
        yield cells
