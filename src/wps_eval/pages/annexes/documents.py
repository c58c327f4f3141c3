"""The documents that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.consulted import documents_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the documents, or that none has been entered."""
    judgement = bench.judgement
    return [
        documents_table(judgement, bench.writer)
        if judgement.documents
        else html.notice(bench.say("missing.documents")),
    ]


CHAPTER = Annex(code="documents", order=180, parts=parts)
