"""A place told by its parts: a target of each of them, and a milestone that only they returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.codes import Certainty, Direction, Reason, Status
from wps_eval.values import Domain, spell_codes
from wps_eval.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from wps_eval.indicators.goals import Scopes
    from wps_eval.indicators.pairing import Pair

    PairsByDomain = Mapping[tuple[str, Domain], Pair]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a place by where they stand against what is asked of each.

    Attributes:
        met: The places that reached it.
        not_met: Those that did not.
        not_in_data: Those of which nothing is known.
    """

    met: tuple[str, ...]
    not_met: tuple[str, ...]
    not_in_data: tuple[str, ...]


def parts_of(
    pair: Pair, by_domain: PairsByDomain, places: Iterable[str], goal: Callable[[str], float]
) -> Parts:
    """Hold every part of a place against what is asked of it.

    Args:
        pair: The pair of the place.
        by_domain: All pairs, by indicator and domain.
        places: The parts.
        goal: Gives the value that is asked of a part, in the indicator's unit.
    """
    met: list[str] = []
    not_met: list[str] = []
    unknown: list[str] = []
    sign = -1 if pair.subject.direction is Direction.DOWN else 1
    for place in places:
        part = by_domain.get((pair.subject.code, Domain(place)))
        if part is None or part.current is None:
            unknown.append(place)
            continue
        ahead = sign * (part.current.value - goal(place))
        (met if ahead >= 0 else not_met).append(place)
    return Parts(tuple(met), tuple(not_met), tuple(unknown))


def rate_parts(parts: Parts, *, due: bool) -> tuple[Status, Reason | None]:
    """Rate a place by its parts.

    Args:
        parts: Where they stand.
        due: Whether the day has passed by which each is to reach it.

    Returns:
        Achieved if all met it, not achieved once one did not whose day has passed, else not assessable,
        with why.

    Source: DOMAIN of wps-eval, section 14.5, scope ``every``.
    """
    if not parts.not_met and not parts.not_in_data:
        return Status.ACHIEVED, None
    if parts.not_met and due:
        return Status.NOT_ACHIEVED, None
    return Status.NOT_ASSESSABLE, Reason.NOT_IN_DATA if parts.not_in_data else Reason.NOT_DUE


def with_parts(
    rows: Iterable[Mapping[str, object]], pairs: Sequence[Pair], scopes: Scopes, until: date
) -> Iterator[dict[str, object]]:
    """Put the verdict on its parts into the row of each place that is told by them.

    Args:
        rows: The verdicts, one a pair, in the pairs' order.
        pairs: The pairs.
        scopes: Which places make which.
        until: The last day of the current period.
    """
    by_domain = {(pair.subject.code, pair.domain): pair for pair in pairs}
    for row, pair in zip(rows, pairs, strict=True):
        if pair.every is not None:
            yield dict(row) | _target_of_every_part(pair, by_domain, scopes, until)
        else:
            yield dict(row) | _milestone_of_parts(pair, by_domain, scopes, until)


def _target_of_every_part(
    pair: Pair, by_domain: PairsByDomain, scopes: Scopes, until: date
) -> dict[str, object]:
    """Give what a target of every part changes in the row of the place that they make."""
    target = pair.every
    if target is None:
        return {}
    parts = parts_of(pair, by_domain, scopes.parts(target), lambda _: target.value)
    return _columns(parts, *rate_parts(parts, due=parse_date(target.date).end <= until)) | {
        "target_value": target.value,
        "target_date": str(parse_date(target.date)),
        "target_status": f"{target.status} every",
    }


def _milestone_of_parts(
    pair: Pair, by_domain: PairsByDomain, scopes: Scopes, until: date
) -> dict[str, object]:
    """Give what the parts say of a milestone that nobody returned for the place itself; mostly nothing.

    While a part is not in the data the place is not rated by the others: a step of the whole may need
    no step of each.

    Source: DOMAIN of wps-eval, section 14.2, milestones roll up as "n of N".
    """
    due = pair.subject.due
    if due is None or pair.current is not None or not pair.domain.everybody:
        return {}
    for partition in scopes.partitions:
        holds = partition.whole == pair.domain.place and partition.holds_over(until, until)
        parts = parts_of(pair, by_domain, partition.parts if holds else (), due.goal)
        if parts.met or parts.not_met:
            if parts.not_in_data:
                return _columns(parts, Status.NOT_ASSESSABLE, Reason.NOT_IN_DATA)
            return _columns(parts, *rate_parts(parts, due=due.day <= until))
    return {}


def _columns(parts: Parts, status: Status, reason: Reason | None) -> dict[str, object]:
    """Give the columns of a verdict that a place has from its parts."""
    rated = status is not Status.NOT_ASSESSABLE
    return {
        "status": str(status),
        "certainty": str(Certainty.CLEAR if rated else Certainty.NOT_APPLICABLE),
        "reason": str(reason or ""),
        "lacking_of": "",
        "lacking": "",
        "parts_met": spell_codes(parts.met),
        "parts_not_met": spell_codes(parts.not_met),
        "parts_not_in_data": spell_codes(parts.not_in_data),
    }
