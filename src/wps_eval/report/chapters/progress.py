"""Findings on progress towards results, at mid-term: the tally by pillar, and barriers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import EvaluationKind
from wps_eval.report import html, sentences
from wps_eval.report.change import tally_figure
from wps_eval.report.chapter import Chapter

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Give where the indicators stand; barriers are for people to tell."""
    verdicts = edition.own_rows("verdicts")
    return [
        html.paragraph(sentences.tally_sentence(verdicts, edition.writer)),
        tally_figure(verdicts, edition.plan, edition.writer),
    ]


CHAPTER = Chapter(
    code="progress",
    order=70,
    kinds=frozenset({EvaluationKind.ANNUAL, EvaluationKind.MIDTERM}),
    level=3,
    text="progress",
    owed=True,
    missing="missing.barriers",
    text_last=True,
    parts=parts,
)
