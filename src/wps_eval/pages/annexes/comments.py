"""What bodies said on the draft and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.judgement import comments_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the comments with their answers, or that there is none."""
    if not bench.judgement.comments:
        return [html.paragraph(bench.say("comments.none"))]
    return [comments_table(bench.judgement, bench.plan, bench.writer)]


CHAPTER = Annex(code="comments", order=70, parts=parts)
