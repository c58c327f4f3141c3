"""What may be shown of groups that are compared: nothing that rests on a handful, or gives a hidden part back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wps_eval.codes import Change, Reason, State
from wps_eval.disclosure.hiding import hide_rows
from wps_eval.disclosure.survey_bases import FEW_DF, TOO_WIDE_PP
from wps_eval.results.columns import balance_of, groups_of
from wps_eval.results.rows import each
from wps_eval.values import Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from wps_eval.disclosure.small_counts import SmallCounts

BASES = (
    "n_treated_baseline",
    "n_treated_current",
    "n_comparison_baseline",
    "n_comparison_current",
)
OF_PLACES = ("governorate", "region")  #: questions whose answers are places
_CODE_SEPARATOR = ";"


def hide_small_groups(
    table: pd.DataFrame, survey: str, scales: pd.DataFrame | None, limits: SmallCounts
) -> pd.DataFrame:
    """Hide comparisons that rest on too few people, and those from which a hidden part would follow.

    Args:
        table: The table of groups of one survey notebook.
        survey: The notebook.
        scales: Its released scales, in which every part of a group has its row; None where there are none.
        limits: The study's limits.

    Returns:
        The table with ``state`` and ``reason`` set. All four bases count. A group of several answers or places is the
        sum of theirs: where one of these is hidden the comparison is hidden too, since the rest would give it back;
        so is one whose scale is not among the released ones. Smallest bases of 25 to 49, few degrees of freedom and
        wide intervals are flagged.

    Source: as ``too_few_asked`` and ``mark_imprecise``.
    """
    shown = table.copy()
    smallest = shown[list(BASES)].min(axis=1)
    too_few = smallest < limits.smallest_base
    for rows, state, reason in (  # the last one that holds is told
        (shown["df"] < FEW_DF, State.IMPRECISE, Reason.FEW_DF),
        ((shown["ci_high"] - shown["ci_low"]) >= TOO_WIDE_PP, State.IMPRECISE, Reason.TOO_WIDE),
        (smallest < limits.flagged_base, State.FLAGGED, Reason.SMALL_BASE),
    ):
        shown.loc[rows, "state"] = str(state)
        shown.loc[rows, "reason"] = str(reason)
    gives_back = [not _parts_are_shown(row, scales) for row in each(table)]
    for hidden, reason in (
        (table.index[gives_back], Reason.COMPLEMENTARY),
        (table.index[too_few], Reason.SUPPRESSED),
    ):
        shown = hide_rows(shown, groups_of(survey), hidden, reason)
        shown.loc[hidden, "change"] = str(Change.CANNOT_TELL)
    return shown


def hide_small_balance(
    table: pd.DataFrame, survey: str, groups: pd.DataFrame, limits: SmallCounts
) -> pd.DataFrame:
    """Hide how alike groups are where their comparison is hidden, and a share of nobody or everybody of few.

    Args:
        table: The table of balance of one survey notebook.
        survey: The notebook.
        groups: Its released table of groups.
        limits: The study's limits.

    Returns:
        The table with ``state`` and ``reason`` set.

    Source: as ``too_few_asked``.
    """
    hidden = set(groups.loc[groups["state"] == State.SUPPRESSED, "comparison"])
    known = set(groups["comparison"])
    of_hidden = table["comparison"].isin(hidden) | ~table["comparison"].isin(known)
    is_share = table["answer"] != ""
    tells_of_each = is_share & (
        (_nobody_or_everybody(table["before"]) & (table["n"] < limits.flagged_base))
        | (_nobody_or_everybody(table["target"]) & (table["n_target"] < limits.flagged_base))
    )
    return hide_rows(
        table, balance_of(survey), table.index[of_hidden | tells_of_each], Reason.SUPPRESSED
    )


def _nobody_or_everybody(share: pd.Series[float]) -> pd.Series[bool]:
    """Say which shares are of nobody or of everybody."""
    return (share <= 0) | (share >= 1)


def _parts_are_shown(row: Any, scales: pd.DataFrame | None) -> bool:
    """Whether every answer or place that makes a group is shown by itself, in both rounds."""
    if scales is None:
        return False
    scores = scales[
        (scales["indicator"] == row.indicator)
        & (scales["item"] == "")
        & (scales["statistic"] == "value")
    ]
    of_rounds = [
        scores[scores["round"] == code] for code in (row.baseline_round, row.current_round)
    ]
    if any(of_round.empty for of_round in of_rounds):
        return False
    return not any(
        (
            (of_round["place"] == place) & (of_round["group"] == group)
            & (of_round["state"] == State.SUPPRESSED)
        ).any()
        for of_round in of_rounds
        for place, group in _parts(row)
    )  # fmt: skip


def _parts(row: Any) -> Iterator[tuple[str, str]]:
    """Give place and group of every answer that makes one of the groups."""
    for code in (*row.treated.split(_CODE_SEPARATOR), *row.comparison_group.split(_CODE_SEPARATOR)):
        if row.column in OF_PLACES:
            yield code, ""
        else:
            yield row.place, str(Group.of(((row.column, code),)))
