"""Findings by criterion: what evaluators found, on what evidence, and the ratings they gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Chapter
from wps_eval.report.judgement import findings_table, ratings_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show findings and ratings with the rules behind them, or that nothing has been entered."""
    judgement, writer = edition.judgement, edition.writer
    if judgement.empty:
        return [html.notice(edition.say("missing.findings"))]
    return [
        findings_table(judgement, writer),
        html.paragraph(edition.say("strength.rule")),
        *([ratings_table(judgement, writer)] if judgement.ratings else []),
        html.paragraph(edition.say("ratings.entered")),
    ]


CHAPTER = Chapter(code="criteria", order=110, level=3, text="criteria", parts=parts)
