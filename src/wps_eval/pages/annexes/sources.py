"""Context figures with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.subject import CONTEXT
from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.context import sources_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show each figure with where it comes from, or that none has been entered."""
    verdicts = bench.released["verdicts"]
    titles = {
        str(r.indicator): str(r.title) for r in verdicts[verdicts["pillar"] == CONTEXT].itertuples()
    }
    return [
        sources_table(bench.released["estimates"], titles, bench.place, bench.writer)
        if titles
        else html.notice(bench.say("context.none_entered")),
    ]


CHAPTER = Annex(code="sources", order=120, parts=parts)
