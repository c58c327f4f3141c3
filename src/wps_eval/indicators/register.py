"""A register figure: which of its published values is the baseline, and which is current."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from wps_eval.codes import DataType, FigureStatus, Reason
from wps_eval.errors import Data, Fault, Where
from wps_eval.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
    """Baseline and current value of one indicator in one place and group, and the target.

    Attributes:
        marked: Why the baseline may be computed with but not rated, if so.
        refused: Why there can be no verdict at all, if so.
    """

    subject: Subject
    place: str
    group: str
    baseline: Figure | None
    current: Figure | None
    target: Target | None
    milestone: Target | None
    marked: Reason | None = None
    refused: Reason | None = None


def pair_figures(
    subject: Subject, figures: Iterable[Figure], targets: Iterable[Target], windows: Windows
) -> list[Pair]:
    """Choose baseline and current for every place and group of an indicator.

    The baseline is the latest final value inside the months before the plan starts. Failing that,
    an older one, then the first one after the start, each marked and not rated. The current value
    is the latest final value inside the current period. Preliminary and conflicting values stay
    in the record and are never chosen, nor averaged.

    Args:
        subject: The indicator.
        figures: Its figures, of any date; those outside the windows are context.
        targets: Targets and milestones of the plan for this indicator.
        windows: The study's windows.

    Returns:
        One pair a place and group; for an indicator without figures one pair that says so.

    Raises:
        Nothing: what is missing is a reason.

    Source: UNDP, Handbook on Planning, Monitoring and Evaluating (2009), baselines; rule of the
    study file.
    """
    wanted = list(targets)
    kept = sorted(figures, key=lambda f: (f.place, f.group, f.period))
    pairs = [
        _pair(subject, place, group, list(found), wanted, windows)
        for (place, group), found in groupby(kept, key=lambda f: (f.place, f.group))
    ]
    return pairs or [_empty(subject, wanted)]


def _empty(subject: Subject, targets: list[Target]) -> Pair:
    missing = Reason.NO_ROUND if subject.needs_round else Reason.NO_BASELINE
    reason = missing if subject.readable else Reason.UNREADABLE
    goal = _latest([t for t in targets if t.kind != "milestone"])
    return Pair(
        subject=subject,
        place="",
        group="",
        baseline=None,
        current=None,
        target=goal,
        milestone=None,
        refused=reason,
    )


def _pair(
    subject: Subject, place: str, group: str, found: list[Figure], targets: list[Target], w: Windows
) -> Pair:
    final = [f for f in found if f.status is FigureStatus.FINAL]
    baseline, marked = _baseline(final, w)
    inside = [f for f in final if w.current_from <= f.period.start and f.period.end <= w.current_to]
    current = inside[-1] if inside else None
    if marked is Reason.BASELINE_AFTER_START and current is baseline:
        baseline, marked = None, None
    here = [t for t in targets if t.place in ("", place)] if not group else []
    goals = [t for t in here if t.kind != "milestone"]
    passed = [t for t in here if t.kind == "milestone" and parse_date(t.date).end <= w.current_to]
    return Pair(
        subject=subject,
        place=place,
        group=group,
        baseline=baseline,
        current=current,
        target=_latest(goals),
        milestone=_latest(passed),
        marked=marked,
        refused=_refused(subject, baseline, current, found),
    )


def _latest(targets: list[Target]) -> Target | None:
    """The latest one; of two of one date the place's own goes before the one for all places."""
    ordered = sorted(targets, key=lambda t: (parse_date(t.date).end, t.place != ""))
    return ordered[-1] if ordered else None


def _baseline(final: list[Figure], w: Windows) -> tuple[Figure | None, Reason | None]:
    before = [f for f in final if f.period.end < w.plan_start]
    inside = [f for f in before if f.period.start >= w.baseline_from]
    if inside:
        return inside[-1], None
    if before:
        return before[-1], Reason.BASELINE_TOO_OLD
    after = [f for f in final if w.plan_start <= f.period.end <= w.current_to]
    return (after[0], Reason.BASELINE_AFTER_START) if after else (None, None)


def _refused(
    subject: Subject, baseline: Figure | None, current: Figure | None, found: list[Figure]
) -> Reason | None:
    if not subject.readable:
        return Reason.UNREADABLE
    if baseline is None or current is None:
        return None
    rivals = [
        f
        for f in found
        if f.status is FigureStatus.CONFLICT and f.period in (baseline.period, current.period)
    ]
    if rivals:
        return Reason.CONFLICTING_VALUES
    final = [f for f in found if f.status is FigureStatus.FINAL]
    between = [f for f in final if baseline.period <= f.period <= current.period]
    if subject.data_type is DataType.CUMULATIVE and falls(between):
        return Reason.FALLING_CUMULATIVE
    return None


def falls(figures: Iterable[Figure]) -> list[tuple[Figure, Figure]]:
    """Find where a cumulative series goes down, which a count since a start cannot do.

    Args:
        figures: The values of one indicator, place and group, in order of time.

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
    final.sort(key=lambda f: (f.indicator, f.place, f.group, f.period))
    for _, same in groupby(final, key=lambda f: (f.indicator, f.place, f.group, f.period)):
        rows = list(same)
        if max(f.value for f in rows) - min(f.value for f in rows) > SAME_PP:
            yield _rivals(rows, windows)


def _inside(figure: Figure, w: Windows) -> bool:
    before = w.baseline_from <= figure.period.start and figure.period.end < w.plan_start
    return before or (w.current_from <= figure.period.start and figure.period.end <= w.current_to)


def _rivals(rows: list[Figure], windows: Windows) -> Fault:
    last = rows[-1]
    where = Where(last.where.file, last.where.sheet, last.where.row, "status")
    found = Data(
        indicator=last.indicator,
        date=(str(last.period),),
        values=tuple(f"{figure.value:g}" for figure in rows),
        places=tuple(figure.where for figure in rows),
    )
    baseline = last.period.end < windows.plan_start
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
