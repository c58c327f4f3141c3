"""Read the figures that bodies return: one value a row, from CSV or XLSX, in any script."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from wps_eval.codes import Evidence, FigureStatus, MeasureType
from wps_eval.errors import Data, Fault, Where
from wps_eval.sources.table_file import Sheet, read_sheets
from wps_eval.values import EVERYBODY, Domain, Group, Unit
from wps_eval.words.dates import parse_date
from wps_eval.words.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from wps_eval.errors import Datum
    from wps_eval.places import PlaceNames
    from wps_eval.values import Span

T = TypeVar("T")
REQUIRED = ("indicator", "place", "date", "value", "status", "source")
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
)
COUNTED = frozenset({MeasureType.STOCK, MeasureType.FLOW, MeasureType.CUMULATIVE})
RETURNED = (str(Evidence.REGISTER), str(Evidence.SURVEY))  # what a body may say that it rests on
NOT_FIGURES = frozenset({"sheets.csv"})
ROUNDING_PP = 0.1  # a printed percentage may be rounded to one decimal


class Known(NamedTuple):
    """What a row's indicator is known to be."""

    unit: Unit
    data_type: MeasureType


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One value of an indicator as it was published, returned or estimated, with where it stood.

    Attributes:
        item: What keeps values of one date apart: empty for the final one, else the status, and for a
            second of a kind its number.
        round: The survey round that it was estimated from; empty for what bodies returned.
    """

    indicator: str
    domain: Domain
    span: Span
    value: float
    status: FigureStatus
    source: str
    where: Where = field(default_factory=Where)
    item: str = ""
    round: str = ""
    numerator: float | None = None
    denominator: float | None = None
    base: float | None = None
    definition: str = ""
    coverage: str = ""
    evidence: Evidence = Evidence.NOT_STATED
    link: str = ""
    note: str = ""


def read_figures(
    folder: Path, known: Mapping[str, Known], places: PlaceNames, faults: list[Fault]
) -> tuple[Figure, ...]:
    """Read every CSV file and workbook of a figures folder.

    Args:
        folder: The folder; its ``sheets.csv`` holds reference sheets, not figures.
        known: Known indicator codes with unit and data type.
        places: The plan's places.
        faults: Where faults are collected.

    Returns:
        The figures whose every cell could be read; a percentage with both counts is recomputed
        from them. A row with a fault is left out and named in ``faults``.
    """
    files = sorted(
        path
        for path in folder.glob("*")
        if path.suffix.lower() in {".csv", ".xlsx"}
        and path.name not in NOT_FIGURES
        and not path.name.startswith("~$")
    )
    figures: list[Figure] = []
    for path in files:
        for sheet in read_sheets(path, faults):
            figures.extend(_read_sheet(sheet, known, places, faults))
    return tuple(_numbered(figures))


def _numbered(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Give values of one date an item each, in the order in which they were read."""
    seen: Counter[tuple[object, ...]] = Counter()
    for figure in figures:
        mark = "" if figure.status is FigureStatus.FINAL else str(figure.status)
        key = (figure.indicator, figure.domain, figure.span, mark)
        seen[key] += 1
        item = mark if seen[key] == 1 else f"{mark or 'final'}-{seen[key]}"
        yield replace(figure, item=item)


def _read_sheet(
    sheet: Sheet, known: Mapping[str, Known], places: PlaceNames, faults: list[Fault]
) -> list[Figure]:
    wrong = [*_column_faults(sheet)]
    faults.extend(wrong)
    if any(fault.code == "missing_column" for fault in wrong):
        return []
    if not sheet.rows:
        faults.append(Fault("no_rows", sheet.where))
    read = (_Row(sheet.where, number, cells, []) for number, cells in sheet.rows)
    figures = []
    for row in read:
        figure = _figure(row, known, places)
        faults.extend(row.faults)
        if figure is not None:
            figures.append(figure)
    return figures


def _column_faults(sheet: Sheet) -> list[Fault]:
    unknown = [c for c in sheet.columns if c and c not in (*REQUIRED, *OPTIONAL)]
    missing = [c for c in REQUIRED if c not in sheet.columns]
    return [
        *(
            Fault("missing_column", _at(sheet.where, 1, c), tuple(sheet.columns), c)
            for c in missing
        ),
        *(
            Fault("unknown_column", _at(sheet.where, 1, c), c, known=(*REQUIRED, *OPTIONAL))
            for c in unknown
        ),
    ]


def _at(where: Where, row: int, column: str) -> Where:
    return Where(where.file, where.sheet, row, column)


