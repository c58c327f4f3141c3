"""The register of memoranda and studies: what each declared, and how far it can be relied on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.partner_studies import (
    appraisal_table,
    memoranda_table,
    outcomes_table,
)

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the memoranda, and of each study its outcomes and its appraisal."""
    entered, writer = edition.partner_studies, edition.writer
    tables = (
        memoranda_table(entered.memoranda, edition.plan, writer),
        outcomes_table(entered.studies, writer),
        appraisal_table(entered.studies, writer),
    )
    shown = [part for part in tables if part]
    return shown or [html.notice(edition.say("studies.no_memoranda"))]


CHAPTER = Annex(code="studies", order=85, parts=parts)
