"""Doubtful readings of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Reading
from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.plan import reading_counts, readings_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the rows whose text allows two readings, or none; say so where every row is clear."""
    counts = reading_counts(edition.plan)
    if set(counts) <= {Reading.CLEAR}:
        clear = edition.writer.count(sum(counts.values()))
        return [html.paragraph(edition.say("plan.read_clearly", clear=clear))]
    return [readings_table(edition.plan, edition.writer)]


CHAPTER = Annex(code="readings", order=140, parts=parts)
