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

FEW_DF = 8  #: with fewer degrees of freedom a value is imprecise
TOO_WIDE_PP = 30.0  #: width of an interval, in points, from which a value is imprecise
_HIDDEN_COLUMNS = (
    "estimate", "se", "ci_low", "ci_high", "df", "n", "n_missing", "n_weighted", "deff",
    "numerator", "denominator",
)  # fmt: skip
_STATISTIC_KEY = ("indicator", "item", "statistic", "period_start", "period_end", "round")


def hide_survey_cells(table: pd.DataFrame, limits: SmallCounts) -> pd.DataFrame:
    """Hide what rests on too few people, and what would give it away; mark what is imprecise.

    A base under 25 is hidden, 25 to 49 flagged; a share of nobody or everybody in a group under 50 is
    hidden, since it tells of each of them. Where one cell alone of a breakdown is hidden, the next
    smallest goes too. An interval 30 points wide or more, and fewer than eight degrees of freedom, make
    a value imprecise: nobody needs protection, so it is shown, marked, and takes no other along.

    Args:
        table: A results table; rows that are no survey estimates are left alone.
        limits: The study's limits.

    Returns:
        The table with ``state`` and the ``reason`` that holds, and the numbers of hidden rows emptied.
        Missing numbers hide nothing. Nothing is raised.

    Source: DHS reports (bases under 25 and 25-49); the DOMAIN rules of wps-eval on 0 and 100 percent
    and on complementary cells; degrees of freedom under eight: National Center for Health
    Statistics, Data Presentation Standards for Proportions (2017), series 2, number 175.
    """
    shown = table.copy()
    is_survey = shown["evidence"] == Evidence.SURVEY
    in_points = shown["unit"].map(lambda unit: Unit.read(unit).in_points).astype(bool)
    too_few = is_survey & (shown["n"] < limits.smallest_base)
    nobody_or_everybody = (
        is_survey & in_points & (shown["group"] != "") & (shown["n"] < limits.flagged_base)
    )
    nobody_or_everybody &= (shown["estimate"] <= 0) | (shown["estimate"] >= 100)  # noqa: PLR2004 - percent
    too_wide = is_survey & in_points & (shown["ci_high"] - shown["ci_low"] >= TOO_WIDE_PP)
    few_df = is_survey & (shown["df"] < FEW_DF)
    to_protect = (too_few | nobody_or_everybody).astype(bool)
    complementary = _complementary_cells(shown[is_survey], to_protect)
    small_base = is_survey & (shown["n"] < limits.flagged_base)
    for rows, state, reason in (  # the last one that holds is told
        (few_df, State.IMPRECISE, Reason.FEW_DF),
        (too_wide, State.IMPRECISE, Reason.TOO_WIDE),
        (small_base, State.FLAGGED, Reason.SMALL_BASE),
        (complementary, State.SUPPRESSED, Reason.COMPLEMENTARY),
        (to_protect, State.SUPPRESSED, Reason.SUPPRESSED),
    ):
        shown.loc[rows, "state"] = str(state)
        shown.loc[rows, "reason"] = str(reason)
    shown.loc[to_protect | complementary, list(_HIDDEN_COLUMNS)] = np.nan
    return shown


def _complementary_cells(rows: pd.DataFrame, hidden: pd.Series[bool]) -> pd.Series[bool]:
    """Find the next smallest cell of every breakdown in which one cell alone is hidden."""
    partners = hidden & False
    for cells in _breakdowns(rows):
        hidden_here = hidden.loc[cells.index]
        shown = cells[~hidden_here & cells["n"].notna()]
        if hidden_here.sum() == 1 and len(shown):
            partners |= partners.index == shown["n"].idxmin()
    return partners


def _breakdowns(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Give the cells of each one-way breakdown: the groups of a question, or the places."""
    groups = rows[rows["group"] != ""]
    question = groups["group"].map(lambda group: Group.read(str(group)).dimensions)
    for _, cells in groups.groupby(
        [*(groups[name] for name in _STATISTIC_KEY), groups["place"], question]
    ):
        yield cells
    places = rows[rows["group"] == ""]
    for _, cells in places.groupby(list(_STATISTIC_KEY)):
        yield cells
