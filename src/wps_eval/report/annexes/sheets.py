"""Reference sheets of the context figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.sheet_tables import sheets_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show what each context figure means, or that there is none."""
    if not edition.sheets:
        return [html.notice(edition.say("context.none_entered"))]
    return [sheets_table(edition.sheets, edition.plan, edition.writer)]


CHAPTER = Annex(code="sheets", order=130, parts=parts)
