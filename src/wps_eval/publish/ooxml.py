"""What pandoc leaves undone in a Word file: mirrored tables, cell colours, fonts, languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from wps_eval.publish.archive import repacked
from wps_eval.publish.directions import holds_right_to_left
from wps_eval.publish.fonts import FAMILY
from wps_eval.publish.page_heads import head_content_types, head_relations, header_and_footer
from wps_eval.publish.word_contents import fill_contents
from wps_eval.publish.word_pages import lay_pages
from wps_eval.publish.wordml import (
    CELL_ORDER,
    NAMESPACES,
    PARAGRAPH_ORDER,
    RUN_ORDER,
    SECTION_ORDER,
    TABLE_ORDER,
    properties_of,
    put_in_order,
    word_name,
)
from wps_eval.words.catalogue import language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.report.seal import Seal

Colours = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table looks.

    Attributes:
        size: Its text size in points.
        colours: Fill and ink of every cell.
    """

    size: float
    colours: Colours


def finish_word_file(docx: bytes, seal: Seal, looks: Sequence[TableLook], front: int = 0) -> bytes:
    """Finish a Word file of pandoc's.

    Args:
        docx: The file.
        seal: What the report says of itself.
        looks: How each table looks, in their order.
        front: How many paragraphs stand under the title, before the contents.

    Returns:
        The file with the report's font, cell colours, and, in a language from right to left, mirrored
        tables, title, sections and lists. Dates inside are fixed, so that the same report has the same
        bytes.
    """
    for prefix, uri in NAMESPACES.items():
        etree.register_namespace(prefix, uri)

    def change(name: str, content: bytes) -> bytes:
        match name:
            case "word/document.xml":
                return _finished_document(content, seal, looks, front)
            case "word/styles.xml":
                return _finished_styles(content, seal)
            case "docProps/core.xml":
                return _fixed_description(content)
            case "word/_rels/document.xml.rels":
                relationships = f"{head_relations()}</Relationships>"
                return content.replace(b"</Relationships>", relationships.encode())
            case "[Content_Types].xml":
                return content.replace(b"</Types>", f"{head_content_types()}</Types>".encode())
            case _:
                return content

    return repacked(docx, change, header_and_footer(seal))


def _finished_document(data: bytes, seal: Seal, looks: Sequence[TableLook], front: int) -> bytes:
    """Give the document with its tables coloured, its pages laid, its contents filled and its runs directed."""
    root = etree.fromstring(data)
    for table, look in zip(root.iter(word_name("tbl")), looks, strict=True):
        cells = [cell for cell in table.iter(word_name("tc")) if not _goes_on(cell)]
        for cell, (fill, ink) in zip(cells, look.colours, strict=True):
            _colour_cell(cell, fill, ink)
        _finish_table(table, seal, look.size)
    lay_pages(root)
    fill_contents(root, front)
    if seal.direction == "rtl":
        for section in root.iter(word_name("sectPr")):
            put_in_order(section, SECTION_ORDER, "bidi")
        for paragraph in root.iter(word_name("p")):
            put_in_order(properties_of(paragraph, "pPr"), PARAGRAPH_ORDER, "bidi")
    for run in root.iter(word_name("r")):
        if run.find(word_name("t")) is not None:
            _set_run_direction(run, seal)
    return _xml_bytes(root)


def _set_run_direction(run: etree.Element, seal: Seal) -> None:
    """Let a run be read its own way: the report's, unless it is marked as another language's."""
    language_mark = run.find(f"{word_name('rPr')}/{word_name('lang')}")
    if language_mark is None and seal.direction == "rtl":
        put_in_order(properties_of(run, "rPr"), RUN_ORDER, "rtl")
    elif language_mark is not None and holds_right_to_left(
        "".join(text.text or "" for text in run.iter(word_name("t")))
    ):
        language_mark.set(word_name("bidi"), language_mark.get(word_name("val"), ""))
        put_in_order(properties_of(run, "rPr"), RUN_ORDER, "rtl")


def _finish_table(table: etree.Element, seal: Seal, size: float) -> None:
    """Give a table its lines, a shaded bold head, its text size in points, and its direction."""
    properties = table.find(word_name("tblPr"))
    if properties is None:
        return
    if seal.direction == "rtl":
        put_in_order(properties, TABLE_ORDER, "bidiVisual")
    borders = put_in_order(properties, TABLE_ORDER, "tblBorders")
    for side in ("top", "bottom", "insideH"):
        etree.SubElement(
            borders,
            word_name(side),
            {word_name("val"): "single", word_name("sz"): "4", word_name("color"): "C9D1D8"},
        )
    for row in table.iter(word_name("tr")):
        is_head = row.find(f"{word_name('trPr')}/{word_name('tblHeader')}") is not None
        for cell in row.iter(word_name("tc")):
            if is_head:
                _colour_cell(cell, "#eef3f6", "")
            for run in cell.iter(word_name("r")):
                run_properties = properties_of(run, "rPr")
                for name in ("sz", "szCs"):
                    put_in_order(run_properties, RUN_ORDER, name, {"val": str(round(2 * size))})
                if is_head:
                    put_in_order(run_properties, RUN_ORDER, "b")
                    put_in_order(run_properties, RUN_ORDER, "bCs")


def _goes_on(cell: etree.Element) -> bool:
    """Whether a cell only goes on below one that spans rows; HTML has no cell there."""
    merged = cell.find(f"{word_name('tcPr')}/{word_name('vMerge')}")
    return merged is not None and merged.get(word_name("val")) != "restart"


def _colour_cell(cell: etree.Element, fill: str, text_colour: str) -> None:
    """Fill a cell and colour its text; ``#`` and six digits each, anything else leaves it plain."""
    if fill.startswith("#"):
        put_in_order(
            properties_of(cell, "tcPr"),
            CELL_ORDER,
            "shd",
            {"val": "clear", "color": "auto", "fill": fill[1:].upper()},
        )
    if text_colour.startswith("#"):
        for run in cell.iter(word_name("r")):
            put_in_order(
                properties_of(run, "rPr"), RUN_ORDER, "color", {"val": text_colour[1:].upper()}
            )


def _finished_styles(data: bytes, seal: Seal) -> bytes:
    """Set the report's font in every style, and the language that spelling is checked in."""
    root = etree.fromstring(data)
    fonts = dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FAMILY)
    for run in root.iter(word_name("rPr")):
        fonts_before = run.find(word_name("rFonts"))
        if fonts_before is not None:
            run.remove(fonts_before)
            is_code = any("Consolas" in value for value in fonts_before.attrib.values())
            if is_code:
                run.insert(0, fonts_before)
                continue
            put_in_order(run, RUN_ORDER, "rFonts", fonts)
    default = root.find(f"{word_name('docDefaults')}/{word_name('rPrDefault')}/{word_name('rPr')}")
    if default is not None:
        put_in_order(default, RUN_ORDER, "rFonts", fonts)
        word_language = language_of(seal.language).word
        attributes = (
            {"val": "en-GB", "bidi": word_language}
            if seal.direction == "rtl"
            else {"val": word_language}
        )
        put_in_order(default, RUN_ORDER, "lang", attributes)
    return _xml_bytes(root)


def _fixed_description(data: bytes) -> bytes:
    """Fix the dates of the file's own description."""
    root = etree.fromstring(data)
    for element in root:
        if element.tag.endswith(("created", "modified")):
            element.text = "2021-01-01T00:00:00Z"
    return _xml_bytes(root)


def _xml_bytes(root: etree.Element) -> bytes:
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
