"""The evaluation matrix, where it has been entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.judgement import matrix_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the questions with what answers them."""
    judgement = bench.judgement
    if not judgement.questions:
        return [html.notice(bench.say("missing.questions"))]
    return [matrix_table(judgement, bench.writer)]


CHAPTER = Annex(code="evaluation", order=40, parts=parts)
