"""What pandoc leaves undone in a Word file: mirrored tables, cell colours, fonts, languages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from wps_eval.publish.archive import repacked
from wps_eval.publish.fonts import FAMILY
from wps_eval.publish.page_heads import FOOT, HEAD, content_types, parts, relations
from wps_eval.words.catalogue import language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.publish.seal import Seal

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
# children in the order that Word asks for; what is not named keeps its place before the rest
PARAGRAPH = (
    "pStyle",
    "keepNext",
    "keepLines",
    "numPr",
    "shd",
    "bidi",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
)
TABLE = ("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblW", "jc", "tblInd",
         "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")  # fmt: skip
RUN = (
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "color",
    "sz",
    "szCs",
    "u",
    "shd",
    "vertAlign",
    "rtl",
    "cs",
    "lang",
)
CELL = (
    "cnfStyle",
    "tcW",
    "gridSpan",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "vAlign",
)
SECTION = (
    "headerReference",
    "footerReference",
    "footnotePr",
    "type",
    "pgSz",
    "pgMar",
    "pgNumType",
    "titlePg",
    "bidi",
)

Colours = list[tuple[str, str]]


def finish(docx: bytes, seal: Seal, colours: Sequence[Colours], front: int = 0) -> bytes:
    """Finish a Word file of pandoc's.

    Args:
        docx: The file.
        seal: What the report says of itself.
        colours: Fill and ink of every cell, table by table.
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
                return _document(data, seal, colours, front)
            case "word/styles.xml":
                return _styles(data, seal)
            case "docProps/core.xml":
                return _core(data)
            case "word/_rels/document.xml.rels":
                told = f"{relations()}</Relationships>"
                return data.replace(b"</Relationships>", told.encode())
            case "[Content_Types].xml":
                return data.replace(b"</Types>", f"{content_types()}</Types>".encode())
            case _:
                return data

    return repacked(docx, change, parts(seal))


def _document(data: bytes, seal: Seal, colours: Sequence[Colours], front: int) -> bytes:
    root = ET.fromstring(data)  # noqa: S314 - pandoc's own file
    for table, cells in zip(root.iter(_w("tbl")), colours, strict=False):
        for cell, (fill, ink) in zip(table.iter(_w("tc")), cells, strict=False):
            _colour(cell, fill, ink)
    for table in root.iter(_w("tbl")):
        _table(table, seal)
    _heads(root)
    _contents_after(root, front)
    if seal.direction == "rtl":
        for section in root.iter(_w("sectPr")):
            _put(section, SECTION, "bidi")
        for paragraph in root.iter(_w("p")):
            _put(_own(paragraph, "pPr"), PARAGRAPH, "bidi")
        for run in root.iter(_w("r")):
            if run.find(_w("t")) is not None and run.find(f"{_w('rPr')}/{_w('lang')}") is None:
                _put(_own(run, "rPr"), RUN, "rtl")  # a run of another language has its own way
    return _bytes(root)


def _contents_after(root: ET.Element, front: int) -> None:
    """Let the list of contents follow what stands under the title; pandoc puts it before."""
    body = root.find(_w("body"))
    contents = body.find(_w("sdt")) if body is not None else None
    if body is not None and contents is not None and front:
        place = list(body).index(contents)
        body.remove(contents)
        body.insert(place + front, contents)


def _heads(root: ET.Element) -> None:
    """Name the running heads in the last section, which is the only one."""
    body = root.find(_w("body"))
    if body is None:
        return
    section = body.find(_w("sectPr"))
    if section is None:
        section = ET.SubElement(body, _w("sectPr"))
    for old in section.findall(_w("headerReference")) + section.findall(_w("footerReference")):
        section.remove(old)
    for place, (tag, name) in enumerate((("headerReference", HEAD), ("footerReference", FOOT))):
        made = ET.Element(_w(tag), {_w("type"): "default", f"{{{NAMES['r']}}}id": name})
        section.insert(place, made)


def _table(table: ET.Element, seal: Seal) -> None:
    properties = table.find(_w("tblPr"))
    if properties is None:
        return
    if seal.direction == "rtl":
        _put(properties, TABLE, "bidiVisual")
    borders = _put(properties, TABLE, "tblBorders")
    for side in ("top", "bottom", "insideH"):
        ET.SubElement(
            borders, _w(side), {_w("val"): "single", _w("sz"): "4", _w("color"): "C9D1D8"}
        )
    for row in table.iter(_w("tr")):
        head = row.find(f"{_w('trPr')}/{_w('tblHeader')}") is not None
        for cell in row.iter(_w("tc")):
            if head:
                _colour(cell, "#eef3f6", "")
            for run in cell.iter(_w("r")):
                own = _own(run, "rPr")
                for name in ("sz", "szCs"):
                    _put(own, RUN, name, {"val": "17"})
                if head:
                    _put(own, RUN, "b")
                    _put(own, RUN, "bCs")


def _colour(cell: ET.Element, fill: str, ink: str) -> None:
    if fill.startswith("#"):
        _put(
            _own(cell, "tcPr"),
            CELL,
            "shd",
            {"val": "clear", "color": "auto", "fill": fill[1:].upper()},
        )
    if ink.startswith("#"):
        for run in cell.iter(_w("r")):
            _put(_own(run, "rPr"), RUN, "color", {"val": ink[1:].upper()})


def _styles(data: bytes, seal: Seal) -> bytes:
    """Set the report's font in every style, and the language that spelling is checked in."""
    root = ET.fromstring(data)  # noqa: S314 - pandoc's own file
    fonts = dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FAMILY)
    for run in root.iter(_w("rPr")):
        old = run.find(_w("rFonts"))
        if old is not None:
            run.remove(old)
            mono = any("Consolas" in value for value in old.attrib.values())
            if mono:
                run.insert(0, old)
                continue
            _put(run, RUN, "rFonts", fonts)
    default = root.find(f"{_w('docDefaults')}/{_w('rPrDefault')}/{_w('rPr')}")
    if default is not None:
        _put(default, RUN, "rFonts", fonts)
        own = language_of(seal.language).word
        told = {"val": "en-GB", "bidi": own} if seal.direction == "rtl" else {"val": own}
        _put(default, RUN, "lang", told)
    return _bytes(root)


def _core(data: bytes) -> bytes:
    """Fix the dates of the file's own description."""
    root = ET.fromstring(data)  # noqa: S314 - pandoc's own file
    for element in root:
        if element.tag.endswith(("created", "modified")):
            element.text = "2021-01-01T00:00:00Z"
    return _bytes(root)


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _own(parent: ET.Element, name: str) -> ET.Element:
    """Give the properties of an element, making them as its first child where there are none."""
    found = parent.find(_w(name))
    if found is None:
        found = ET.Element(_w(name))
        parent.insert(0, found)
    return found


def _put(
    parent: ET.Element, order: Sequence[str], name: str, values: dict[str, str] | None = None
) -> ET.Element:
    """Set a child in the place that Word asks for; an older one of its name goes."""
    old = parent.find(_w(name))
    if old is not None:
        parent.remove(old)
    made = ET.Element(_w(name), {_w(key): value for key, value in (values or {}).items()})
    later = {_w(each) for each in order[order.index(name) + 1 :]}
    at = next((i for i, child in enumerate(parent) if child.tag in later), len(parent))
    parent.insert(at, made)
    return made


def _bytes(root: ET.Element) -> bytes:
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
