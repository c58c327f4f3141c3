"""Many tests at once: the family is fixed before data are read, and p-values are corrected."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import numbers_given

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_MARK_DIGITS = 16


def holm(p: Sequence[float]) -> NDArray[np.float64]:
    """Correct p-values of a family by Holm's step-down rule.

    Args:
        p: The p-values; NaN where there was no test, which takes no place in the family.

    Returns:
        Adjusted p-values in the same order, at most 1, NaN where there was no test.

    Raises:
        DesignFaults: One of them is a word, or lies outside 0 to 1.

    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Examples:
        Made-up p-values of three tests:

        >>> from wps_eval import change
        >>> change.holm([0.01, 0.04, 0.03]).round(6).tolist()
        [0.03, 0.06, 0.06]
    """
    values = numbers_given(p, "p")
    if beyond := [f"{value:g}" for value in values if value < 0 or value > 1]:
        raise DesignFaults([Fault("no_p_value", Where(), tuple(beyond))], "asked")
    tested = np.flatnonzero(~np.isnan(values))
    ascending = tested[np.argsort(values[tested], kind="stable")]
    stepped = values[ascending] * np.arange(len(ascending), 0, -1)
    adjusted = np.full(len(values), np.nan)
    adjusted[ascending] = (
        np.minimum(np.maximum.accumulate(stepped), 1.0) if len(ascending) else stepped
    )
    return adjusted


def seal_family(codes: Iterable[str], rules: Iterable[str] = ()) -> str:
    """Give the mark of a family of indicators and of the rules it is judged by.

    The mark is written down before data are read; a later run whose mark differs says so.

    Args:
        codes: The primary indicators, in any order.
        rules: What else was declared: correction, level, tests.

    Returns:
        The first 16 digits of a SHA-256 of both.
    """
    text = "\n".join([*sorted(set(codes)), "--", *sorted(rules)])
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK_DIGITS]
