"""What each indicator has and lacks; at mid-term the chapter on the framework is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report.chapter import FINAL, Annex
from wps_eval.report.evaluability_tables import coverage_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the answers indicator by indicator."""
    return [coverage_table(edition.own_rows("evaluability"), edition.plan, edition.writer)]


CHAPTER = Annex(code="evaluability", order=20, kinds=FINAL, parts=parts)
