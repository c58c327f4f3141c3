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

ROUNDING_GAP = 0.05  #: in the indicator's unit; two printed values of one thing may differ by it
_MONTHS = 12  #: in a year


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
        month_number = start.year * _MONTHS + start.month - 1 - months
        window_start = start.replace(year=month_number // _MONTHS, month=month_number % _MONTHS + 1)
        return cls(
            plan_start=start,
            baseline_from=window_start,
            current_from=current_from,
            current_to=current_to,
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
    target_list = list(targets)
    by_domain: dict[Domain, list[Figure]] = {Domain(place): [] for place in places}
    for value in sorted(values, key=lambda f: (f.domain, f.span)):
        by_domain.setdefault(value.domain, []).append(value)
    needs_a_round = subject.needs_round and not any(by_domain.values())
    missing = Reason.NO_ROUND if needs_a_round else Reason.NO_BASELINE
    return [
        _domain_pair(subject, domain, domain_values, target_list, windows, missing)
        for domain, domain_values in sorted(by_domain.items())
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
    values_by_code: defaultdict[str, list[Figure]] = defaultdict(list)
    for value in values:
        if value.evidence is not Evidence.TRAINING:
            values_by_code[value.indicator].append(value)
    targets_by_code: defaultdict[str, list[Target]] = defaultdict(list)
    for target in targets:
        targets_by_code[target.indicator].append(target)
    return [
        pair
        for code, subject in subjects.items()
        for pair in pair_values(
            subject,
            values_by_code[code],
            targets_by_code[code],
            windows,
            () if subject.is_context else places,
        )
    ]


def goals_of(
    targets: Iterable[Target], domain: Domain, windows: Windows
) -> tuple[Target | None, Target | None]:
    """Give the target and the latest milestone that is due, of everybody in a place; groups have none."""
    place_targets = (
        [target for target in targets if target.place in ("", domain.place)]
        if domain.everybody
        else []
    )
    end_targets = [target for target in place_targets if target.kind != "milestone"]
    due_milestones = [
        target
        for target in place_targets
        if target.kind == "milestone" and parse_date(target.date).end <= windows.current_to
    ]
    return _latest_target(end_targets), _latest_target(due_milestones)


def _domain_pair(
    subject: Subject,
    domain: Domain,
    domain_values: list[Figure],
    targets: list[Target],
    windows: Windows,
    missing: Reason,
) -> Pair:
    """Choose the values of one domain; ``missing`` is the reason where it has none at all."""
    final_values = [value for value in domain_values if value.status is FigureStatus.FINAL]
    baseline, marked = _chosen_baseline(final_values, windows)
    current_values = [
        value
        for value in final_values
        if windows.current_from <= value.span.start and value.span.end <= windows.current_to
    ]
    current = current_values[-1] if current_values else None
    if marked is Reason.BASELINE_AFTER_START and current is baseline:
        baseline, marked = None, None
    target, milestone = goals_of(targets, domain, windows)
    return Pair(
        subject=subject,
        domain=domain,
        baseline=baseline,
        current=current,
        target=target,
        milestone=milestone,
        marked=marked,
        refused=_refusal_reason(subject, baseline, current, domain_values)
        if domain_values
        else _reason_without_values(subject, missing),
    )


def _latest_target(targets: list[Target]) -> Target | None:
    """The latest one; of two of one date the place's own goes before the one for all places."""
    by_date = sorted(targets, key=lambda target: (parse_date(target.date).end, target.place != ""))
    return by_date[-1] if by_date else None


def _chosen_baseline(
    final_values: list[Figure], windows: Windows
) -> tuple[Figure | None, Reason | None]:
    """Give the baseline and the reason that marks it, from values in order of time; None for neither."""
    before = [value for value in final_values if value.span.end < windows.plan_start]
    in_window = [value for value in before if value.span.start >= windows.baseline_from]
    if in_window:
        return in_window[-1], None
    if before:
        return before[-1], Reason.BASELINE_TOO_OLD
    after = [
        value
        for value in final_values
        if windows.plan_start <= value.span.end <= windows.current_to
    ]
    return (after[0], Reason.BASELINE_AFTER_START) if after else (None, None)


def _refusal_reason(
    subject: Subject, baseline: Figure | None, current: Figure | None, domain_values: list[Figure]
) -> Reason | None:
    """Give the reason why a domain with values gets no verdict; None where it may get one."""
    if not subject.readable:
        return Reason.UNREADABLE
    if baseline is None or current is None:
        return None
    if any(_contradicted(value, domain_values) for value in (baseline, current)):
        return Reason.CONFLICTING_VALUES
    final_values = [figure for figure in domain_values if figure.status is FigureStatus.FINAL]
    on_the_way = [figure for figure in final_values if baseline.span <= figure.span <= current.span]
    if subject.data_type is MeasureType.CUMULATIVE and falling_values(on_the_way):
        return Reason.FALLING_CUMULATIVE
    return None


def _reason_without_values(subject: Subject, missing: Reason) -> Reason:
    """Give the reason of a domain without values: unreadable where the plan's text is, else ``missing``."""
    return missing if subject.readable else Reason.UNREADABLE


def _contradicted(value: Figure, domain_values: list[Figure]) -> bool:
    """Whether a value of the same days says otherwise: marked as a conflict, or final in another round."""
    return any(
        other.status is FigureStatus.CONFLICT
        or (other.status is FigureStatus.FINAL and abs(other.value - value.value) > ROUNDING_GAP)
        for other in domain_values
        if other.span == value.span
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
    return [(earlier, later) for earlier, later in pairwise(figures) if later.value < earlier.value]


def rival_values(figures: Iterable[Figure], windows: Windows) -> Iterator[Fault]:
    """Find indicators with two different final values on one date inside the study's windows.

    Args:
        figures: All figures; those outside the windows are context and may differ.
        windows: The study's windows.

    Returns:
        One fault each, ``two_final_baselines`` before the plan's start and ``two_final_values``
        after it; a conflict is the evaluator's to settle, never averaged.
    """
    final = [
        figure
        for figure in figures
        if figure.status is FigureStatus.FINAL and _in_windows(figure, windows)
    ]
    final.sort(key=lambda figure: (figure.indicator, figure.domain, figure.span))
    for _, same_key in groupby(
        final, key=lambda figure: (figure.indicator, figure.domain, figure.span)
    ):
        same_date = list(same_key)
        if (
            max(figure.value for figure in same_date) - min(figure.value for figure in same_date)
            > ROUNDING_GAP
        ):
            yield _rival_fault(same_date, windows)


def _in_windows(figure: Figure, windows: Windows) -> bool:
    """Whether a figure lies wholly in the baseline window or in the current period."""
    in_baseline_window = (
        windows.baseline_from <= figure.span.start and figure.span.end < windows.plan_start
    )
    return in_baseline_window or (
        windows.current_from <= figure.span.start and figure.span.end <= windows.current_to
    )


def _rival_fault(same_date: list[Figure], windows: Windows) -> Fault:
    """Name the different final values of one indicator, domain and date."""
    last = same_date[-1]
    where = Where(last.where.file, last.where.sheet, last.where.row, "status")
    rivals = Data(
        indicator=last.indicator,
        date=(str(last.span),),
        values=tuple(f"{figure.value:g}" for figure in same_date),
        places=tuple(figure.where for figure in same_date),
    )
    baseline = last.span.end < windows.plan_start
    return Fault("two_final_baselines" if baseline else "two_final_values", where, rivals)


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
