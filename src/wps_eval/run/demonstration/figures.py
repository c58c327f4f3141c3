"""Made-up figures of the plan's own indicators, with made-up targets, marked as such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.codes import Direction, MeasureType
from wps_eval.indicators.commitment_targets import commitment_targets, set_by_the_plan
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.studies import COUNTED_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.plan import Plan
    from wps_eval.plan.lists import Partition
    from wps_eval.plan.models import Indicator

Row = dict[str, object]
Planted = dict[str, dict[int, float]]  # by place and year
SOURCE = "Demonstration data: made up, not a finding"
BEFORE_THE_PLAN, MID_TERM, END = YEARS = (2020, 2022, 2024)
PLAN_YEARS = (2021, 2022, 2023, 2024)
COUNTED_TYPES = (MeasureType.STOCK, MeasureType.FLOW, MeasureType.CUMULATIVE)
PERCENT_BASE = 400  # the denominator of every made-up percentage
REPORTED_SHARE = 0.6  # of indicators in counts, percentages and steps that some body reports
PARTS_OF_A_YEAR = {"month": 12, "quarter": 4}
MONTHLY_SHARE, QUARTERLY_SHARE = (
    0.15,
    0.30,
)  # of flows: by month below the first, by quarter below the second
BY_PLACE_SHARE = 0.35  # of stocks that governorates return, and nobody for the country
LEAST_IN_A_PLACE, MOST_IN_A_PLACE = 30, 400  # so that few of them have to be hidden
MISSED_SHARE = 0.25  # of the years in which a promised number is missed by one


@dataclass(frozen=True, slots=True)
class DemonstrationFigures:
    """What is made up about the plan's own indicators.

    Attributes:
        figures: Rows of a figures file.
        targets: Rows to add to ``targets.csv``.
        defined: The indicators with a definition, as rows of ``sheets.csv``.
        planted: What a report is to say at the end of a year: by indicator, place and year, with the
            sums over the parts of a year and over places that nobody returned.
    """

    figures: list[Row]
    targets: list[Row]
    defined: list[Row]
    planted: dict[str, Planted]


def demonstration_figures(plan: Plan) -> DemonstrationFigures:
    """Make figures, targets and definitions for some of the plan's indicators.

    Args:
        plan: The plan.

    Returns:
        Figures by year, by month and by quarter, for the country and for its governorates, yes and no.
        The other indicators stay silent, as in life.
    """
    figures: list[Row] = []
    targets: list[Row] = []
    defined: list[Row] = []
    planted: dict[str, Planted] = {}
    known = (*COUNTED_TYPES, MeasureType.PERCENTAGE, MeasureType.MILESTONE)
    with_target = {target.indicator for target in plan.targets} | set_by_the_plan(plan)
    for indicator in plan.indicators:
        stream = Stream(f"figure {indicator.code}")
        is_counted = indicator.unit in COUNTED_UNITS
        if is_counted or indicator.data_type not in known or stream.one() > REPORTED_SHARE:
            continue
        values = _values_by_year(stream, indicator)
        returned, planted[indicator.code] = _returned_rows(plan, indicator, values)
        figures += returned
        defined.append(
            {"code": indicator.code, "title": indicator.title, "unit": indicator.unit,
             "kind": str(indicator.kind), "data_type": str(indicator.data_type),
             "direction": str(indicator.direction), "sensitive": "no"}
        )  # fmt: skip
        if indicator.direction is not Direction.NONE and indicator.code not in with_target:
            first_value = _first_value(returned, values[0])
            targets.append(_target_row(stream, indicator, first_value, len(targets)))
    return DemonstrationFigures(figures, targets, defined, planted)


def _returned_rows(
    plan: Plan, indicator: Indicator, values: tuple[float, float, float]
) -> tuple[list[Row], Planted]:
    """Give an indicator's rows in the way in which its bodies return it, and what they make."""
    way = Stream(f"way {indicator.code}").one()
    country, kind = plan.head.national_place, indicator.data_type
    promised = _promised_a_year(plan, indicator)
    by_year = dict(zip(YEARS, values, strict=True))
    if promised:
        kept = _kept_by_year(indicator, promised)
        rows = [_figure_row(indicator, country, str(year), n) for year, n in kept.items()]
        so_far = {end: sum(n for year, n in kept.items() if year <= end) for end in (MID_TERM, END)}
        return rows, {country: so_far}
    if kind is MeasureType.FLOW and way < QUARTERLY_SHARE:
        length = "month" if way < MONTHLY_SHARE else "quarter"
        parts = [_parts_of_year(indicator, country, *each, length) for each in by_year.items()]
        return [row for part in parts for row in part], {country: by_year}
    if kind is MeasureType.STOCK and way < BY_PLACE_SHARE and plan.partitions:
        planted = _levels_of_places(indicator, plan.partitions[0].parts)
        rows = [
            _figure_row(indicator, place, str(year), levels[year])
            for year in YEARS
            for place, levels in planted.items()
        ]
        return rows, planted | _levels_of_wholes(planted, plan.partitions)
    if kind is MeasureType.CUMULATIVE:
        del by_year[BEFORE_THE_PLAN]
    return [
        _figure_row(indicator, country, _date_of(indicator, year), value)
        for year, value in by_year.items()
    ], {country: by_year}


