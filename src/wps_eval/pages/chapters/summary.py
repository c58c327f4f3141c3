"""Executive summary: what can be assessed, what is missing, what the context shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Chapter
from wps_eval.report import html, sentences
from wps_eval.report.judgement import ratings_table, recommendations_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Give the report in sentences, and the evaluators' ratings and recommendations."""
    found, verdicts = bench.released["evaluability"], bench.released["verdicts"]
    return [
        html.paragraph(sentences.headline(found, bench.writer)),
        html.items(sentences.missing(found, bench.writer)),
        html.paragraph(sentences.owes_most(found, bench.plan, bench.writer)),
        html.paragraph(sentences.tallied(verdicts, bench.writer)),
        *sentences.context(verdicts, bench.place, bench.writer),
        *_judged(bench),
    ]


def _judged(bench: Bench) -> list[str]:
    """The ratings and recommendations in short, or that none has been entered."""
    judgement = bench.judgement
    if not judgement.recommendations:
        return [html.notice(bench.say("missing.ratings"))]
    ratings = [ratings_table(judgement, bench.writer)] if judgement.ratings else []
    return [*ratings, recommendations_table(judgement, bench.plan, bench.writer)]


CHAPTER = Chapter(code="summary", order=10, text="summary", owed=True, parts=parts)
