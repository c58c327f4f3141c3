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

SLIDE_WIDTH, SLIDE_HEIGHT = 960.0, 540.0  # points; wide slides
SIDE_MARGIN, CONTENT_TOP, CONTENT_BOTTOM = 50.0, 104.0, 492.0  # where a slide's content may stand
CONTENT_WIDTH = SLIDE_WIDTH - 2 * SIDE_MARGIN
LARGE_SIZE, SMALL_SIZE, CELL_SIZE, CAPTION_SIZE = 19.0, 15.0, 12.0, 11.0  # text sizes in points
LETTER_WIDTH = 0.5  # of the text size, a letter's mean width
LINE_HEIGHT = 1.35  # of the text size, from line to line
SPACE_AFTER = 8.0  # points below a paragraph
CELL_PADDING = 12.0  # points beside a cell's text, both sides together
PICTURE_LEAST, PICTURE_MOST = 190.0, 330.0  # points of height
PADDING_UP_DOWN = 0.6  # of it, above and below a row's text, with the line under the row
KEPT_WITH_PICTURE = 80.0  # text up to this height stays with the picture before it
TEXT_TAGS = frozenset({"p", "li", "h3", "h4", "aside"})
WHITE_SPACE = re.compile(r"\s+")
#: a word with the space before it, and a space at the end
WORD_WITH_SPACE = re.compile(r"\s*\S+|\s+$")


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
        """Give its height in points when it is set in a text size."""
        letters = sum(len(run.text) for run in self.runs)
        return lines_taken(letters, CONTENT_WIDTH, size) * size * LINE_HEIGHT + SPACE_AFTER


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: its file, what it shows in words, its caption and its height in points, 0 until it is planned."""

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
        """Give a row's height in points: the lines of its fullest cell, and the padding above and below."""
        line_counts = (
            lines_taken(len(cell.text), share * CONTENT_WIDTH - CELL_PADDING, CELL_SIZE)
            for cell, share in zip(row, self.shares, strict=True)
        )
        return (
            max(line_counts, default=1) * CELL_SIZE * LINE_HEIGHT + CELL_PADDING * PADDING_UP_DOWN
        )


Block = Paragraph | Picture | Grid


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title, the size of its text, and its content from top to bottom."""

    title: str
    size: float
    blocks: tuple[Block, ...] = field(default=())


def lines_taken(letters: int, room: float, size: float) -> int:
    """How many lines a text of so many letters takes in a room of so many points."""
    return max(1, math.ceil(letters * LETTER_WIDTH * size / max(room, size)))


def plan_slides(soup: BeautifulSoup, title: str) -> list[Slide]:
    """Share a report's chapters out to slides: one each, and more where one does not hold it.

    Args:
        soup: The report's body; pictures are files already.
        title: What stands above content before the first chapter.
    """
    slides: list[Slide] = []
    for heading, blocks in _chapter_blocks(soup, title):
        texts = [block for block in blocks if isinstance(block, Paragraph)]
        fits_large = (
            sum(block.height(LARGE_SIZE) for block in texts) <= CONTENT_BOTTOM - CONTENT_TOP
        )
        slides += _filled_slides(Slide(heading, LARGE_SIZE if fits_large else SMALL_SIZE), blocks)
    return slides


def _chapter_blocks(soup: BeautifulSoup, title: str) -> Iterator[tuple[str, list[Block]]]:
    """Give each chapter's heading with its blocks; what stands before the first is under the title."""
    heading, blocks = title, list[Block]()
    for tag in soup.find_all(recursive=False):
        if tag.name == "h2":
            if blocks:
                yield heading, blocks
            heading, blocks = tag.get_text(" ", strip=True), []
        else:
            blocks += _blocks_of_tag(tag)
    if blocks:
        yield heading, blocks


def _blocks_of_tag(tag: Tag) -> Iterator[Block]:
    """Give the blocks of a tag: texts, pictures and tables, looked for inside any other tag."""
    if tag.name in TEXT_TAGS:
        yield Paragraph(tag.name, tuple(_text_runs(tag)))
    elif tag.name == "figure":
        yield from _pictures(tag)
    elif tag.name == "table":
        yield _table_grid(tag)
    else:
        for child in tag.find_all(recursive=False):
            yield from _blocks_of_tag(child)


def _text_runs(tag: Tag) -> Iterator[Run]:
    """Give a tag's text in pieces of one weight and slope; white space counts as one space."""
    for text in tag.find_all(string=True):
        content = WHITE_SPACE.sub(" ", str(text))
        if content.strip() or content == " ":
            yield Run(content, *(text.find_parent(name) is not None for name in ("strong", "em")))


def _pictures(tag: Tag) -> Iterator[Picture]:
    """Give each picture of a figure, with the figure's caption."""
    caption = tag.find("figcaption")
    caption_text = caption.get_text(" ", strip=True) if caption else ""
    for image in tag.find_all("img"):
        yield Picture(str(image["src"]), str(image["alt"]), caption_text)


