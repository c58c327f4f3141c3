"""The smallest change that two rounds of a given size find."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

from wps_eval.survey.codes import refuse_no_share
from wps_eval.survey.fieldwork import SIMPLE, Fieldwork
from wps_eval.survey.planning_guards import refuse_not_positive
from wps_eval.survey.power import (
    INDEPENDENT,
    RoundPair,
    power_of_mean_change,
    power_of_share_change,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_HALVINGS = 200  # of an interval, until it is as short as a number can tell


def detectable_mean_change(
    sd: float,
    answers: float,
    fieldwork: Fieldwork = SIMPLE,
    pair: RoundPair = INDEPENDENT,
    *,
    power: float = 0.80,
) -> float:
    """Give the smallest change of a mean that two rounds of so many answers find.

    Args:
        sd: Standard deviation between people, in the item's unit.
        answers: Answers in each round.
        fieldwork: How the rounds are drawn.
        pair: How they go together.
        power: The chance of finding it.

    Returns:
        The change, in the item's unit; NaN where no degree of freedom is left.

    Raises:
        DesignFaults: A number that cannot be.

    Examples:
        Two made-up rounds of 400 answers each, a standard deviation of 10 points:

        >>> from wps_eval import survey
        >>> round(survey.detectable_mean_change(10, 400), 2)
        1.98
    """
    refuse_not_positive(sd=sd, answers=answers)
    refuse_no_share(power, "power")
    if not pair.degrees(answers, fieldwork) > 0:
        return nan
    high = sd
    while power_of_mean_change(high, sd, answers, fieldwork, pair) < power:
        high *= 2
    return _crossing(
        lambda change: power_of_mean_change(change, sd, answers, fieldwork, pair) >= power, high
    )


def detectable_share_change(
    before: float,
    answers: float,
    fieldwork: Fieldwork = SIMPLE,
    pair: RoundPair = INDEPENDENT,
    *,
    power: float = 0.80,
) -> float:
    """Give the smallest rise of a share that two rounds of so many answers find.

    Args:
        before: The share in the first round, between 0 and 1.
        answers: Answers in each round.
        fieldwork: How the rounds are drawn.
        pair: How they go together.
        power: The chance of finding it.

    Returns:
        The rise, as a share; NaN where even a rise to nearly 1 is missed, or no degree of freedom is left.
        The smallest fall is the smallest rise of 1 less the share.

    Raises:
        DesignFaults: A number that cannot be.

    Examples:
        Two made-up rounds of 400 answers each, the first with one half:

        >>> from wps_eval import survey
        >>> round(survey.detectable_share_change(0.5, 400), 3)
        0.099
    """
    refuse_no_share(before, "before")
    refuse_no_share(power, "power")
    most = (1 - before) * (1 - 1e-9)

    def is_found(rise: float) -> bool:
        return power_of_share_change(before, before + rise, answers, fieldwork, pair) >= power

    return _crossing(is_found, most) if is_found(most) else nan


def _crossing(is_found: Callable[[float], bool], high: float) -> float:
    """Find, by halving, the smallest change from 0 to ``high`` that is found; ``high`` itself is."""
    low = 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_found(middle) else (middle, high)
    return high
