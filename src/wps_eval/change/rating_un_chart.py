"""The UN Statistics progress chart rule of 2023: where growth would lead by the target's date."""

from __future__ import annotations

from wps_eval.codes import Status

#: least share of the way by the target's date
MET, FAIR = 0.95, 0.10
#: least growth a year, a share, where no target was set
GROWTH_MET, GROWTH_FAIR = 0.02, 0.005


def rate_un_chart(expected: float) -> Status:
    """Rate the share of the way that growth would have gone by the target's date (F11).

    Args:
        expected: ``expected_share``; 1 is the whole way.

    Returns:
        On track (met or almost met) from 95 %, acceleration needed (fair progress) from 10 %,
        limited progress (stagnation) from 0, else regressed. Nothing is raised.

    Source: UN Statistics Division, Progress Chart Technical Note (2023), as published by Eustat.
    """
    if expected >= MET:
        return Status.ON_TRACK
    if expected >= FAIR:
        return Status.ACCELERATION
    return Status.LIMITED if expected >= 0 else Status.REGRESSED


def rate_un_chart_without_target(growth: float) -> Status:
    """Rate yearly growth in the better direction where no target was set.

    Args:
        growth: d times the yearly growth, a share.

    Returns:
        On track from 2 %, acceleration needed from 0.5 %, limited progress from 0, else
        regressed. Nothing is raised.

    Source: as ``rate_un_chart``.
    """
    if growth >= GROWTH_MET:
        return Status.ON_TRACK
    if growth >= GROWTH_FAIR:
        return Status.ACCELERATION
    return Status.LIMITED if growth >= 0 else Status.REGRESSED
