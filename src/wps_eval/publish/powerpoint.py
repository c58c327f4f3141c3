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
BAND, HAIR, PAPER = "EEF3F6", "C9D1D8", "FFFFFF"
TITLE_ONLY = 5  # the layout of a slide that has a title and free room
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # Office's own style without fills and lines
MADE = datetime(2021, 1, 1, tzinfo=UTC)  # fixed, so that the same report has the same bytes
HEX = re.compile(r"#([0-9a-f]{6})", re.IGNORECASE)


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
            Pt(slide_plan.WIDTH),
            Pt(slide_plan.HEIGHT),
        )
        self._layout = self._show.slide_layouts[TITLE_ONLY]
        title: Any = self._layout.placeholders[0]
        _place(title, 30, 56)
        title.text_frame.margin_left = title.text_frame.margin_right = 0
        for spare in list(self._layout.placeholders)[1:]:  # dates and numbers that nobody fills
            spare._element.getparent().remove(spare._element)

    def open(self) -> None:
        """Draw the first slide: title, plan, place and edition, and what the data are."""
        seal = self._seal
        slide = self._show.slides.add_slide(self._layout)
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = _colour(ACCENT)
        title = slide.shapes.title
        _place(title, 130, 90)
        self._write(title.text_frame, [(Run(seal.title, bold=True),)], 38, PAPER)
        below = " · ".join(filter(None, [seal.place, seal.edition, seal.remark]))
        paragraphs = [(Run(seal.subtitle),), (Run(below, bold=True),)]
        self._write(self._box(slide, 236, 120), paragraphs, 19, PAPER)
        if seal.demonstration:
            frame = self._box(slide, 372, 44, fill=PAPER)
            self._write(frame, [(Run(seal.words.demonstration, bold=True),)], 17, ALARM)

    def add(self, plan: Slide, number: int) -> None:
        """Draw one slide of the plan.

        Args:
            plan: What stands on it.
            number: Its number in the deck.
        """
        slide = self._show.slides.add_slide(self._layout)
        self._write(slide.shapes.title.text_frame, [(Run(plan.title, bold=True),)], 26, ACCENT)
        top = slide_plan.TOP
        for block in plan.blocks:
            if isinstance(block, Paragraph):
                top += self._paragraph(slide, block, plan.size, top)
            elif isinstance(block, Picture):
                top += self._picture(slide, block, top)
            else:
                top += self._grid(slide, block, top)
        self._foot(slide, number)

    def packed(self) -> bytes:
        """Give the file, without the time of its making."""
        about = self._show.core_properties
        about.title, about.author, about.last_modified_by = self._seal.title, "", ""
        about.language = self._seal.html_lang
        about.created = about.modified = MADE
        out = io.BytesIO()
        self._show.save(out)
        return repacked(out.getvalue(), lambda _, content: content)

    def _paragraph(self, slide: Any, block: Paragraph, size: float, top: float) -> float:
        height = block.height(size)
        frame = self._box(slide, top, height, fill=BAND if block.kind == "aside" else "")
        heading = block.kind in ("h3", "h4")
        runs = tuple(Run(r.text, bold=True) for r in block.runs) if heading else block.runs
        ink = ACCENT if heading else INK
        self._write(frame, [runs], size, ink, bullet=block.kind == "li")
        return height

    def _picture(self, slide: Any, block: Picture, top: float) -> float:
        drawn = slide.shapes.add_picture(str(self._folder / block.file), 0, Pt(top))
        scale = min(Pt(slide_plan.ROOM) / drawn.width, Pt(block.height) / drawn.height)
        drawn.width, drawn.height = int(drawn.width * scale), int(drawn.height * scale)
        drawn.left = (Pt(slide_plan.WIDTH) - drawn.width) // 2
        drawn._element.nvPicPr.cNvPr.set("descr", block.alt)
        return block.height + self._caption(slide, block.caption, top + block.height)

    def _grid(self, slide: Any, block: Grid, top: float) -> float:
        above = self._caption(slide, block.caption, top, bold=True)
        rows = [row for row in (block.heads, *block.rows) if row]
        heights = [block.row_height(row) for row in rows]
        shape = slide.shapes.add_table(
            len(rows), len(block.shares), Pt(slide_plan.SIDE), Pt(top + above),
            Pt(slide_plan.ROOM), Pt(sum(heights)),
        )  # fmt: skip
        shape._element.nvGraphicFramePr.cNvPr.set("descr", block.caption)
        table = shape.table
        table.first_row, table.horz_banding = bool(block.heads), False
        look = table._tbl.tblPr
        look.find(qn("a:tableStyleId")).text = PLAIN_TABLE
        if self._rtl:
            look.set("rtl", "1")
        for column, share in zip(table.columns, block.shares, strict=True):
            column.width = Pt(share * slide_plan.ROOM)
        for drawn, row, height in zip(table.rows, rows, heights, strict=True):
            drawn.height = Pt(height)
            for cell, content in zip(drawn.cells, row, strict=True):
                self._cell(cell, content, head=row is block.heads)
        return above + sum(heights) + slide_plan.AFTER

    def _cell(self, cell: Any, content: Cell, *, head: bool) -> None:
        fill, ink = HEX.fullmatch(content.fill), HEX.fullmatch(content.ink)
        if fill or head:
            cell.fill.solid()
            cell.fill.fore_color.rgb = _colour(fill[1].upper() if fill else BAND)
        cell.margin_left = cell.margin_right = Pt(slide_plan.PADDING / 2)
        cell.margin_top = cell.margin_bottom = Pt(slide_plan.PADDING / 4)
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
        colour = ink[1].upper() if ink else INK
        self._write(
            cell.text_frame, [(Run(content.text, bold=head),)], slide_plan.CELL, colour,
            end=content.number,
        )  # fmt: skip
        _underline(cell._tc.get_or_add_tcPr())

    def _caption(self, slide: Any, text: str, top: float, *, bold: bool = False) -> float:
        if not text:
            return 0.0
        size = slide_plan.CAPTION
        height = slide_plan.lines(len(text), slide_plan.ROOM, size) * size * slide_plan.LINE
        self._write(self._box(slide, top, height), [(Run(text, bold=bold),)], size, MUTED)
        return height + slide_plan.AFTER

    def _foot(self, slide: Any, number: int) -> None:
        seal, top, height = self._seal, slide_plan.HEIGHT - 34, 20
        runs = [Run(" · ".join(filter(None, [seal.title, seal.place])))]
        mark = seal.words.demonstration if seal.demonstration else seal.remark
        runs += [Run(f" · {mark}", bold=True)] if mark else []
        ink = ALARM if seal.demonstration else MUTED
        self._write(self._box(slide, top, height), [tuple(runs)], 10, ink)
        counted = write_number(number, seal.language, decimals=0, numbering=seal.numerals)
        self._write(self._box(slide, top, height), [(Run(counted),)], 10, MUTED, end=True)

    @property
    def _rtl(self) -> bool:
        return self._seal.direction == "rtl"

    def _box(self, slide: Any, top: float, height: float, fill: str = "") -> Any:
        """Give the text frame of a box across the slide."""
        shape = slide.shapes.add_textbox(0, 0, Pt(1), Pt(1))
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _colour(fill)
        _place(shape, top, height)
        frame = shape.text_frame
        frame.word_wrap = True
        inner = Pt(8 if fill else 0)
        frame.margin_left = frame.margin_right = inner
        frame.margin_top = frame.margin_bottom = Pt(4 if fill else 0)
        return frame

    def _write(
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
        for place, runs in enumerate(paragraphs):
            line = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            line.alignment = PP_ALIGN.RIGHT if end != self._rtl else PP_ALIGN.LEFT
            line.space_after = Pt(6)
            look = line._p.get_or_add_pPr()
            if self._rtl:
                look.set("rtl", "1")
            if bullet:
                look.set("marL", str(Pt(18)))
                look.set("indent", str(-Pt(18)))
                look.append(look.makeelement(qn("a:buChar"), {"char": "•"}))
            for run in runs:
                self._run(line.add_run(), run, size, ink)

    def _run(self, drawn: Any, run: Run, size: float, ink: str) -> None:
        drawn.text = run.text
        font = drawn.font
        font.size, font.bold, font.italic = Pt(size), run.bold, run.italic
        font.color.rgb = _colour(ink)
        font.name = FAMILY
        look = drawn._r.get_or_add_rPr()
        look.set("lang", self._seal.html_lang)
        look.append(look.makeelement(qn("a:cs"), {"typeface": FAMILY}))


def _colour(hexadecimal: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(hexadecimal))  # type: ignore[no-untyped-call]


def _place(shape: Any, top: float, height: float) -> None:
    shape.left, shape.top = Pt(slide_plan.SIDE), Pt(top)
    shape.width, shape.height = Pt(slide_plan.ROOM), Pt(height)


def _underline(look: Any) -> None:
    """Draw a hair line under a cell, before its fill as the format asks."""
    line = look.makeelement(qn("a:lnB"), {"w": str(Pt(0.5))})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": HAIR}))
    line.append(fill)
    look.insert(0, line)


class ReportPowerPoint(SealedExporter):
    """nbconvert exporter behind ``Report_PowerPoint`` in JupyterLab's export menu."""

    file_extension = ".pptx"
    output_mimetype = MIME
    make = staticmethod(report_powerpoint)
