"""What a course changed in the people who were found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.change.gain import average_of_gains, gain_of_averages
from wps_eval.change.matching import Matched, compare_lost, match_people
from wps_eval.change.paired import PairedChange, has_class, paired_change
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    import pandas as pd

HIGHEST_SCORE = 100.0  #: of a construct's score


@dataclass(frozen=True, repr=False)
class CourseChange(RowHolder):
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
        The change of those found again. A person who changed class counts with the class before; one
        without a class takes no part, and is counted in ``change.n_no_class``.

    Source: as ``paired_change``, ``match_people`` and ``gain_of_averages``.

    Examples:
        Made-up scores of a class of three, of whom two are found again:

        >>> import pandas as pd
        >>> from wps_eval import change
        >>> before = pd.DataFrame({"mark": ["a", "b", "c"], "class": [1, 1, 1], "score": [40.0, 60.0, 50.0]})
        >>> after = pd.DataFrame({"mark": ["a", "b"], "class": [1, 1], "score": [70.0, 80.0]})
        >>> moved = change.course_change(before, after, "score")
        >>> moved.change.difference, moved.gain, round(moved.matched.match_rate_pct, 1)
        (25.0, 0.5, 66.7)
    """
    part_columns = [str(c) for c in before if str(c).startswith("mark_")]
    matched = match_people(before, after, mark="mark", parts=part_columns)
    pairs = matched.pairs
    scores_before = before[construct].to_numpy(np.float64)[pairs["before"]]
    scores_after = after[construct].to_numpy(np.float64)[pairs["after"]]
    class_before = before["class"].to_numpy(object)[pairs["before"]]
    exact = ~pairs["near"].to_numpy(bool)
    known = ~np.isnan(scores_before) & ~np.isnan(scores_after) & has_class(class_before)
    return CourseChange(
        construct=construct,
        before=float(scores_before[known].mean()) if known.any() else float("nan"),
        after=float(scores_after[known].mean()) if known.any() else float("nan"),
        change=paired_change(scores_before, scores_after, cluster=class_before, level=level),
        near_left_out=paired_change(
            scores_before[exact], scores_after[exact], cluster=class_before[exact], level=level
        ),
        gain=gain_of_averages(scores_before[known], scores_after[known], most=HIGHEST_SCORE),
        gain_each=average_of_gains(scores_before[known], scores_after[known], most=HIGHEST_SCORE),
        matched=matched,
        lost=compare_lost(before, pairs["before"].tolist(), [construct]),
    )
