"""Findings on strategy and results framework: the evaluability table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Chapter
from wps_eval.report import html, sentences
from wps_eval.report.evaluability import evaluability_by_pillar, evaluability_figure, owing_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench

MOST_BODIES = 15


def parts(bench: Bench) -> list[str]:
    """Give how many indicators can be assessed, what stops the others, and who owes it."""
    found = bench.released["evaluability"]
    return [
        html.paragraph(sentences.headline(found, bench.writer)),
        html.items(sentences.by_pillar(found, bench.plan, bench.writer)),
        evaluability_by_pillar(found, bench.plan, bench.writer),
        evaluability_figure(found, bench.plan, bench.writer),
        owing_table(found, bench.plan, bench.writer, most=MOST_BODIES),
    ]


CHAPTER = Chapter(
    code="framework", order=60, level=3, opens="chapter.findings", text="framework", parts=parts
)
