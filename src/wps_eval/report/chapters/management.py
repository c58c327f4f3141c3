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
    silence_table,
    stages_table,
    timetable_figure,
)

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition


def parts(edition: Edition) -> list[str]:
    """Give activities, money, and the forms that the follow-up plan asks for."""
    found, money = edition.released["activities"], edition.released["budget"]
    reported = (found["stage"] != "").any()
    return [
        *map(html.paragraph, implementation_sentences(found, edition.writer)),
        *(_implemented(edition) if reported else [html.notice(edition.say("missing.returns"))]),
        html.paragraph(edition.say("budget.none"))
        if money.empty
        else finance_table(money, edition.plan, edition.writer),
        html.paragraph(edition.say("management.forms")),
        plan_tables.forms_table(edition.plan, edition.writer),
    ]


def _implemented(edition: Edition) -> list[str]:
    found = edition.released["activities"]
    return [
        stages_table(found, edition.plan, edition.writer),
        timetable_figure(found, edition.study.current.end, edition.writer),
        silence_table(found, edition.plan, edition.writer, most=MOST_BODIES),
    ]


CHAPTER = Chapter(code="management", order=80, level=3, text="management", parts=parts)
