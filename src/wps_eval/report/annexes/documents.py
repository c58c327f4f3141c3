"""The documents that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.consulted import documents_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the documents, or that none has been entered."""
    judgement = edition.judgement
    return [
        documents_table(judgement, edition.writer)
        if judgement.documents
        else html.notice(edition.say("missing.documents")),
    ]


CHAPTER = Annex(code="documents", order=180, parts=parts)
