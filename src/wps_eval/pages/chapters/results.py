"""Findings on indicators: baseline against the end, by pillar; no indicator is "on track"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import FINAL, Chapter
from wps_eval.report import html, sentences
from wps_eval.report.change import tally_figure

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Give where the indicators stand at the end."""
    verdicts = bench.released["verdicts"]
    return [
        html.paragraph(sentences.tallied(verdicts, bench.writer)),
        tally_figure(verdicts, bench.plan, bench.writer),
    ]


CHAPTER = Chapter(
    code="results", order=100, kinds=FINAL, level=3, text="progress", owed=True, parts=parts
)
