"""Numbers by which the plan binds itself, as targets of the indicators that measure them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import MeasureType
from wps_eval.plan.models import Target
from wps_eval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from wps_eval.plan import Plan
    from wps_eval.plan.models import Commitment

RHYTHMS = {"per_month": 1, "per_quarter": 3, "per_half_year": 6, "per_year": 12}  # months a span
KINDS = {"at_least": "floor", "exactly": "target"}


def commitment_targets(plan: Plan, until: date) -> tuple[Target, ...]:
    """Give the targets and today's milestones that the plan's own numbers set.

    Args:
        plan: The plan; a number counts for every indicator that its commitment applies to.
        until: The last day of the current period.

    Returns:
        A promise with a rhythm is a target since the plan's start, to be reached at its end, with the
        spans that have passed as today's milestone; one for each governorate is a target of each part of
        the country; any other number is one for the country, at the plan's end. An indicator with a
        target of its own in ``targets.csv`` keeps that. Nothing is raised.

    Source: DOMAIN of wps-eval, section 14.5.
    """
    set_already = {target.indicator for target in plan.targets}
    indicators = {indicator.code for indicator in plan.indicators} - set_already
    return tuple(
        target
        for commitment in plan.commitments
        if commitment.value is not None
        for code in commitment.applies_to
        if code in indicators
        for target in _targets(plan, commitment, code, until)
    )


def set_by_the_plan(plan: Plan) -> frozenset[str]:
    """Name the indicators of which the plan itself says what is to be reached.

    These are its milestones, those that measure a number by which it binds itself, and those whose
    target was read in the plan's own text.
    """
    milestones = {i.code for i in plan.indicators if i.data_type is MeasureType.MILESTONE}
    promised = {target.indicator for target in commitment_targets(plan, plan.head.period.end)}
    indicators = {i.code for i in plan.indicators}
    written = {t.indicator for t in plan.targets if t.status == "plan"} & indicators
    return frozenset(milestones | promised | written)


def spans_passed(start: date, until: date, months: int) -> int:
    """Count the whole spans of some months from a day to another, both included."""
    passed, last = 0, Span.stretch(start.year, start.month, months)
    while last.end <= until:
        passed += 1
        last = Span.stretch(start.year, start.month, months * (passed + 1))
    return passed


def _targets(plan: Plan, commitment: Commitment, indicator: str, until: date) -> Iterator[Target]:
    period, value = plan.head.period, commitment.value or 0.0
    if commitment.period in RHYTHMS:
        months = RHYTHMS[commitment.period]
        whole = spans_passed(period.start, period.end, months)
        due = spans_passed(period.start, min(until, period.end), months)
        goals: Iterable[tuple[str, float, date]] = (
            ("target", value * whole, period.end),
            ("milestone", value * due, until),
        )
        for kind, goal, day in goals:
            yield _target(commitment, indicator, kind, goal, day, basis="since_start")
    elif commitment.period == "per_governorate":
        partition = plan.parts_of_country
        if partition is not None:
            yield _target(
                commitment, indicator, "floor", value, period.end,
                scope="every", partition=partition.code,
            )  # fmt: skip
    else:
        kind = KINDS.get(commitment.comparator, "target")
        yield _target(commitment, indicator, kind, value, period.end)


def _target(
    commitment: Commitment, indicator: str, kind: str, value: float, day: date, **more: str
) -> Target:
    """Make the target that a commitment sets; its code and source are the commitment's."""
    return Target.model_validate(
        {
            "code": commitment.code,
            "indicator": indicator,
            "kind": kind,
            "value": value,
            "date": day.isoformat(),
            "status": "plan",
            "source": commitment.source,
            "reading": commitment.reading,
            **more,
        }
    )
