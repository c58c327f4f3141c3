"""Which of an indicator's values is the baseline, and which is current, domain by domain."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from wps_eval.codes import Evidence, FigureStatus, MeasureType, Reason
from wps_eval.errors import Data, Fault, Where
from wps_eval.values import Domain
from wps_eval.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from wps_eval.indicators.subject import Subject
    from wps_eval.plan.models import Target
    from wps_eval.sources.figures import Figure

SAME_PP = 0.05  # two printed values of one thing may differ by rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The stretches of time that the study looks at.

    Attributes:
        plan_start: First day of the plan.
        baseline_from: First day on which a value counts as baseline.
        current_from: First day of the current period.
        current_to: Last day of the current period.
    """

    plan_start: date
    baseline_from: date
    current_from: date
    current_to: date

    @classmethod
    def of(cls, start: date, months: int, current_from: date, current_to: date) -> Windows:
        """Lay the baseline window the given number of months before the plan's start."""
        total = start.year * 12 + start.month - 1 - months
        first = start.replace(year=total // 12, month=total % 12 + 1)
        return cls(
            plan_start=start, baseline_from=first, current_from=current_from, current_to=current_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Baseline and current value of one indicator in one domain, and the target.

    Attributes:
        marked: Why the baseline may be computed with but not rated, if so.
        refused: Why there can be no verdict at all, if so.
    """

    subject: Subject
    domain: Domain
    baseline: Figure | None
    current: Figure | None
    target: Target | None
    milestone: Target | None
    marked: Reason | None = None
    refused: Reason | None = None


def pair_values(
    subject: Subject,
    values: Iterable[Figure],
    targets: Iterable[Target],
    windows: Windows,
    places: Iterable[str],
) -> list[Pair]:
    """Choose baseline and current for every domain of an indicator.

    The baseline is the latest final value inside the months before the plan starts. Failing that,
    an older one, then the first one after the start, each marked and not rated. The current value
    is the latest final value inside the current period. Preliminary and conflicting values stay
    in the record and are never chosen, nor averaged.

    Args:
        subject: The indicator.
        values: Its values, of any date; those outside the windows are context.
        targets: Targets and milestones of the plan for this indicator.
        windows: The study's windows.
        places: The places that can be reported on; each gets a pair for everybody there.

    Returns:
        One pair a domain that has a value, and one for everybody in each of the places: without a value
        there it says so, and never takes another's.

    Raises:
        Nothing: what is missing is a reason.

    Source: UNDP, Handbook on Planning, Monitoring and Evaluating (2009), baselines; rule of the
    study file.
    """
    wanted = list(targets)
    by_domain: dict[Domain, list[Figure]] = {Domain(place): [] for place in places}
    for value in sorted(values, key=lambda f: (f.domain, f.span)):
        by_domain.setdefault(value.domain, []).append(value)
    unasked = subject.needs_round and not any(by_domain.values())
    missing = Reason.NO_ROUND if unasked else Reason.NO_BASELINE
    return [
        _pair(subject, domain, found, wanted, windows, missing)
        for domain, found in sorted(by_domain.items())
    ]


def pair_all(
    subjects: Mapping[str, Subject],
    values: Iterable[Figure],
    targets: Iterable[Target],
    windows: Windows,
    places: Collection[str],
) -> list[Pair]:
    """Choose baseline and current of every indicator, in every domain that has a value.

    Args:
        subjects: The indicators, by code.
        values: All values; those of a course are compared wave by wave and take no part here.
        targets: The plan's targets.
        windows: The study's windows.
        places: The places that can be reported on, for the plan's own indicators.
    """
    by_code: defaultdict[str, list[Figure]] = defaultdict(list)
    for value in values:
        if value.evidence is not Evidence.TRAINING:
            by_code[value.indicator].append(value)
    wanted: defaultdict[str, list[Target]] = defaultdict(list)
    for target in targets:
        wanted[target.indicator].append(target)
    return [
        pair
        for code, subject in subjects.items()
        for pair in pair_values(
            subject, by_code[code], wanted[code], windows, () if subject.is_context else places
        )
    ]


def goals_of(
    targets: Iterable[Target], domain: Domain, windows: Windows
) -> tuple[Target | None, Target | None]:
    """Give the target and the latest milestone that is due, of everybody in a place; groups have none."""
    here = [t for t in targets if t.place in ("", domain.place)] if domain.everybody else []
    goals = [t for t in here if t.kind != "milestone"]
    passed = [
        t for t in here if t.kind == "milestone" and parse_date(t.date).end <= windows.current_to
    ]
    return _latest(goals), _latest(passed)


def _pair(
    subject: Subject,
    domain: Domain,
    found: list[Figure],
    targets: list[Target],
    w: Windows,
    missing: Reason,
) -> Pair:
    final = [f for f in found if f.status is FigureStatus.FINAL]
    baseline, marked = _baseline(final, w)
    inside = [f for f in final if w.current_from <= f.span.start and f.span.end <= w.current_to]
    current = inside[-1] if inside else None
    if marked is Reason.BASELINE_AFTER_START and current is baseline:
        baseline, marked = None, None
    target, milestone = goals_of(targets, domain, w)
    return Pair(
        subject=subject,
        domain=domain,
        baseline=baseline,
        current=current,
        target=target,
        milestone=milestone,
        marked=marked,
        refused=_refused(subject, baseline, current, found)
        if found
        else _unfound(subject, missing),
    )


def _latest(targets: list[Target]) -> Target | None:
    """The latest one; of two of one date the place's own goes before the one for all places."""
    ordered = sorted(targets, key=lambda t: (parse_date(t.date).end, t.place != ""))
    return ordered[-1] if ordered else None


def _baseline(final: list[Figure], w: Windows) -> tuple[Figure | None, Reason | None]:
    before = [f for f in final if f.span.end < w.plan_start]
    inside = [f for f in before if f.span.start >= w.baseline_from]
    if inside:
        return inside[-1], None
    if before:
        return before[-1], Reason.BASELINE_TOO_OLD
    after = [f for f in final if w.plan_start <= f.span.end <= w.current_to]
    return (after[0], Reason.BASELINE_AFTER_START) if after else (None, None)


def _refused(
    subject: Subject, baseline: Figure | None, current: Figure | None, found: list[Figure]
) -> Reason | None:
    if not subject.readable:
        return Reason.UNREADABLE
    if baseline is None or current is None:
        return None
    if any(_contradicted(value, found) for value in (baseline, current)):
        return Reason.CONFLICTING_VALUES
    final = [f for f in found if f.status is FigureStatus.FINAL]
    between = [f for f in final if baseline.span <= f.span <= current.span]
    if subject.data_type is MeasureType.CUMULATIVE and falls(between):
        return Reason.FALLING_CUMULATIVE
    return None


def _unfound(subject: Subject, missing: Reason) -> Reason:
    return missing if subject.readable else Reason.UNREADABLE


def _contradicted(value: Figure, found: list[Figure]) -> bool:
    """Whether a value of the same days says otherwise: marked as a conflict, or final in another round."""
    return any(
        f.status is FigureStatus.CONFLICT
        or (f.status is FigureStatus.FINAL and abs(f.value - value.value) > SAME_PP)
        for f in found
        if f.span == value.span
    )


def falls(figures: Iterable[Figure]) -> list[tuple[Figure, Figure]]:
    """Find where a cumulative series goes down, which a count since a start cannot do.

    Args:
        figures: The values of one indicator and domain, in order of time.

    Returns:
        Each value that is lower than the one before it, with that one. Nothing is raised.

    Source: USAID ADS 201maf (2022): a cumulative count never falls; a fall is an error or a
    changed definition.
    """
    return [(a, b) for a, b in pairwise(figures) if b.value < a.value]


def rival_values(figures: Iterable[Figure], windows: Windows) -> Iterator[Fault]:
    """Find indicators with two different final values on one date inside the study's windows.

    Args:
        figures: All figures; those outside the windows are context and may differ.
        windows: The study's windows.

    Returns:
        One fault each, ``two_final_baselines`` before the plan's start and ``two_final_values``
        after it; a conflict is the evaluator's to settle, never averaged.
    """
    final = [f for f in figures if f.status is FigureStatus.FINAL and _inside(f, windows)]
    final.sort(key=lambda f: (f.indicator, f.domain, f.span))
    for _, same in groupby(final, key=lambda f: (f.indicator, f.domain, f.span)):
        rows = list(same)
        if max(f.value for f in rows) - min(f.value for f in rows) > SAME_PP:
            yield _rivals(rows, windows)


def _inside(figure: Figure, w: Windows) -> bool:
    before = w.baseline_from <= figure.span.start and figure.span.end < w.plan_start
    return before or (w.current_from <= figure.span.start and figure.span.end <= w.current_to)


def _rivals(rows: list[Figure], windows: Windows) -> Fault:
    last = rows[-1]
    where = Where(last.where.file, last.where.sheet, last.where.row, "status")
    found = Data(
        indicator=last.indicator,
        date=(str(last.span),),
        values=tuple(f"{figure.value:g}" for figure in rows),
        places=tuple(figure.where for figure in rows),
    )
    baseline = last.span.end < windows.plan_start
    return Fault("two_final_baselines" if baseline else "two_final_values", where, found)


def worse_targets(pairs: Iterable[Pair], file: str) -> Iterator[Fault]:
    """Find targets that lie on the worse side of their baseline.

    Args:
        pairs: The pairs of all indicators.
        file: The name of the plan's targets table.

    Returns:
        One fault each; a bound to keep, such as a quota, is entered with kind ``floor``.
    """
    for pair in pairs:
        if pair.target is None or pair.baseline is None or pair.target.kind == "floor":
            continue
        if pair.subject.direction.sign * (pair.target.value - pair.baseline.value) < 0:
            found = Data(code=pair.subject.code, value=pair.target.value)
            where = Where(file, "", 0, "value")
            yield Fault("target_worse_than_baseline", where, found, pair.baseline.value)
