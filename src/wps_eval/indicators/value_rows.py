"""Values as rows of the estimates table, and rows as values again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import BaselineMark, Evidence, FigureStatus, State
from wps_eval.errors import Where
from wps_eval.results.keys import domain_of_row, span_of_row
from wps_eval.results.rows import each, known
from wps_eval.sources.figure import Figure
from wps_eval.values.places_in_files import read_places, spell_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from wps_eval.indicators.subject import Subject

VALUE = "value"  # the statistic that an indicator's own value is
_METHOD_BY_EVIDENCE = {Evidence.SURVEY: "published_survey", Evidence.TRAINING: "training_forms"}


def value_rows(
    edition: str, figures: Iterable[Figure], known_subjects: Mapping[str, Subject]
) -> Iterator[dict[str, object]]:
    """Give one row a value.

    Args:
        edition: The study's name.
        figures: The values.
        known_subjects: The indicators, by code.

    Returns:
        Rows of the estimates table. Missing counts stay empty.
    """
    for figure in figures:
        yield {
            "edition": edition,
            "indicator": figure.indicator,
            "item": figure.item,
            "statistic": VALUE,
            "group": str(figure.domain.group),
            "place": figure.domain.place,
            "period_start": figure.span.start,
            "period_end": figure.span.end,
            "round": figure.round,
            "precision": str(figure.span.precision),
            "estimate": figure.value,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "n": figure.base,
            "unit": str(known_subjects[figure.indicator].unit),
            "method": "sum"
            if figure.sum_of
            else _METHOD_BY_EVIDENCE.get(figure.evidence, "register"),
            "evidence": str(figure.evidence),
            "figure_status": str(figure.status),
            "definition": figure.definition,
            "coverage": figure.coverage,
            "source": figure.source,
            "link": figure.link,
            "note": figure.note,
            "sum_of": figure.sum_of,
            "mark": str(figure.mark),
            "reconstruction": figure.method,
            "confidence": figure.confidence,
            "body": figure.body,
            "document": figure.document,
            "state": str(State.SHOWN),
            "reason": "",
        }


def figure_rows(
    edition: str, figures: Iterable[Figure], known_subjects: Mapping[str, Subject]
) -> Iterator[dict[str, object]]:
    """Give one row a figure that a body returned, with the file, sheet and row where it stood.

    A sum has the rows of all that it was added up of.

    Args:
        edition: The study's name.
        figures: The figures.
        known_subjects: The indicators, by code.
    """
    figures = tuple(figures)
    for figure, row in zip(figures, value_rows(edition, figures, known_subjects), strict=True):
        where = figure.where
        returned = str(figure.returned_on) if figure.returned_on else ""
        yield row | {
            "file": where.file,
            "sheet": where.sheet,
            "row": where.row,
            "returned_on": returned,
            "supersedes": figure.supersedes,
            "part": figure.part,
            "made_of": spell_places(figure.made_of),
        }


def values_in(table: pd.DataFrame) -> tuple[Figure, ...]:
    """Read the values of indicators out of a table of estimates or figures; rows without one are none."""
    rows = table[(table["statistic"] == VALUE) & table["estimate"].notna()]
    return tuple(map(_figure_of_row, each(rows)))


def _figure_of_row(row: object) -> Figure:
    """Read one row of estimates or figures; columns that it lacks are empty or None."""

    def text_in(name: str) -> str:
        return str(getattr(row, name, ""))

    def number_in(name: str) -> float | None:
        value = getattr(row, name, None)
        return float(value) if known(value) else None

    return Figure(
        indicator=text_in("indicator"),
        domain=domain_of_row(row),
        span=span_of_row(row),
        value=float(getattr(row, "estimate", float("nan"))),
        status=FigureStatus(text_in("figure_status")),
        source=text_in("source"),
        where=Where(text_in("file"), text_in("sheet"), int(getattr(row, "row", 0))),
        item=text_in("item"),
        round=text_in("round"),
        numerator=number_in("numerator"),
        denominator=number_in("denominator"),
        base=number_in("n"),
        definition=text_in("definition"),
        coverage=text_in("coverage"),
        evidence=Evidence(text_in("evidence")),
        link=text_in("link"),
        note=text_in("note"),
        sum_of=text_in("sum_of"),
        mark=BaselineMark(text_in("mark")),
        method=text_in("reconstruction"),
        confidence=text_in("confidence"),
        body=text_in("body"),
        document=text_in("document"),
        part=bool(getattr(row, "part", False)),
        made_of=read_places(text_in("made_of")),
    )
