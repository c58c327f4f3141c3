"""Which counts of people are too small to be shown, and the shares that reveal them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import Evidence
from wps_eval.values import Unit

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

MOST_PCT = 100.0
WHOLE = 0.5  #: a share and its base are a count to the nearest whole number


@dataclass(frozen=True, slots=True)
class SmallCounts:
    """The limits of one study.

    Attributes:
        smallest_count: The smallest count that may be shown (5 hides 1 to 4).
        smallest_count_sensitive: The same for counts of survivors and cases (10 hides 0 to 9).
        smallest_base: The smallest unweighted survey base that may be shown.
        flagged_base: Bases below this are shown flagged.
    """

    smallest_count: int = 5
    smallest_count_sensitive: int = 10
    smallest_base: int = 25
    flagged_base: int = 50

    def of(self, *, sensitive: bool) -> tuple[float, bool]:
        """Give the smallest count that may be shown, and whether nought is hidden too."""
        return (self.smallest_count_sensitive, True) if sensitive else (self.smallest_count, False)


def people_counted(table: pd.DataFrame) -> tuple[pd.Series[float], pd.Series[float]]:
    """Give how many people each row counts, and how many are left of those they are a share of.

    Args:
        table: The estimates table.

    Returns:
        Counts in whole people. Of a percentage the numerator and the rest of the denominator, else what
        its base makes of it; NaN where neither is known. Of a count itself, and NaN for the rest.
    """
    percent = _is_percent(table)
    from_base = (table["estimate"] * table["n"] / MOST_PCT + WHOLE).apply(np.floor)
    from_base = from_base.where(percent)
    count = table["numerator"].where(table["numerator"].notna(), from_base)
    count = count.where(count.notna(), table["estimate"].where(~percent))
    whole = table["denominator"].where(table["denominator"].notna(), table["n"].where(percent))
    return count, whole - count


def too_small(
    estimates: pd.DataFrame,
    limits: SmallCounts,
    *,
    person_counts: Collection[str],
    sensitive: Collection[str],
) -> pd.Series[bool]:
    """Say which rows count too few people to be shown.

    Args:
        estimates: The estimates table; survey estimates have rules of their own.
        limits: The study's limits.
        person_counts: Indicators whose values count people; others (seats, workshops) are public.
        sensitive: Indicators under the stricter limit.

    Returns:
        True for a count from 1 to one below the limit (of a sensitive topic from 0), for a percentage
        whose count or whose rest is one, for a share of nobody or everybody in a small group, and for a
        base below the smallest one. Missing counts hide nothing. Nothing is raised.

    Source: Washington State Department of Health, Small Numbers Guideline (2018); Hundepool et al.,
    Statistical Disclosure Control (2012), section 4.2; DHS reports (bases under 25).
    """
    surveyed = estimates["evidence"] == Evidence.SURVEY
    counts_people = estimates["indicator"].isin(list(person_counts)) & ~surveyed
    is_sensitive = estimates["indicator"].isin(list(sensitive))
    limit = np.where(is_sensitive, limits.smallest_count_sensitive, limits.smallest_count)
    least_hidden = np.where(is_sensitive, 0, 1)  # a sensitive zero tells something too
    count, rest = people_counted(estimates)
    small = (count >= least_hidden) & (count < limit)
    small |= (rest >= least_hidden) & (rest < limit)
    of_group = _is_percent(estimates) & (estimates["group"] != "")
    small |= of_group & ((count == 0) | (rest == 0)) & (count + rest < limits.flagged_base)
    few_asked = estimates["n"] < limits.smallest_base
    return ((small & counts_people) | (few_asked & ~surveyed)).astype(bool)


def _is_percent(table: pd.DataFrame) -> pd.Series[bool]:
    """Say which rows are percentages."""
    return table["unit"].map(lambda unit: Unit.read(unit).percent).astype(bool)
