"""Hide small counts of people, and every number that would give them away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import Reason, State

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

REVEALING = ("estimate", "numerator", "denominator", "se", "ci_low", "ci_high", "n", "n_weighted")


@dataclass(frozen=True, slots=True)
class SmallCounts:
    """The limits of one study.

    Attributes:
        smallest: The smallest count that may be shown (5 hides 1 to 4).
        smallest_sensitive: The same for counts of survivors and cases (10 hides 1 to 9).
        smallest_base: The smallest unweighted survey base that may be shown.
        flagged_base: Bases below this are shown flagged.
    """

    smallest: int = 5
    smallest_sensitive: int = 10
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
    is sensitive. Where exactly one row of an indicator and date is hidden among its places or
    groups, the next smallest goes too, so that it cannot be found by subtraction.

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
    hidden = _small(table, limits, person_counts, sensitive) | (table["n"] < limits.smallest_base)
    hidden |= _complementary(table, hidden, person_counts)
    flagged = (table["n"] >= limits.smallest_base) & (table["n"] < limits.flagged_base) & ~hidden
    table.loc[flagged, "state"] = str(State.FLAGGED)
    table.loc[hidden, "state"] = str(State.SUPPRESSED)
    table.loc[hidden, "reason"] = str(Reason.SUPPRESSED)
    table.loc[hidden, list(REVEALING)] = np.nan
    table.loc[hidden, "note"] = ""
    return table


def _small(
    table: pd.DataFrame,
    limits: SmallCounts,
    person_counts: Collection[str],
    sensitive: Collection[str],
) -> pd.Series[bool]:
    people = table["indicator"].isin(list(person_counts))
    strict = table["indicator"].isin(list(sensitive))
    limit = np.where(strict, limits.smallest_sensitive, limits.smallest)
    least = np.where(strict, 0, 1)  # a sensitive zero tells something too
    count = table["numerator"].where(table["numerator"].notna(), _plain_counts(table))
    rest = table["denominator"] - table["numerator"]
    small = (count >= least) & (count < limit)
    small |= (rest >= 1) & (rest < limit)
    return (small & people).astype(bool)


def _plain_counts(table: pd.DataFrame) -> pd.Series[float]:
    return table["estimate"].where(~table["unit"].str.startswith("%"))


def _complementary(
    table: pd.DataFrame, hidden: pd.Series[bool], person_counts: Collection[str]
) -> pd.Series[bool]:
    """Hide the next smallest where one row alone is hidden among its brothers."""
    further = hidden & False
    people = table["indicator"].isin(list(person_counts))
    for _, rows in table[people].groupby(["indicator", "period_start", "period_end", "item"]):
        lone = hidden.loc[rows.index]
        if lone.sum() == 1 and len(rows) > 1:
            shown = rows[~lone & rows["estimate"].notna()]
            size = shown["numerator"].fillna(shown["estimate"])
            if len(shown):
                further |= further.index == size.idxmin()
    return further
