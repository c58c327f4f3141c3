"""The evaluation matrix, where it has been entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.judgement import matrix_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the questions with what answers them."""
    judgement = edition.judgement
    if not judgement.questions:
        return [html.notice(edition.say("missing.questions"))]
    return [matrix_table(judgement, edition.writer)]


CHAPTER = Annex(code="evaluation", order=40, parts=parts)
