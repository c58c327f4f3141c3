"""Findings on strategy and results framework: the evaluability table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html, sentences
from wps_eval.report.chapter import Chapter
from wps_eval.report.evaluability_tables import (
    evaluability_by_pillar,
    evaluability_figure,
    owing_table,
)

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment

MOST_BODIES = 15  # that a table of the report's text prints


def parts(edition: Edition) -> list[Fragment]:
    """Give how many indicators can be assessed, what stops the others, and who owes it."""
    evaluability = edition.own_rows("evaluability")
    owing = owing_table(evaluability, edition.plan, edition.writer, most=MOST_BODIES)
    return [
        *map(
            html.paragraph,
            sentences.headline_sentences(evaluability, edition.plan, edition.writer),
        ),
        html.item_list(sentences.pillar_sentences(evaluability, edition.plan, edition.writer)),
        evaluability_by_pillar(evaluability, edition.plan, edition.writer),
        evaluability_figure(evaluability, edition.plan, edition.writer),
        owing or html.notice(edition.say("owing.nobody")),
    ]


CHAPTER = Chapter(
    code="framework", order=60, level=3, opens="chapter.findings", text="framework", parts=parts
)
