"""Doubtful readings of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report.plan import readings_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the rows whose text allows two readings, or none."""
    return [readings_table(bench.plan, bench.writer)]


CHAPTER = Annex(code="readings", order=140, parts=parts)
