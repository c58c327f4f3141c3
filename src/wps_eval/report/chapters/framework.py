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

MOST_BODIES = 15


def parts(edition: Edition) -> list[str]:
    """Give how many indicators can be assessed, what stops the others, and who owes it."""
    found = edition.own("evaluability")
    return [
        html.paragraph(sentences.headline_sentence(found, edition.writer)),
        html.items(sentences.pillar_sentences(found, edition.plan, edition.writer)),
        evaluability_by_pillar(found, edition.plan, edition.writer),
        evaluability_figure(found, edition.plan, edition.writer),
        owing_table(found, edition.plan, edition.writer, most=MOST_BODIES),
    ]


CHAPTER = Chapter(
    code="framework", order=60, level=3, opens="chapter.findings", text="framework", parts=parts
)
