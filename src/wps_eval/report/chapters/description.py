"""The plan and its context: pillars, objectives, commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report import plan as plan_tables
from wps_eval.report.chapter import Chapter

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition


def parts(edition: Edition) -> list[str]:
    """Say how far the plan could be read, and show what it consists of."""
    counts = plan_tables.reading_counts(edition.plan)
    return [
        html.paragraph(
            edition.say(
                "plan.read",
                annex=edition.say("annex.readings"),
                **_reading_counts_text(edition, counts),
            )
        ),
        plan_tables.plan_table(edition.plan, edition.writer),
        plan_tables.objectives_table(edition.plan, edition.writer),
        plan_tables.commitments_table(edition.plan, edition.writer),
    ]


def _reading_counts_text(edition: Edition, counts: dict[str, int]) -> dict[str, str]:
    """Write how many rows were read clearly, uncertainly, or not at all."""
    readings = ("clear", "uncertain", "unreadable")
    return {name: edition.writer.count(counts.get(name, 0)) for name in readings}


CHAPTER = Chapter(code="description", order=30, text="description", parts=parts)