def _levels_of_wholes(planted: Planted, partitions: Iterable[Partition]) -> Planted:
    """Add up the levels of the places that make another place."""
    return {
        partition.whole: {
            year: sum(planted[part][year] for part in partition.parts) for year in YEARS
        }
        for partition in partitions
        if {*partition.parts} <= {*planted}
    }


def _first_value(returned: list[Row], alone: float) -> float:
    """Give the country's value of the first year: what its places make where they returned it."""
    places = [row for row in returned if row["date"] == str(BEFORE_THE_PLAN)]
    return float(sum(int(str(row["value"])) for row in places)) if len(places) > 1 else alone


def _promised_a_year(plan: Plan, indicator: Indicator) -> float:
    """Give the number that the plan promises of an indicator each year; 0 where it promises none."""
    whole = [
        target.value
        for target in commitment_targets(plan, plan.head.period.end)
        if (target.indicator, target.basis, target.kind)
        == (indicator.code, "since_start", "target")
    ]
    return whole[0] / len(PLAN_YEARS) if whole else 0.0


def _kept_by_year(indicator: Indicator, promised: float) -> dict[int, float]:
    """Give how much of what was promised was done in each year; in some years one is missing."""
    stream = Stream(f"promise {indicator.code}")
    return {year: max(promised - (stream.one() < MISSED_SHARE), 0) for year in PLAN_YEARS}


def _parts_of_year(
    indicator: Indicator, place: str, year: int, value: float, length: str
) -> Iterator[Row]:
    """Part a year's value into whole numbers by month or quarter that make it again."""
    count = PARTS_OF_A_YEAR[length]
    each, rest = divmod(int(value), count)
    for part in range(1, count + 1):
        date = f"{year}-{part:02}" if length == "month" else f"{year}-Q{part}"
        yield _figure_row(indicator, place, date, each + (part <= rest))


def _levels_of_places(indicator: Indicator, places: tuple[str, ...]) -> Planted:
    """Give a level at the end of each year for each of some places."""
    return {
        place: {
            year: float(
                Stream(f"place {indicator.code} {place} {year}").between(
                    LEAST_IN_A_PLACE, MOST_IN_A_PLACE
                )
            )
            for year in YEARS
        }
        for place in places
    }


def _date_of(indicator: Indicator, year: int) -> str:
    """Date a value: a count since the plan's start, and a step, by the last day of the year."""
    by_day = (MeasureType.CUMULATIVE, MeasureType.MILESTONE)
    return f"{year}-12-31" if indicator.data_type in by_day else str(year)


def _values_by_year(stream: Stream, indicator: Indicator) -> tuple[float, float, float]:
    """Draw an indicator's values of the first, middle and last year; a cumulative one never falls."""
    if indicator.data_type is MeasureType.MILESTONE:
        taken = stream.between(0, 2)  # by the mid-term, by the end, or not at all
        return 0.0, float(taken == 0), float(taken <= 1)
    if indicator.data_type is MeasureType.PERCENTAGE:
        first_percent = stream.between(8, 30)
        step = stream.between(-2, 9)
        last_percent = first_percent + 2 * step + stream.between(-2, 4)
        return float(first_percent), float(first_percent + step), float(last_percent)
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


def _figure_row(indicator: Indicator, place: str, date: str, value: float) -> Row:
    """Give a row of the figures file; a percentage with its counts."""
    percent = indicator.data_type is MeasureType.PERCENTAGE
    return {
        "indicator": indicator.code, "place": place, "group": "", "date": date,
        "value": value if percent else int(value), "numerator": int(value * PERCENT_BASE / 100) if percent else "",
        "denominator": PERCENT_BASE if percent else "", "status": "final", "definition": "", "coverage": "",
        "evidence": "register", "source": SOURCE, "link": "", "note": "demonstration",
    }  # fmt: skip


def _target_row(
    stream: Stream, indicator: Indicator, first_value: float, targets_before: int
) -> Row:
    """Give a made-up target of an indicator, further than its first value in the better direction."""
    if indicator.data_type is MeasureType.PERCENTAGE:
        goal = min(first_value + stream.between(6, 20), 60)
    else:
        goal = round(first_value * (1.25 + 0.6 * stream.one()))
    sign = indicator.direction.sign
    return {
        "code": f"T-DEMO-{targets_before + 1:03}", "indicator": indicator.code, "kind": "target",
        "value": goal if sign > 0 else max(round(first_value * 0.6), 0), "date": "2024-12-31",
        "status": "illustrative", "place": "", "source": SOURCE, "reading": "clear", "readings": "",
    }  # fmt: skip
