"""Progress-towards-results matrix: every indicator of the plan, by pillar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import EvaluationKind
from wps_eval.report import html
from wps_eval.report.change import indicator_table
from wps_eval.report.chapter import Annex
from wps_eval.report.target_changes import target_changes_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the indicators of each pillar, and what a new matrix of targets changed."""
    sentence_on_end = (
        "annex.final" if edition.study.kind is EvaluationKind.FINAL else "annex.midterm"
    )
    verdicts = edition.own_rows("verdicts")
    tables = (
        indicator_table(verdicts, edition.plan, pillar.code, edition.writer, edition.cards)
        for pillar in edition.plan.pillars
    )
    changes = target_changes_table(edition.plan, edition.writer)
    return [html.paragraph(edition.say(sentence_on_end)), *tables, *filter(None, [changes])]


CHAPTER = Annex(code="matrix", order=10, parts=parts)
