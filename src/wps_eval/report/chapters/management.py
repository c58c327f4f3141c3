"""Findings on implementation: what bodies reported of activities and money, and who was silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report import plan as plan_tables
from wps_eval.report.chapter import Chapter
from wps_eval.report.chapters.framework import MOST_BODIES
from wps_eval.report.implementation_tables import (
    finance_table,
    implementation_sentences,
    place_activities_table,
    silence_table,
    stages_table,
    timetable_figure,
)

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Give activities, money, and the forms that the follow-up plan asks for."""
    activities, budget = edition.released["activities"], edition.released["budget"]
    reported, none_owed = (activities["stage"] != "").any(), activities.empty
    forms = plan_tables.forms_table(edition.plan, edition.writer)
    return [
        *map(html.paragraph, implementation_sentences(activities, edition.plan, edition.writer)),
        *(
            _implementation_parts(edition)
            if reported
            else []
            if none_owed
            else [html.notice(edition.say("missing.returns"))]
        ),
        *filter(
            None,
            [
                place_activities_table(
                    activities, edition.plan, edition.domain.place, edition.writer
                )
            ],
        ),
        html.paragraph(edition.say("budget.none"))
        if budget.empty
        else finance_table(budget, edition.plan, edition.writer),
        *([html.paragraph(edition.say("management.forms")), forms] if forms else []),
    ]


def _implementation_parts(edition: Edition) -> list[Fragment]:
    """Show stages by pillar, the plan's timetable, and the bodies that were silent."""
    activities = edition.released["activities"]
    return [
        stages_table(activities, edition.plan, edition.writer),
        timetable_figure(activities, edition.plan, edition.study.current.end, edition.writer),
        silence_table(activities, edition.plan, edition.writer, most=MOST_BODIES),
    ]


CHAPTER = Chapter(code="management", order=80, level=3, text="management", parts=parts)
