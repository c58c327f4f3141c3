"""What is wrong between figures: rivals, parts and wholes, marks of baselines, totals that are none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wps_eval.codes import BaselineMark, MeasureType
from wps_eval.errors import Data, Fault, Where
from wps_eval.indicators.group_faults import group_faults
from wps_eval.indicators.place_sums import place_faults
from wps_eval.indicators.rivals import rival_values
from wps_eval.indicators.time_sums import part_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wps_eval.indicators.subject import Subject
    from wps_eval.indicators.windows import Windows
    from wps_eval.plan.lists import Partition
    from wps_eval.sources.figure import Figure


def figure_faults(
    figures: Sequence[Figure],
    subjects: Mapping[str, Subject],
    partitions: Sequence[Partition],
    windows: Windows,
) -> Iterator[Fault]:
    """Hold the figures of a study against each other.

    Args:
        figures: What was returned.
        subjects: The indicators, by code.
        partitions: Which places make which.
        windows: The study's windows.

    Returns:
        Everything that is wrong, and what is only asked about; in no order.
    """
    yield from rival_values(figures, subjects, windows)
    by_code: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_code[figure.indicator].append(figure)
    for code, found in by_code.items():
        subject = subjects[code]
        yield from part_faults(found, subject)
        yield from place_faults(found, subject, partitions)
        yield from group_faults(found, subject)
        yield from _late_faults(found, subject, windows)
        yield from _totals_asked(found, subject, windows)


def _late_faults(figures: Iterable[Figure], subject: Subject, windows: Windows) -> Iterator[Fault]:
    """A baseline that is declared late is a level, and not later than six months after the start."""
    for figure in figures:
        if figure.mark is not BaselineMark.LATE:
            continue
        where = Where(figure.where.file, figure.where.sheet, figure.where.row, "baseline")
        if subject.is_flow:
            yield Fault("late_flow", where, subject.code)
        elif not windows.plan_start <= figure.span.end <= windows.late_until:
            found = Data(date=str(figure.span), start=windows.plan_start, last=windows.late_until)
            yield Fault("not_late", where, found)


def _totals_asked(figures: Iterable[Figure], subject: Subject, windows: Windows) -> Iterator[Fault]:
    """Ask whether values of a count since a start, told by month or year, are totals or the span's own."""
    if subject.data_type is not MeasureType.CUMULATIVE or subject.since is None:
        return
    by_domain: defaultdict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        a_day = figure.span.start == figure.span.end
        inside = figure.span.end >= windows.plan_start
        if figure.is_final and inside and not a_day and figure.span.start != subject.since:
            by_domain[figure.domain].append(figure)
    for found in by_domain.values():
        first = found[0]
        where = Where(first.where.file, first.where.sheet, first.where.row, "date")
        data = Data(
            indicator=subject.code, since=subject.since,
            values=tuple(f"{f.value:g}" for f in found), places=tuple(f.where for f in found),
        )  # fmt: skip
        yield Fault("total_or_own", where, data, blocks=False)
