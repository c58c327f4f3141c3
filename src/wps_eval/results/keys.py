"""The keys by which rows of different tables find each other; none is chosen by its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wps_eval.values import Domain, Group, Span

ENDS = ("baseline", "current")


@dataclass(frozen=True, slots=True)
class ValueKey:
    """Which value of an indicator is meant.

    Attributes:
        indicator: The indicator.
        domain: Of whom it speaks.
        span: The days that it speaks of.
        item: What keeps values of one span apart; empty for the final one.
        round: The survey round that it comes from; empty for what bodies returned.
    """

    indicator: str
    domain: Domain
    span: Span
    item: str = ""
    round: str = ""


def domain_of_row(row: Any) -> Domain:
    """Give of whom a row of any results table speaks."""
    return Domain(str(row.place), Group.read(str(row.group)))


def span_of_row(row: Any) -> Span:
    """Give the days that a row of estimates speaks of."""
    return Span(row.period_start.date(), row.period_end.date())


def value_key(row: Any) -> ValueKey:
    """Give the key of a row of estimates."""
    item, code = str(row.item), str(row.indicator)
    return ValueKey(code, domain_of_row(row), span_of_row(row), item, str(row.round))


def end_key(row: Any, end: str) -> ValueKey | None:
    """Give the key of the value that a verdict has at one end; None where it has none.

    Args:
        row: A row of verdicts.
        end: ``baseline`` or ``current``.
    """
    date = str(getattr(row, f"{end}_date"))
    if not date:
        return None
    return ValueKey(
        indicator=str(row.indicator),
        domain=domain_of_row(row),
        span=Span.read(date),
        item=str(getattr(row, f"{end}_item")),
        round=str(getattr(row, f"{end}_round")),
    )
