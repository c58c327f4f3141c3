"""Annexes: every indicator, every activity, evidence, methods, quality, choices, papers, words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.annexes import ANNEXES
from wps_eval.pages.chapter import Chapter

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Give every annex of the study's kind of evaluation, one after the other."""
    own = (annex for annex in ANNEXES if bench.study.kind in annex.kinds)
    return [fragment for annex in own for fragment in annex.fragments(bench)]


CHAPTER = Chapter(code="annexes", order=180, parts=parts)
