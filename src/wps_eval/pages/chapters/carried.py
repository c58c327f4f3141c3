"""Findings on what became of the recommendations of the edition before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import FINAL, Chapter
from wps_eval.report import html
from wps_eval.report.editions import carried_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show each recommendation with its answer, or that no edition before holds any."""
    before = bench.earlier
    judgement = before.judgement if before else None
    return [
        carried_table(judgement, bench.plan, bench.writer)
        if judgement and judgement.recommendations
        else html.notice(bench.say("missing.carried")),
    ]


CHAPTER = Chapter(code="carried", order=90, kinds=FINAL, level=3, text="carried", parts=parts)
