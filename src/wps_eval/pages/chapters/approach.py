"""Approach and methods: how surveys were made, what limits the data, what is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import FINAL, Chapter
from wps_eval.report import html
from wps_eval.report.rounds import surveys_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench

SAID = ("approach.sources", "approach.disclosure", "introduction.contribution")


def parts(bench: Bench) -> list[str]:
    """Say what the results rest on, and show the surveys or that there is none."""
    rows = bench.released["rounds"]
    return [
        *(html.paragraph(bench.say(code)) for code in SAID),
        surveys_table(rows, bench.writer)
        if len(rows)
        else html.notice(bench.say("survey.no_rounds")),
    ]


CHAPTER = Chapter(code="approach", order=50, kinds=FINAL, text="approach", parts=parts)
