"""The evidence behind findings, where questions and evidence have been entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report.chapter import Annex
from wps_eval.report.judgement import evidence_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the evidence, for and against."""
    return [evidence_table(edition.judgement, edition.writer)]


def applies(edition: Edition) -> bool:
    """Whether there is evidence to show; that there is none, the matrix says."""
    return bool(edition.judgement.questions and edition.judgement.evidence)


CHAPTER = Annex(code="evidence", order=50, parts=parts, applies=applies)
