"""How many people two rounds need to find a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.codes import refuse_no_share
from wps_eval.survey.fieldwork import SIMPLE, Fieldwork, SampleSize, size_in_the_field
from wps_eval.survey.planning_guards import refuse_no_change, refuse_not_positive
from wps_eval.survey.power import (
    INDEPENDENT,
    RoundPair,
    power_of_mean_change,
    power_of_share_change,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_ANSWERS = 10**9  # in a round; what needs more cannot be detected


def size_for_mean_change(
    change: float,
    sd: float,
    fieldwork: Fieldwork = SIMPLE,
    pair: RoundPair = INDEPENDENT,
    *,
    power: float = 0.80,
) -> SampleSize:
    """Say how many people must answer in each round to find a change of a mean.

    Args:
        change: The change that must not be missed, in the item's unit.
        sd: Standard deviation between people, in the same unit.
        fieldwork: How the rounds are drawn and reached.
        pair: How they go together.
        power: The chance of finding it.

    Returns:
        The smallest number of answers with that power, as ``power_of_mean_change`` computes it.

    Raises:
        DesignFaults: A number that cannot be, or a change that no sample finds.

    Examples:
        A made-up change of 2 points where people differ by 10:

        >>> from wps_eval import survey
        >>> survey.size_for_mean_change(2, 10).answers
        394
    """
    refuse_no_change(change)
    refuse_not_positive(sd=sd)
    return _smallest(
        lambda answers: power_of_mean_change(change, sd, answers, fieldwork, pair), fieldwork, power
    )


def size_for_share_change(
    before: float,
    after: float,
    fieldwork: Fieldwork = SIMPLE,
    pair: RoundPair = INDEPENDENT,
    *,
    power: float = 0.80,
) -> SampleSize:
    """Say how many people must answer in each round to find a change of a share.

    Args:
        before: The share in the first round, between 0 and 1.
        after: The share that must not be missed in the second.
        fieldwork: How the rounds are drawn and reached.
        pair: How they go together.
        power: The chance of finding the change.

    Returns:
        The smallest number of answers with that power, as ``power_of_share_change`` computes it.

    Raises:
        DesignFaults: A number that cannot be, or a change that no sample finds.

    Examples:
        A made-up change from 50 % to 60 %:

        >>> from wps_eval import survey
        >>> survey.size_for_share_change(0.5, 0.6).answers
        389
    """
    refuse_no_share(before, "before")
    refuse_no_share(after, "after")
    refuse_no_change(after - before)
    return _smallest(
        lambda answers: power_of_share_change(before, after, answers, fieldwork, pair),
        fieldwork,
        power,
    )


def _smallest(power_of: Callable[[float], float], fieldwork: Fieldwork, power: float) -> SampleSize:
    """Find the smallest number of answers whose power is enough.

    Raises:
        DesignFaults: None is.
    """
    refuse_no_share(power, "power")
    low, high = 0, 2
    while not power_of(high) >= power:
        low, high = high, 2 * high
        if high > _MOST_ANSWERS:
            raise DesignFaults(
                [Fault("no_sample_finds", Where(column="change"), _MOST_ANSWERS)], "planning"
            )
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if power_of(middle) >= power else (middle, high)
    return size_in_the_field(high, fieldwork)
