"""How far a value moved: absolute and relative (F1, F2)."""

from __future__ import annotations

from wps_eval.change.measure import Measure
from wps_eval.codes import MeasureType, Reason
from wps_eval.survey.codes import one_of

_WITHOUT_RATIO_SCALE = frozenset(
    {MeasureType.INDEX, MeasureType.MILESTONE, MeasureType.QUALITATIVE}
)


def absolute_change(baseline: float, current: float) -> float:
    """Current less baseline (F1).

    For percentages the unit of the result is percentage points.

    Args:
        baseline: Value B, in the indicator's unit.
        current: Value C, in the same unit.

    Returns:
        C - B. Missing values are the caller's to refuse; nothing is raised.

    Source: UNDP, Handbook on Planning, Monitoring and Evaluating (2009), comparison of an
    indicator with its baseline.

    Examples:
        Made-up values:

        >>> from wps_eval import change
        >>> change.absolute_change(20.0, 25.0)
        5.0
    """
    return current - baseline


def relative_change_pct(
    baseline: float, current: float, data_type: MeasureType | str = MeasureType.STOCK
) -> Measure:
    """Change in percent of the baseline (F2): 100 (C - B) / abs(B).

    Args:
        baseline: Value B.
        current: Value C, in B's unit.
        data_type: An index, milestone or coded text has no ratio scale.

    Returns:
        The percentage; the reason ``zero_baseline`` where B = 0, ``not_numeric`` where the scale
        has no ratios.

    Raises:
        DesignFaults: There is no such type of data.

    Source: Open SDG, progress methodology (2023), growth from a base value.

    Examples:
        Made-up values, and a baseline of nothing:

        >>> from wps_eval import change
        >>> change.relative_change_pct(20.0, 25.0).value
        25.0
        >>> str(change.relative_change_pct(0.0, 25.0).reason)
        'zero_baseline'
    """
    one_of(data_type, tuple(MeasureType), "data_type")
    if data_type in _WITHOUT_RATIO_SCALE:
        return Measure(reason=Reason.NOT_NUMERIC)
    if baseline == 0:
        return Measure(reason=Reason.ZERO_BASELINE)
    return Measure(100 * (current - baseline) / abs(baseline))
