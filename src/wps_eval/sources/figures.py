"""Read the figures that bodies return: one value a row, from CSV files and workbooks, in any script."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.codes import FigureStatus
from wps_eval.errors import Fault, Where
from wps_eval.files.open_table import TABLE_ENDINGS
from wps_eval.sources.figure_row import Lists, Row, read_figure
from wps_eval.sources.table_file import Sheet, read_sheets
from wps_eval.words.dates import UnreadableDateError, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from wps_eval.sources.figure import Figure

DATES = ("date", "period_start", "period_end")  # a row says its days by the first, or by the others
REQUIRED = ("indicator", "place", "value", "status", "source")
OPTIONAL = (
    "group",
    "numerator",
    "denominator",
    "base",
    "kind",
    "definition",
    "coverage",
    "evidence",
    "link",
    "note",
    "body",
    "document",
    "returned_on",
    "supersedes",
    "part",
    "baseline",
    "method",
    "confidence",
)
COLUMNS = (*REQUIRED, *DATES, *OPTIONAL)
NOT_FIGURES = frozenset({"sheets.csv"})


def read_figures(folder: Path, lists: Lists, faults: list[Fault]) -> tuple[Figure, ...]:
    """Read every CSV file and workbook of a figures folder.

    Args:
        folder: The folder; its ``sheets.csv`` holds reference sheets, not figures.
        lists: The plan's indicators, places and bodies.
        faults: Where faults are collected.

    Returns:
        The figures whose every cell could be read; a percentage with both counts is recomputed
        from them, and a value that a later one of its body replaced says so. A row with a fault is
        left out and named in ``faults``.
    """
    figures: list[Figure] = []
    for path in figure_files(folder):
        if path.name in NOT_FIGURES:
            continue
        for sheet in read_sheets(path, faults):
            figures.extend(_read_sheet(sheet, lists, faults))
    return tuple(_with_items(revised(figures, lists, faults)))


def figure_files(folder: Path) -> list[Path]:
    """Give the CSV files and workbooks of a figures folder, reference sheets among them, by name."""
    return sorted(
        path
        for path in folder.glob("*")
        if path.suffix.lower() in TABLE_ENDINGS and not path.name.startswith(("~$", ".~lock"))
    )


def revised(figures: Iterable[Figure], lists: Lists, faults: list[Fault]) -> list[Figure]:
    """Mark the values that a later return replaced: they stay on record, and nothing takes them.

    Args:
        figures: The figures as they were read.
        lists: What each indicator is known to be.
        faults: Where faults are collected: a value that supersedes a document that is not there.

    Returns:
        All of them, in their order. A final value gives way to one of the same body, indicator, place
        and group that speaks of the same time and was returned on a later day, and to one that names
        its document in ``supersedes``. Flows speak of one time where their days are the same, all else
        where the last day is.

    Source: DOMAIN of wps-eval, section 14.1, revisions.
    """
    figures = list(figures)
    rivals: defaultdict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.is_final:
            rivals[_of_one_time(figure, lists)].append(figure)
    gone: set[Where] = set()
    for figure in figures:
        others = rivals[_of_one_time(figure, lists)] if figure.is_final else []
        replaced = [other for other in others if _replaces(figure, other)]
        gone |= {other.where for other in replaced}
        if figure.supersedes and not any(o.document == figure.supersedes for o in replaced):
            where = replace(figure.where, column="supersedes")
            documents = tuple(sorted({o.document for o in others if o.document}))
            faults.append(Fault("supersedes_nothing", where, figure.supersedes, known=documents))
    return [
        replace(figure, status=FigureStatus.SUPERSEDED) if figure.where in gone else figure
        for figure in figures
    ]


def _of_one_time(figure: Figure, lists: Lists) -> tuple[object, ...]:
    """Give what two values of one thing and one time share."""
    flow = lists.indicators[figure.indicator].is_flow
    return figure.indicator, figure.domain, figure.span if flow else figure.span.end


def _replaces(figure: Figure, other: Figure) -> bool:
    """Whether a value is the later one of the same body, or says that it replaces the other."""
    if figure is other:
        return False
    named = bool(figure.supersedes) and figure.supersedes == other.document
    if not figure.body or figure.body != other.body or figure.part != other.part:
        return named
    days = figure.returned_on, other.returned_on
    return named or (days[0] is not None and days[1] is not None and days[0] > days[1])


def _with_items(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Give values of one date an item each, in the order in which they were read."""
    times_seen: Counter[tuple[object, ...]] = Counter()
    for figure in figures:
        status_mark = "" if figure.is_final else str(figure.status)
        key = (figure.indicator, figure.domain, figure.span, status_mark)
        times_seen[key] += 1
        item = (
            status_mark if times_seen[key] == 1 else f"{status_mark or 'final'}-{times_seen[key]}"
        )
        yield replace(figure, item=item)


def _read_sheet(sheet: Sheet, lists: Lists, faults: list[Fault]) -> list[Figure]:
    wrong = [*_column_faults(sheet)]
    faults.extend(wrong)
    if any(fault.code == "missing_column" for fault in wrong):
        return []
    if not sheet.rows:
        faults.append(Fault("no_rows", sheet.where))
    month_first = any(_month_first(cells.get("date", "")) for _, cells in sheet.rows)
    figures = []
    for number, cells in sheet.rows:
        row = Row(sheet.where, number, cells, [], month_first)
        figure = read_figure(row, lists)
        faults.extend(row.faults)
        if figure is not None:
            figures.append(figure)
    return figures


def _month_first(text: str) -> bool:
    """Whether a date can only have been written with the month before the day."""
    try:
        parse_date(text)
    except UnreadableDateError as error:
        return error.code == "month_first"
    return False


def _column_faults(sheet: Sheet) -> Iterator[Fault]:
    dated = "date" in sheet.columns or set(DATES[1:]) <= set(sheet.columns)
    for column in (*REQUIRED, *(() if dated else ("date",))):
        if column not in sheet.columns:
            where = replace(sheet.where, row=1, column=column)
            yield Fault("missing_column", where, tuple(sheet.columns), column)
    for column in sheet.columns:
        if column and column not in COLUMNS:
            where = replace(sheet.where, row=1, column=column)
            yield Fault("unknown_column", where, column, known=COLUMNS)
