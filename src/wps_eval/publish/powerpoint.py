"""Slides that can be edited: a chapter a slide, mirrored where the language is.

The only module that knows python-pptx; what it has no words for is set on its elements.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from wps_eval.publish import slide_plan
from wps_eval.publish.archive import repacked
from wps_eval.publish.body import body_of
from wps_eval.publish.exporter import SealedExporter, export
from wps_eval.publish.fonts import FAMILY, refuse_missing
from wps_eval.publish.markup import write_picture
from wps_eval.publish.pictures import drawings_to_pixels
from wps_eval.publish.slide_plan import Cell, Grid, Paragraph, Picture, Run, Slide, plan_slides
from wps_eval.words.numbers import write_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.report.seal import Seal

MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
INK, MUTED, ACCENT, ALARM = "1F2933", "4A5761", "0B5D7A", "7A1C14"
BAND_FILL, HAIR_LINE, PAPER = "EEF3F6", "C9D1D8", "FFFFFF"
TITLE_ONLY_LAYOUT = 5  # the layout of a slide that has a title and free room
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # Office's own style without fills and lines
COVER_TITLE_SIZE, COVER_TEXT_SIZE, COVER_WARNING_SIZE = 38, 19, 17  # text sizes in points
TITLE_SIZE, FOOT_SIZE = 26, 10
LIST_INDENT = 18  # points
FIXED_DATE = datetime(2021, 1, 1, tzinfo=UTC)  # fixed, so that the same report has the same bytes
HEX_COLOUR = re.compile(r"#([0-9a-f]{6})", re.IGNORECASE)


def export_powerpoint(notebook: Path, target: Path) -> Path:
    """Make one PowerPoint file of an executed notebook; refused where ``export`` refuses."""
    return export(notebook, target, report_powerpoint)


def report_powerpoint(notebook: Any, seal: Seal) -> bytes:
    """Give the report's chapters as slides."""
    soup = body_of(notebook, seal)
    refuse_missing(soup.get_text() + seal.printed, seal.edition)
    with TemporaryDirectory() as name:
        folder = Path(name)
        drawings_to_pixels(soup, folder, seal.edition)
        for number, image in enumerate(soup.find_all("img", src=re.compile("^data:")), start=1):
            what = f"{seal.edition}, photograph {number}"
            image["src"] = write_picture(str(image["src"]), folder, f"photograph{number}", what)
        deck = Deck(seal, folder)
        deck.open()
        for number, slide in enumerate(plan_slides(soup, seal.title), start=2):
            deck.add(slide, number)
        return deck.packed()


