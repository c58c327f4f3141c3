"""A table's column widths and text size, so that it stays on its page.

Typst shrinks columns below their longest word without a warning; words then lie on one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

UPRIGHT_WIDTH, SIDEWAYS_WIDTH = 470.0, 717.0  # points between the margins of A4
#: points; for text below the last a page is turned
LARGEST_SIZE, SMALLEST_SIZE, TOO_SMALL_SIZE = 8.2, 5.0, 6.0
BUSY_COLUMNS, BUSY_SCALE = 6, 0.88  # a table of more columns is set smaller by this
CELL_PADDING = 9.0  # points beside a cell's text
LETTER_WIDTH = 0.56  # of the text size, a letter's mean width
BOLD_WIDTH = 1.15  # times as wide as plain letters
LONGEST_LINE = 80  # letters; longer text wraps anyway
HYPHENATED_LENGTH = 11  # letters of a Latin word that stay together
#: where a text may break; a code's hyphens are no such place
BREAKING_PLACES = re.compile(r"[\s\u00ad/]+|(?<=[^\W\d_]{3})[-–]")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a table has to fit on.

    Attributes:
        upright: Points between the margins.
        sideways: The same on a page that is turned; 0 where none can be.
        largest: The largest text of a table, in points.
    """

    upright: float
    sideways: float
    largest: float


A4 = Paper(UPRIGHT_WIDTH, SIDEWAYS_WIDTH, LARGEST_SIZE)
SLIDE = Paper(640.0, 0.0, 12.0)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column asks for, in letters: its longest word, and its longest line."""

    word: int
    line: int


def fit_tables(soup: BeautifulSoup, paper: Paper = A4) -> None:
    """Give every table a text size and, where it needs them, widths or a page on its side.

    Args:
        soup: The report's body, changed in place.
        paper: What it is printed on.
    """
    for table in soup.find_all("table"):
        columns = _column_measures(table)
        if not columns:
            continue
        room, size = paper.upright, _fitting_size(columns, paper.upright, paper.largest)
        turns = paper.sideways and table.parent is soup  # Typst turns no page inside a block
        if size < TOO_SMALL_SIZE and turns:
            room, size = paper.sideways, _fitting_size(columns, paper.sideways, paper.largest)
            table.wrap(soup.new_tag("div", attrs={"class": "sideways"}))
        table["data-typst:text:size"] = f"{size:.1f}pt"
        _set_column_widths(soup, table, columns, room, size)


def _fitting_size(columns: list[Column], room: float, largest: float) -> float:
    """Give the largest text size at which every column holds its longest word.

    Args:
        columns: What the columns ask for; a table of many is set smaller however short its words.
        room: Points that the table may take.
        largest: Points that no text exceeds; none falls below ``SMALLEST_SIZE`` either, which may be
            too large for its column.
    """
    letters = sum(column.word for column in columns) * LETTER_WIDTH
    fits = (room - CELL_PADDING * len(columns)) / max(letters, 1)
    by_count = largest if len(columns) <= BUSY_COLUMNS else largest * BUSY_SCALE
    return max(SMALLEST_SIZE, min(by_count, fits))


def _set_column_widths(
    soup: BeautifulSoup, table: Tag, columns: list[Column], room: float, size: float
) -> None:
    """Give each column its longest word, and share out what is left of the room."""
    least_widths = [column.word * LETTER_WIDTH * size + CELL_PADDING for column in columns]
    slacks = _column_slack(columns, [room * share for share in given_widths(table)], least_widths)
    room_left = max(room - sum(least_widths), 0) / sum(slacks)
    widths = [least + room_left * slack for least, slack in zip(least_widths, slacks, strict=True)]
    for old_columns in table.find_all(["colgroup", "col"]):
        old_columns.decompose()
    group = soup.new_tag("colgroup")
    for points in widths:
        style = f"width:{100 * points / sum(widths):.2f}%"
        group.append(soup.new_tag("col", attrs={"style": style}))
    head = table.find(["thead", "tbody", "tr"])
    if head is not None:
        head.insert_before(group)


def _column_slack(
    columns: list[Column], widths_given: list[float], least_widths: list[float]
) -> list[float]:
    """Say how much more than its longest word each column was given, or could use; in points or letters."""
    if len(widths_given) == len(columns):
        return [
            max(points - least, 0) + 1
            for points, least in zip(widths_given, least_widths, strict=True)
        ]
    return [column.line - column.word + 2 for column in columns]


def given_widths(table: Tag) -> list[float]:
    """Give the shares that the report chose, as parts of one."""
    styles = (str(col.get("style", "")) for col in table.find_all("col"))
    found = (re.search(r"width:\s*([\d.]+)%", style) for style in styles)
    return [float(width[1]) / 100 for width in found if width]


def _column_measures(table: Tag) -> list[Column]:
    """Measure each column of a table, in letters of plain text.

    A bold word counts for its width, since it must fit unbroken; a bold line may wrap.
    """
    texts = _column_texts(table)
    return [
        Column(
            word=max(
                ceil(_longest_word(text) * (BOLD_WIDTH if bold else 1)) for text, bold in column
            ),
            line=max(_line_length(text) for text, _ in column),
        )
        for column in texts
    ]


def _column_texts(table: Tag) -> list[list[tuple[str, bool]]]:
    """Give the texts of each column, and which are bold; a cell over several asks none for room."""
    texts: dict[int, list[tuple[str, bool]]] = {}
    cells_taken: set[tuple[int, int]] = set()
    for row_number, row in enumerate(table.find_all("tr")):
        column_number = 0
        bold = row.find_parent("thead") is not None
        for cell in row.find_all(["td", "th"], recursive=False):
            while (row_number, column_number) in cells_taken:
                column_number += 1
            columns_wide, rows_high = (
                int(str(cell.get(key, "1"))) for key in ("colspan", "rowspan")
            )
            cells_taken |= {
                (row_number + down, column_number + across)
                for down in range(rows_high)
                for across in range(columns_wide)
            }
            text = _cell_text(cell) if columns_wide == 1 else ""
            for place in range(column_number, column_number + columns_wide):
                texts.setdefault(place, []).append((text, bold))
    return [texts[place] for place in sorted(texts)]


def _cell_text(cell: Tag) -> str:
    """Give a cell's text; what stands in a box is one word."""
    if cell.find("span", class_="apart") is None:
        return cell.get_text().strip()
    parts = []
    for part in cell.find_all(string=True):
        boxed = part.find_parent("span", class_="apart") is not None
        parts.append(re.sub(r"[\s/-]", "_", part) if boxed else str(part))
    return "".join(parts).strip()


def _longest_word(text: str) -> int:
    """Give the length in letters of the longest word that must not break."""
    return max(map(_unbroken_length, BREAKING_PLACES.split(text)), default=0)


def _unbroken_length(word: str) -> int:
    """Give how many letters of a word stay together: all, but of a Latin word those before a hyphen can stand."""
    hyphenates = word.isalpha() and word.isascii()
    return min(len(word), HYPHENATED_LENGTH) if hyphenates else len(word)


def _line_length(text: str) -> int:
    """Give a text's length in letters, at most ``LONGEST_LINE`` but no less than its longest word."""
    return max(min(len(text), LONGEST_LINE), _longest_word(text))
