"""One row of a figures table: every cell read, every fault in it named, a figure if all is well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from wps_eval.codes import BaselineMark, Confidence, Evidence, FigureStatus, MeasureType
from wps_eval.errors import Data, Fault, Where
from wps_eval.plan.group_names import UnknownGroupError
from wps_eval.sources.figure import Figure
from wps_eval.sources.figure_value import read_value
from wps_eval.sources.never_below_country import never_below_country
from wps_eval.values import EVERYBODY, Domain, Group, Span, Unit
from wps_eval.values.web_address import is_web_address
from wps_eval.words.answers import read_yes_no
from wps_eval.words.dates import UnreadableDateError, either_first, parse_date
from wps_eval.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from wps_eval.errors import Datum
    from wps_eval.places import PlaceNames
    from wps_eval.plan.body_names import BodyNames
    from wps_eval.plan.group_names import GroupNames

T = TypeVar("T")
COUNTED = frozenset({MeasureType.STOCK, MeasureType.FLOW, MeasureType.CUMULATIVE})
RETURNED = (  # what a body may say that its value rests on
    str(Evidence.REGISTER),
    str(Evidence.SURVEY),
    str(Evidence.NEW_ACTIVITY),
)
#: what tables of ministries call a sum of places
TOTALS = frozenset(map(fold, ("total", "all", "المجموع", "الإجمالي", "الكلي", "کۆی گشتی", "کۆ")))
MOST_TRAITS = 2  #: by which people may be parted beside the place (DOMAIN of wps-eval, section 7)
RECONSTRUCTED = frozenset({BaselineMark.RECONSTRUCTED, BaselineMark.RECALL})


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """What a row's indicator is known to be.

    Attributes:
        unit: What it is counted in.
        data_type: Which arithmetic its values allow.
        is_flow: Whether its values are what happened within a span.
        per_starts: The month with which its years start.
        last_stage: The last stage of a milestone that has several; 0 where it has none.
    """

    unit: Unit
    data_type: MeasureType
    is_flow: bool = False
    per_starts: int = 1
    last_stage: int = 0


@dataclass(frozen=True, slots=True)
class Lists:
    """The closed lists that rows are held against.

    Attributes:
        indicators: What each indicator is known to be, by its code.
        places: The plan's places by every spelling.
        bodies: The plan's bodies by every spelling.
        groups: The plan's groups by every spelling.
        national: The code of the country; empty where the plan has no places.
        without_figures: Codes of rows of the plan that take no figures, such as those of its framework.
    """

    indicators: Mapping[str, KnownIndicator]
    places: PlaceNames
    bodies: BodyNames
    groups: GroupNames
    national: str = ""
    without_figures: frozenset[str] = frozenset()


@dataclass(slots=True)
class Row:
    """One row on its way to a figure, with the faults met so far.

    Attributes:
        sheet: The file and sheet.
        number: The row's number there.
        cells: What stands in its cells, by column.
        faults: The faults, to which reading adds.
        month_first: Whether another row of the table writes the month before the day.
    """

    sheet: Where
    number: int
    cells: dict[str, str]
    faults: list[Fault]
    month_first: bool = False

    def fault(
        self,
        code: str,
        column: str,
        expected: Datum | Data = "",
        known: Sequence[str] = (),
        *,
        blocks: bool = True,
    ) -> None:
        """Add a fault of one of the row's cells."""
        where = Where(self.sheet.file, self.sheet.sheet, self.number, column)
        fault = Fault(code, where, self.text(column), expected, tuple(known), blocks=blocks)
        self.faults.append(fault)

    def text(self, column: str) -> str:
        """Give what stands in a column; nothing where the table has no such column."""
        return self.cells.get(column, "")

    def parsed(
        self, column: str, read: Callable[[str], T], code: str, known: Sequence[str] = ()
    ) -> T | None:
        """Read a cell, or add the fault that says that it cannot be."""
        try:
            return read(self.text(column))
        except UnreadableDateError as error:
            self.fault(error.code, column)
        except UnknownGroupError as error:
            self.fault("unknown_group", column, known=error.known)
        except ValueError:
            self.fault(code, column, known=known)
        return None


def read_figure(row: Row, lists: Lists) -> Figure | None:
    """Read one row of a figures table.

    Args:
        row: The row; every fault in it is added to its ``faults``.
        lists: What it is held against.

    Returns:
        The figure; None where a fault keeps it out.
    """
    known = _known(row, lists)
    place = lists.places.code(row.text("place"))
    if place is None and fold(row.text("place")) in TOTALS:
        row.fault("total_as_place", "place", lists.places.names[0])
    elif place is None:
        row.fault("unknown_place", "place", known=lists.places.meant(row.text("place")))
    span = _span(row, known)
    status = row.parsed("status", FigureStatus, "unknown_status", list(FigureStatus))
    if not row.text("source"):
        row.fault("no_source", "source")
    value = read_value(row, known.unit if known else None)
    group = row.parsed("group", lists.groups.read, "unreadable_group")
    _traits(row, group, place, lists.national)
    evidence = row.parsed("evidence", Evidence, "unknown_evidence", RETURNED)
    if row.text("link") and not is_web_address(row.text("link")):
        row.fault("bad_value.address", "link")
    mark = _mark(row)
    returned_on = _day(row, "returned_on")
    body, part = _body(row, lists.bodies), _part(row)
    _new_activity(row, evidence, known, value.value)
    _stage_in_range(row, known, value.value)
    blocked = any(fault.blocks for fault in row.faults)
    if blocked or place is None or span is None or status is None or value.value is None:
        return None
    return Figure(
        indicator=row.text("indicator"),
        domain=Domain(place, group or EVERYBODY),
        span=span,
        value=value.value,
        status=status,
        source=row.text("source"),
        where=Where(row.sheet.file, row.sheet.sheet, row.number),
        numerator=value.numerator,
        denominator=value.denominator,
        base=value.base,
        definition=row.text("definition"),
        coverage=row.text("coverage"),
        evidence=evidence or Evidence.NOT_STATED,
        link=row.text("link"),
        note=row.text("note"),
        mark=mark or BaselineMark.NONE,
        method=row.text("method"),
        confidence=row.text("confidence"),
        body=body,
        document=row.text("document"),
        returned_on=returned_on,
        supersedes=row.text("supersedes"),
        part=part,
    )


