"""How far the plan's activities have come, as their bodies report it, and what was spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from wps_eval.plan import Plan
    from wps_eval.plan.models import Activity, RegionActivity
    from wps_eval.sources.returns import ActivityReturn, BudgetReturn

WHOLE, REGION = "country", "region"


def bodies_by_activity(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Say of every activity, of the country or of a region, who may report on it."""
    federal = {a.code: (*a.main_bodies, *a.supporting_bodies) for a in plan.activities}
    return federal | {row.code: row.bodies for row in plan.own_activities}


def activity_rows(
    edition: str, plan: Plan, returns: Iterable[ActivityReturn], until: date
) -> Iterator[dict[str, object]]:
    """Give one row for every activity and main body, reported or not.

    Args:
        edition: The edition's name.
        plan: The plan.
        returns: What bodies sent in on activities.
        until: The last day of the current period.

    Returns:
        Rows of the results table ``activities``. The last return that ends on or before ``until``
        counts; the stage is empty where there is none: silence is kept, and never read as "not
        started". ``due`` says whether the plan's own end of the activity lies on or before ``until``;
        an activity without a legible end is never due. An activity whose bodies cannot be read, and a
        return by a supporting body, each get a row of their own.
    """
    returns = tuple(returns)
    for activity, scope, owing_bodies in _activities_owed(plan):
        activity_returns = [row for row in returns if row.activity == activity.code]
        bodies_told = dict.fromkeys((*owing_bodies, *(row.body for row in activity_returns))) or {
            "": None
        }
        start, end = getattr(activity, "start", None), getattr(activity, "end", None)
        for body in bodies_told:
            latest = _latest_return([row for row in activity_returns if row.body == body], until)
            yield {
                "edition": edition, "activity": activity.code, "body": body,
                "pillar": plan.pillar_of(activity.output), "output": activity.output, "scope": scope,
                "start": start or "", "end": end or "",
                "stage": str(latest.stage) if latest else "", "stage_date": latest.date if latest else "",
                "owed": body in owing_bodies, "documented": bool(latest and latest.evidence),
                "due": bool(end and end <= until),
            }  # fmt: skip


def budget_rows(
    edition: str, plan: Plan, returns: Iterable[BudgetReturn], until: date
) -> Iterator[dict[str, object]]:
    """Give the last return on the money of each activity, by currency; currencies are never added.

    Args:
        edition: The edition's name.
        plan: The plan.
        returns: What bodies sent in on money; a missing amount stays missing.
        until: The last day of the current period.

    Returns:
        Rows of the results table ``budget``.
    """
    latest: dict[tuple[str, str], BudgetReturn] = {}
    for row in sorted(returns, key=lambda each: parse_date(each.date).end):
        if parse_date(row.date).end <= until:
            latest[row.activity, row.currency] = row
    output_and_scope = {a.code: (a.output, WHOLE) for a in plan.activities}
    output_and_scope |= {row.code: (row.output, REGION) for row in plan.own_activities}
    for (code, currency), row in latest.items():
        output, scope = output_and_scope[code]
        yield {
            "edition": edition, "activity": code, "currency": currency,
            "pillar": plan.pillar_of(output), "scope": scope, "as_of": row.date,
            "needed": row.needed, "pledged": row.pledged, "spent": row.spent, "source": row.source,
        }  # fmt: skip


def _activities_owed(
    plan: Plan,
) -> Iterator[tuple[Activity | RegionActivity, str, tuple[str, ...]]]:
    """Give each activity with its scope and the bodies that must report on it."""
    for activity in plan.activities:
        yield activity, WHOLE, activity.main_bodies
    for row in plan.own_activities:
        yield row, REGION, row.bodies


def _latest_return(returns: list[ActivityReturn], until: date) -> ActivityReturn | None:
    """Give the return that ends last on or before a day; None where there is none."""
    ended = [row for row in returns if parse_date(row.date).end <= until]
    return max(ended, key=lambda row: parse_date(row.date).end, default=None)
