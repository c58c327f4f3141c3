"""Findings on implementation: what bodies reported of activities and money, and who was silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Chapter
from wps_eval.pages.chapters.framework import MOST_BODIES
from wps_eval.report import html
from wps_eval.report import plan as plan_tables
from wps_eval.report.implementation import (
    finance_table,
    implementation_sentences,
    silence_table,
    stages_table,
    timetable_figure,
)

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Give activities, money, and the forms that the follow-up plan asks for."""
    found, money = bench.released["activities"], bench.released["budget"]
    reported = (found["stage"] != "").any()
    return [
        *map(html.paragraph, implementation_sentences(found, bench.writer)),
        *(_implemented(bench) if reported else [html.notice(bench.say("missing.returns"))]),
        html.paragraph(bench.say("budget.none"))
        if money.empty
        else finance_table(money, bench.plan, bench.writer),
        html.paragraph(bench.say("management.forms")),
        plan_tables.forms_table(bench.plan, bench.writer),
    ]


def _implemented(bench: Bench) -> list[str]:
    found = bench.released["activities"]
    return [
        stages_table(found, bench.plan, bench.writer),
        timetable_figure(found, bench.study.current.end, bench.writer),
        silence_table(found, bench.plan, bench.writer, most=MOST_BODIES),
    ]


CHAPTER = Chapter(code="management", order=80, level=3, text="management", parts=parts)
