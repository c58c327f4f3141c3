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

UPRIGHT, SIDEWAYS = 470.0, 717.0  # points between the margins of A4
LARGEST, SMALLEST, TOO_SMALL = 8.2, 5.0, 6.0  # points
BUSY, BUSIER = 6, 0.88  # a table of more columns is set smaller
PADDING = 9.0  # points beside a cell's text
LETTER = 0.56  # of the text size, a letter's mean width
BOLD = 1.15  # times as wide as plain letters
LONGEST_LINE = 80  # letters; longer text wraps anyway
HYPHENATED = 11  # letters of a Latin word that stay together
BREAKS = re.compile(r"[\s\u00ad/]+|(?<=[^\W\d_]{3})[-–]")  # a code's hyphens are no place to break


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


A4 = Paper(UPRIGHT, SIDEWAYS, LARGEST)
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
        columns = _columns(table)
        if not columns:
            continue
        room, size = paper.upright, _size(columns, paper.upright, paper.largest)
        turns = paper.sideways and table.parent is soup  # Typst turns no page inside a block
        if size < TOO_SMALL and turns:
            room, size = paper.sideways, _size(columns, paper.sideways, paper.largest)
            table.wrap(soup.new_tag("div", attrs={"class": "sideways"}))
        table["data-typst:text:size"] = f"{size:.1f}pt"
        _share(soup, table, columns, room, size)


def _size(columns: list[Column], room: float, largest: float) -> float:
    """The largest text size at which every column holds its longest word."""
    letters = sum(column.word for column in columns) * LETTER
    fits = (room - PADDING * len(columns)) / max(letters, 1)
    by_count = largest if len(columns) <= BUSY else largest * BUSIER
    return max(SMALLEST, min(by_count, fits))


def _share(
    soup: BeautifulSoup, table: Tag, columns: list[Column], room: float, size: float
) -> None:
    """Give each column its longest word, and share out what is left of the room."""
    least = [column.word * LETTER * size + PADDING for column in columns]
    slack = _slack(columns, [room * share for share in given_widths(table)], least)
    left = max(room - sum(least), 0) / sum(slack)
    asked = [need + left * part for need, part in zip(least, slack, strict=True)]
    for old in table.find_all(["colgroup", "col"]):
        old.decompose()
    group = soup.new_tag("colgroup")
    for points in asked:
        style = f"width:{100 * points / sum(asked):.2f}%"
        group.append(soup.new_tag("col", attrs={"style": style}))
    head = table.find(["thead", "tbody", "tr"])
    if head is not None:
        head.insert_before(group)


def _slack(columns: list[Column], given: list[float], least: list[float]) -> list[float]:
    """How much more than its longest word a column was given, or could use."""
    if len(given) == len(columns):
        return [max(points - need, 0) + 1 for points, need in zip(given, least, strict=True)]
    return [column.line - column.word + 2 for column in columns]


def given_widths(table: Tag) -> list[float]:
    """The shares that the report chose, as parts of one."""
    styles = (str(col.get("style", "")) for col in table.find_all("col"))
    found = (re.search(r"width:\s*([\d.]+)%", style) for style in styles)
    return [float(width[1]) / 100 for width in found if width]


def _columns(table: Tag) -> list[Column]:
    texts = _texts(table)
    return [
        Column(
            word=max(ceil(_word(text) * (BOLD if bold else 1)) for text, bold in column),
            line=max(_line(text) for text, _ in column),
        )
        for column in texts
    ]


def _texts(table: Tag) -> list[list[tuple[str, bool]]]:
    """The texts of each column, and which are bold; a cell over several asks none for room."""
    texts: dict[int, list[tuple[str, bool]]] = {}
    taken: set[tuple[int, int]] = set()
    for down, row in enumerate(table.find_all("tr")):
        across = 0
        for cell in row.find_all(["td", "th"]):
            while (down, across) in taken:
                across += 1
            wide, high = (int(str(cell.get(key, "1"))) for key in ("colspan", "rowspan"))
            taken |= {(down + d, across + a) for d in range(high) for a in range(wide)}
            text = _text(cell) if wide == 1 else ""
            bold = cell.find_parent("thead") is not None
            for place in range(across, across + wide):
                texts.setdefault(place, []).append((text, bold))
    return [texts[place] for place in sorted(texts)]


def _text(cell: Tag) -> str:
    """A cell's text; what stands in a box is one word."""
    parts = []
    for part in cell.find_all(string=True):
        boxed = part.find_parent("span", class_="apart") is not None
        parts.append(re.sub(r"[\s/-]", "_", part) if boxed else str(part))
    return "".join(parts).strip()


def _word(text: str) -> int:
    return max(map(_unbroken, BREAKS.split(text)), default=0)


def _unbroken(word: str) -> int:
    hyphenates = word.isalpha() and word.isascii()
    return min(len(word), HYPHENATED) if hyphenates else len(word)


def _line(text: str) -> int:
    return max(min(len(text), LONGEST_LINE), _word(text))