class Deck:
    """Slides being drawn in one language and direction."""

    def __init__(self, seal: Seal, folder: Path) -> None:
        """Start with no slide.

        Args:
            seal: What the report says of itself.
            folder: Where its pictures lie.
        """
        self._seal, self._folder = seal, folder
        self._show = Presentation()
        self._show.slide_width, self._show.slide_height = (
            Pt(slide_plan.SLIDE_WIDTH),
            Pt(slide_plan.SLIDE_HEIGHT),
        )
        self._layout = self._show.slide_layouts[TITLE_ONLY_LAYOUT]
        title: Any = self._layout.placeholders[0]
        _place_across(title, 30, 56)
        title.text_frame.margin_left = title.text_frame.margin_right = 0
        for spare in list(self._layout.placeholders)[1:]:  # dates and numbers that nobody fills
            spare._element.getparent().remove(spare._element)

    def open(self) -> None:
        """Draw the first slide: title, plan, place and edition, and what the data are."""
        seal = self._seal
        slide = self._show.slides.add_slide(self._layout)
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = _rgb_colour(ACCENT)
        title = slide.shapes.title
        _place_across(title, 130, 90)
        self._write_paragraphs(
            title.text_frame, [(Run(seal.title, bold=True),)], COVER_TITLE_SIZE, PAPER
        )
        place_and_edition = " · ".join(filter(None, [seal.place, seal.edition, seal.remark]))
        paragraphs = [(Run(seal.subtitle),), (Run(place_and_edition, bold=True),)]
        self._write_paragraphs(self._text_box(slide, 236, 120), paragraphs, COVER_TEXT_SIZE, PAPER)
        if seal.demonstration:
            frame = self._text_box(slide, 372, 44, fill=PAPER)
            self._write_paragraphs(
                frame, [(Run(seal.words.demonstration, bold=True),)], COVER_WARNING_SIZE, ALARM
            )

    def add(self, plan: Slide, number: int) -> None:
        """Draw one slide of the plan.

        Args:
            plan: What stands on it.
            number: Its number in the deck.
        """
        slide = self._show.slides.add_slide(self._layout)
        self._write_paragraphs(
            slide.shapes.title.text_frame, [(Run(plan.title, bold=True),)], TITLE_SIZE, ACCENT
        )
        top = slide_plan.CONTENT_TOP
        for block in plan.blocks:
            if isinstance(block, Paragraph):
                top += self._draw_paragraph(slide, block, plan.size, top)
            elif isinstance(block, Picture):
                top += self._draw_picture(slide, block, top)
            else:
                top += self._draw_table(slide, block, top)
        self._draw_foot(slide, number)

    def packed(self) -> bytes:
        """Give the file, without the time of its making."""
        properties = self._show.core_properties
        properties.title, properties.author, properties.last_modified_by = self._seal.title, "", ""
        properties.language = self._seal.html_lang
        properties.created = properties.modified = FIXED_DATE
        buffer = io.BytesIO()
        self._show.save(buffer)
        return repacked(buffer.getvalue(), lambda _, content: content)

    def _draw_paragraph(self, slide: Any, paragraph: Paragraph, size: float, top: float) -> float:
        """Draw a paragraph; give the height that it takes, in points."""
        height = paragraph.height(size)
        frame = self._text_box(
            slide, top, height, fill=BAND_FILL if paragraph.kind == "aside" else ""
        )
        heading = paragraph.kind in ("h3", "h4")
        runs = (
            tuple(Run(run.text, bold=True) for run in paragraph.runs) if heading else paragraph.runs
        )
        ink = ACCENT if heading else INK
        self._write_paragraphs(frame, [runs], size, ink, bullet=paragraph.kind == "li")
        return height

    def _draw_picture(self, slide: Any, picture: Picture, top: float) -> float:
        """Draw a picture in the middle, with its caption; give the height that both take, in points."""
        drawn = slide.shapes.add_picture(str(self._folder / picture.file), 0, Pt(top))
        scale = min(Pt(slide_plan.CONTENT_WIDTH) / drawn.width, Pt(picture.height) / drawn.height)
        drawn.width, drawn.height = int(drawn.width * scale), int(drawn.height * scale)
        drawn.left = (Pt(slide_plan.SLIDE_WIDTH) - drawn.width) // 2
        drawn._element.nvPicPr.cNvPr.set("descr", picture.alt)
        return picture.height + self._draw_caption(slide, picture.caption, top + picture.height)

    def _draw_table(self, slide: Any, grid: Grid, top: float) -> float:
        """Draw a table under its caption; give the height that both take, in points."""
        caption_height = self._draw_caption(slide, grid.caption, top, bold=True)
        rows = [row for row in (grid.heads, *grid.rows) if row]
        heights = [grid.row_height(row) for row in rows]
        shape = slide.shapes.add_table(
            len(rows), len(grid.shares), Pt(slide_plan.SIDE_MARGIN), Pt(top + caption_height),
            Pt(slide_plan.CONTENT_WIDTH), Pt(sum(heights)),
        )  # fmt: skip
        shape._element.nvGraphicFramePr.cNvPr.set("descr", grid.caption)
        table = shape.table
        table.first_row, table.horz_banding = bool(grid.heads), False
        table_properties = table._tbl.tblPr
        table_properties.find(qn("a:tableStyleId")).text = PLAIN_TABLE
        if self._right_to_left:
            table_properties.set("rtl", "1")
        for column, share in zip(table.columns, grid.shares, strict=True):
            column.width = Pt(share * slide_plan.CONTENT_WIDTH)
        for drawn, row, height in zip(table.rows, rows, heights, strict=True):
            drawn.height = Pt(height)
            for cell, content in zip(drawn.cells, row, strict=True):
                self._fill_cell(cell, content, head=row is grid.heads)
        return caption_height + sum(heights) + slide_plan.SPACE_AFTER

    def _fill_cell(self, cell: Any, content: Cell, *, head: bool) -> None:
        """Write one cell of a table, with its fill, its room and the line under it."""
        fill, ink = HEX_COLOUR.fullmatch(content.fill), HEX_COLOUR.fullmatch(content.ink)
        if fill or head:
            cell.fill.solid()
            cell.fill.fore_color.rgb = _rgb_colour(fill[1].upper() if fill else BAND_FILL)
        cell.margin_left = cell.margin_right = Pt(slide_plan.CELL_PADDING / 2)
        cell.margin_top = cell.margin_bottom = Pt(slide_plan.CELL_PADDING / 4)
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
        colour = ink[1].upper() if ink else INK
        self._write_paragraphs(
            cell.text_frame, [(Run(content.text, bold=head),)], slide_plan.CELL_SIZE, colour,
            end=content.number,
        )  # fmt: skip
        _underline_cell(cell._tc.get_or_add_tcPr())

    def _draw_caption(self, slide: Any, text: str, top: float, *, bold: bool = False) -> float:
        """Draw a caption; give the height that it takes, in points, 0 where there is none."""
        if not text:
            return 0.0
        size = slide_plan.CAPTION_SIZE
        height = (
            slide_plan.lines_taken(len(text), slide_plan.CONTENT_WIDTH, size)
            * size
            * slide_plan.LINE_HEIGHT
        )
        self._write_paragraphs(
            self._text_box(slide, top, height), [(Run(text, bold=bold),)], size, MUTED
        )
        return height + slide_plan.SPACE_AFTER

    def _draw_foot(self, slide: Any, number: int) -> None:
        """Draw the foot: what the report is, a warning where it needs one, and the slide's number."""
        seal, top, height = self._seal, slide_plan.SLIDE_HEIGHT - 34, 20
        runs = [Run(" · ".join(filter(None, [seal.title, seal.place])))]
        warning = seal.words.demonstration if seal.demonstration else seal.remark
        runs += [Run(f" · {warning}", bold=True)] if warning else []
        ink = ALARM if seal.demonstration else MUTED
        self._write_paragraphs(self._text_box(slide, top, height), [tuple(runs)], FOOT_SIZE, ink)
        slide_number = write_number(number, seal.language, decimals=0, numbering=seal.numerals)
        self._write_paragraphs(
            self._text_box(slide, top, height), [(Run(slide_number),)], FOOT_SIZE, MUTED, end=True
        )

    @property
    def _right_to_left(self) -> bool:
        return self._seal.direction == "rtl"

    def _text_box(self, slide: Any, top: float, height: float, fill: str = "") -> Any:
        """Give the text frame of a box across the slide."""
        shape = slide.shapes.add_textbox(0, 0, Pt(1), Pt(1))
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _rgb_colour(fill)
        _place_across(shape, top, height)
        frame = shape.text_frame
        frame.word_wrap = True
        inset = Pt(8 if fill else 0)
        frame.margin_left = frame.margin_right = inset
        frame.margin_top = frame.margin_bottom = Pt(4 if fill else 0)
        return frame

    def _write_paragraphs(
        self, frame: Any, paragraphs: Iterable[tuple[Run, ...]], size: float, ink: str,
        *, bullet: bool = False, end: bool = False,
    ) -> None:  # fmt: skip
        """Write paragraphs in the report's language and direction.

        Args:
            frame: The text frame, emptied first.
            paragraphs: The runs of each.
            size: Text size in points.
            ink: The colour of the text.
            bullet: Whether they are points of a list.
            end: Whether they stand at the line's end, as numbers do.
        """
        frame.clear()
        for number, runs in enumerate(paragraphs):
            line = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            line.alignment = PP_ALIGN.RIGHT if end != self._right_to_left else PP_ALIGN.LEFT
            line.space_after = Pt(6)
            paragraph_properties = line._p.get_or_add_pPr()
            if self._right_to_left:
                paragraph_properties.set("rtl", "1")
            if bullet:
                paragraph_properties.set("marL", str(Pt(LIST_INDENT)))
                paragraph_properties.set("indent", str(-Pt(LIST_INDENT)))
                paragraph_properties.append(
                    paragraph_properties.makeelement(qn("a:buChar"), {"char": "•"})
                )
            for run in runs:
                self._write_run(line.add_run(), run, size, ink)

    def _write_run(self, drawn: Any, run: Run, size: float, ink: str) -> None:
        """Write one run in the report's font and language, in points and six-digit colour."""
        drawn.text = run.text
        font = drawn.font
        font.size, font.bold, font.italic = Pt(size), run.bold, run.italic
        font.color.rgb = _rgb_colour(ink)
        font.name = FAMILY
        run_properties = drawn._r.get_or_add_rPr()
        run_properties.set("lang", self._seal.html_lang)
        run_properties.append(run_properties.makeelement(qn("a:cs"), {"typeface": FAMILY}))


def _rgb_colour(hexadecimal: str) -> RGBColor:
    """Read a colour of six hexadecimal digits."""
    return RGBColor(*bytes.fromhex(hexadecimal))  # type: ignore[no-untyped-call]


def _place_across(shape: Any, top: float, height: float) -> None:
    """Lay a shape across the slide's content; top and height in points."""
    shape.left, shape.top = Pt(slide_plan.SIDE_MARGIN), Pt(top)
    shape.width, shape.height = Pt(slide_plan.CONTENT_WIDTH), Pt(height)


def _underline_cell(cell_properties: Any) -> None:
    """Draw a hair line under a cell, before its fill as the format asks."""
    line = cell_properties.makeelement(qn("a:lnB"), {"w": str(Pt(0.5))})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": HAIR_LINE}))
    line.append(fill)
    cell_properties.insert(0, line)


class ReportPowerPoint(SealedExporter):
    """nbconvert exporter behind ``Report_PowerPoint`` in JupyterLab's export menu."""

    file_extension = ".pptx"
    output_mimetype = MIME
    make = staticmethod(report_powerpoint)
