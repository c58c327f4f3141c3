"""Normalised gain: how much of what could be learnt was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.survey.arguments import numbers_given, refuse_unequal_lengths

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def gain_of_averages(before: ArrayLike, after: ArrayLike, *, most: float) -> float:
    """Give Hake's gain of a class: gain of the averages.

    Args:
        before: Scores before (n,).
        after: Scores after, person for person (n,); who misses either takes no part.
        most: The greatest score that can be had.

    Returns:
        (mean after - mean before) / (most - mean before); NaN without anybody, or where nothing was
        left to learn.

    Raises:
        DesignFaults: A score is a word, or the two are not as many.

    Source: Hake (1998), American Journal of Physics 66, 64-74, equation 1; unbiased under error of
    measurement, unlike the average of gains: Bao (2006), American Journal of Physics 74, 917.

    Examples:
        Made-up scores of two people: half of what was left to learn was learnt:

        >>> from wps_eval import change
        >>> change.gain_of_averages([40, 60], [70, 80], most=100)
        0.5
    """
    scores_before, scores_after = _with_both_scores(before, after)
    if not len(scores_before) or scores_before.mean() >= most:
        return float("nan")
    return float((scores_after.mean() - scores_before.mean()) / (most - scores_before.mean()))


def average_of_gains(before: ArrayLike, after: ArrayLike, *, most: float) -> float:
    """Give the average of each person's gain; those who knew all before are left out.

    Args:
        before: Scores before (n,).
        after: Scores after, person for person (n,).
        most: The greatest score that can be had.

    Returns:
        Mean of (after - before) / (most - before); NaN without anybody.

    Raises:
        DesignFaults: A score is a word, or the two are not as many.

    Source: Hake (1998); shown beside the gain of averages, never instead.

    Examples:
        Made-up scores of two people:

        >>> from wps_eval import change
        >>> change.average_of_gains([40, 60], [70, 80], most=100)
        0.5
    """
    scores_before, scores_after = _with_both_scores(before, after)
    could_gain = scores_before < most
    if not could_gain.any():
        return float("nan")
    return float(
        np.mean(
            (scores_after[could_gain] - scores_before[could_gain])
            / (most - scores_before[could_gain])
        )
    )


def _with_both_scores(before: ArrayLike, after: ArrayLike) -> tuple[Floats, Floats]:
    """Keep those who have a score before and after, person for person."""
    scores_before, scores_after = numbers_given(before, "before"), numbers_given(after, "after")
    refuse_unequal_lengths(before=len(scores_before), after=len(scores_after))
    known = ~np.isnan(scores_before) & ~np.isnan(scores_after)
    return scores_before[known], scores_after[known]
