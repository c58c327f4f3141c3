"""Everything that can be added up of what was returned: bodies' parts, parts of a time, places."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wps_eval.indicators.body_sums import body_sums
from wps_eval.indicators.place_sums import place_sums
from wps_eval.indicators.time_sums import time_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wps_eval.indicators.subject import Subject
    from wps_eval.plan.lists import Partition
    from wps_eval.sources.figure import Figure


def added_values(
    values: Iterable[Figure], subjects: Mapping[str, Subject], partitions: Sequence[Partition]
) -> tuple[Figure, ...]:
    """Add up what can be: first the parts of bodies, then of times, then of places.

    Args:
        values: What was returned; estimates of survey rounds are never added.
        subjects: The indicators, by code.
        partitions: Which places of the plan make which.

    Returns:
        The sums, each saying of what. Nothing is raised.

    Source: DOMAIN of wps-eval, sections 14.1 and 14.2.
    """
    by_code: defaultdict[str, list[Figure]] = defaultdict(list)
    for value in values:
        if not value.round:
            by_code[value.indicator].append(value)
    made: list[Figure] = []
    for code, found in by_code.items():
        subject = subjects[code]
        bodies = body_sums(found, subject)
        times = time_sums([*found, *bodies], subject)
        places = place_sums([*found, *bodies, *times], subject, partitions)
        made += [*bodies, *times, *places]
    return tuple(made)
