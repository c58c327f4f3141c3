"""Findings on progress towards results, at mid-term: the tally by pillar, and barriers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Evaluation
from wps_eval.pages.chapter import Chapter
from wps_eval.report import html, sentences
from wps_eval.report.change import tally_figure

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Give where the indicators stand; barriers are for people to tell."""
    verdicts = bench.released["verdicts"]
    return [
        html.paragraph(sentences.tallied(verdicts, bench.writer)),
        tally_figure(verdicts, bench.plan, bench.writer),
    ]


CHAPTER = Chapter(
    code="progress",
    order=70,
    kinds=frozenset({Evaluation.ANNUAL, Evaluation.MIDTERM}),
    level=3,
    text="progress",
    owed=True,
    missing="missing.barriers",
    text_last=True,
    parts=parts,
)
