"""Numbers that no plan of a sample can have, refused by name."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import Data, DesignFaults, Fault, Where

if TYPE_CHECKING:
    from collections.abc import Mapping


def refuse_outside(**named: tuple[float, float, float]) -> None:
    """Refuse numbers below the least or above the greatest that they can be.

    Args:
        **named: The number, the least and the greatest, by name.

    Raises:
        DesignFaults: A number lies outside, or is none.
    """
    refuse_words({name: value for name, (value, _, _) in named.items()})
    faults = [
        Fault(
            "not_within", Where(column=name), float(value), Data(low=float(low), high=float(high))
        )
        if isfinite(high)
        else Fault("below_least", Where(column=name), float(value), float(low))
        for name, (value, low, high) in named.items()
        if not (low <= value <= high and isfinite(value))
    ]
    if faults:
        raise DesignFaults(faults, "planning")


def refuse_not_positive(**named: float) -> None:
    """Refuse numbers that are not above 0.

    Raises:
        DesignFaults: A number is 0, below, or none.
    """
    refuse_words(named)
    faults = [
        Fault("not_positive", Where(column=name), float(value))
        for name, value in named.items()
        if not value > 0
    ]
    if faults:
        raise DesignFaults(faults, "planning")


def refuse_no_change(change: float) -> None:
    """Refuse to plan for a change of nothing; its sign does not matter.

    Args:
        change: The change that must not be missed.

    Raises:
        DesignFaults: It is 0, or no number.
    """
    refuse_words({"change": change})
    refuse_not_positive(change=abs(change))


def refuse_words(named: Mapping[str, object]) -> None:
    """Refuse what is no number.

    Args:
        named: What was given, by name.

    Raises:
        DesignFaults: By name.
    """
    words = [
        name for name, value in named.items() if not isinstance(value, (int, float, np.number))
    ]
    if words:
        raise DesignFaults([Fault("no_numbers", Where(column=name)) for name in words], "planning")
