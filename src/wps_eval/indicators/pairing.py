"""Baseline, current value and target of every indicator, domain by domain."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from wps_eval.codes import Evidence, MeasureType, Reason
from wps_eval.errors import Data, Fault, Where
from wps_eval.indicators.ends import Ends, Lacking, by_definition, choose_ends
from wps_eval.indicators.goals import Goals, Scopes, goals_of
from wps_eval.indicators.place_sums import missing_places
from wps_eval.indicators.since_start import SINCE_START, nothing_before, so_far
from wps_eval.values import Domain, SumOf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from wps_eval.indicators.subject import Subject
    from wps_eval.indicators.windows import Windows
    from wps_eval.plan.lists import Partition
    from wps_eval.plan.models import Target
    from wps_eval.sources.figure import Figure


T = TypeVar("T", "Figure", "Target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Baseline and current value of one indicator in one domain, and the target.

    Attributes:
        every: A target that each part of the place has to reach by itself, if so.
        elsewhere: Whether the indicator has targets, but none for this domain.
        marked: Why the baseline may be computed with but not rated, if so.
        refused: Why there can be no verdict at all, if so.
        lacking: Which parts lack where that is why.
        told: What else a reader must know of the two values, as codes of warnings.
    """

    subject: Subject
    domain: Domain
    baseline: Figure | None
    current: Figure | None
    target: Target | None
    milestone: Target | None
    every: Target | None = None
    elsewhere: bool = False
    marked: Reason | None = None
    refused: Reason | None = None
    lacking: Lacking | None = None
    told: tuple[str, ...] = ()


def pair_values(
    subject: Subject,
    values: Iterable[Figure],
    targets: Iterable[Target],
    windows: Windows,
    places: Iterable[str],
    scopes: Scopes,
) -> list[Pair]:
    """Choose baseline and current for every domain of an indicator.

    Args:
        subject: The indicator.
        values: Its values, of any date, sums among them; those outside the windows are context.
        targets: Targets and milestones of the plan for this indicator.
        windows: The study's windows.
        places: The places that can be reported on; each gets a pair for everybody there.
        scopes: The country, and which places make which.

    Returns:
        One pair a domain that has a value, and one for everybody in each of the places: without a value
        there it says so, and never takes another's; where some of the places that make it have values,
        it says which have none.

    Raises:
        Nothing: what is missing is a reason.

    Source: as ``choose_ends``.
    """
    target_list = list(targets)
    by_domain: dict[Domain, list[Figure]] = {Domain(place): [] for place in places}
    for value in sorted(values, key=lambda f: (f.domain, f.span)):
        by_domain.setdefault(value.domain, []).append(value)
    unasked = subject.needs_round and not any(by_domain.values())
    first_lack = Reason.NO_CURRENT if subject.due else Reason.NO_BASELINE
    missing = Reason.NO_ROUND if unasked else first_lack
    everything = [value for found in by_domain.values() for value in found]
    pairs = []
    for domain, found in sorted(by_domain.items()):
        goals = goals_of(target_list, domain, windows, scopes)
        if goals.target and goals.target.basis == "since_start" and subject.is_flow:
            ends = _ends_since_start(subject, domain, found, windows)
        elif found:
            ends = choose_ends(subject, domain, found, windows)
        else:
            ends = _ends_without_values(subject, domain, missing, windows)
        lacks = ends.baseline is None or ends.current is None
        if lacks and ends.refused is not Reason.UNREADABLE:
            ends = _ends_without_parts(
                ends, subject, everything, scopes.partitions, domain, windows
            )
        pairs.append(_pair_of_ends(subject, domain, ends, goals))
    return pairs


def pair_all(
    subjects: Mapping[str, Subject],
    values: Iterable[Figure],
    targets: Iterable[Target],
    windows: Windows,
    places: Collection[str],
    scopes: Scopes,
) -> list[Pair]:
    """Choose baseline and current of every indicator, in every domain that has a value.

    Args:
        subjects: The indicators, by code.
        values: All values; those of a course are compared wave by wave and take no part here.
        targets: The plan's targets.
        windows: The study's windows.
        places: The places that can be reported on, for the plan's own indicators.
        scopes: The country, and which places make which.
    """
    values_by_code = _by_indicator(v for v in values if v.evidence is not Evidence.TRAINING)
    targets_by_code = _by_indicator(targets)
    return [
        pair
        for code, subject in subjects.items()
        for pair in pair_values(
            subject,
            values_by_code[code],
            targets_by_code[code],
            windows,
            () if subject.is_context else places,
            scopes,
        )
    ]


def _by_indicator(rows: Iterable[T]) -> defaultdict[str, list[T]]:
    """Group values or targets by their indicator."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[row.indicator].append(row)
    return found


def values_since_start(pairs: Iterable[Pair]) -> list[Figure]:
    """Give the current values that were added up since the plan began, which no other table holds."""
    return [p.current for p in pairs if p.current is not None and p.current.item == SINCE_START]


def _pair_of_ends(subject: Subject, domain: Domain, ends: Ends, goals: Goals) -> Pair:
    return Pair(
        subject=subject,
        domain=domain,
        baseline=ends.baseline,
        current=ends.current,
        target=goals.target,
        milestone=goals.milestone,
        every=goals.every,
        elsewhere=goals.elsewhere,
        marked=ends.marked,
        refused=ends.refused,
        lacking=ends.lacking,
        told=ends.told,
    )


def _ends_since_start(
    subject: Subject, domain: Domain, values: Iterable[Figure], windows: Windows
) -> Ends:
    """Give 0 before the plan and what was done since, with the months that nothing tells of."""
    found = so_far(subject, domain, values, windows)
    missing = Lacking(SumOf(found.months, "month"), found.missing) if found.missing else None
    return Ends(
        baseline=nothing_before(subject, domain, windows.plan_start),
        current=found.value,
        refused=None if found.value else Reason.NO_CURRENT,
        lacking=missing if found.value else None,
    )


def _ends_without_values(subject: Subject, domain: Domain, missing: Reason, w: Windows) -> Ends:
    """Give the ends of a domain without a value: at most a baseline that is 0 by definition.

    With such a baseline only the current value is missing, so that is the reason; except that a
    survey which was not held stays the reason, since it tells what to do.
    """
    start = by_definition(subject, domain, w)
    no_survey = missing is Reason.NO_ROUND
    reason = missing if start is None or no_survey else Reason.NO_CURRENT
    return Ends(
        baseline=start, current=None, refused=reason if subject.readable else Reason.UNREADABLE
    )


def _ends_without_parts(
    ends: Ends,
    subject: Subject,
    values: Iterable[Figure],
    partitions: Sequence[Partition],
    domain: Domain,
    w: Windows,
) -> Ends:
    """Say which of the places that make this one have no value, where some have one."""
    lately = ends.current is None
    seen = [v for v in values if (v.span.end >= w.current_from) is lately]
    lack = missing_places(seen, subject, partitions, domain)
    if lack is None or not lack[1]:
        return ends
    partition, codes = lack
    return Ends(
        baseline=ends.baseline,
        current=ends.current,
        refused=Reason.PARTS_MISSING,
        lacking=Lacking(SumOf(len(partition.parts), partition.code), codes),
        told=ends.told,
    )


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
        if pair.target.basis != "per_span" or pair.subject.data_type is MeasureType.MILESTONE:
            continue
        if pair.subject.direction.sign * (pair.target.value - pair.baseline.value) < 0:
            found = Data(code=pair.subject.code, value=pair.target.value)
            where = Where(file, "", 0, "value")
            yield Fault("target_worse_than_baseline", where, found, pair.baseline.value)
