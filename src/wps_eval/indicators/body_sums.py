"""Bodies that each return their own part of an indicator, added up when all are there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wps_eval.indicators.added_up import add_up
from wps_eval.indicators.time_sums import TAKEN
from wps_eval.values import SumOf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.indicators.subject import Subject
    from wps_eval.sources.figure import Figure
    from wps_eval.values import Domain, Span

BODY = "body"


def body_sums(values: Iterable[Figure], subject: Subject) -> list[Figure]:
    """Add up what main bodies returned for their part.

    Args:
        values: The values of one indicator.
        subject: The indicator; its owners are the bodies that it is expected from.

    Returns:
        One value a domain and span for which every main body returned its part. Nothing is raised.

    Source: DOMAIN of wps-eval, section 14.1, several main bodies.
    """
    made = []
    for (domain, span), parts in _parts(values).items():
        if not missing_bodies(parts, subject):
            value = add_up(parts, subject, domain, span, SumOf(len(parts), BODY))
            made += [value] if value else []
    return made


def missing_bodies(parts: Iterable[Figure], subject: Subject) -> tuple[str, ...]:
    """Name the main bodies of which no part is there."""
    there = {part.body for part in parts if part.part and part.status in TAKEN}
    return tuple(body for body in subject.owners if body not in there)


def _parts(values: Iterable[Figure]) -> dict[tuple[Domain, Span], list[Figure]]:
    """Group the parts that bodies returned by whom and which days they speak of."""
    found: defaultdict[tuple[Domain, Span], list[Figure]] = defaultdict(list)
    for value in values:
        if value.part and value.status in TAKEN:
            found[value.domain, value.span].append(value)
    return dict(found)
