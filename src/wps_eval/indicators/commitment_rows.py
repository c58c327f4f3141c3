"""Whether a promise with a rhythm was kept, span by span, by what was returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.codes import Counts, Kept
from wps_eval.indicators.commitment_targets import RHYTHMS
from wps_eval.values import Domain, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from wps_eval.indicators.subject import Subject
    from wps_eval.plan import Plan
    from wps_eval.plan.models import Commitment
    from wps_eval.sources.figure import Figure


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised for one stretch of time, and what came.

    Attributes:
        span: The stretch: one span of the rhythm, or several that one return covers.
        promised: How many for all of it.
        returned: How many came; None where nothing is in the data.
        kept: How it stands.
    """

    span: Span
    promised: float
    returned: float | None
    kept: Kept


def commitment_rows(
    edition: str,
    plan: Plan,
    values: Iterable[Figure],
    subjects: Mapping[str, Subject],
    until: date,
) -> Iterator[dict[str, object]]:
    """Give one row a commitment with a rhythm, indicator that measures it, and stretch of time.

    Args:
        edition: The study's name.
        plan: The plan.
        values: All values, sums among them; those of everybody in the country count.
        subjects: The indicators, by code; a promise that counts people is not told span by span.
        until: The last day of the current period.

    Source: DOMAIN of wps-eval, section 14.5, commitments.
    """
    country = Domain(plan.head.national_place)
    whole_plan = Span(plan.head.period.start, plan.head.period.end)
    here = [
        v
        for v in values
        if v.domain == country and v.is_final and not v.part and v.span.end <= until
    ]
    for commitment in plan.commitments:
        for code in commitment.applies_to:
            subject = subjects.get(code)
            if commitment.period not in RHYTHMS or subject is None or commitment.value is None:
                continue
            if not subject.is_flow or subject.unit.counts is Counts.PEOPLE:
                continue
            own = [value for value in here if value.indicator == code]
            for promise in promises(commitment, own, whole_plan, until):
                yield {
                    "edition": edition,
                    "commitment": commitment.code,
                    "indicator": code,
                    "period_start": promise.span.start,
                    "period_end": promise.span.end,
                    "promised": promise.promised,
                    "returned": promise.returned,
                    "kept": str(promise.kept),
                }


def promises(
    commitment: Commitment, values: Iterable[Figure], plan_span: Span, until: date
) -> list[Promise]:
    """Hold what was returned against what was promised, stretch by stretch.

    Args:
        commitment: A promise of a number in every span of its rhythm.
        values: Final values of the indicator that measures it.
        plan_span: The days of the plan.
        until: The last day of the current period.

    Returns:
        One a stretch, in order: a return over several spans is held against the number for all of them,
        and more than promised is kept; spans of which nothing is in the data stand by themselves.

    Source: DOMAIN of wps-eval, section 14.5.
    """
    months, number = RHYTHMS[commitment.period], commitment.value or 0.0
    spans = _spans_of_rhythm(plan_span, months)
    found: list[Promise] = []
    for value in sorted(values, key=lambda v: (-v.span.days, v.span)):
        covered = [span for span in spans if value.span.holds(span)]
        whole = sum(span.months or 0 for span in covered) == value.span.months
        if covered and whole and not any(p.span.overlaps(value.span) for p in found):
            promised = number * len(covered)
            kept = Kept.KEPT if value.value >= promised else Kept.BROKEN
            found.append(Promise(value.span, promised, value.value, kept))
    for span in spans:
        if not any(promise.span.overlaps(span) for promise in found):
            found.append(Promise(span, number, None, _without_return(span, until)))
    return sorted(found, key=lambda promise: promise.span)


def _spans_of_rhythm(plan_span: Span, months: int) -> list[Span]:
    """Give the spans of a rhythm that lie in the plan, one after the other."""
    start, spans = plan_span.start, []
    for number in range(plan_span.months or 0):
        first = 12 * start.year + start.month - 1 + number * months
        span = Span.stretch(first // 12, first % 12 + 1, months)
        if plan_span.holds(span):
            spans.append(span)
    return spans


def _without_return(span: Span, until: date) -> Kept:
    """Say how a span stands of which nothing is in the data."""
    if span.start > until:
        return Kept.NOT_DUE
    return Kept.UNDER_WAY if span.end > until else Kept.NOT_IN_DATA
