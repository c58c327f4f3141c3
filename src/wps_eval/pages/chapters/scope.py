"""Evaluation scope, criteria and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import FINAL, Chapter
from wps_eval.report import html
from wps_eval.report.judgement import questions_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Say who evaluated, and show the questions or that none has been entered."""
    judgement = bench.judgement
    return [
        html.paragraph(bench.say(f"evaluation_type.{bench.study.evaluation_type}")),
        questions_table(judgement, bench.writer)
        if judgement.questions
        else html.notice(bench.say("missing.questions")),
    ]


CHAPTER = Chapter(code="scope", order=40, kinds=FINAL, text="scope", parts=parts)
