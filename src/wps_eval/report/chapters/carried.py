"""Findings on what became of the recommendations of the edition before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import FINAL, Chapter
from wps_eval.report.editions import earlier_recommendations_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show each recommendation with its answer, or that no edition before holds any."""
    earlier = edition.earlier
    judgement = earlier.judgement if earlier else None
    return [
        earlier_recommendations_table(judgement, edition.plan, edition.writer)
        if judgement and judgement.recommendations
        else html.notice(edition.say("missing.carried")),
    ]


CHAPTER = Chapter(code="carried", order=90, kinds=FINAL, level=3, text="carried", parts=parts)
