"""What each indicator has and lacks; at mid-term the chapter on the framework is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import FINAL, Annex
from wps_eval.report.evaluability import coverage_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the answers indicator by indicator."""
    return [coverage_table(bench.released["evaluability"], bench.plan, bench.writer)]


CHAPTER = Annex(code="evaluability", order=20, kinds=FINAL, parts=parts)
