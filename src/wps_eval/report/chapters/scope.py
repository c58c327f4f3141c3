"""Evaluation scope, criteria and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import FINAL, Chapter
from wps_eval.report.judgement import questions_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Say who evaluated, and show the questions or that none has been entered."""
    judgement = edition.judgement
    return [
        html.paragraph(edition.say(f"evaluation_type.{edition.study.evaluation_type}")),
        questions_table(judgement, edition.writer)
        if judgement.questions
        else html.notice(edition.say("missing.questions")),
    ]


CHAPTER = Chapter(code="scope", order=40, kinds=FINAL, text="scope", parts=parts)
