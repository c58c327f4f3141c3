"""What bodies said on the draft and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.judgement import comments_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the comments with their answers, or that there is none."""
    if not edition.judgement.comments:
        return [html.paragraph(edition.say("comments.none"))]
    return [comments_table(edition.judgement, edition.plan, edition.writer)]


CHAPTER = Annex(code="comments", order=70, parts=parts)
