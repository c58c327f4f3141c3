"""Public context figures, in a chapter of their own and outside every tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.subject import CONTEXT
from wps_eval.pages.chapter import Chapter
from wps_eval.report import html
from wps_eval.report.change import change_figure, change_table
from wps_eval.report.context import parliament_figure

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the figures with what keeps them apart, or that none has been entered."""
    verdicts, estimates = bench.released["verdicts"], bench.released["estimates"]
    if not (verdicts["pillar"] == CONTEXT).any():
        return [html.notice(bench.say("context.none_entered"))]
    return [
        html.notice(bench.say("context.apart")),
        change_table(verdicts, bench.place, bench.writer),
        change_figure(verdicts, bench.place, bench.writer),
        parliament_figure(estimates, bench.plan, bench.writer),
        html.paragraph(bench.say("context.elections")),
    ]


CHAPTER = Chapter(code="context", order=160, text="context", parts=parts)
