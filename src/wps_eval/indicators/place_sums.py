"""A place that returned nothing itself, added up from the places that make it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wps_eval.codes import MeasureType
from wps_eval.errors import Data, Fault, Where
from wps_eval.indicators.added_up import add_up
from wps_eval.indicators.time_sums import SAME, TAKEN
from wps_eval.values import Domain, SumOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wps_eval.indicators.subject import Subject
    from wps_eval.plan.lists import Partition
    from wps_eval.sources.figure import Figure
    from wps_eval.values import Group

ADDITIVE = frozenset({MeasureType.STOCK, MeasureType.FLOW, MeasureType.CUMULATIVE})


def can_be_added(subject: Subject) -> bool:
    """Whether values of several places make that of the whole: counts, and percentages by their counts."""
    return subject.data_type in ADDITIVE or (
        subject.data_type is MeasureType.PERCENTAGE and subject.unit.percent
    )


def place_sums(
    values: Iterable[Figure], subject: Subject, partitions: Sequence[Partition]
) -> list[Figure]:
    """Add up the values of places for every place above them that has none of its own.

    Args:
        values: The values of one indicator, sums over time among them.
        subject: The indicator.
        partitions: Which places make which; of several that are complete the first is taken.

    Returns:
        One value a place, group and time of which all parts are there: the same days for what happened
        within a span, the same last day for a level. Scores, steps and milestones are never added.
        Nothing is raised.

    Source: DOMAIN of wps-eval, section 14.2.
    """
    if not can_be_added(subject):
        return []
    known = [v for v in values if v.status in TAKEN and not v.part and not v.round]
    made: list[Figure] = []
    for partition in sorted(partitions, key=lambda each: _depth(each, partitions)):
        at = _by_time(known + made, subject)
        for group, time in sorted({key[1:] for key in at if key[0] in partition.parts}, key=str):
            if (partition.whole, group, time) in at:
                continue
            parts = [at.get((part, group, time)) for part in partition.parts]
            made += _of_all(parts, subject, partition, group)
    return made


def missing_places(
    values: Iterable[Figure], subject: Subject, partitions: Iterable[Partition], domain: Domain
) -> tuple[Partition, tuple[str, ...]] | None:
    """Say which places of a whole have no value, where some have one.

    Args:
        values: The values to look among, such as those of the current period.
        subject: The indicator.
        partitions: Which places make which.
        domain: The whole.

    Returns:
        The partition of which most parts are there, and the codes of the places that lack; None where no
        part has a value, or none could be added.
    """
    if not can_be_added(subject):
        return None
    there = {v.domain.place for v in values if v.is_final and v.domain.group == domain.group}
    found = [
        (partition, tuple(part for part in partition.parts if part not in there))
        for partition in partitions
        if partition.whole == domain.place and there & set(partition.parts)
    ]
    return max(found, key=lambda each: len(each[0].parts) - len(each[1]), default=None)


def place_faults(
    values: Iterable[Figure], subject: Subject, partitions: Sequence[Partition]
) -> Iterator[Fault]:
    """Hold the counts of places against that of the place which they make.

    Args:
        values: The values of one indicator.
        subject: The indicator.
        partitions: Which places make which.

    Returns:
        A fault for a part, or parts together, that count more than their whole; a question where all
        parts are there and count less. Percentages are not held against each other.

    Source: DOMAIN of wps-eval, section 14.2.
    """
    if subject.data_type not in ADDITIVE or subject.unit.percent:
        return
    at = _by_time([v for v in values if v.is_final and not v.part and not v.round], subject)
    for (place, group, time), whole in at.items():
        for partition in partitions:
            if partition.whole != place or not partition.holds_over(whole.span.end, whole.span.end):
                continue
            parts = [at[part, group, time] for part in partition.parts if (part, group, time) in at]
            total = sum(part.value for part in parts)
            complete = len(parts) == len(partition.parts)
            more = bool(parts) and total > whole.value + SAME
            if more or (complete and total < whole.value - SAME):
                found = Data(
                    indicator=subject.code, total=total, value=whole.value, whole=place,
                    places=(*(part.where for part in parts), whole.where),
                )  # fmt: skip
                where = Where(whole.where.file, whole.where.sheet, whole.where.row, "value")
                code = "places_above_whole" if more else "places_below_whole"
                yield Fault(code, where, found, blocks=more)
                break


def _depth(partition: Partition, partitions: Sequence[Partition]) -> int:
    """Say how many levels of parts lie below a partition, so that the lowest are added up first."""
    below = [p for part in partition.parts for p in partitions if p.whole == part]
    return 1 + max((_depth(each, partitions) for each in below), default=0)


def _by_time(values: Iterable[Figure], subject: Subject) -> dict[tuple[str, Group, object], Figure]:
    """Index values by place, group and time; a final one goes before a preliminary one."""
    found: defaultdict[tuple[str, Group, object], list[Figure]] = defaultdict(list)
    for value in values:
        time = value.span if subject.is_flow else value.span.end
        found[value.domain.place, value.domain.group, time].append(value)
    return {key: max(same, key=lambda v: (v.is_final, v.span.days)) for key, same in found.items()}


def _of_all(
    parts: Sequence[Figure | None], subject: Subject, partition: Partition, group: Group
) -> Iterator[Figure]:
    """Add parts up where all are there, for as long as they make the whole."""
    there = [part for part in parts if part is not None]
    if len(there) < len(parts):
        return
    span = max((part.span for part in there), key=lambda each: each.days)
    if not partition.holds_over(span.end, span.end):
        return
    whole = Domain(partition.whole, group)
    value = add_up(there, subject, whole, span, SumOf(len(there), partition.code))
    if value is not None:
        yield value
