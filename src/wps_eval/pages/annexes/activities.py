"""What each body reported of each activity, where anybody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.implementation import activities_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show the activities of each pillar, or that nothing came in."""
    found = bench.released["activities"]
    if not (found["stage"] != "").any():
        return [html.notice(bench.say("missing.returns"))]
    return [
        activities_table(found, bench.plan, pillar.code, bench.writer)
        for pillar in bench.plan.pillars
    ]


CHAPTER = Annex(code="activities", order=30, parts=parts)
