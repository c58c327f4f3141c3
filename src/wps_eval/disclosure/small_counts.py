"""Hide small counts of people, and every number that would give them away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import Reason, State
from wps_eval.disclosure.sums import parts_to_hide
from wps_eval.values import Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import pandas as pd

#: the column that is held fixed in a margin, and whether rows without a group belong to it
MARGINS = (("place", False), ("group", True))
REVEALING_COLUMNS = (
    "estimate",
    "numerator",
    "denominator",
    "se",
    "ci_low",
    "ci_high",
    "n",
    "n_weighted",
)


@dataclass(frozen=True, slots=True)
class SmallCounts:
    """The limits of one study.

    Attributes:
        smallest_count: The smallest count that may be shown (5 hides 1 to 4).
        smallest_count_sensitive: The same for counts of survivors and cases (10 hides 1 to 9).
        smallest_base: The smallest unweighted survey base that may be shown.
        flagged_base: Bases below this are shown flagged.
    """

    smallest_count: int = 5
    smallest_count_sensitive: int = 10
    smallest_base: int = 25
    flagged_base: int = 50


def hide_small_counts(
    estimates: pd.DataFrame,
    limits: SmallCounts,
    *,
    person_counts: Collection[str],
    sensitive: Collection[str],
) -> pd.DataFrame:
    """Hide counts of people below the limit, and percentages that reveal them.

    A count, or the numerator of a percentage (or what is left of its denominator), from 1 to one
    below the limit is taken out with every number of its row. Zero may be shown unless the topic
    is sensitive. Where one cell alone is hidden among the groups of a place, or among the places of
    a group, the next smallest goes too, until no cell can be found by subtracting from a total. Where
    a part of a sum is hidden, all parts of that sum are.

    Args:
        estimates: The estimates table.
        limits: The study's limits.
        person_counts: Indicators whose values count people; others (seats, workshops) are public.
        sensitive: Indicators under the stricter limit.

    Returns:
        The table with ``state`` ``suppressed`` or ``flagged`` and the revealing columns emptied.
        Missing counts hide nothing. Nothing is raised.

    Source: DHS reports (bases under 25 and 25-49); Washington State Department of Health, Small
    Numbers Guideline (2018), secondary suppression; limits of the study file.
    """
    table = estimates.copy()
    small = _is_small(table, limits, person_counts, sensitive)
    to_protect = small | (table["n"] < limits.smallest_base)
    hidden = to_protect | _complementary_cells(table, to_protect, person_counts)
    hidden |= parts_to_hide(table, hidden, person_counts)
    flagged = (table["n"] >= limits.smallest_base) & (table["n"] < limits.flagged_base) & ~hidden
    table.loc[flagged, "state"] = str(State.FLAGGED)
    table.loc[flagged, "reason"] = str(Reason.SMALL_BASE)
    table.loc[hidden, "state"] = str(State.SUPPRESSED)
    table.loc[hidden, "reason"] = str(Reason.COMPLEMENTARY)
    table.loc[to_protect, "reason"] = str(Reason.SUPPRESSED)
    table.loc[hidden, list(REVEALING_COLUMNS)] = np.nan
    table.loc[hidden, "note"] = ""
    return table


def _is_small(
    table: pd.DataFrame,
    limits: SmallCounts,
    person_counts: Collection[str],
    sensitive: Collection[str],
) -> pd.Series[bool]:
    """Say which rows count too few people, or leave too few of their denominator."""
    counts_people = table["indicator"].isin(list(person_counts))
    is_sensitive = table["indicator"].isin(list(sensitive))
    limit = np.where(is_sensitive, limits.smallest_count_sensitive, limits.smallest_count)
    least_hidden = np.where(is_sensitive, 0, 1)  # a sensitive zero tells something too
    count = table["numerator"].where(table["numerator"].notna(), _values_that_count(table))
    not_counted = table["denominator"] - table["numerator"]
    small = (count >= least_hidden) & (count < limit)
    small |= (not_counted >= least_hidden) & (not_counted < limit)
    return (small & counts_people).astype(bool)


def _values_that_count(table: pd.DataFrame) -> pd.Series[float]:
    """Give the values that are counts themselves; NaN for percentages."""
    is_percent = table["unit"].map(lambda unit: Unit.read(unit).percent).astype(bool)
    return table["estimate"].where(~is_percent)


def _complementary_cells(
    table: pd.DataFrame, hidden: pd.Series[bool], person_counts: Collection[str]
) -> pd.Series[bool]:
    """Hide the next smallest wherever one cell of a margin is hidden alone, until none is.

    A margin is the groups of one place, or the places of one group: a total less what is shown
    would give the lone cell away.
    """
    people_counts = table[table["indicator"].isin(list(person_counts))]
    hidden_so_far = hidden.copy()
    while True:
        next_hidden = [
            index
            for margin in MARGINS
            for index in _next_smallest(people_counts, hidden_so_far, margin)
        ]
        if not next_hidden:
            return hidden_so_far & ~hidden
        hidden_so_far |= hidden_so_far.index.isin(next_hidden)


def _next_smallest(
    people_counts: pd.DataFrame, hidden: pd.Series[bool], margin: tuple[str, bool]
) -> Iterator[object]:
    """Give the row of the smallest shown cell of every margin in which one cell alone is hidden."""
    fixed_column, with_totals = margin
    margin_rows = people_counts if with_totals else people_counts[people_counts["group"] != ""]
    for _, cells in margin_rows.groupby(
        ["indicator", "period_start", "period_end", "round", "item", fixed_column]
    ):
        hidden_here = hidden.loc[cells.index]
        shown = cells[~hidden_here & cells["estimate"].notna()]
        if hidden_here.sum() == 1 and len(shown):
            sizes = shown["numerator"].fillna(shown["estimate"])
            yield sizes.idxmin()
