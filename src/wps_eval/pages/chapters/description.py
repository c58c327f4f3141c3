"""The plan and its context: pillars, objectives, commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages.chapter import Chapter
from wps_eval.report import html
from wps_eval.report import plan as plan_tables

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Say how far the plan could be read, and show what it consists of."""
    counts = plan_tables.reading_counts(bench.plan)
    return [
        html.paragraph(
            bench.say("plan.read", annex=bench.say("annex.readings"), **_written(bench, counts))
        ),
        plan_tables.plan_table(bench.plan, bench.writer),
        plan_tables.objectives_table(bench.plan, bench.writer),
        plan_tables.commitments_table(bench.plan, bench.writer),
    ]


def _written(bench: Bench, counts: dict[str, int]) -> dict[str, str]:
    names = ("clear", "uncertain", "unreadable")
    return {name: bench.writer.count(counts.get(name, 0)) for name in names}


CHAPTER = Chapter(code="description", order=30, text="description", parts=parts)
