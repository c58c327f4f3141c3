"""The default rule: advance made over advance due at mid-term, share of the way at the end."""

from __future__ import annotations

from dataclasses import dataclass

from wps_eval.codes import Status


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where one status ends and the next begins, as shares; printed with every report."""

    on_track: float = 0.95
    acceleration: float = 0.60
    substantial: float = 0.60

    def __str__(self) -> str:
        """Write the cuts in percent, as the report prints them."""
        return f"{self.on_track:.0%}/{self.acceleration:.0%}/{self.substantial:.0%}"


def rate_midterm(ratio: float, cuts: Cuts) -> Status:
    """Rate the advance made over the advance due.

    Args:
        ratio: ``on_track_ratio`` or ``growth_ratio``; a share.
        cuts: The cuts that the study declared.

    Returns:
        On track, acceleration needed, limited progress, no change or regressed. Nothing is raised.

    Source: Open SDG, progress methodology (2023), after Eurostat: 95 %, 60 %, 0 %.
    """
    if ratio >= cuts.on_track:
        return Status.ON_TRACK
    if ratio >= cuts.acceleration:
        return Status.ACCELERATION
    return _rate_small_share(ratio, Status.LIMITED)


def rate_final(share: float, cuts: Cuts) -> Status:
    """Rate the share of the way from baseline to target at the end.

    Args:
        share: ``achievement``; 1 is the whole way.
        cuts: The cuts that the study declared.

    Returns:
        Achieved, substantially or partially achieved, no change or regressed. Nothing is raised.

    Source: wps-eval's own cuts: no standard exists, so they are a parameter and are printed.
    """
    if share >= 1:
        return Status.ACHIEVED
    if share >= cuts.substantial:
        return Status.SUBSTANTIAL
    return _rate_small_share(share, Status.PARTIAL)


def _rate_small_share(share: float, if_positive: Status) -> Status:
    """Rate a share below every cut: some advance, none, or the wrong way."""
    if share > 0:
        return if_positive
    return Status.NO_CHANGE if share == 0 else Status.REGRESSED
