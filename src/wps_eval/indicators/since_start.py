"""What was done since the plan began, where a target asks for that and not for one year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from wps_eval.codes import Evidence, FigureStatus
from wps_eval.indicators.added_up import add_up
from wps_eval.indicators.spans import length_name, missing_months, spell_spans
from wps_eval.sources.figure import Figure
from wps_eval.values import Span, SumOf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from wps_eval.indicators.subject import Subject
    from wps_eval.indicators.windows import Windows
    from wps_eval.values import Domain

SINCE_START, BY_DEFINITION = "since_start", "by_definition"


@dataclass(frozen=True, slots=True)
class SoFar:
    """What was done since the plan began.

    Attributes:
        value: The sum of the spans that are there; None where none is.
        missing: The stretches between the plan's start and the period's end that nothing tells of.
        months: How many months lie between the two.
    """

    value: Figure | None
    missing: tuple[str, ...]
    months: int


def nothing_before(subject: Subject, domain: Domain, start: date) -> Figure:
    """Give 0, by definition, as the value before the first day of a count that starts with it."""
    before = start - timedelta(days=1)
    return Figure(
        indicator=subject.code,
        domain=domain,
        span=Span(before, before),
        value=0.0,
        status=FigureStatus.FINAL,
        source="",
        item=BY_DEFINITION,
        evidence=Evidence.BY_DEFINITION,
    )


def so_far(subject: Subject, domain: Domain, values: Iterable[Figure], w: Windows) -> SoFar:
    """Add up what was done since the plan began, the longest spans first.

    Args:
        subject: A flow.
        domain: Of whom the values speak.
        values: Its values, sums among them.
        w: The study's windows.

    Returns:
        The sum of what is there, and which stretches are not; what is missing counts nothing and is
        named. Nothing is raised.

    Source: DOMAIN of wps-eval, section 14.5, ``since_start``.
    """
    period = Span(w.plan_start, w.current_to)
    chosen: list[Figure] = []
    inside = [v for v in values if v.is_final and not v.part and period.holds(v.span)]
    for value in sorted(inside, key=lambda v: (-v.span.days, v.span)):
        if not any(value.span.overlaps(other.span) for other in chosen):
            chosen.append(value)
    chosen.sort(key=lambda v: v.span)
    span = Span(w.plan_start, chosen[-1].span.end) if chosen else period
    added = add_up(chosen, subject, domain, span, SumOf(len(chosen), length_name(chosen)))
    missing = spell_spans(missing_months(chosen, period))
    total = replace(added, item=SINCE_START) if added else None  # apart from others of its last day
    return SoFar(total, missing, period.months or 0)
