"""The field's words in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report.glossary import glossary_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show every term as the study words it."""
    return [glossary_table(bench.glossary, bench.writer)]


CHAPTER = Annex(code="glossary", order=210, parts=parts)
