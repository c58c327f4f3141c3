"""What the plan lets know of its own indicators; a final evaluation owes a sheet of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import FINAL, Annex
from wps_eval.report.sheet_tables import plan_sheets_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the sheets of each pillar, and say what the plan leaves open."""
    evaluability = edition.own_rows("evaluability")
    return [
        html.paragraph(edition.say("plan_sheets.unstated")),
        *(
            plan_sheets_table(evaluability, edition.plan, pillar.code, edition.writer)
            for pillar in edition.plan.pillars
        ),
    ]


CHAPTER = Annex(code="plan_sheets", order=150, kinds=FINAL, parts=parts)
