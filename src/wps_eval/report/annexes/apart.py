"""Groups of people, and other places: labelled, apart from the report's own place and everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.apart import groups_apart_table, places_apart_table
from wps_eval.report.chapter import Annex
from wps_eval.report.places_beside import places_beside

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the values of groups in the report's place, and those of everybody elsewhere."""
    verdicts, plan, domain = edition.released["verdicts"], edition.plan, edition.domain
    return [
        *groups_apart_table(verdicts, plan, domain, edition.wordings, edition.writer),
        *places_beside(verdicts, plan, domain, edition.writer),
        *places_apart_table(verdicts, plan, domain, edition.place_names, edition.writer),
    ] or [html.notice(edition.say("apart.none"))]


CHAPTER = Annex(code="apart", order=15, parts=parts)
