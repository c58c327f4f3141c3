"""Findings on indicators: baseline against the end, by pillar; no indicator is "on track"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html, sentences
from wps_eval.report.change import tally_figure
from wps_eval.report.chapter import FINAL, Chapter

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Give where the indicators stand at the end."""
    verdicts = edition.own_rows("verdicts")
    return [
        html.paragraph(sentences.tally_sentence(verdicts, edition.writer)),
        tally_figure(verdicts, edition.plan, edition.writer),
    ]


CHAPTER = Chapter(
    code="results", order=100, kinds=FINAL, level=3, text="progress", owed=True, parts=parts
)
