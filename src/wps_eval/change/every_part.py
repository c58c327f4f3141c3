"""A target that every part of a place has to reach: how many did, and which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.codes import Certainty, Direction, Reason, Status
from wps_eval.values import Domain, spell_codes
from wps_eval.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from wps_eval.indicators.goals import Scopes
    from wps_eval.indicators.pairing import Pair


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a place by where they stand against a target of each.

    Attributes:
        met: The places that reached it.
        not_met: Those that did not.
        not_in_data: Those of which nothing is known.
    """

    met: tuple[str, ...]
    not_met: tuple[str, ...]
    not_in_data: tuple[str, ...]


def parts_of(pair: Pair, by_domain: Mapping[tuple[str, Domain], Pair], scopes: Scopes) -> Parts:
    """Hold every part of a place against its target.

    Args:
        pair: The pair of the place, with the target of each part.
        by_domain: All pairs, by indicator and domain.
        scopes: Which places make which.
    """
    met: list[str] = []
    not_met: list[str] = []
    unknown: list[str] = []
    target = pair.every
    for place in scopes.parts(target) if target else ():
        part = by_domain.get((pair.subject.code, Domain(place)))
        if target is None or part is None or part.current is None:
            unknown.append(place)
            continue
        down = pair.subject.direction is Direction.DOWN
        ahead = (part.current.value - target.value) * (-1 if down else 1)
        (met if ahead >= 0 else not_met).append(place)
    return Parts(tuple(met), tuple(not_met), tuple(unknown))


def rate_parts(parts: Parts, *, due: bool) -> tuple[Status, Reason | None]:
    """Rate a place by its parts.

    Args:
        parts: Where they stand.
        due: Whether the day of the target has passed.

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


def with_every(
    rows: Iterable[Mapping[str, object]], pairs: Sequence[Pair], scopes: Scopes, until: date
) -> Iterator[dict[str, object]]:
    """Put the verdict on its parts into the row of each place whose target is one of every part.

    Args:
        rows: The verdicts, one a pair, in the pairs' order.
        pairs: The pairs.
        scopes: Which places make which.
        until: The last day of the current period.
    """
    by_domain = {(pair.subject.code, pair.domain): pair for pair in pairs}
    for row, pair in zip(rows, pairs, strict=True):
        if pair.every is None:
            yield dict(row)
            continue
        parts = parts_of(pair, by_domain, scopes)
        status, reason = rate_parts(parts, due=parse_date(pair.every.date).end <= until)
        rated = status is not Status.NOT_ASSESSABLE
        yield dict(row) | {
            "target_value": pair.every.value,
            "target_date": str(parse_date(pair.every.date)),
            "target_status": f"{pair.every.status} every",
            "status": str(status),
            "certainty": str(Certainty.CLEAR if rated else Certainty.NOT_APPLICABLE),
            "reason": str(reason or ""),
            "lacking_of": "",
            "lacking": "",
            "parts_met": spell_codes(parts.met),
            "parts_not_met": spell_codes(parts.not_met),
            "parts_not_in_data": spell_codes(parts.not_in_data),
        }
