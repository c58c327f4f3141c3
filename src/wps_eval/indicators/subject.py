"""What is measured: an indicator of the plan, or a context figure with its reference sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.codes import Counts, Direction, MeasureType, Per, Reading, Sensitivity, Topic
from wps_eval.indicators.milestone_due import milestone_due
from wps_eval.plan.units import unit_of
from wps_eval.values import EVERYBODY, Group, Unit

if TYPE_CHECKING:
    from datetime import date

    from wps_eval.indicators.milestone_due import Due
    from wps_eval.plan import Plan
    from wps_eval.plan.models import Indicator
    from wps_eval.sources.indicator_sheets import IndicatorSheet

CONTEXT = "context"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An indicator as the arithmetic sees it.

    Attributes:
        code: ``I...`` for the plan's own, ``C-...`` for public context.
        pillar: The code of its pillar; ``context`` for context figures, which stand outside every tally.
        of_flow: Whether a percentage is one of what happened within a span.
        per: The length of the spans over which a flow is compared.
        per_starts: The month with which such a span starts.
        since: From when a cumulative count is counted; None where nobody said.
        due: By when a milestone is due; None for anything else.
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
    of_flow: bool = False
    per: Per = Per.YEAR
    per_starts: int = 1
    since: date | None = None
    due: Due | None = None
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
    def is_flow(self) -> bool:
        """Whether its values are what happened within a span, and not a level at the end of one."""
        share = self.data_type is MeasureType.PERCENTAGE and self.of_flow
        return share or self.data_type is MeasureType.FLOW

    @property
    def needs_round(self) -> bool:
        """Whether only a survey round of the study can measure it."""
        return bool(self.construct) and not self.is_context


def subjects(plan: Plan, sheets: tuple[IndicatorSheet, ...]) -> dict[str, Subject]:
    """Give every indicator of the plan and every context figure, by code, in the plan's order."""
    defined = {sheet.code: sheet.definition for sheet in sheets}
    own = [_subject_of_plan(plan, i, defined.get(i.code, "")) for i in plan.indicators]
    planned = {subject.code for subject in own}
    context = [_subject_of_sheet(plan, sheet) for sheet in sheets if sheet.code not in planned]
    return {subject.code: subject for subject in (*own, *context)}


def _subject_of_plan(plan: Plan, indicator: Indicator, definition: str) -> Subject:
    """Give an indicator of the plan as a subject; one that counts reports has no better direction."""
    reported = indicator.counts_reports
    sensitive = reported or indicator.sensitive is not Sensitivity.NONE
    milestone = indicator.data_type is MeasureType.MILESTONE
    due = milestone_due(plan, indicator) if milestone else None
    staged = bool(due and due.stages)
    unit = unit_of(plan, indicator.unit, indicator.data_type, staged=staged)
    return Subject(
        code=indicator.code,
        title=indicator.title,
        unit=unit,
        kind=indicator.kind,
        data_type=indicator.data_type,
        direction=indicator.direction,
        pillar=plan.pillar_of(indicator.code),
        level=plan.level_of(indicator),
        construct=indicator.survey_construct
        or (str(indicator.kind) if indicator.needs_survey else ""),
        of_flow=indicator.of == "flow",
        per=indicator.per,
        per_starts=indicator.per_starts,
        since=indicator.since or plan.head.period.start,
        due=due,
        asked=Group.read(indicator.survey_group),
        owners=plan.owners(indicator),
        disaggregation=indicator.disaggregation,
        definition=definition,
        counts_people=sensitive or unit.counts is Counts.PEOPLE,
        sensitive=sensitive,
        readable=indicator.reading is not Reading.UNREADABLE,
    )


def _subject_of_sheet(plan: Plan, sheet: IndicatorSheet) -> Subject:
    unit = unit_of(plan, sheet.unit, sheet.data_type)
    return Subject(
        code=sheet.code,
        title=sheet.title,
        unit=unit,
        kind=sheet.kind,
        data_type=sheet.data_type,
        direction=sheet.direction,
        pillar=CONTEXT,
        level=CONTEXT,
        of_flow=sheet.of == "flow",
        per=sheet.per,
        per_starts=sheet.per_starts,
        since=sheet.since,
        disaggregation=sheet.disaggregation,
        definition=sheet.definition,
        counts_people=sheet.sensitive or unit.counts is Counts.PEOPLE,
        sensitive=sheet.sensitive,
    )
