"""Where an indicator should stand on the way to its target (F6, F7)."""

from __future__ import annotations

from wps_eval.change.measure import Measure
from wps_eval.codes import Direction, MeasureType, Reason
from wps_eval.survey.codes import one_of

_MOVES_AT_EVENTS = frozenset({MeasureType.STEP, MeasureType.MILESTONE, MeasureType.QUALITATIVE})


def linear_milestone(
    baseline: float, target: float, *, elapsed: float, whole: float, data_type: MeasureType | str
) -> Measure:
    """Value that an even advance would have reached (F6): B + (T - B)(tC - tB)/(tT - tB).

    Only where the plan declared no milestone of its own, and always printed as interpolated.

    Args:
        baseline: Value B.
        target: Value T, in B's unit.
        elapsed: Years from baseline to current, tC - tB.
        whole: Years from baseline to target, tT - tB.
        data_type: Values that move only at events have no line between events.

    Returns:
        The interpolated value; the reason ``step_no_milestone`` for values that move at events,
        ``not_due`` where no time lies before the target.

    Raises:
        DesignFaults: There is no such type of data.

    Source: UNESCAP, Asia and the Pacific SDG progress assessment (2020), linear path to target.

    Examples:
        Made-up: half of the time from 20 to 30 has passed:

        >>> from wps_eval import change
        >>> change.linear_milestone(20.0, 30.0, elapsed=2, whole=4, data_type="stock").value
        25.0
    """
    one_of(data_type, tuple(MeasureType), "data_type")
    if data_type in _MOVES_AT_EVENTS:
        return Measure(reason=Reason.STEP_NO_MILESTONE)
    if whole <= 0:
        return Measure(reason=Reason.NOT_DUE)
    return Measure(baseline + (target - baseline) * elapsed / whole)


def on_track_ratio(
    baseline: float, current: float, milestone: float, direction: Direction | str
) -> Measure:
    """Advance made over advance due (F7): (C - B) / (M - B).

    Args:
        baseline: Value B.
        current: Value C.
        milestone: Value M due by now, declared or interpolated; all in one unit.
        direction: Which way is better: ``up``, ``down`` or ``none``.

    Returns:
        1 where exactly on the way, above it ahead, below 0 the wrong way; a reason where neither
        way is better or the milestone asks for no advance.

    Raises:
        DesignFaults: There is no such direction.

    Source: Eurostat, monitoring of sustainable development (2023), ratio of actual to required.

    Examples:
        Made-up: 3 points made where 5 were due:

        >>> from wps_eval import change
        >>> change.on_track_ratio(20.0, 23.0, 25.0, "up").value
        0.6
    """
    direction = Direction(one_of(direction, tuple(Direction), "direction"))
    if direction is Direction.NONE:
        return Measure(reason=Reason.NO_DIRECTION)
    if direction.sign * (milestone - baseline) <= 0:
        return Measure(reason=Reason.TARGET_WORSE)
    return Measure((current - baseline) / (milestone - baseline))
