"""By which day a milestone is due, and which stage is due by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wps_eval.plan import Plan
    from wps_eval.plan.lists import PlanStage
    from wps_eval.plan.models import Indicator


@dataclass(frozen=True, slots=True)
class Due:
    """What a milestone asks for, and by when.

    Attributes:
        day: The day by which its last stage is due.
        of_plan: Whether that is the end of the plan, since nothing nearer is known.
        stages: The stages between, each with its day and the place that it is for; none for yes and no.
    """

    day: date
    of_plan: bool = False
    stages: tuple[PlanStage, ...] = ()

    def goal(self, place: str) -> float:
        """Give the last stage that is asked of a place; 1, which is yes, where there are no stages."""
        return float(max((stage.stage for stage in self._of(place)), default=1))

    def due_by(self, until: date, place: str) -> tuple[float, bool]:
        """Give the stage that is due by a day, and whether one is.

        Args:
            until: The day.
            place: The place.
        """
        stages = self._of(place)
        if not stages:
            return 1.0, self.day <= until
        passed = [s.stage for s in stages if parse_date(s.due).end <= until]
        return float(max(passed, default=0)), bool(passed)

    def _of(self, place: str) -> tuple[PlanStage, ...]:
        return _of_place(self.stages, place)


def stages_of(plan: Plan, indicator: str, place: str) -> tuple[PlanStage, ...]:
    """Give the stages that the plan asks of a place for an indicator; none for yes and no."""
    return _of_place((stage for stage in plan.stages if stage.indicator == indicator), place)


def _of_place(stages: Iterable[PlanStage], place: str) -> tuple[PlanStage, ...]:
    """Leave the stages of a place: its own, else those that are for no place alone."""
    stages = tuple(stages)
    own = tuple(stage for stage in stages if stage.place == place)
    return own or tuple(stage for stage in stages if not stage.place)


def milestone_due(plan: Plan, indicator: Indicator) -> Due:
    """Say by when a milestone is due.

    Args:
        plan: The plan.
        indicator: The milestone.

    Returns:
        The last stage of ``stages.csv`` if there are any; else the end of its activity, else that of the
        last activity of its output or objective, else that of the plan.

    Source: DOMAIN of wps-eval, section 14.5, milestones.
    """
    stages = tuple(stage for stage in plan.stages if stage.indicator == indicator.code)
    if stages:
        return Due(max(parse_date(stage.due).end for stage in stages), stages=stages)
    ends = _ends(plan, indicator.parent)
    return Due(max(ends)) if ends else Due(plan.head.period.end, of_plan=True)


def _ends(plan: Plan, parent: str) -> list[date]:
    """Give the end of an activity; without one, of all activities of its output or objective."""
    own = _known_days(act.end for act in plan.activities if act.code == parent)
    output = next((act.output for act in plan.activities if act.code == parent), parent)
    of_region = next((act.output for act in plan.region_activities if act.code == parent), output)
    return own or _known_days(act.end for act in plan.activities_under(of_region))


def _known_days(days: Iterable[date | None]) -> list[date]:
    """Leave out the activities whose end the plan does not give."""
    return [day for day in days if day is not None]
