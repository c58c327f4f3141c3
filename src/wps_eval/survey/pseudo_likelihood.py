"""Maximise a weighted likelihood of single rows, and linearise what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MOST_STEPS, _MOST_HALVINGS = 100, 40
_SETTLED = 1e-10  #: of the largest step, in units of the coefficients' own size
_ENDLESS = 1e-12  #: an information whose least eigenvalue is this share of its largest says nothing of some coefficient


@dataclass(frozen=True, repr=False)
class Likelihood(RowHolder):
    """A log-likelihood at some coefficients.

    Attributes:
        each: The log-likelihood of each row (n,).
        scores: Its derivatives by the coefficients (n, k).
        information: Less the second derivatives, weighted and summed (k, k).
    """

    each: Floats
    scores: Floats
    information: Floats


def maximise(
    likelihood: Callable[[Floats], Likelihood], start: Floats, weight: Floats, outcome: str
) -> tuple[Floats, Floats]:
    """Find the coefficients at which a weighted log-likelihood that has one summit is largest.

    Args:
        likelihood: The log-likelihood at coefficients (k,).
        start: Where to begin (k,).
        weight: The weights of the rows (n,).
        outcome: The column that is explained, for faults.

    Returns:
        The coefficients (k,), and their unweighted linearised variables (n, k).

    Raises:
        DesignFaults: There is no summit: the variables part the outcome perfectly.

    Source: Binder (1983), International Statistical Review 51, 279-292; Newton's method.
    """
    coefficients, here = start, likelihood(start)
    for _ in range(_MOST_STEPS):
        if np.linalg.cond(here.information) > 1 / _ENDLESS:
            break
        step = np.linalg.solve(here.information, weight @ here.scores)
        if np.abs(step).max() < _SETTLED * (1 + np.abs(coefficients).max()):
            return coefficients, here.scores @ np.linalg.inv(here.information)
        for _ in range(_MOST_HALVINGS):
            there = likelihood(coefficients + step)
            if weight @ there.each >= weight @ here.each - _SETTLED * abs(weight @ here.each):
                break
            step = step / 2
        coefficients, here = coefficients + step, there
    raise DesignFaults([Fault("parted_perfectly", Where(column=outcome))], outcome)
