"""What each body reported of each activity, where anybody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.implementation_tables import activities_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition


def parts(edition: Edition) -> list[str]:
    """Show the activities of each pillar, or that nothing came in."""
    activities = edition.released["activities"]
    if not (activities["stage"] != "").any():
        return [html.notice(edition.say("missing.returns"))]
    return [
        activities_table(activities, edition.plan, pillar.code, edition.writer)
        for pillar in edition.plan.pillars
    ]


CHAPTER = Annex(code="activities", order=30, parts=parts)
