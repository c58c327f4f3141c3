"""Findings of surveys and courses: knowledge, attitudes, satisfaction, learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Chapter
from wps_eval.report import html
from wps_eval.report.courses import course_table, levels_table
from wps_eval.report.groups import group_called
from wps_eval.report.scales import likert_figures, scale_table
from wps_eval.report.survey_change import forest_figure, survey_verdict_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench

SCALES = ("knowledge", "attitudes", "satisfaction")


def parts(bench: Bench) -> list[str]:
    """Show what changed, scale by scale, and what courses taught; or that there is no round."""
    released, words, writer = bench.released, bench.wordings, bench.writer
    if released["rounds"].empty:
        return [html.notice(bench.say("survey.no_rounds"))]
    return [
        *_changes(bench, bench.plan.head.national_place),
        *_scales(bench, bench.plan.head.national_place),
        course_table(released["training"], words, writer),
        levels_table(released["training"], words, writer),
        html.notice(bench.say("course.no_comparison_group")),
        html.notice(bench.say("survey.language")),
    ]


def _changes(bench: Bench, place: str) -> list[str]:
    """Show the declared changes of the plan's indicators, as a table and as a figure."""
    verdicts, smallest = bench.released["verdicts"], bench.study.smallest_meaningful_change
    titles = {
        i.code: bench.plan.title(i.code, bench.words.language).text for i in bench.plan.indicators
    }
    return [
        survey_verdict_table(verdicts, titles, place, bench.writer, _asked(bench, place)),
        forest_figure(verdicts, titles, place, bench.writer, smallest),
    ]


def _scales(bench: Bench, place: str) -> list[str]:
    """Show the scales of each kind that was measured, and how the answers lean."""
    words, writer = bench.wordings, bench.writer
    return [
        fragment
        for name in SCALES
        if len(bench.released[name])
        for fragment in (
            scale_table(bench.released[name], place, words, writer, bench.behind),
            *likert_figures(bench.released[name], place, words, writer),
        )
    ]


def _asked(bench: Bench, place: str) -> dict[str, str]:
    """Say of whom each indicator was asked: the round's people, and the group if it is of one alone."""
    said = {
        i.code: (
            bench.behind.asked_of(i.code, place),
            group_called(i.survey_group, bench.wordings, bench.writer) if i.survey_group else "",
        )
        for i in bench.plan.indicators
    }
    return {code: bench.words.joined(filter(None, parts)) for code, parts in said.items()}


CHAPTER = Chapter(code="survey", order=120, level=3, text="survey", parts=parts)
