"""Spans of an indicator's own length, and the months of one that nothing tells of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from wps_eval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.indicators.subject import Subject
    from wps_eval.sources.figure import Figure

LENGTHS = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}  # by months
PARTS = "part"  # what spans of different lengths are called together


def own_span(span: Span, subject: Subject) -> Span:
    """Give the span of an indicator's own length in which another one ends, such as its year."""
    months = subject.per.months
    count = 12 * span.end.year + span.end.month - 1
    first = count - (count - (subject.per_starts - 1)) % months
    return Span.stretch(first // 12, first % 12 + 1, months)


def length_name(values: Iterable[Figure]) -> str:
    """Name the length that all values have, or say that they are parts."""
    lengths = {value.span.months or 0 for value in values}
    return LENGTHS.get(lengths.pop(), PARTS) if len(lengths) == 1 else PARTS


def missing_months(values: Iterable[Figure], whole: Span) -> tuple[Span, ...]:
    """Give the months of a span that none of its final parts covers, month by month.

    Args:
        values: The values, of any span; those that do not lie in the whole are passed over.
        whole: A span of whole months; of any other no month is given.
    """
    inside = [value.span for value in values if value.is_final and whole.holds(value.span)]
    first = 12 * whole.start.year + whole.start.month - 1
    months = (Span.month((first + i) // 12, (first + i) % 12 + 1) for i in range(whole.months or 0))
    return tuple(month for month in months if not any(span.holds(month) for span in inside))


def spell_spans(months: Iterable[Span]) -> tuple[str, ...]:
    """Spell months that follow one another as one stretch."""
    stretches: list[Span] = []
    for month in months:
        if stretches and stretches[-1].end + timedelta(days=1) == month.start:
            stretches[-1] = Span(stretches[-1].start, month.end)
        else:
            stretches.append(month)
    return tuple(map(str, stretches))
