"""Growth rates, and where they would lead (F8-F11)."""

from __future__ import annotations

from wps_eval.change.measure import Measure
from wps_eval.codes import Direction, Reason
from wps_eval.survey.codes import one_of


def growth_rate(first: float, last: float, years: float) -> Measure:
    """Compound growth per year (F8; F9 with the target as last value): (C/B)^(1/years) - 1.

    Args:
        first: Value B, above zero.
        last: Value C (or T), above zero, in B's unit.
        years: Years between the two, above zero.

    Returns:
        The yearly growth as a share (0.02 is 2 % a year); the reason ``zero_baseline`` where a
        value is not above zero, ``no_current`` where no time lies between. Nothing is raised.

    Source: Open SDG, progress methodology (2023), CAGR; UN Statistics Division, Progress Chart
    Technical Note (2023).

    Examples:
        Made-up values two years apart:

        >>> from wps_eval import change
        >>> round(change.growth_rate(100.0, 121.0, 2).value, 6)
        0.1
    """
    if first <= 0 or last <= 0:
        return Measure(reason=Reason.ZERO_BASELINE)
    if years <= 0:
        return Measure(reason=Reason.NO_CURRENT)
    return Measure((last / first) ** (1 / years) - 1)


def growth_ratio(growth: float, required: float, direction: Direction | str) -> Measure:
    """Growth made over growth required (F10): d g / abs(gT).

    Args:
        growth: Yearly growth g from baseline to current.
        required: Yearly growth gT from baseline to target.
        direction: Which way is better: ``up``, ``down`` or ``none``.

    Returns:
        The ratio; the reason ``no_target`` where no growth is required, ``no_direction`` where
        neither way is better.

    Raises:
        DesignFaults: There is no such direction.

    Source: Open SDG, progress methodology (2023), ratio of observed to required growth.

    Examples:
        Made-up growth of 2 % a year where 4 % were required:

        >>> from wps_eval import change
        >>> change.growth_ratio(0.02, 0.04, "up").value
        0.5
    """
    direction = Direction(one_of(direction, tuple(Direction), "direction"))
    if direction.sign == 0:
        return Measure(reason=Reason.NO_DIRECTION)
    if required == 0:
        return Measure(reason=Reason.NO_TARGET)
    return Measure(direction.sign * growth / abs(required))


def expected_end(current: float, growth: float, years_left: float) -> float:
    """Value at the target's date if growth went on (F11): C (1 + g)^(tT - tC).

    Args:
        current: Value C.
        growth: Yearly growth as a share.
        years_left: Years from current to the target's date; not for values that move at events.

    Returns:
        The expected value in C's unit. Nothing is raised.

    Source: UN Statistics Division, Progress Chart Technical Note (2023), as published by Eustat.

    Examples:
        A made-up value that grows by 10 % a year for two years:

        >>> from wps_eval import change
        >>> round(change.expected_end(100.0, 0.10, 2), 6)
        121.0
    """
    return float(current * (1 + growth) ** years_left)


def expected_share(baseline: float, expected: float, target: float) -> Measure:
    """Share of the way that the expected value would have gone (F11): (vE - B) / (T - B).

    Args:
        baseline: Value B.
        expected: Value vE of ``expected_end``.
        target: Value T; all in one unit.

    Returns:
        The share; the reason ``target_worse_than_baseline`` where T = B. Nothing is raised.

    Source: as ``expected_end``.
    """
    if target == baseline:
        return Measure(reason=Reason.TARGET_WORSE)
    return Measure((expected - baseline) / (target - baseline))
