"""What each body reported of each activity, where anybody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.implementation_tables import (
    activities_table,
    own_activities,
    own_activities_table,
)

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show the activities of each pillar and each region, or that nothing came in."""
    activities, plan, writer = edition.released["activities"], edition.plan, edition.writer
    if activities.empty:
        return [html.notice(edition.say("stages.no_activities"))]
    if not (activities["stage"] != "").any():
        return [html.notice(edition.say("missing.returns"))]
    return [
        *(activities_table(activities, plan, pillar.code, writer) for pillar in plan.pillars),
        *(
            own_activities_table(activities, plan, place, codes, writer)
            for place, codes in own_activities(plan)
        ),
    ]


CHAPTER = Annex(code="activities", order=30, parts=parts)
