"""What is measured: an indicator of the plan, or a context figure with its reference sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.codes import Direction, MeasureType, Reading, Topic
from wps_eval.indicators.people_units import counts_people
from wps_eval.values import EVERYBODY, Group, Unit

if TYPE_CHECKING:
    from wps_eval.plan import Plan
    from wps_eval.plan.models import Indicator
    from wps_eval.sources.indicator_sheets import IndicatorSheet

CONTEXT = "context"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An indicator as the arithmetic sees it.

    Attributes:
        code: ``I...`` for the plan's own, ``C-...`` for public context.
        pillar: ``P1`` ...; ``context`` for context figures, which stand outside every tally.
        asked: Of whom alone a survey's value is taken, such as ``sex=f``; everybody unless said.
        counts_people: Whether its values count people who could be recognised by a small number.
        sensitive: Whether its counts fall under the stricter small-count rule.
        readable: Whether the plan's text says what it is.
    """

    code: str
    title: str
    unit: Unit
    kind: Topic
    data_type: MeasureType
    direction: Direction
    pillar: str
    level: str = ""
    construct: str = ""
    asked: Group = EVERYBODY
    owners: tuple[str, ...] = ()
    disaggregation: tuple[str, ...] = ()
    definition: str = ""
    counts_people: bool = True
    sensitive: bool = False
    readable: bool = True

    @property
    def is_context(self) -> bool:
        """Whether it is a public context figure and not the plan's own indicator."""
        return self.pillar == CONTEXT

    @property
    def needs_round(self) -> bool:
        """Whether only a survey round of the study can measure it."""
        return bool(self.construct) and not self.is_context


def subjects(plan: Plan, sheets: tuple[IndicatorSheet, ...]) -> dict[str, Subject]:
    """Give every indicator of the plan and every context figure, by code, in the plan's order."""
    definitions = {sheet.code: sheet.definition for sheet in sheets}
    planned = [
        _subject_of_plan(plan, indicator, definitions.get(indicator.code, ""))
        for indicator in plan.indicators
    ]
    planned_codes = {subject.code for subject in planned}
    context = [_subject_of_sheet(sheet) for sheet in sheets if sheet.code not in planned_codes]
    return {subject.code: subject for subject in (*planned, *context)}


def _subject_of_plan(plan: Plan, indicator: Indicator, definition: str) -> Subject:
    """Give an indicator of the plan as a subject; one that counts reports has no better direction."""
    reported = indicator.counts_reports
    return Subject(
        code=indicator.code,
        title=indicator.title,
        unit=Unit.read(indicator.unit),
        kind=indicator.kind,
        data_type=indicator.data_type,
        direction=Direction.NONE if reported else indicator.direction,
        pillar=plan.pillar_of(indicator.code),
        level=indicator.level,
        construct=indicator.survey_construct
        or (str(indicator.kind) if indicator.needs_survey else ""),
        asked=Group.read(indicator.survey_group),
        owners=plan.owners(indicator),
        disaggregation=indicator.disaggregation,
        definition=definition,
        counts_people=reported or counts_people(indicator.unit),
        sensitive=reported,
        readable=indicator.reading is not Reading.UNREADABLE,
    )


def _subject_of_sheet(sheet: IndicatorSheet) -> Subject:
    """Give a public context figure as a subject, from its reference sheet."""
    return Subject(
        code=sheet.code,
        title=sheet.title,
        unit=Unit.read(sheet.unit),
        kind=sheet.kind,
        data_type=sheet.data_type,
        direction=sheet.direction,
        pillar=CONTEXT,
        level=CONTEXT,
        disaggregation=sheet.disaggregation,
        definition=sheet.definition,
        counts_people=sheet.sensitive or counts_people(sheet.unit),
        sensitive=sheet.sensitive,
    )
