"""Tested differences as rows of their table, and rows as differences again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.comparability import Comparison
from wps_eval.change.round_change import Difference
from wps_eval.change.tested_difference import TestedDifference
from wps_eval.codes import Comparability, Reason
from wps_eval.results.rows import each
from wps_eval.values import Domain, Group, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

_PARTED = ";"


def difference_rows(
    edition: str, differences: Iterable[TestedDifference]
) -> Iterator[dict[str, object]]:
    """Give one row a difference.

    Args:
        edition: The study's name.
        differences: The differences; what a sample cannot give is NaN and stays empty.
    """
    for found in differences:
        number = found.difference
        yield {
            "edition": edition,
            "indicator": found.indicator,
            "group": str(found.domain.group),
            "place": found.domain.place,
            "baseline_round": found.baseline_round,
            "current_round": found.current_round,
            "way": found.way,
            "baseline_item": found.baseline_item,
            "baseline_date": str(found.baseline_span),
            "current_item": found.current_item,
            "current_date": str(found.current_span),
            "test": number.test,
            "method": number.method,
            "difference": number.difference,
            "se": number.se,
            "df": number.df,
            "ci_low": number.low,
            "ci_high": number.high,
            "level": number.level,
            "p": number.p,
            "mdc": number.mdc,
            "n": number.n,
            "comparability": str(found.comparison.grade),
            "reason": str(found.comparison.reason or ""),
            "notes": _PARTED.join(found.comparison.notes),
        }


def differences_in(table: pd.DataFrame) -> tuple[TestedDifference, ...]:
    """Read differences as they were written."""
    return tuple(map(_difference, each(table)))


def _difference(row: object) -> TestedDifference:
    def text(name: str) -> str:
        return str(getattr(row, name, ""))

    def number(name: str) -> float:
        return float(getattr(row, name, float("nan")))

    notes = tuple(filter(None, text("notes").split(_PARTED)))
    reason = Reason(text("reason")) if text("reason") else None
    return TestedDifference(
        indicator=text("indicator"),
        domain=Domain(text("place"), Group.read(text("group"))),
        baseline_round=text("baseline_round"),
        current_round=text("current_round"),
        baseline_span=Span.read(text("baseline_date")),
        current_span=Span.read(text("current_date")),
        baseline_item=text("baseline_item"),
        current_item=text("current_item"),
        way=text("way"),
        difference=Difference(
            difference=number("difference"),
            se=number("se"),
            df=number("df"),
            low=number("ci_low"),
            high=number("ci_high"),
            level=number("level"),
            p=number("p"),
            mdc=number("mdc"),
            test=text("test"),
            n=number("n"),
            method=text("method"),
        ),
        comparison=Comparison(Comparability(text("comparability")), reason, notes),
    )
