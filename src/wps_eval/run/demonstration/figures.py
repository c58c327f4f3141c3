"""Made-up figures of the plan's own indicators, with made-up targets, marked as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Direction, MeasureType
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.truth import YEARS

if TYPE_CHECKING:
    from wps_eval.plan import Plan
    from wps_eval.plan.models import Indicator

Row = dict[str, object]
SOURCE = "Demonstration data: made up, not a finding"
BEFORE_THE_PLAN = 2020  # a count since the plan's start has no value yet
COUNTED = (MeasureType.STOCK, MeasureType.FLOW, MeasureType.CUMULATIVE)
REPORTS = 0.6  # share of counted indicators that some body reports


def demonstration_figures(plan: Plan) -> tuple[list[Row], list[Row], list[Row]]:
    """Make figures, targets and definitions for some of the plan's indicators.

    Args:
        plan: The plan.

    Returns:
        Rows of a figures file, rows to add to ``targets.csv``, and indicators with a definition.
        The others stay silent, as in life.
    """
    figures: list[Row] = []
    targets: list[Row] = []
    defined: list[Row] = []
    place = plan.head.national_place
    for indicator in plan.indicators:
        stream = Stream(f"figure {indicator.code}")
        if (
            indicator.data_type not in (*COUNTED_TYPES, MeasureType.PERCENTAGE)
            or stream.one() > REPORTED_SHARE
        ):
            continue
        values = _values(stream, indicator)
        for year, value in zip((2020, 2022, 2024), values, strict=True):
            if year > BEFORE_THE_PLAN or indicator.data_type is not MeasureType.CUMULATIVE:
                figures.append(_figure(indicator, place, year, value))
        defined.append(
            {"code": indicator.code, "title": indicator.title, "unit": indicator.unit,
             "kind": str(indicator.kind), "data_type": str(indicator.data_type),
             "direction": str(indicator.direction), "sensitive": "no"}
        )  # fmt: skip
        if indicator.direction is not Direction.NONE and not any(
            t.indicator == indicator.code for t in plan.targets
        ):
            targets.append(_target_row(stream, indicator, values[0], len(targets)))
    return figures, targets, defined


def _values_by_year(stream: Stream, indicator: Indicator) -> tuple[float, float, float]:
    """Draw an indicator's values of the first, middle and last year; a cumulative one never falls."""
    if indicator.data_type is MeasureType.PERCENTAGE:
        first_value = stream.between(8, 30)
        step = stream.between(-2, 9)
        return (
            float(first_value),
            float(first_value + step),
            float(first_value + 2 * step + stream.between(-2, 4)),
        )
    first_value = stream.between(12, 240)
    growth = 0.85 + 0.7 * stream.one()
    middle_value = round(first_value * growth)
    if indicator.data_type is MeasureType.CUMULATIVE:
        middle_value = max(middle_value, first_value)
    return (
        float(first_value),
        float(middle_value),
        float(max(round(middle_value * (0.9 + 0.5 * stream.one())), middle_value)),
    )


def _figure_row(indicator: Indicator, place: str, year: int, value: float) -> Row:
    """Give a row of the figures file; a percentage with its counts."""
    percent = indicator.data_type is MeasureType.PERCENTAGE
    return {
        "indicator": indicator.code, "place": place, "group": "",
        "date": f"{year}-12-31" if indicator.data_type is MeasureType.CUMULATIVE else str(year),
        "value": value if percent else int(value), "numerator": int(value * whole / 100) if percent else "",
        "denominator": whole if percent else "", "status": "final", "definition": "", "coverage": "",
        "evidence": "register", "source": SOURCE, "link": "", "note": "demonstration",
    }  # fmt: skip


def _target_row(
    stream: Stream, indicator: Indicator, first_value: float, targets_before: int
) -> Row:
    """Give a row of ``targets.csv``: above the first value, or below it where less is better."""
    if indicator.data_type is MeasureType.PERCENTAGE:
        goal_up = min(first_value + stream.between(6, 20), 60)
    else:
        goal_up = round(first_value * (1.25 + 0.6 * stream.one()))
    sign = indicator.direction.sign
    return {
        "code": f"T-DEMO-{targets_before + 1:03}", "indicator": indicator.code, "kind": "target",
        "value": goal_up if sign > 0 else max(round(first_value * 0.6), 0), "date": "2024-12-31",
        "status": "illustrative", "place": "", "source": SOURCE, "reading": "clear", "readings": "",
    }  # fmt: skip
