"""Which questions were not asked, by the form's own conditions."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from wps_eval.sources.instrument import Instrument

    Flags = NDArray[np.bool_]

_COMPARISON = re.compile(r"^\$\{(\w+)\}\s*(!=|>=|<=|=|>|<)\s*(?:'([^']*)'|(-?\d+(?:\.\d+)?))$")
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt, ">=": operator.ge,
    "<=": operator.le,
}  # fmt: skip


def skipped_answers(frame: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Find answers that are empty because the form did not ask.

    Args:
        frame: The answers, by question.
        instrument: The form.

    Returns:
        True where a question is empty and its conditions, those of its groups among them, are not
        met (n, questions). A condition beyond comparisons joined by ``and`` or ``or`` is left
        alone: its empty answers count as missing.
    """
    skipped = {}
    for question in instrument.questions:
        if question.name not in frame:
            continue
        was_asked = np.ones(len(frame), bool)
        for condition in question.relevant:
            met = _condition_met(condition, frame)
            was_asked &= np.ones(len(frame), bool) if met is None else met
        skipped[question.name] = ~was_asked & frame[question.name].isna().to_numpy()
    return pd.DataFrame(skipped, index=frame.index)


def _condition_met(condition: str, frame: pd.DataFrame) -> Flags | None:
    """Say where one condition is met (n,); None where it is beyond comparisons, ``and`` and ``or``."""
    alternatives = list(re.split(r"\s+or\s+", condition))
    alternatives_met = []
    for alternative in alternatives:
        comparisons = re.split(r"\s+and\s+", alternative)
        every = [_comparison_met(comparison.strip(), frame) for comparison in comparisons]
        known = [met for met in every if met is not None]
        if len(known) < len(every):
            return None
        alternatives_met.append(np.logical_and.reduce(known))
    return np.asarray(np.logical_or.reduce(alternatives_met))


def _comparison_met(text: str, frame: pd.DataFrame) -> Flags | None:
    """Say where one comparison, such as ``${age} >= 18``, is met (n,); None where it is none or its question has no column."""
    found = _COMPARISON.match(text)
    if found is None or found[1] not in frame:
        return None
    column, compare = frame[found[1]], _OPERATORS[found[2]]
    if found[3] is not None:
        return np.asarray(compare(column.fillna("").astype(str).to_numpy(), found[3]), bool)
    number = pd.to_numeric(column, errors="coerce").to_numpy(np.float64)
    return np.asarray(compare(number, float(found[4])), bool)