def _table_grid(table: Tag) -> Grid:
    """Read a table; columns without widths of their own share the room alike."""
    caption, head = table.find("caption"), table.find("thead")
    heads = list(_row_cells(head.find_all("tr")[-1])) if head else []
    rows = [
        list(_row_cells(row)) for row in table.find_all("tr") if row.find_parent("thead") is None
    ]
    columns = max(map(len, (heads, *rows)), default=0)
    widths_given = given_widths(table)
    shares = widths_given if len(widths_given) == columns else [1.0] * columns
    return Grid(
        caption.get_text(" ", strip=True) if caption else "",
        _padded_row(heads, columns) if heads else (),
        tuple(_padded_row(row, columns) for row in rows),
        tuple(share / sum(shares) for share in shares),
    )


def _row_cells(row: Tag) -> Iterator[Cell]:
    """Give a row's cells; one over several columns is followed by empty ones."""
    for tag in row.find_all(["th", "td"]):
        yield _read_cell(tag)
        yield from [Cell("")] * (int(str(tag.get("colspan", "1"))) - 1)


def _padded_row(row: list[Cell], columns: int) -> tuple[Cell, ...]:
    """Fill a row up with empty cells to a number of columns."""
    return (*row, *[Cell("")] * (columns - len(row)))


def _read_cell(tag: Tag) -> Cell:
    """Read a cell: its text, whether it is a number, its fill and its ink."""
    style = tag_style(tag)
    return Cell(
        tag.get_text(" ", strip=True),
        "num" in tag.get_attribute_list("class"),
        style.get("background-color", ""),
        style.get("color", ""),
    )


def _filled_slides(slide: Slide, blocks: list[Block]) -> Iterator[Slide]:
    """Fill a slide from top to bottom, and give it with as many more as its blocks need."""
    height_left = CONTENT_BOTTOM - CONTENT_TOP
    for number, block in enumerate(blocks):
        for part, height in _block_parts(
            block, height_left, slide, _kept_text_height(blocks[number + 1 :], slide.size)
        ):
            if height > height_left and slide.blocks:
                yield slide
                slide, height_left = replace(slide, blocks=()), CONTENT_BOTTOM - CONTENT_TOP
            slide = replace(slide, blocks=(*slide.blocks, part))
            height_left -= height
    yield slide


def _kept_text_height(blocks_after: list[Block], size: float) -> float:
    """Give the height in points of the text right after a picture; 0 where it is too much to stay with it."""
    height = 0.0
    for block in blocks_after:
        if not isinstance(block, Paragraph):
            break
        height += block.height(size)
    return height if height <= KEPT_WITH_PICTURE else 0.0


def _block_parts(
    block: Block, height_left: float, slide: Slide, kept_height: float
) -> Iterator[tuple[Block, float]]:
    """Give a block with its height; a table in as many pieces as slides have room for."""
    if isinstance(block, Paragraph):
        for piece in _paragraph_portions(block, slide.size):
            yield piece, piece.height(slide.size)
    elif isinstance(block, Picture):
        caption_height = (
            lines_taken(len(block.caption), CONTENT_WIDTH, CAPTION_SIZE)
            * CAPTION_SIZE
            * LINE_HEIGHT
            + SPACE_AFTER
        )
        picture_room = min(height_left - kept_height - caption_height, PICTURE_MOST)
        height = picture_room if picture_room >= PICTURE_LEAST else PICTURE_MOST
        yield replace(block, height=height), height + caption_height
    else:
        yield from _table_pieces(block, height_left)


def _paragraph_portions(block: Paragraph, size: float) -> Iterator[Paragraph]:
    """Give a paragraph in portions that a slide holds, parted between words."""
    letters_on_slide = (
        int((CONTENT_BOTTOM - CONTENT_TOP - SPACE_AFTER) / (size * LINE_HEIGHT))
        * CONTENT_WIDTH
        / (LETTER_WIDTH * size)
    )
    runs: list[Run] = []
    for run in block.runs:
        for word in WORD_WITH_SPACE.findall(run.text):
            if (
                runs
                and sum(len(earlier_run.text) for earlier_run in runs) + len(word)
                > letters_on_slide
            ):
                yield replace(block, runs=tuple(runs))
                runs = []
            if runs and (runs[-1].bold, runs[-1].italic) == (run.bold, run.italic):
                runs[-1] = replace(run, text=runs[-1].text + word)
            else:
                runs.append(replace(run, text=word))
    yield replace(block, runs=tuple(runs))


def _table_pieces(grid: Grid, height_left: float) -> Iterator[tuple[Grid, float]]:
    """Give a table in pieces that slides hold, each with its heads and its height in points."""
    caption_height = (
        lines_taken(len(grid.caption), CONTENT_WIDTH, CAPTION_SIZE) * CAPTION_SIZE * LINE_HEIGHT
        + SPACE_AFTER
    )
    head_height = caption_height + (grid.row_height(grid.heads) if grid.heads else 0.0)
    if head_height + sum(map(grid.row_height, grid.rows[:2])) > height_left:
        height_left = CONTENT_BOTTOM - CONTENT_TOP  # it begins on the next slide
    rows: list[tuple[Cell, ...]] = []
    height = head_height
    for row in grid.rows:
        row_height = grid.row_height(row)
        if rows and height + row_height > height_left:
            yield replace(grid, rows=tuple(rows)), height
            rows, height, height_left = [], head_height, CONTENT_BOTTOM - CONTENT_TOP
        rows.append(row)
        height += row_height
    yield replace(grid, rows=tuple(rows)), height + SPACE_AFTER