@dataclass(slots=True)
class _Row:
    """One row on its way to a figure, with the faults met so far."""

    sheet: Where
    number: int
    cells: dict[str, str]
    faults: list[Fault]

    def fault(
        self, code: str, column: str, expected: Datum | Data = "", known: Sequence[str] = ()
    ) -> None:
        where = _at(self.sheet, self.number, column)
        self.faults.append(Fault(code, where, self.text(column), expected, tuple(known)))

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def number_in(self, column: str) -> tuple[float, bool] | None:
        if not self.text(column):
            return None
        try:
            return parse_number(self.text(column))
        except ValueError:
            self.fault("not_a_number", column)
            return None

    def parsed(
        self, column: str, read: Callable[[str], T], code: str, known: Sequence[str] = ()
    ) -> T | None:
        try:
            return read(self.text(column))
        except ValueError:
            self.fault(code, column, known=known)
            return None


def _figure(row: _Row, known: Mapping[str, Known], places: PlaceNames) -> Figure | None:
    indicator = row.text("indicator")
    if indicator not in known:
        row.fault("unknown_indicator", "indicator", known=sorted(known))
    elif row.text("kind") in COUNTED and known[indicator].data_type in COUNTED:
        _same_measure_type(row, known[indicator].data_type)
    place = places.code(row.text("place"))
    if place is None:
        row.fault("unknown_place", "place", known=places.meant(row.text("place")))
    span = row.parsed("date", parse_date, "impossible_date")
    status = row.parsed("status", FigureStatus, "unknown_status", list(FigureStatus))
    if not row.text("source"):
        row.fault("no_source", "source")
    base = row.number_in("base")
    if base is not None and base[0] < 0:
        row.fault("negative", "base")
    group, evidence = _group(row), _evidence(row)
    value, numerator, denominator = _values(
        row, percent=indicator in known and known[indicator].unit.percent
    )
    if row.faults or place is None or span is None or status is None or value is None:
        return None
    return Figure(
        indicator=indicator,
        domain=Domain(place, group or EVERYBODY),
        span=span,
        value=value,
        status=status,
        source=row.text("source"),
        where=_at(row.sheet, row.number, ""),
        numerator=numerator,
        denominator=denominator,
        base=base[0] if base else None,
        definition=row.text("definition"),
        coverage=row.text("coverage"),
        evidence=evidence or Evidence.NOT_STATED,
        link=row.text("link"),
        note=row.text("note"),
    )


def _same_measure_type(row: _Row, data_type: MeasureType) -> None:
    """A stock, a flow and a cumulative count of one thing are three different indicators."""
    if row.text("kind") != data_type:
        row.fault("kind_disagrees", "kind", str(data_type))


def _group(row: _Row) -> Group | None:
    return row.parsed("group", Group.read, "unreadable_group")


def _evidence(row: _Row) -> Evidence | None:
    return row.parsed("evidence", Evidence, "unknown_evidence", RETURNED)


def _values(row: _Row, *, percent: bool) -> tuple[float | None, float | None, float | None]:
    read = row.number_in("value")
    numerator = (row.number_in("numerator") or (None,))[0]
    denominator = (row.number_in("denominator") or (None,))[0]
    if numerator is not None and numerator < 0:
        row.fault("negative", "numerator")
    value = read[0] if read else None
    if denominator is not None and denominator <= 0:
        row.fault("denominator_not_positive", "denominator")
        return value, numerator, None
    if numerator is not None and denominator is not None and numerator > denominator:
        row.fault("numerator_above_denominator", "numerator", denominator)
        return value, numerator, denominator
    counted = percent and numerator is not None and denominator is not None
    if value is None and not row.text("value") and not counted:
        row.fault("no_value", "value")
    if percent:
        value = _percentage(row, value, numerator, denominator)
    elif value is not None and value < 0:
        row.fault("negative", "value")
    return value, numerator, denominator


def _percentage(
    row: _Row, value: float | None, numerator: float | None, denominator: float | None
) -> float | None:
    if value is not None and not 0 <= value <= 100:  # noqa: PLR2004 - a percentage's own bounds
        row.fault("percentage_out_of_range", "value")
        return value
    if numerator is None or denominator is None:
        return value
    exact = 100 * numerator / denominator
    if value is not None and abs(value - exact) > ROUNDING_PP:
        wanted = Data(exact=round(exact, 2), numerator=numerator, denominator=denominator)
        row.fault("value_disagrees", "value", wanted)
    return exact
