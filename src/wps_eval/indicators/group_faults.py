"""Counts of groups held against that of everybody."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wps_eval.errors import Data, Fault, Where
from wps_eval.indicators.place_sums import ADDITIVE
from wps_eval.indicators.rivals import one_time
from wps_eval.indicators.time_sums import SAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.indicators.subject import Subject
    from wps_eval.sources.figure import Figure
    from wps_eval.values import Group


def group_faults(values: Iterable[Figure], subject: Subject) -> Iterator[Fault]:
    """Hold the categories of each dimension against everybody of the same place and time.

    Args:
        values: The values of one indicator.
        subject: The indicator.

    Returns:
        A fault where the categories of a dimension, which nobody belongs to two of, count more than
        everybody. Fewer are no fault: some people may not have been told apart.

    Source: DOMAIN of wps-eval, section 14.3.
    """
    if subject.data_type not in ADDITIVE or subject.unit.percent:
        return
    found: defaultdict[tuple[str, object], dict[Group, Figure]] = defaultdict(dict)
    for value in values:
        if value.is_final and not value.part and not value.round:
            found[value.domain.place, one_time(value, subject)][value.domain.group] = value
    for by_group in found.values():
        for whole_group, whole in by_group.items():
            yield from _above(whole, whole_group, by_group, subject)


def _above(
    whole: Figure, group: Group, by_group: dict[Group, Figure], subject: Subject
) -> Iterator[Fault]:
    """Find the dimensions by which a group is parted into more people than it holds."""
    parted: defaultdict[str, list[Figure]] = defaultdict(list)
    for other, value in by_group.items():
        further = set(other.parts) - set(group.parts)
        if set(group.parts) <= set(other.parts) and len(further) == 1:
            parted[further.pop()[0]].append(value)
    for dimension, parts in parted.items():
        total = sum(part.value for part in parts)
        if total > whole.value + SAME:
            data = Data(
                indicator=subject.code, dimension=dimension, total=total, value=whole.value,
                places=(*(part.where for part in parts), whole.where),
            )  # fmt: skip
            where = Where(whole.where.file, whole.where.sheet, whole.where.row, "value")
            yield Fault("groups_above_whole", where, data)
