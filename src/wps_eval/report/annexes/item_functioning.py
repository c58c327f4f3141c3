"""Whether questions of right and wrong answers mean the same to two groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report.chapter import Annex
from wps_eval.report.item_functioning import functioning_parts
from wps_eval.report.round_tables import round_titles
from wps_eval.results.columns import ITEM_FUNCTIONING

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show which items work differently in two groups, in the country's report: they are compared in no other place."""
    titles = round_titles(edition.released["rounds"], edition.words)
    return functioning_parts(edition.own_rows(ITEM_FUNCTIONING), edition, titles)


CHAPTER = Annex(code="item_functioning", order=82, parts=parts)
