"""What a course changed in the people who were found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.change.gain import average_of_gains, gain_of_averages
from wps_eval.change.matching import Matched, compare_lost, match_people
from wps_eval.change.paired import PairedChange, paired_change

if TYPE_CHECKING:
    import pandas as pd

MOST = 100.0


@dataclass(frozen=True)
class CourseChange:
    """Change of one construct between two waves.

    Attributes:
        construct: The construct.
        before: Mean of the matched before.
        after: Mean of the matched after.
        change: The change, clustered on classes.
        near_left_out: The change among exact matches alone.
        gain: Gain of the averages.
        gain_each: Average of the gains.
        matched: Who was found again.
        lost: Whether those who were lost differed before.
    """

    construct: str
    before: float
    after: float
    change: PairedChange
    near_left_out: PairedChange
    gain: float
    gain_each: float
    matched: Matched
    lost: pd.DataFrame


def course_change(
    before: pd.DataFrame, after: pd.DataFrame, construct: str, *, level: float = 0.95
) -> CourseChange:
    """Compare one construct between two waves of a course.

    Args:
        before: The earlier wave: ``mark``, ``mark_1`` ..., ``class`` and the construct, 0 to 100.
        after: The later wave.
        construct: The column.
        level: The level of the interval.

    Returns:
        The change of those found again. A person who changed class counts with the class before.

    Source: as ``paired_change``, ``match_people`` and ``gain_of_averages``.
    """
    parts = [str(c) for c in before if str(c).startswith("mark_")]
    matched = match_people(before, after, mark="mark", parts=parts)
    pairs = matched.pairs
    one = before[construct].to_numpy(np.float64)[pairs["before"]]
    two = after[construct].to_numpy(np.float64)[pairs["after"]]
    unit = before["class"].astype(str).to_numpy()[pairs["before"]]
    exact = ~pairs["near"].to_numpy(bool)
    known = ~np.isnan(one) & ~np.isnan(two)
    return CourseChange(
        construct=construct,
        before=float(one[known].mean()) if known.any() else float("nan"),
        after=float(two[known].mean()) if known.any() else float("nan"),
        change=paired_change(one, two, cluster=unit, level=level),
        near_left_out=paired_change(one[exact], two[exact], cluster=unit[exact], level=level),
        gain=gain_of_averages(one, two, most=MOST),
        gain_each=average_of_gains(one, two, most=MOST),
        matched=matched,
        lost=compare_lost(before, pairs["before"].tolist(), [construct]),
    )
