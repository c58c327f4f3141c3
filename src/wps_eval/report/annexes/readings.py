"""Doubtful readings of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report.chapter import Annex
from wps_eval.report.plan import readings_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition


def parts(edition: Edition) -> list[str]:
    """Show the rows whose text allows two readings, or none."""
    return [readings_table(edition.plan, edition.writer)]


CHAPTER = Annex(code="readings", order=140, parts=parts)
