"""Values that contradict each other: two finals of one time, a total that falls."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from wps_eval.codes import FigureStatus
from wps_eval.errors import Data, Fault, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wps_eval.indicators.subject import Subject
    from wps_eval.indicators.windows import Windows
    from wps_eval.sources.figure import Figure
    from wps_eval.values import Domain

SAME_PP = 0.05  # two printed values of one thing may differ by rounding
Key = tuple[str, "Domain", object, str, str]


def one_time(value: Figure, subject: Subject) -> object:
    """Give what two values of one time share: the days of a flow, the last day of a level.

    Source: DOMAIN of wps-eval, section 14.1.
    """
    return (value.span.start, value.span.end) if subject.is_flow else (value.span.end,)


def contradicted(value: Figure, found: Iterable[Figure], subject: Subject) -> bool:
    """Whether a value of the same time says otherwise: marked as a conflict, or final too."""
    return any(
        f.status is FigureStatus.CONFLICT or (f.is_final and abs(f.value - value.value) > SAME_PP)
        for f in found
        if one_time(f, subject) == one_time(value, subject) and f.part == value.part
    )


def falling_values(figures: Iterable[Figure]) -> list[tuple[Figure, Figure]]:
    """Find where a cumulative series goes down, which a count since a start cannot do.

    Args:
        figures: The values of one indicator and domain, in order of time.

    Returns:
        Each value that is lower than the one before it, with that one. Nothing is raised.

    Source: USAID ADS 201maf (2022): a cumulative count never falls; a fall is an error or a
    changed definition.
    """
    return [(a, b) for a, b in pairwise(figures) if b.value < a.value]


def rival_values(
    figures: Iterable[Figure], subjects: Mapping[str, Subject], windows: Windows
) -> Iterator[Fault]:
    """Find indicators with two different final values of one time inside the study's windows.

    Args:
        figures: All figures; those outside the windows are context and may differ.
        subjects: The indicators, by code.
        windows: The study's windows.

    Returns:
        One fault each, ``two_final_baselines`` before the plan's start and ``two_final_values``
        after it; a conflict is the evaluator's to settle, never averaged. Parts of several bodies are
        no rivals.
    """

    def key(figure: Figure) -> Key:
        body = figure.body if figure.part else ""
        time = one_time(figure, subjects[figure.indicator])
        return figure.indicator, figure.domain, time, str(figure.part), body

    final = [f for f in figures if f.is_final and _inside(f, windows)]
    for _, same in groupby(sorted(final, key=key), key=key):
        rows = sorted(same, key=lambda f: f.where)
        if max(f.value for f in rows) - min(f.value for f in rows) > SAME_PP:
            yield _rivals(rows, windows)


def _inside(figure: Figure, w: Windows) -> bool:
    before = w.baseline_from <= figure.span.end < w.plan_start
    return before or w.current_from <= figure.span.end <= w.current_to


def _rivals(rows: list[Figure], windows: Windows) -> Fault:
    last = rows[-1]
    where = Where(last.where.file, last.where.sheet, last.where.row, "status")
    found = Data(
        indicator=last.indicator,
        date=tuple(dict.fromkeys(str(figure.span) for figure in rows)),
        values=tuple(f"{figure.value:g}" for figure in rows),
        places=tuple(figure.where for figure in rows),
    )
    baseline = last.span.end < windows.plan_start
    return Fault("two_final_baselines" if baseline else "two_final_values", where, found)
