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

FEDERAL, KURDISTAN = "federal", "kurdistan"


def answering(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Say of every activity, federal or of the Kurdistan Region, who may report on it."""
    federal = {a.code: (*a.main_bodies, *a.supporting_bodies) for a in plan.activities}
    return federal | {row.code: row.bodies for row in _region(plan)}


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
    for activity, scope, bodies in _owed(plan):
        own = [row for row in returns if row.activity == activity.code]
        named = dict.fromkeys((*bodies, *(row.body for row in own))) or {"": None}
        start, end = getattr(activity, "start", None), getattr(activity, "end", None)
        for body in named:
            last = _last([row for row in own if row.body == body], until)
            yield {
                "edition": edition, "activity": activity.code, "body": body,
                "pillar": plan.pillar_of(activity.output), "output": activity.output, "scope": scope,
                "start": start or "", "end": end or "",
                "stage": str(last.stage) if last else "", "stage_date": last.date if last else "",
                "owed": body in bodies, "documented": bool(last and last.evidence),
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
    last: dict[tuple[str, str], BudgetReturn] = {}
    for row in sorted(returns, key=lambda r: parse_date(r.date).end):
        if parse_date(row.date).end <= until:
            last[row.activity, row.currency] = row
    outputs = {a.code: (a.output, FEDERAL) for a in plan.activities}
    outputs |= {row.code: (row.output, KURDISTAN) for row in _region(plan)}
    for (code, currency), row in last.items():
        output, scope = outputs[code]
        yield {
            "edition": edition, "activity": code, "currency": currency,
            "pillar": plan.pillar_of(output), "scope": scope, "as_of": row.date,
            "needed": row.needed, "pledged": row.pledged, "spent": row.spent, "source": row.source,
        }  # fmt: skip


def _owed(plan: Plan) -> Iterator[tuple[Activity | RegionActivity, str, tuple[str, ...]]]:
    for activity in plan.activities:
        yield activity, FEDERAL, activity.main_bodies
    for row in _region(plan):
        yield row, KURDISTAN, row.bodies


def _region(plan: Plan) -> list[RegionActivity]:
    return [row for row in plan.kurdistan if row.status == "activity"]


def _last(rows: list[ActivityReturn], until: date) -> ActivityReturn | None:
    due = [row for row in rows if parse_date(row.date).end <= until]
    return max(due, key=lambda row: parse_date(row.date).end, default=None)
