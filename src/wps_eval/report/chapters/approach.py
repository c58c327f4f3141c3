"""Approach and methods: how surveys were made, what limits the data, what is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import FINAL, Chapter
from wps_eval.report.round_tables import surveys_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment

SENTENCES = (
    "approach.sources",
    "approach.disclosure",
    "introduction.contribution",
    "note.unrounded",
)


def parts(edition: Edition) -> list[Fragment]:
    """Say what the results rest on, and show the surveys or that there is none."""
    rows = edition.released["rounds"]
    return [
        *(html.paragraph(edition.say(code)) for code in SENTENCES),
        surveys_table(rows, edition.writer)
        if len(rows)
        else html.notice(edition.say("survey.no_rounds")),
    ]


CHAPTER = Chapter(code="approach", order=50, kinds=FINAL, text="approach", parts=parts)
