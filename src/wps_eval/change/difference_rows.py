"""Tested differences as rows of their table, and rows as differences again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.comparability import Comparison
from wps_eval.change.rounds import Difference
from wps_eval.change.tested_difference import TestedDifference
from wps_eval.codes import Comparability, Reason
from wps_eval.results.rows import each
from wps_eval.values import Domain, Group, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

_NOTE_SEPARATOR = ";"


def difference_rows(
    edition: str, differences: Iterable[TestedDifference]
) -> Iterator[dict[str, object]]:
    """Give one row a difference.

    Args:
        edition: The study's name.
        differences: The differences; what a sample cannot give is NaN and stays empty.
    """
    for tested in differences:
        difference = tested.difference
        yield {
            "edition": edition,
            "indicator": tested.indicator,
            "group": str(tested.domain.group),
            "place": tested.domain.place,
            "baseline_round": tested.baseline_round,
            "current_round": tested.current_round,
            "way": tested.way,
            "baseline_item": tested.baseline_item,
            "baseline_date": str(tested.baseline_span),
            "current_item": tested.current_item,
            "current_date": str(tested.current_span),
            "test": difference.test,
            "method": difference.method,
            "difference": difference.difference,
            "se": difference.se,
            "df": difference.df,
            "ci_low": difference.low,
            "ci_high": difference.high,
            "level": difference.level,
            "p": difference.p,
            "mdc": difference.mdc,
            "n": difference.n,
            "comparability": str(tested.comparison.grade),
            "reason": str(tested.comparison.reason or ""),
            "notes": _NOTE_SEPARATOR.join(tested.comparison.notes),
        }


def differences_in(table: pd.DataFrame) -> tuple[TestedDifference, ...]:
    """Read differences as they were written."""
    return tuple(map(_difference_of_row, each(table)))


def _difference_of_row(row: object) -> TestedDifference:
    """Read one row; a column that it lacks is an empty text or NaN."""

    def text_in(name: str) -> str:
        return str(getattr(row, name, ""))

    def number_in(name: str) -> float:
        return float(getattr(row, name, float("nan")))

    notes = tuple(filter(None, text_in("notes").split(_NOTE_SEPARATOR)))
    reason = Reason(text_in("reason")) if text_in("reason") else None
    return TestedDifference(
        indicator=text_in("indicator"),
        domain=Domain(text_in("place"), Group.read(text_in("group"))),
        baseline_round=text_in("baseline_round"),
        current_round=text_in("current_round"),
        baseline_span=Span.read(text_in("baseline_date")),
        current_span=Span.read(text_in("current_date")),
        baseline_item=text_in("baseline_item"),
        current_item=text_in("current_item"),
        way=text_in("way"),
        difference=Difference(
            difference=number_in("difference"),
            se=number_in("se"),
            df=number_in("df"),
            low=number_in("ci_low"),
            high=number_in("ci_high"),
            level=number_in("level"),
            p=number_in("p"),
            mdc=number_in("mdc"),
            test=text_in("test"),
            n=number_in("n"),
            method=text_in("method"),
        ),
        comparison=Comparison(Comparability(text_in("comparability")), reason, notes),
    )
