"""Which part of a chapter stands on which slide, before anything is drawn."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wps_eval.publish.tag_style import tag_style
from wps_eval.publish.widths import given_widths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup, Tag

WIDTH, HEIGHT = 960.0, 540.0  # points; wide slides
SIDE, TOP, BOTTOM = 50.0, 104.0, 492.0  # where a slide's content may stand
ROOM = WIDTH - 2 * SIDE
LARGE, SMALL, CELL, CAPTION = 19.0, 15.0, 12.0, 11.0  # text sizes in points
LETTER = 0.5  # of the text size, a letter's mean width
LINE = 1.35  # of the text size, from line to line
AFTER = 8.0  # points below a paragraph
PADDING = 12.0  # points beside and above a cell's text, both sides together
PICTURE_LEAST, PICTURE_MOST = 190.0, 330.0  # points of height
KEPT = 80.0  # text up to this height stays with the picture before it
TEXTS = frozenset({"p", "li", "h3", "h4", "aside"})
BLANK = re.compile(r"\s+")
WORD = re.compile(r"\s*\S+|\s+$")  # a word with the space before it, and a space at the end


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with its weight and slope."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a point of a list, a heading or a remark."""

    kind: str
    runs: tuple[Run, ...]

    def height(self, size: float) -> float:
        """Its height in points when it is set in a size."""
        letters = sum(len(run.text) for run in self.runs)
        return lines(letters, ROOM, size) * size * LINE + AFTER


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: its file, what it shows in words, its caption and its height to width."""

    file: str
    alt: str
    caption: str
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    number: bool = False
    fill: str = ""
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads, rows, the share of the width that each column has."""

    caption: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]

    def row_height(self, row: tuple[Cell, ...]) -> float:
        """A row's height in points."""
        needed = (
            lines(len(cell.text), share * ROOM - PADDING, CELL)
            for cell, share in zip(row, self.shares, strict=True)
        )
        return max(needed, default=1) * CELL * LINE + PADDING * 0.6


Block = Paragraph | Picture | Grid


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title, the size of its text, and its content from top to bottom."""

    title: str
    size: float
    blocks: tuple[Block, ...] = field(default=())


def lines(letters: int, room: float, size: float) -> int:
    """How many lines a text of so many letters takes in a room of so many points."""
    return max(1, math.ceil(letters * LETTER * size / max(room, size)))


def plan_slides(soup: BeautifulSoup, title: str) -> list[Slide]:
    """Share a report's chapters out to slides: one each, and more where one does not hold it.

    Args:
        soup: The report's body; pictures are files already.
        title: What stands above content before the first chapter.
    """
    slides: list[Slide] = []
    for head, blocks in _chapters(soup, title):
        texts = [b for b in blocks if isinstance(b, Paragraph)]
        fits = sum(b.height(LARGE) for b in texts) <= BOTTOM - TOP
        slides += _fill(Slide(head, LARGE if fits else SMALL), blocks)
    return slides


def _chapters(soup: BeautifulSoup, title: str) -> Iterator[tuple[str, list[Block]]]:
    head, blocks = title, list[Block]()
    for tag in soup.find_all(recursive=False):
        if tag.name == "h2":
            if blocks:
                yield head, blocks
            head, blocks = tag.get_text(" ", strip=True), []
        else:
            blocks += _blocks(tag)
    if blocks:
        yield head, blocks


def _blocks(tag: Tag) -> Iterator[Block]:
    if tag.name in TEXTS:
        yield Paragraph(tag.name, tuple(_runs(tag)))
    elif tag.name == "figure":
        yield from _pictures(tag)
    elif tag.name == "table":
        yield _grid(tag)
    else:
        for child in tag.find_all(recursive=False):
            yield from _blocks(child)


def _runs(tag: Tag) -> Iterator[Run]:
    for text in tag.find_all(string=True):
        content = BLANK.sub(" ", str(text))
        if content.strip() or content == " ":
            yield Run(content, *(text.find_parent(name) is not None for name in ("strong", "em")))


def _pictures(tag: Tag) -> Iterator[Picture]:
    caption = tag.find("figcaption")
    caption_text = caption.get_text(" ", strip=True) if caption else ""
    for image in tag.find_all("img"):
        yield Picture(str(image["src"]), str(image["alt"]), caption_text)


def _grid(table: Tag) -> Grid:
    caption, head = table.find("caption"), table.find("thead")
    heads = list(_cells(head.find_all("tr")[-1])) if head else []
    rows = [list(_cells(row)) for row in table.find_all("tr") if row.find_parent("thead") is None]
    columns = max(map(len, (heads, *rows)), default=0)
    given = given_widths(table)
    shares = given if len(given) == columns else [1.0] * columns
    return Grid(
        caption.get_text(" ", strip=True) if caption else "",
        _filled(heads, columns) if heads else (),
        tuple(_filled(row, columns) for row in rows),
        tuple(share / sum(shares) for share in shares),
    )


def _cells(row: Tag) -> Iterator[Cell]:
    """Give a row's cells; one over several columns is followed by empty ones."""
    for tag in row.find_all(["th", "td"]):
        yield _cell(tag)
        yield from [Cell("")] * (int(str(tag.get("colspan", "1"))) - 1)


