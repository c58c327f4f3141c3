"""Annexes: every indicator, every activity, evidence, methods, quality, choices, papers, words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report.annexes import ANNEXES
from wps_eval.report.chapter import Chapter

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Give every annex of the study's kind of evaluation, one after the other."""
    annexes = (annex for annex in ANNEXES if edition.study.kind in annex.kinds)
    return [fragment for annex in annexes for fragment in annex.fragments(edition)]


CHAPTER = Chapter(code="annexes", order=180, parts=parts)
