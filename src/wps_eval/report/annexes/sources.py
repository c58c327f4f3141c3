"""Context figures with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.change import context_verdicts
from wps_eval.report.chapter import Annex
from wps_eval.report.context import sources_table
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show each figure with where it comes from, or that none has been entered."""
    rows = context_verdicts(edition.own_rows("verdicts"))
    drawn = {sheet.code for sheet in edition.sheets if sheet.chart}  # their figure names the source
    titles = {str(r.indicator): str(r.title) for r in each(rows) if r.indicator not in drawn}
    return [
        sources_table(edition.released["estimates"], titles, edition.domain, edition.writer)
        if titles
        else html.notice(edition.say("context.none_entered")),
    ]


CHAPTER = Annex(code="sources", order=120, parts=parts)