def _filled(row: list[Cell], columns: int) -> tuple[Cell, ...]:
    return (*row, *[Cell("")] * (columns - len(row)))


def _cell(tag: Tag) -> Cell:
    style = tag_style(tag)
    return Cell(
        tag.get_text(" ", strip=True),
        "num" in tag.get_attribute_list("class"),
        style.get("background-color", ""),
        style.get("color", ""),
    )


def _fill(slide: Slide, blocks: list[Block]) -> Iterator[Slide]:
    left = BOTTOM - TOP
    for place, block in enumerate(blocks):
        for part, height in _parts(block, left, slide, _kept(blocks[place + 1 :], slide.size)):
            if height > left and slide.blocks:
                yield slide
                slide, left = replace(slide, blocks=()), BOTTOM - TOP
            slide = replace(slide, blocks=(*slide.blocks, part))
            left -= height
    yield slide


def _kept(after: list[Block], size: float) -> float:
    """The room that the text right after a picture asks for, if it is little enough to stay."""
    height = 0.0
    for block in after:
        if not isinstance(block, Paragraph):
            break
        height += block.height(size)
    return height if height <= KEPT else 0.0


def _parts(block: Block, left: float, slide: Slide, after: float) -> Iterator[tuple[Block, float]]:
    """Give a block with its height; a table in as many pieces as slides have room for."""
    if isinstance(block, Paragraph):
        for piece in _portions(block, slide.size):
            yield piece, piece.height(slide.size)
    elif isinstance(block, Picture):
        captioned = lines(len(block.caption), ROOM, CAPTION) * CAPTION * LINE + AFTER
        room = min(left - after - captioned, PICTURE_MOST)
        height = room if room >= PICTURE_LEAST else PICTURE_MOST
        yield replace(block, height=height), height + captioned
    else:
        yield from _pieces(block, left)


def _portions(block: Paragraph, size: float) -> Iterator[Paragraph]:
    """Give a paragraph in portions that a slide holds, parted between words."""
    most = int((BOTTOM - TOP - AFTER) / (size * LINE)) * ROOM / (LETTER * size)
    runs: list[Run] = []
    for run in block.runs:
        for word in WORD.findall(run.text):
            if runs and sum(len(r.text) for r in runs) + len(word) > most:
                yield replace(block, runs=tuple(runs))
                runs = []
            if runs and (runs[-1].bold, runs[-1].italic) == (run.bold, run.italic):
                runs[-1] = replace(run, text=runs[-1].text + word)
            else:
                runs.append(replace(run, text=word))
    yield replace(block, runs=tuple(runs))


def _pieces(grid: Grid, left: float) -> Iterator[tuple[Grid, float]]:
    captioned = lines(len(grid.caption), ROOM, CAPTION) * CAPTION * LINE + AFTER
    above = captioned + (grid.row_height(grid.heads) if grid.heads else 0.0)
    if above + sum(map(grid.row_height, grid.rows[:2])) > left:
        left = BOTTOM - TOP  # it begins on the next slide
    rows: list[tuple[Cell, ...]] = []
    height = above
    for row in grid.rows:
        needed = grid.row_height(row)
        if rows and height + needed > left:
            yield replace(grid, rows=tuple(rows)), height
            rows, height, left = [], above, BOTTOM - TOP
        rows.append(row)
        height += needed
    yield replace(grid, rows=tuple(rows)), height + AFTER
