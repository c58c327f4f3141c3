"""Indicator reference sheets of context figures, with the fields of USAID's PIRS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from wps_eval.codes import Direction, MeasureType, Topic  # noqa: TC001 - pydantic reads them
from wps_eval.plan.models import Several, TimeBasis
from wps_eval.plan.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.errors import Fault


class IndicatorSheet(TimeBasis):
    """What one context figure means, how it is got and what its limits are.

    Attributes:
        chart: ``timeline`` where its values are drawn over the years, beside those of other countries.

    Fields after USAID, Performance Indicator Reference Sheet guidance (ADS 201maf, 2022).
    """

    code: str
    title: str
    definition: str
    unit: str
    kind: Topic
    data_type: MeasureType
    direction: Direction
    numerator: str = ""
    denominator: str = ""
    disaggregation: Several = ()
    rationale: str = ""
    source: str = ""
    collection: str = ""
    calculation: str = ""
    frequency: str = ""
    responsible: str = ""
    baseline_note: str = ""
    target_note: str = ""
    limits: str = ""
    changes: str = ""
    review: str = ""
    global_1325: str = ""
    sensitive: bool = False
    chart: Literal["", "timeline"] = ""


def read_indicator_sheets(folder: Path, faults: list[Fault]) -> tuple[IndicatorSheet, ...]:
    """Read ``sheets.csv`` of a figures folder.

    Args:
        folder: The folder of figures.
        faults: Where faults are collected.
    """
    return read_table(folder / "sheets.csv", IndicatorSheet, faults)
