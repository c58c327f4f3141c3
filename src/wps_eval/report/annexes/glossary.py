"""The field's words in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report.chapter import Annex
from wps_eval.report.glossary_table import glossary_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show every term as the study words it."""
    return [glossary_table(edition.glossary, edition.writer)]


CHAPTER = Annex(code="glossary", order=210, parts=parts)
