"""The Open SDG rule: growth made over growth required, or growth alone without a target."""

from __future__ import annotations

from wps_eval.codes import Status

#: least growth made over growth required
ON_TRACK, ACCELERATION = 0.95, 0.60
#: least growth a year, a share, where no target was set
GROWTH_ON_TRACK, GROWTH_ACCELERATION = 0.015, 0.005


def rate_open_sdg(ratio: float) -> Status:
    """Rate the growth made over the growth required (``growth_ratio``, F10).

    Args:
        ratio: A share; 1 is growth exactly as required.

    Returns:
        On track from 95 %, acceleration needed from 60 %, limited progress from 0, else
        regressed. Nothing is raised.

    Source: Open SDG, docs/progress-methodology (2023), after Eurostat.
    """
    if ratio >= ON_TRACK:
        return Status.ON_TRACK
    if ratio >= ACCELERATION:
        return Status.ACCELERATION
    return Status.LIMITED if ratio >= 0 else Status.REGRESSED


def rate_open_sdg_without_target(growth: float) -> Status:
    """Rate yearly growth in the better direction where no target was set.

    Args:
        growth: d times the yearly growth, a share (0.015 is 1.5 % a year).

    Returns:
        On track from 1.5 %, acceleration needed from 0.5 %, limited progress from 0, else
        regressed. Nothing is raised.

    Source: as ``rate_open_sdg``.
    """
    if growth >= GROWTH_ON_TRACK:
        return Status.ON_TRACK
    if growth >= GROWTH_ACCELERATION:
        return Status.ACCELERATION
    return Status.LIMITED if growth >= 0 else Status.REGRESSED
