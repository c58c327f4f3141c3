"""What may be shown of a survey: bases, and what is imprecise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Evidence, Reason, State
from wps_eval.values import Unit

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.disclosure.small_counts import SmallCounts

FEW_DF = 8  #: with fewer degrees of freedom a value is imprecise
TOO_WIDE_PP = 30.0  #: width of an interval, in points, from which a value is imprecise


def too_few_asked(table: pd.DataFrame, limits: SmallCounts) -> pd.Series[bool]:
    """Say which survey estimates rest on too few people to be shown.

    Args:
        table: A results table; rows that are no survey estimates are left alone.
        limits: The study's limits.

    Returns:
        True for a base under 25, and for a share of nobody or everybody in a group under 50, which tells
        of each of them. Missing numbers hide nothing. Nothing is raised.

    Source: DHS reports (bases under 25); the DOMAIN rules of wps-eval on 0 and 100 percent.
    """
    is_survey = table["evidence"] == Evidence.SURVEY
    in_group = is_survey & (table["group"] != "") & (table["n"] < limits.flagged_base)
    extreme = (table["estimate"] <= 0) | (table["estimate"] >= 100)  # noqa: PLR2004 - percent
    nobody_or_everybody = in_group & _in_points(table) & extreme
    return ((is_survey & (table["n"] < limits.smallest_base)) | nobody_or_everybody).astype(bool)


def mark_imprecise(table: pd.DataFrame, limits: SmallCounts) -> pd.DataFrame:
    """Mark what is shown and to be read with caution: nobody needs protection, so it takes no other along.

    Args:
        table: A results table.
        limits: The study's limits.

    Returns:
        The table with ``state`` and the ``reason`` that holds: a base of 25 to 49, else an interval 30
        points wide or more, else fewer than eight degrees of freedom. Rows that are no survey estimates
        are marked for their base alone.

    Source: DHS reports (bases 25 to 49); degrees of freedom under eight: National Center for Health
    Statistics, Data Presentation Standards for Proportions (2017), series 2, number 175.
    """
    marked = table.copy()
    is_survey = marked["evidence"] == Evidence.SURVEY
    wide = (marked["ci_high"] - marked["ci_low"]) >= TOO_WIDE_PP
    for rows, state, reason in (  # the last one that holds is told
        (is_survey & (marked["df"] < FEW_DF), State.IMPRECISE, Reason.FEW_DF),
        (is_survey & _in_points(marked) & wide, State.IMPRECISE, Reason.TOO_WIDE),
        (marked["n"] < limits.flagged_base, State.FLAGGED, Reason.SMALL_BASE),
    ):
        marked.loc[rows, "state"] = str(state)
        marked.loc[rows, "reason"] = str(reason)
    return marked


def _in_points(table: pd.DataFrame) -> pd.Series[bool]:
    """Say which rows are percentages or scores from 0 to 100."""
    return table["unit"].map(lambda unit: Unit.read(unit).in_points).astype(bool)
