"""A whole plan: flat tuples of frozen rows, joined by codes."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from wps_eval.plan.head import Head  # noqa: TC001 - pydantic reads the annotations
from wps_eval.plan.lists import (  # noqa: TC001 - as above
    BodyName,
    Partition,
    PlanGroup,
    PlanStage,
    PlanUnit,
)
from wps_eval.plan.models import (  # fmt: skip
    COMPARISON,
    Activity,
    Body,
    Commitment,
    FollowUpRow,
    Frozen,
    GlobalIndicator,
    Indicator,
    InstitutionalRow,
    Objective,
    Output,
    Pillar,
    PillarResult,
    Place,
    RegionActivity,
    Row,
    Target,
    Title,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LETTER, _PIECES = re.compile(r"^[A-Z](?=\d)"), re.compile(r"\d+|[^\W\d_]+")


class Plan(Frozen):
    """A whole plan. The flat tuples are the federal plan; the rest stands apart.

    ``targets`` are those in force; what earlier versions of the matrix said is kept beside them.
    """

    head: Head
    pillars: tuple[Pillar, ...]
    objectives: tuple[Objective, ...]
    outputs: tuple[Output, ...]
    activities: tuple[Activity, ...]
    indicators: tuple[Indicator, ...]
    bodies: tuple[Body, ...] = ()
    body_names: tuple[BodyName, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    targets: tuple[Target, ...] = ()
    earlier_targets: tuple[Target, ...] = ()
    places: tuple[Place, ...] = ()
    units: tuple[PlanUnit, ...] = ()
    partitions: tuple[Partition, ...] = ()
    groups: tuple[PlanGroup, ...] = ()
    stages: tuple[PlanStage, ...] = ()
    pillar_results: tuple[PillarResult, ...] = ()
    region_activities: tuple[RegionActivity, ...] = ()
    institutional: tuple[InstitutionalRow, ...] = ()
    follow_up: tuple[FollowUpRow, ...] = ()
    global_indicators: tuple[GlobalIndicator, ...] = ()
    titles: tuple[Title, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Walk every coded row of the plan."""
        for table in CODED_TABLES:
            yield from getattr(self, table)

    @property
    def reporting_places(self) -> tuple[str, ...]:
        """Give the codes of the places that can be reported on: all but those of other countries."""
        return tuple(place.code for place in self.places if place.region != COMPARISON)

    @property
    def parts_of_country(self) -> Partition | None:
        """The first partition that makes the country, if there is one."""
        country = self.head.national_place
        return next((row for row in self.partitions if row.whole == country), None)

    @property
    def own_activities(self) -> tuple[RegionActivity, ...]:
        """Give what regions do beside the country's activities, without the cells that say there is nothing."""
        return tuple(row for row in self.region_activities if row.is_activity)

    def title(self, code: str, language: str) -> Title:
        """Give a row's title: official if entered, else the working one, else English."""
        row = next((row for row in self.rows() if row.code == code), None)
        text = str(getattr(row, "title", getattr(row, "name", code)))
        in_language = [
            title for title in self.titles if title.code == code and title.language == language
        ]
        official_first = sorted(in_language, key=lambda title: not title.official)
        return official_first[0] if official_first else Title(code=code, language="en", text=text)

    @cached_property
    def _above(self) -> dict[str, str]:
        """The code of the row that each row belongs to, by its own."""
        links = (
            (self.objectives, "pillar"),
            (self.pillar_results, "pillar"),
            (self.outputs, "objective"),
            (self.activities, "output"),
            (self.region_activities, "output"),
            (self.indicators, "parent"),
        )
        return {row.code: getattr(row, column) for rows, column in links for row in rows}

    def pillar_of(self, code: str) -> str:
        """Say which pillar a row belongs to, by the links of the tables; nothing if it belongs to none."""
        pillars = {pillar.code for pillar in self.pillars}
        while code and code not in pillars:
            code = self._above.get(code, "")
        return code

    def level_of(self, indicator: Indicator) -> str:
        """``output`` for an output's or objective's own indicator, ``activity`` for an execution one."""
        above = {row.code for row in (*self.outputs, *self.objectives)}
        return "output" if indicator.parent in above else "activity"

    def activities_under(self, code: str) -> tuple[Activity, ...]:
        """Give the country's activities of an output, or of all outputs of an objective."""
        outputs = {row.code for row in self.outputs if code in (row.code, row.objective)}
        return tuple(activity for activity in self.activities if activity.output in outputs)

    def owners(self, indicator: Indicator) -> tuple[str, ...]:
        """Say which bodies owe the indicator: those of its activity, or of all below its output or objective."""
        if self.level_of(indicator) == "activity":
            return tuple(
                dict.fromkeys(
                    body
                    for code, bodies in self._answering_bodies()
                    if code == indicator.parent
                    for body in bodies
                )
            )
        return tuple(
            dict.fromkeys(
                body
                for activity in self.activities_under(indicator.parent)
                for body in activity.main_bodies
            )
        )

    def _answering_bodies(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give each activity's code, those of regions among them, with the bodies that answer for it."""
        yield from ((act.code, act.main_bodies) for act in self.activities)
        yield from ((act.code, act.bodies) for act in self.region_activities)

    def indicator_code(self, text: str) -> str:
        """Turn a code as printed in prose (``1.1.3/6-b``) into the plan's own; any other stays."""
        if any(indicator.code == text for indicator in self.indicators):
            return text
        return self._by_printed.get(_numbers(text), text)

    @cached_property
    def _by_printed(self) -> dict[tuple[str, ...], str]:
        """The indicator that the numbers of a code mean, where they can mean one alone."""
        times = Counter(_numbers(indicator.code) for indicator in self.indicators)
        return {
            _numbers(indicator.code): indicator.code
            for indicator in self.indicators
            if times[_numbers(indicator.code)] == 1
        }

    @cached_property
    def printed(self) -> Mapping[str, str]:
        """How each objective, output, activity and indicator is printed, by its code.

        A table in which two rows would be printed alike is printed by its codes.
        """
        short_forms = (
            {row.code: row.number for row in self.objectives},
            {row.code: row.number for row in self.outputs},
            {row.code: row.number for row in self.activities},
            {row.code: row.printed for row in self.indicators},
        )
        return {
            code: short if len(set(forms.values())) == len(forms) else code
            for forms in short_forms
            for code, short in forms.items()
        }


def _numbers(code: str) -> tuple[str, ...]:
    """Give the numbers and words of a code, whatever stands between them and before its number."""
    return tuple(part.lstrip("0") for part in _PIECES.findall(_LETTER.sub("", code)))


#: the plan's tables whose rows have a code
CODED_TABLES = (
    "pillars",
    "objectives",
    "outputs",
    "activities",
    "indicators",
    "bodies",
    "commitments",
    "targets",
    "places",
    "pillar_results",
    "region_activities",
    "institutional",
    "follow_up",
    "global_indicators",
)
