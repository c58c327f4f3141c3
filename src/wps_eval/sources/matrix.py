"""Read a matrix of targets from the workbook that its owner made, by a mapping of its columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from wps_eval.errors import Data, Fault, Where
from wps_eval.plan.models import VERSION_PATTERN, Dated, Frozen, Target
from wps_eval.sources.figure_row import Row
from wps_eval.sources.figure_value import read_value
from wps_eval.sources.table_file import read_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from wps_eval.sources.figure_row import Lists
    from wps_eval.sources.table_file import Sheet
    from wps_eval.values import Unit


class MappedColumn(Frozen):
    """A column of the workbook whose numbers are targets.

    Attributes:
        column: Its heading.
        kind: What the numbers are.
        date: By when they are to be reached.
    """

    column: str
    kind: Literal["target", "milestone", "floor"] = "target"
    date: Annotated[Dated, BeforeValidator(str)]


class MatrixMapping(Frozen):
    """How a workbook becomes targets.

    Attributes:
        version: The matrix's own date, by which a later one is told from it.
        source: What is cited as the source of every number.
        sheet: The sheet that holds it; every sheet with the columns where none is named.
        indicator: The heading of the column with the indicators' codes.
        place: The heading of the column with places, if there is one.
        values: The columns of numbers.
        codes: The plan's code by the matrix's own, where they differ.
        status: Who set the targets.
    """

    version: Annotated[str, BeforeValidator(str), Field(pattern=VERSION_PATTERN, min_length=4)]
    source: Annotated[str, Field(min_length=1)]
    indicator: str
    values: tuple[MappedColumn, ...]
    sheet: str = ""
    place: str = ""
    codes: Annotated[dict[str, str], Field(default_factory=dict)]
    status: Literal["official", "proposed"] = "official"

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that the workbook must have."""
        columns = (self.indicator, self.place, *(value.column for value in self.values))
        return tuple(filter(None, columns))


@dataclass(frozen=True, slots=True)
class MatrixReader:
    """Reads the rows of a matrix.

    Attributes:
        mapping: How it becomes targets.
        lists: The plan's indicators and places.
        code_of: Gives the plan's code of a printed one.
        national: The country, which a target names by no place.
    """

    mapping: MatrixMapping
    lists: Lists
    code_of: Callable[[str], str]
    national: str


def read_matrix(path: Path, reader: MatrixReader, faults: list[Fault]) -> tuple[Target, ...]:
    """Read the targets of a workbook.

    Args:
        path: A ``.csv`` or ``.xlsx`` file; titles may stand above its header.
        reader: How it is read.
        faults: Where faults are collected: a sheet or column that is not there, a number without an
            indicator, an unknown indicator or place, a number that its unit does not take, two
            numbers for one indicator, place and date.

    Returns:
        A target for each cell that holds a number; an empty cell sets none.
    """
    mapping = reader.mapping
    heads = {heading.lower() for heading in mapping.headings}
    sheets = read_sheets(path, faults, heads)
    chosen = [sheet for sheet in sheets if mapping.sheet in ("", sheet.where.sheet)]
    if sheets and not chosen:
        names = tuple(sheet.where.sheet for sheet in sheets)
        faults.append(Fault("unknown_sheet", Where(path.name), mapping.sheet, known=names))
    with_columns = [sheet for sheet in chosen if heads <= {*sheet.columns}]
    if chosen and not with_columns:
        faults.extend(_missing_columns(chosen[0], mapping))
    targets = [target for sheet in with_columns for target in _targets(sheet, reader, faults)]
    faults.extend(_doubled(targets, path.name))
    return tuple(target for target, _ in targets)


def _missing_columns(sheet: Sheet, mapping: MatrixMapping) -> Iterator[Fault]:
    """Find the headings of the mapping that a sheet does not have."""
    for heading in mapping.headings:
        if heading.lower() not in sheet.columns:
            where = replace(sheet.where, column=heading)
            yield Fault("missing_column", where, tuple(filter(None, sheet.columns)), heading)


def _targets(
    sheet: Sheet, reader: MatrixReader, faults: list[Fault]
) -> Iterator[tuple[Target, Where]]:
    """Read the targets of a sheet, each with the cell that it stands in."""
    for number, cells in sheet.rows:
        for value in reader.mapping.values:
            text = cells.get(value.column.lower(), "")
            if text:
                where = replace(sheet.where, row=number, column=value.column)
                target = _target(text, cells, value, where, reader, faults)
                if target is not None:
                    yield target, where


def _target(
    text: str,
    cells: dict[str, str],
    column: MappedColumn,
    where: Where,
    reader: MatrixReader,
    faults: list[Fault],
) -> Target | None:
    """Read one cell; None where a fault keeps it out."""
    mapping, lists = reader.mapping, reader.lists
    printed = cells.get(mapping.indicator.lower(), "")
    if not printed:
        faults.append(Fault("no_indicator", replace(where, column=mapping.indicator)))
        return None
    code = mapping.codes.get(printed, reader.code_of(printed))
    known = lists.indicators.get(code)
    if known is None:
        at, codes = replace(where, column=mapping.indicator), tuple(sorted(lists.indicators))
        faults.append(Fault("unknown_indicator", at, printed, known=codes))
        return None
    place_text = cells.get(mapping.place.lower(), "") if mapping.place else ""
    place = lists.places.code(place_text) if place_text else ""
    if place is None:
        at = replace(where, column=mapping.place)
        faults.append(Fault("unknown_place", at, place_text, known=lists.places.meant(place_text)))
        return None
    number = _number(text, known.unit, where, faults)
    if number is None:
        return None
    place = "" if place == reader.national else place
    return Target(
        code="-".join(filter(None, ("T", mapping.version, code, place, column.kind, column.date))),
        indicator=code,
        kind=column.kind,
        value=number,
        date=column.date,
        status=mapping.status,
        place=place,
        source=mapping.source,
        version=mapping.version,
    )


def _number(text: str, unit: Unit, where: Where, faults: list[Fault]) -> float | None:
    """Read a number in the unit of its indicator; None where a fault keeps it out."""
    found: list[Fault] = []
    row = Row(where, where.row, {"value": text}, found)
    number = read_value(row, unit).value
    faults.extend(replace(fault, where=where) for fault in found)
    return None if any(fault.blocks for fault in found) else number


def _doubled(targets: Iterable[tuple[Target, Where]], file: str) -> Iterator[Fault]:
    """Find the second number for one indicator, place and date."""
    first_row: dict[str, int] = {}
    for target, where in targets:
        if target.code in first_row:
            found = Data(value=target.value, row=first_row[target.code])
            yield Fault("target_twice", replace(where, file=file), found)
        first_row.setdefault(target.code, where.row)
