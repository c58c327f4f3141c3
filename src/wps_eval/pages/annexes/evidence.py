"""The evidence behind findings, where questions and evidence have been entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report.judgement import evidence_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the evidence, for and against."""
    return [evidence_table(bench.judgement, bench.writer)]


def applies(bench: Bench) -> bool:
    """Whether there is evidence to show; that there is none, the matrix says."""
    return bool(bench.judgement.questions and bench.judgement.evidence)


CHAPTER = Annex(code="evidence", order=50, parts=parts, applies=applies)
