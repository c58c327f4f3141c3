"""Parts of a time added up: months to a year, where they cover it without gap or overlap."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from wps_eval.codes import FigureStatus
from wps_eval.errors import Data, Fault, Where
from wps_eval.indicators.added_up import add_up
from wps_eval.indicators.spans import length_name, own_span
from wps_eval.values import SumOf, last_day_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.indicators.subject import Subject
    from wps_eval.sources.figure import Figure
    from wps_eval.values import Domain, Span

TAKEN = frozenset({FigureStatus.FINAL, FigureStatus.PRELIMINARY})
SAME = 1e-9  # counts are whole; sums of shares may differ in the last digits


def time_sums(values: Iterable[Figure], subject: Subject) -> list[Figure]:
    """Add up the parts of each span of an indicator's own length that nobody returned whole.

    Args:
        values: The values of one indicator; those in conflict or superseded take no part.
        subject: The indicator.

    Returns:
        One value a domain and span whose parts cover it without gap or overlap; preliminary where one
        of its parts is. Percentages are made of their summed counts, and of parts without counts there
        is no sum. Levels are not added: of anything but a flow nothing is returned. Nothing is raised.

    Source: DOMAIN of wps-eval, section 14.1, flow.
    """
    if not subject.is_flow:
        return []
    made: list[Figure] = []
    for domain, found in _by_domain(values).items():
        for whole in sorted({own_span(value.span, subject) for value in found}):
            if not any(value.span == whole and value.is_final for value in found):
                parts = _cover(whole, [v for v in found if v.is_final]) or _cover(whole, found)
                made += _summed(parts, subject, domain, whole)
    return made


def part_faults(values: Iterable[Figure], subject: Subject) -> Iterator[Fault]:
    """Hold the parts of a flow against each other and against their whole.

    Args:
        values: The values of one indicator.
        subject: The indicator.

    Returns:
        A fault for two parts that overlap without one lying in the other, and for parts that make more
        than their whole; where all parts are there and make less, a question. Percentages are not
        held against each other.

    Source: DOMAIN of wps-eval, section 14.1, flow.
    """
    if not subject.is_flow:
        return
    for found in _by_domain(values).values():
        final = sorted((v for v in found if v.is_final), key=lambda v: last_day_key(v.span))
        yield from _overlaps(final)
        if not subject.unit.percent:
            for whole in final:
                yield from _against_whole(whole, [v for v in final if _inside(v, whole)])


def _by_domain(values: Iterable[Figure]) -> dict[Domain, list[Figure]]:
    """Group the values that may be taken by whom they speak of; a body's own part is no value yet."""
    found: defaultdict[Domain, list[Figure]] = defaultdict(list)
    for value in values:
        if value.status in TAKEN and not value.part:
            found[value.domain].append(value)
    return dict(found)


def _cover(whole: Span, values: Iterable[Figure]) -> list[Figure]:
    """Find parts that cover a span from end to end, the longest first; none where they do not."""
    inside = [v for v in values if whole.holds(v.span) and v.span != whole]
    inside.sort(key=lambda v: (not v.is_final, -v.span.days))
    return _cover_from(whole.start, whole, inside) or []


def _cover_from(day: object, whole: Span, parts: list[Figure]) -> list[Figure] | None:
    for part in parts:
        if part.span.start != day:
            continue
        if part.span.end == whole.end:
            return [part]
        rest = _cover_from(_after(part.span), whole, parts)
        if rest is not None:
            return [part, *rest]
    return None


def _after(span: Span) -> object:
    """Give the day after a span."""
    return span.end.fromordinal(span.end.toordinal() + 1)


def _summed(parts: list[Figure], subject: Subject, domain: Domain, whole: Span) -> Iterator[Figure]:
    """Add parts up, if there are any; shares without counts make no sum."""
    value = add_up(parts, subject, domain, whole, SumOf(len(parts), length_name(parts)))
    if value is not None:
        yield value


def _inside(part: Figure, whole: Figure) -> bool:
    return whole.span.holds(part.span) and part.span != whole.span


def _overlaps(values: list[Figure]) -> Iterator[Fault]:
    for one, other in combinations(values, 2):
        nested = one.span.holds(other.span) or other.span.holds(one.span)
        if one.span.overlaps(other.span) and not nested:
            found = Data(
                indicator=one.indicator, first=str(one.span), second=str(other.span),
                places=(one.where, other.where),
            )  # fmt: skip
            yield Fault("overlapping_parts", _at(other), found)


def _against_whole(whole: Figure, parts: list[Figure]) -> Iterator[Fault]:
    """Hold a value against its parts: all of them, or those that lie apart from one another."""
    cover = _cover(whole.span, parts)
    apart = cover or _apart(parts)
    total = sum(part.value for part in apart)
    more = total > whole.value + SAME
    if more or (cover and total < whole.value - SAME):
        found = Data(
            indicator=whole.indicator, total=total, value=whole.value, whole=str(whole.span),
            places=(*(part.where for part in apart), whole.where),
        )  # fmt: skip
        code = "parts_above_whole" if more else "parts_below_whole"
        yield Fault(code, _at(whole), found, blocks=more)


def _apart(parts: list[Figure]) -> list[Figure]:
    """Choose parts that do not overlap, the shortest first."""
    chosen: list[Figure] = []
    for part in sorted(parts, key=lambda v: v.span.days):
        if not any(part.span.overlaps(other.span) for other in chosen):
            chosen.append(part)
    return chosen


def _at(value: Figure) -> Where:
    return Where(value.where.file, value.where.sheet, value.where.row, "value")