def _known(row: Row, lists: Lists) -> KnownIndicator | None:
    """Give what the row's indicator is known to be; a stock, a flow and a total are no one indicator."""
    known = lists.indicators.get(row.text("indicator"))
    if known is None:
        if row.text("indicator") in lists.without_figures:
            row.fault("takes_no_figures", "indicator")
        else:
            row.fault("unknown_indicator", "indicator", known=sorted(lists.indicators))
        return None
    named = row.text("kind")
    if named in COUNTED and known.data_type in COUNTED and named != known.data_type:
        row.fault("kind_disagrees", "kind", str(known.data_type))
    return known


def _traits(row: Row, group: Group | None, place: str | None, national: str) -> None:
    """Refuse a group of more traits than two, and one by religion or ethnicity below the country.

    A group that the plan does not know is judged by the words in which it stands.
    """
    if group is None:
        try:
            group = Group.read(row.text("group"))
        except ValueError:
            return
    dimensions = group.dimensions
    if len(dimensions) > MOST_TRAITS:
        row.fault("too_many_traits", "group", MOST_TRAITS)
    if place not in (None, national) and any(map(never_below_country, dimensions)):
        row.fault("group_below_country", "group")


def _span(row: Row, known: KnownIndicator | None) -> Span | None:
    """Give the days that the value speaks of: of its date, or from ``period_start`` to ``period_end``."""
    starts = known.per_starts if known else 1
    dated = row.text("date")
    if row.month_first and either_first(dated):
        row.fault("day_or_month_first", "date")
        return None
    start, end = _day(row, "period_start"), _day(row, "period_end")
    if start is None and end is None:
        span = row.parsed("date", lambda text: parse_date(text, starts), "impossible_date")
        if span and span.start == span.end and known and known.is_flow:
            row.fault("flow_on_a_day", "date")
        return span
    read = (
        row.parsed("date", lambda text: parse_date(text, starts), "impossible_date")
        if dated
        else None
    )
    first = start or (read.start if read else None)
    last = end or (read.end if read else None)
    if first is None or last is None:
        row.fault("half_a_period", "period_end" if last is None else "period_start")
        return None
    if last < first:
        row.fault("period_ends_before_start", "period_end", first)
        return None
    span = Span(first, last)
    if read is not None and not span.holds(read):
        row.fault("date_outside_period", "date", str(span))
        return None
    return span


def _day(row: Row, column: str) -> date | None:
    """Read the day in a column; the first or last day of a month or year is what its end says."""
    if not row.text(column):
        return None
    span = row.parsed(column, parse_date, "impossible_date")
    if span is None:
        return None
    return span.start if column == "period_start" else span.end


def _mark(row: Row) -> BaselineMark | None:
    """Read how a baseline came about; one that was made later says how, and how surely."""
    mark = row.parsed("baseline", BaselineMark, "unknown_baseline", list(BaselineMark)[1:])
    if mark is BaselineMark.LATE and not row.text("note"):
        row.fault("late_without_reason", "note")
    if mark in RECONSTRUCTED:
        if not row.text("method"):
            row.fault("reconstructed_without_method", "method")
        row.parsed("confidence", Confidence, "unknown_confidence", list(Confidence))
    return mark


def _stage_in_range(row: Row, known: KnownIndicator | None, value: float | None) -> None:
    """A milestone of several stages holds the number of one of them, or 0."""
    if known is None or not known.last_stage or value is None:
        return
    if value > known.last_stage:
        row.fault("no_such_stage", "value", known.last_stage)


def _new_activity(
    row: Row, evidence: Evidence | None, known: KnownIndicator | None, value: float | None
) -> None:
    """An activity that is new with the plan had nothing to count before it, and only flows have that."""
    if evidence is not Evidence.NEW_ACTIVITY or known is None:
        return
    if not known.is_flow:
        row.fault("new_activity_no_flow", "evidence", str(known.data_type))
    elif value not in (0, None):
        row.fault("new_activity_not_zero", "value")


def _body(row: Row, bodies: BodyNames) -> str:
    """Give the code of the body that returned the row, however it is spelt."""
    name = row.text("body")
    if not name:
        return ""
    meant = bodies.meant(name)
    if len(meant) == 1:
        return meant[0]
    if meant:
        row.fault("ambiguous_body", "body", meant)
    else:
        row.fault("unknown_body_name", "body", known=bodies.codes)
    return ""


def _part(row: Row) -> bool:
    if not row.text("part"):
        return False
    return bool(row.parsed("part", read_yes_no, "not_yes_or_no"))
