"""Made-up figures of the plan's own indicators, with made-up targets, marked as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Direction, MeasureType
from wps_eval.run.demonstration.stream import Stream

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
        if indicator.data_type not in (*COUNTED, MeasureType.PERCENTAGE) or stream.one() > REPORTS:
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
            targets.append(_target(stream, indicator, values[0], len(targets)))
    return figures, targets, defined


def _values(stream: Stream, indicator: Indicator) -> tuple[float, float, float]:
    if indicator.data_type is MeasureType.PERCENTAGE:
        first = stream.between(8, 30)
        step = stream.between(-2, 9)
        return float(first), float(first + step), float(first + 2 * step + stream.between(-2, 4))
    first = stream.between(12, 240)
    growth = 0.85 + 0.7 * stream.one()
    middle = round(first * growth)
    if indicator.data_type is MeasureType.CUMULATIVE:
        middle = max(middle, first)
    return (
        float(first),
        float(middle),
        float(max(round(middle * (0.9 + 0.5 * stream.one())), middle)),
    )


def _figure(indicator: Indicator, place: str, year: int, value: float) -> Row:
    percent = indicator.data_type is MeasureType.PERCENTAGE
    whole = 400
    return {
        "indicator": indicator.code, "place": place, "group": "",
        "date": f"{year}-12-31" if indicator.data_type is MeasureType.CUMULATIVE else str(year),
        "value": value if percent else int(value), "numerator": int(value * whole / 100) if percent else "",
        "denominator": whole if percent else "", "status": "final", "definition": "", "coverage": "",
        "evidence": "register", "source": SOURCE, "link": "", "note": "demonstration",
    }  # fmt: skip


def _target(stream: Stream, indicator: Indicator, first: float, number: int) -> Row:
    if indicator.data_type is MeasureType.PERCENTAGE:
        goal = min(first + stream.between(6, 20), 60)
    else:
        goal = round(first * (1.25 + 0.6 * stream.one()))
    sign = indicator.direction.sign
    return {
        "code": f"T-DEMO-{number + 1:03}", "indicator": indicator.code, "kind": "target",
        "value": goal if sign > 0 else max(round(first * 0.6), 0), "date": "2024-12-31",
        "status": "illustrative", "place": "", "source": SOURCE, "reading": "clear", "readings": "",
    }  # fmt: skip
