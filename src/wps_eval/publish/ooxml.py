"""What pandoc leaves undone in a Word file: mirrored tables, cell colours, fonts, languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from wps_eval.publish.archive import repacked
from wps_eval.publish.directions import from_right
from wps_eval.publish.fonts import FAMILY
from wps_eval.publish.page_heads import content_types, parts, relations
from wps_eval.publish.word_contents import fill_contents
from wps_eval.publish.word_pages import lay_pages
from wps_eval.publish.wordml import CELL, NAMES, PARAGRAPH, RUN, SECTION, TABLE, own, put, w
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


def finish(docx: bytes, seal: Seal, looks: Sequence[TableLook], front: int = 0) -> bytes:
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
    for prefix, uri in NAMES.items():
        ET.register_namespace(prefix, uri)

    def change(name: str, data: bytes) -> bytes:
        match name:
            case "word/document.xml":
                return _document(data, seal, looks, front)
            case "word/styles.xml":
                return _styles(data, seal)
            case "docProps/core.xml":
                return _core(data)
            case "word/_rels/document.xml.rels":
                relationships = f"{relations()}</Relationships>"
                return data.replace(b"</Relationships>", relationships.encode())
            case "[Content_Types].xml":
                return data.replace(b"</Types>", f"{content_types()}</Types>".encode())
            case _:
                return data

    return repacked(docx, change, parts(seal))


def _document(data: bytes, seal: Seal, looks: Sequence[TableLook], front: int) -> bytes:
    root = ET.fromstring(data)  # noqa: S314 - pandoc's own file
    for table, look in zip(root.iter(w("tbl")), looks, strict=True):
        for cell, (fill, ink) in zip(table.iter(w("tc")), look.colours, strict=False):
            _colour(cell, fill, ink)
        _table(table, seal, look.size)
    lay_pages(root)
    fill_contents(root, front)
    if seal.direction == "rtl":
        for section in root.iter(w("sectPr")):
            put(section, SECTION, "bidi")
        for paragraph in root.iter(w("p")):
            put(own(paragraph, "pPr"), PARAGRAPH, "bidi")
    for run in root.iter(w("r")):
        if run.find(w("t")) is not None:
            _direct(run, seal)
    return _bytes(root)


def _direct(run: ET.Element, seal: Seal) -> None:
    """Let a run be read its own way: the report's, unless it is marked as another language's."""
    marked = run.find(f"{w('rPr')}/{w('lang')}")
    if marked is None and seal.direction == "rtl":
        put(own(run, "rPr"), RUN, "rtl")
    elif marked is not None and from_right("".join(t.text or "" for t in run.iter(w("t")))):
        marked.set(w("bidi"), marked.get(w("val"), ""))
        put(own(run, "rPr"), RUN, "rtl")


def _table(table: ET.Element, seal: Seal, size: float) -> None:
    properties = table.find(w("tblPr"))
    if properties is None:
        return
    if seal.direction == "rtl":
        put(properties, TABLE, "bidiVisual")
    borders = put(properties, TABLE, "tblBorders")
    for side in ("top", "bottom", "insideH"):
        ET.SubElement(borders, w(side), {w("val"): "single", w("sz"): "4", w("color"): "C9D1D8"})
    for row in table.iter(w("tr")):
        head = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        for cell in row.iter(w("tc")):
            if head:
                _colour(cell, "#eef3f6", "")
            for run in cell.iter(w("r")):
                looks = own(run, "rPr")
                for name in ("sz", "szCs"):
                    put(looks, RUN, name, {"val": str(round(2 * size))})
                if head:
                    put(looks, RUN, "b")
                    put(looks, RUN, "bCs")


def _colour(cell: ET.Element, fill: str, ink: str) -> None:
    if fill.startswith("#"):
        put(
            own(cell, "tcPr"),
            CELL,
            "shd",
            {"val": "clear", "color": "auto", "fill": fill[1:].upper()},
        )
    if ink.startswith("#"):
        for run in cell.iter(w("r")):
            put(own(run, "rPr"), RUN, "color", {"val": ink[1:].upper()})


def _styles(data: bytes, seal: Seal) -> bytes:
    """Set the report's font in every style, and the language that spelling is checked in."""
    root = ET.fromstring(data)  # noqa: S314 - pandoc's own file
    fonts = dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FAMILY)
    for run in root.iter(w("rPr")):
        old = run.find(w("rFonts"))
        if old is not None:
            run.remove(old)
            mono = any("Consolas" in value for value in old.attrib.values())
            if mono:
                run.insert(0, old)
                continue
            put(run, RUN, "rFonts", fonts)
    default = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    if default is not None:
        put(default, RUN, "rFonts", fonts)
        own = language_of(seal.language).word
        attributes = {"val": "en-GB", "bidi": own} if seal.direction == "rtl" else {"val": own}
        put(default, RUN, "lang", attributes)
    return _bytes(root)


def _core(data: bytes) -> bytes:
    """Fix the dates of the file's own description."""
    root = ET.fromstring(data)  # noqa: S314 - pandoc's own file
    for element in root:
        if element.tag.endswith(("created", "modified")):
            element.text = "2021-01-01T00:00:00Z"
    return _bytes(root)


def _bytes(root: ET.Element) -> bytes:
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
