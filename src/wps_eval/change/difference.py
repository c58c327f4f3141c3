"""How far a value moved: absolute, relative, per year, and whether for the better (F1-F3, F12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.measure import Measure
from wps_eval.codes import DataType, Reason

if TYPE_CHECKING:
    from wps_eval.codes import Direction

_NO_RATIO = frozenset({DataType.INDEX, DataType.MILESTONE, DataType.QUALITATIVE})


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
    """
    return current - baseline


def relative_change_pct(
    baseline: float, current: float, data_type: DataType = DataType.STOCK
) -> Measure:
    """Change in percent of the baseline (F2): 100 (C - B) / abs(B).

    Args:
        baseline: Value B.
        current: Value C, in B's unit.
        data_type: An index, milestone or coded text has no ratio scale.

    Returns:
        The percentage; the reason ``zero_baseline`` where B = 0, ``not_numeric`` where the scale
        has no ratios. Nothing is raised.

    Source: Open SDG, progress methodology (2023), growth from a base value.
    """
    if data_type in _NO_RATIO:
        return Measure(reason=Reason.NOT_NUMERIC)
    if baseline == 0:
        return Measure(reason=Reason.ZERO_BASELINE)
    return Measure(100 * (current - baseline) / abs(baseline))


def improvement(baseline: float, current: float, direction: Direction) -> Measure:
    """Change counted so that more is better (F3): d (C - B).

    Args:
        baseline: Value B.
        current: Value C, in B's unit.
        direction: Which way is better.

    Returns:
        Above 0 improved, 0 unchanged, below 0 worsened, in the indicator's unit; the reason
        ``no_direction`` where neither way is better. Nothing is raised.

    Source: IATI standard 2.03, indicator@ascending.
    """
    if direction.sign == 0:
        return Measure(reason=Reason.NO_DIRECTION)
    return Measure(direction.sign * (current - baseline))


def annual_change(baseline: float, current: float, years: float) -> Measure:
    """Change per year (F12): (C - B) / (tC - tB).

    Args:
        baseline: Value B.
        current: Value C, in B's unit.
        years: tC - tB in years with decimals.

    Returns:
        Units per year (percentage points per year for percentages); the reason ``no_current``
        where no time lies between the two. Nothing is raised.

    Source: Eurostat, monitoring of sustainable development, average annual change (2023).
    """
    if years <= 0:
        return Measure(reason=Reason.NO_CURRENT)
    return Measure((current - baseline) / years)
