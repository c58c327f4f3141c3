"""What a unit of the plan counts, and which numbers it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.codes import Counts, MeasureType
from wps_eval.values import Unit
from wps_eval.values.unit import PERCENT_MOST

if TYPE_CHECKING:
    from wps_eval.plan.whole_plan import Plan


def unit_of(plan: Plan, text: str, data_type: MeasureType, *, staged: bool = False) -> Unit:
    """Give a unit as the plan's ``units.csv`` describes it.

    Args:
        plan: The plan.
        text: The unit's word, as an indicator has it.
        data_type: The kind of the indicator: a milestone is yes or no, whatever its unit is called.
        staged: Whether it is a milestone of several stages.

    Returns:
        The unit. A word that the plan does not describe counts people, which is the safe side, and takes
        any number; a milestone counts nothing.

    Source: DOMAIN of wps-eval, section 14.4.
    """
    unit = Unit.read(text)
    if data_type is MeasureType.MILESTONE:
        return replace(unit, counts=Counts.NOTHING, whole=True, yes_no=not staged)
    row = next((each for each in plan.units if each.code == text), None)
    if row is None:
        return unit
    return replace(
        unit,
        percent=unit.percent or row.percent,
        most=PERCENT_MOST if row.percent else unit.most,
        counts=row.counts,
        whole=row.whole,
        yes_no=row.yes_no,
    )


def unit_name(plan: Plan, text: str, language: str) -> str:
    """Give a unit's name for readers in a language; its word where the plan gives it no name."""
    row = next((each for each in plan.units if each.code == text), None)
    if row is None:
        return text
    return row.translation(language, "name") or row.name or text
