"""Which of the values of one indicator and domain is the baseline, and which is current."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wps_eval.codes import BaselineMark, MeasureType, Reason
from wps_eval.indicators.rivals import contradicted, falling_values
from wps_eval.indicators.since_start import nothing_before
from wps_eval.indicators.spans import LENGTHS, PARTS, missing_months, own_span, spell_spans
from wps_eval.values import SumOf, last_day_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wps_eval.indicators.subject import Subject
    from wps_eval.indicators.windows import Windows
    from wps_eval.sources.figure import Figure
    from wps_eval.values import Domain


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a whole lacks.

    Attributes:
        of: How many parts it has, and of what kind.
        parts: Those that lack: spans, or codes of places or bodies.
    """

    of: SumOf
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Baseline and current value of one indicator in one domain.

    Attributes:
        marked: Why the baseline may be computed with but not rated, if so.
        refused: Why there can be no verdict at all, if so.
        lacking: Which parts lack where that is why.
        told: What else a reader must know of the two, as codes of warnings.
    """

    baseline: Figure | None
    current: Figure | None
    marked: Reason | None = None
    refused: Reason | None = None
    lacking: Lacking | None = None
    told: tuple[str, ...] = field(default=())


def choose_ends(subject: Subject, domain: Domain, values: Sequence[Figure], w: Windows) -> Ends:
    """Choose baseline and current of one domain.

    The baseline is the latest final value whose last day lies inside the months before the plan starts.
    Failing that, one that was declared late, then an older one, then the first one after the start; the
    last two are marked and not rated. A count since the plan's start has 0 by definition. The current
    value is the latest final value of the current period: what happened within a span has to lie in it
    whole, and only spans of the indicator's own length are compared.

    Args:
        subject: The indicator.
        domain: Of whom the values speak.
        values: All its values, sums among them.
        w: The study's windows.

    Returns:
        The two ends, or why there are none. Preliminary, conflicting and superseded values are never
        chosen, nor averaged. Nothing is raised.

    Source: DOMAIN of wps-eval, section 14.1; UNDP, Handbook on Planning, Monitoring and Evaluating
    (2009), baselines.
    """
    final = sorted(
        (v for v in values if v.is_final and not v.part),
        key=lambda v: (*last_day_key(v.span), v.mark is BaselineMark.NONE),
    )
    comparable = [v for v in final if not subject.is_flow or _own_length(v, subject)]
    baseline, marked = _baseline(subject, domain, comparable, w)
    current = _current(subject, comparable, w)
    if marked is Reason.BASELINE_AFTER_START and current is baseline:
        baseline, marked = None, None
    refused, lacking = _refused(subject, baseline, current, values, w)
    return Ends(
        baseline=baseline,
        current=current,
        marked=marked,
        refused=refused,
        lacking=lacking,
        told=tuple(_told(subject, baseline, current, final, w)),
    )


def by_definition(subject: Subject, domain: Domain, w: Windows) -> Figure | None:
    """Give 0 as the baseline of a count that starts with the plan; None for anything else."""
    if subject.data_type is not MeasureType.CUMULATIVE or subject.since != w.plan_start:
        return None
    return nothing_before(subject, domain, w.plan_start)


def _own_length(value: Figure, subject: Subject) -> bool:
    """Whether a value speaks of a span of the indicator's own length."""
    return value.span.months == subject.per.months


def _current(subject: Subject, final: Iterable[Figure], w: Windows) -> Figure | None:
    inside = [v for v in final if not v.mark and _is_current(v, subject, w)]
    return inside[-1] if inside else None


def _is_current(value: Figure, subject: Subject, w: Windows) -> bool:
    if subject.is_flow:
        return w.current.holds(value.span)
    return w.current_from <= value.span.end <= w.current_to


def _baseline(
    subject: Subject, domain: Domain, final: Sequence[Figure], w: Windows
) -> tuple[Figure | None, Reason | None]:
    if (start := by_definition(subject, domain, w)) is not None:
        return start, None
    before = [v for v in final if v.span.end < w.plan_start]
    inside = [v for v in before if v.span.end >= w.baseline_from]
    late = [
        v
        for v in final
        if v.mark is BaselineMark.LATE and w.plan_start <= v.span.end <= w.late_until
    ]
    if chosen := (inside or late):
        recalled = chosen[-1].mark is BaselineMark.RECALL
        return chosen[-1], Reason.RECALLED_BASELINE if recalled else None
    if before:
        return before[-1], Reason.BASELINE_TOO_OLD
    after = [v for v in final if w.plan_start <= v.span.end <= w.current_to]
    return (after[0], Reason.BASELINE_AFTER_START) if after else (None, None)


def _refused(
    subject: Subject,
    baseline: Figure | None,
    current: Figure | None,
    values: Sequence[Figure],
    w: Windows,
) -> tuple[Reason | None, Lacking | None]:
    """Say why there can be no verdict, and which parts lack where that is why."""
    if not subject.readable:
        return Reason.UNREADABLE, None
    if baseline is None or current is None:
        return (
            _other_spans(subject, baseline, current, values, w) if subject.is_flow else (None, None)
        )
    if any(contradicted(value, values, subject) for value in (baseline, current)):
        return Reason.CONFLICTING_VALUES, None
    if subject.data_type is MeasureType.CUMULATIVE:
        first, last = baseline.span.end, current.span.end
        between = [v for v in values if v.is_final and not v.part and first <= v.span.end <= last]
        if falling_values(sorted(between, key=lambda v: last_day_key(v.span))):
            return Reason.FALLING_CUMULATIVE, None
    return None, None


def _other_spans(
    subject: Subject,
    baseline: Figure | None,
    current: Figure | None,
    values: Sequence[Figure],
    w: Windows,
) -> tuple[Reason | None, Lacking | None]:
    """Say whether parts of a span lack, or only spans of another length are there."""
    final = [v for v in values if v.is_final and not v.part]
    length = subject.per.months
    if current is None:
        inside = [v for v in final if w.current.holds(v.span)]
        parts = [v for v in inside if (v.span.months or 0) < length]
        if parts:
            whole = max(own_span(v.span, subject) for v in parts)
            lacking = missing_months(parts, whole)
            return Reason.PERIOD_INCOMPLETE, Lacking(SumOf(length, "month"), spell_spans(lacking))
        if inside:
            return Reason.SPAN_DIFFERS, None
    if baseline is None and any(v.span.end < w.plan_start for v in final):
        return Reason.SPAN_DIFFERS, None
    return None, None


def _told(
    subject: Subject,
    baseline: Figure | None,
    current: Figure | None,
    final: Sequence[Figure],
    w: Windows,
) -> Iterable[str]:
    """Name what a reader must know of the two values, as codes of warnings."""
    if baseline is not None and baseline.mark:
        yield str(baseline.mark)
    if current is None:
        return
    if current.span.end < w.old_before:
        yield "old_current"
    later = [v for v in final if w.current.holds(v.span) and v.span.start > current.span.end]
    if subject.is_flow and later:
        yield "later_incomplete"
    over_time = any(v and v.sum_of and SumOf.read(v.sum_of).of in (*LENGTHS.values(), PARTS)
                    for v in (baseline, current))  # fmt: skip
    if over_time and subject.counts_people and not subject.unit.percent:
        yield "may_count_twice"
