"""Attitude scales: reverse what points the other way, average, rescale to 0-100."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.arguments import (
    names_given,
    numbers_given,
    refuse_absent_columns,
    refuse_no_part,
)
from wps_eval.survey.knowledge import LEAST_VALID_PROP
from wps_eval.survey.person_score import answered_enough

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_POINTS_TOLD = 5  #: how many of the points outside a scale a fault names


def reverse_items(
    frame: pd.DataFrame,
    items: str | Sequence[str],
    reverse: str | Collection[str],
    low: float,
    high: float,
) -> pd.DataFrame:
    """Give a scale's items, all pointing the same way.

    Args:
        frame: Answers, one row a person.
        items: The items.
        reverse: Those of them where agreement means less of what the scale measures.
        low: The least point.
        high: The greatest point.

    Returns:
        The items as numbers (n, k), x' = high + low - x where reversed; missing stays missing.

    Raises:
        DesignFaults: An answer is outside the points: a code such as 98 must be missing first. An answer is a
            word, an item is no column, or what is to be reversed is none.

    Source: Likert (1932), Archives of Psychology 140.

    Examples:
        Made-up answers of three people; agreeing with a2 means less trust:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"a1": [1, 4, 5], "a2": [5, 2, 1]})
        >>> survey.reverse_items(rows, ["a1", "a2"], reverse=["a2"], low=1, high=5)["a2"].tolist()
        [1.0, 4.0, 5.0]
    """
    items, reverse = names_given(items), names_given(reverse)
    refuse_absent_columns(frame, items)
    unknown = [
        Fault(
            "unknown_item", Where(column=name), expected=name, known=tuple(map(str, frame.columns))
        )
        for name in reverse
        if name not in frame
    ]
    if unknown:
        raise DesignFaults(unknown, "scale")
    answers: pd.DataFrame = frame[list(items)].apply(pd.to_numeric, errors="coerce")
    words = [
        Fault("words_for_points", Where(column=name))
        for name in items
        if (answers[name].isna() & frame[name].notna()).any()
    ]
    if words:
        raise DesignFaults(words, "scale")
    answers = answers.astype(np.float64)
    refuse_outside_points(answers, low, high)
    reversed_items = [name for name in items if name in set(reverse)]
    answers[reversed_items] = high + low - answers[reversed_items]
    return answers


def refuse_outside_points(answers: pd.DataFrame, low: float, high: float) -> None:
    """Stop where an answer is outside the points of its scale.

    Args:
        answers: Numbers, a column an item (n, k); missing is no answer.
        low: The least point.
        high: The greatest point.

    Raises:
        DesignFaults: By item.
    """
    is_outside = (answers < low) | (answers > high)
    faults = [
        _outside_fault(str(name), answers[name][is_outside[name]], low, high)
        for name in answers
        if is_outside[name].any()
    ]
    if faults:
        raise DesignFaults(faults, "scale")


def _outside_fault(item: str, answers: pd.Series[float], low: float, high: float) -> Fault:
    """Name an item's answers that lie outside its points."""
    points = tuple(f"{value:g}" for value in sorted(set(answers))[:_POINTS_TOLD])
    found = Data(count=len(answers), low=float(low), high=float(high), points=points)
    return Fault("not_a_point", Where(column=item), found)


def scale_score(
    answers: pd.DataFrame, low: float, high: float, *, valid_prop: float = LEAST_VALID_PROP
) -> Floats:
    """Score a scale from 0 to 100.

    Args:
        answers: Items that point the same way (n, k), from ``reverse_items``.
        low: The least point.
        high: The greatest point.
        valid_prop: Share of items that must not be missing for a person to be scored.

    Returns:
        100 (mean of a person's items - low) / (high - low), (n,); NaN for persons who answered too
        few.

    Raises:
        DesignFaults: An answer is a word or outside the points, so that a score could be outside 0 to 100; a
            share of items that is none.

    Source: person mean, rescaled by percent of maximum possible: Cohen et al. (1999), Multivariate
    Behavioral Research 34, 315-346.

    Examples:
        Made-up answers of three people to two items:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> answers = pd.DataFrame({"a1": [1.0, 4.0, 5.0], "a2": [1.0, 2.0, 5.0]})
        >>> survey.scale_score(answers, 1, 5).tolist()
        [0.0, 50.0, 100.0]
    """
    refuse_absent_columns(answers, ())
    numbers = pd.DataFrame({name: numbers_given(answers[name], str(name)) for name in answers})
    refuse_outside_points(numbers, low, high)
    refuse_no_part(valid_prop, "valid_prop")
    is_scored = answered_enough(numbers.isna(), valid_prop)
    mean = numbers.mean(axis=1).to_numpy(np.float64)
    return np.where(is_scored, 100 * (mean - low) / (high - low), np.nan)


def thirds(low: float, high: float) -> tuple[float, float]:
    """Give the two cuts that part a possible range into thirds, to be printed beside a banding."""
    return low + (high - low) / 3, low + 2 * (high - low) / 3
