"""How much of the way from baseline to target was gone (F4, F5)."""

from __future__ import annotations

from wps_eval.change.measure import Measure
from wps_eval.codes import Direction, Reason


def achievement(baseline: float, current: float, target: float, direction: Direction) -> Measure:
    """Share of the way from baseline to target that was gone (F4): (C - B) / (T - B).

    The same formula serves both directions. Where the target was met before the plan began, or
    equals the baseline, there is no way to go and no share.

    Args:
        baseline: Value B.
        current: Value C.
        target: Value T; all three in one unit.
        direction: Which way is better.

    Returns:
        A share: 1 is the whole way, below 0 the wrong way. Reasons: ``no_direction``;
        ``target_worse_than_baseline`` where d (T - B) <= 0, which also holds for a target met at
        baseline and for T = B; the verdict tells these apart. Nothing is raised.

    Source: European Commission, SFC2014 Table 2C, achievement ratio, with the baseline taken off
    both terms; UNDP, Handbook on Planning, Monitoring and Evaluating (2009).
    """
    if direction is Direction.NONE:
        return Measure(reason=Reason.NO_DIRECTION)
    if direction.sign * (target - baseline) <= 0:
        return Measure(reason=Reason.TARGET_WORSE)
    return Measure((current - baseline) / (target - baseline))
