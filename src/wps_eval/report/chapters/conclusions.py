"""Conclusions, lessons and recommendations: judgements that people entered, or a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Chapter
from wps_eval.report.judgement import conclusions_table, lessons_list, recommendations_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show conclusions, lessons where there are any, and recommendations."""
    judgement, writer = edition.judgement, edition.writer
    if not judgement.conclusions:
        return [html.notice(edition.say("missing.conclusions"))]
    lessons = lessons_list(judgement, edition.words.language)
    return [
        conclusions_table(judgement, writer),
        *(
            [html.heading(edition.say("chapter.lessons"), 3), html.item_list(lessons)]
            if lessons
            else []
        ),
        html.heading(edition.say("chapter.recommendations"), 3),
        recommendations_table(judgement, edition.plan, writer),
    ]


CHAPTER = Chapter(code="conclusions", order=170, text="conclusions", parts=parts)
