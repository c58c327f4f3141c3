"""Progress-towards-results matrix: every indicator of the plan, by pillar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Evaluation
from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.change import indicator_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the indicators of each pillar."""
    end = "annex.final" if bench.study.kind is Evaluation.FINAL else "annex.midterm"
    tables = (
        indicator_table(
            bench.released["verdicts"], bench.plan, pillar.code, bench.writer, bench.behind
        )
        for pillar in bench.plan.pillars
    )
    return [html.paragraph(bench.say(end)), *tables]


CHAPTER = Annex(code="matrix", order=10, parts=parts)
