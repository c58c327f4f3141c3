"""What may be shown of items in two groups: nothing of a handful of people, nothing that bounds a hidden base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Reason, State
from wps_eval.disclosure.hiding import hide_rows
from wps_eval.results.columns import ITEM_FUNCTIONING
from wps_eval.results.rows import each
from wps_eval.values import Group

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.disclosure.small_counts import SmallCounts

#: of which a number of people each is told, beside that of everybody
_OF_ONE_QUESTION = ("round", "construct", "place", "trait")


def hide_small_item_groups(
    table: pd.DataFrame, scales: pd.DataFrame, limits: SmallCounts
) -> pd.DataFrame:
    """Hide comparisons that rest on too few people, and those of a group whose own number is hidden.

    Args:
        table: The table of items in two groups.
        scales: The released table of their scales.
        limits: The study's limits.

    Returns:
        The table with ``state`` and ``reason`` set. A group's people who answered every item are some of its
        base: where that is hidden, their number would say how small the hidden base can be at least. Where one
        group of a question is hidden or too small to be compared, the others keep their results and no number of
        people, which together with everybody's would be near its own.

    Source: the survey rules of ``too_few_asked``.
    """
    too_few = (table[["n_focal", "n_reference"]] < limits.smallest_base).any(axis=1)
    hidden = {
        (row.indicator, row.round, row.place, row.group)
        for row in each(scales[scales["state"] == State.SUPPRESSED])
    }
    bounds = [
        any(
            (row.construct, row.round, row.place, str(Group.of([(row.trait, code)]))) in hidden
            for code in (row.focal, row.reference)
        )
        for row in each(table)
    ]
    shown = hide_rows(table, ITEM_FUNCTIONING, table.index[bounds], Reason.COMPLEMENTARY)
    shown = hide_rows(shown, ITEM_FUNCTIONING, table.index[too_few], Reason.SUPPRESSED)
    untold = (shown["state"] == State.SUPPRESSED) | (shown["reason"] == Reason.BASE_TOO_SMALL)
    beside_untold = untold.groupby([shown[name] for name in _OF_ONE_QUESTION]).transform("any")
    shown.loc[beside_untold, ["n_focal", "n_reference"]] = float("nan")
    return shown
