"""Reference sheets of the context figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report.sheets import sheets_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show what each context figure means."""
    return [sheets_table(bench.sheets, bench.plan, bench.writer)]


CHAPTER = Annex(code="sheets", order=130, parts=parts)
