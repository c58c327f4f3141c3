"""The grammar of a Word file: names, and children in the order that Word asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
# children in the order that Word asks for; what is not named keeps its place before the rest
PARAGRAPH_ORDER = (
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
    "sectPr",
)
TABLE_ORDER = ("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblW", "jc", "tblInd",
         "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")  # fmt: skip
RUN_ORDER = (
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
CELL_ORDER = (
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
SECTION_ORDER = (
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


def word_name(name: str) -> str:
    """Give the whole name of an element or attribute of Word's own."""
    return f"{{{W}}}{name}"


def properties_of(parent: etree.Element, name: str) -> etree.Element:
    """Give the properties of an element, making them as its first child where there are none."""
    found = parent.find(word_name(name))
    if found is None:
        found = etree.Element(word_name(name))
        parent.insert(0, found)
    return found


def put_in_order(
    parent: etree.Element, order: Sequence[str], name: str, values: dict[str, str] | None = None
) -> etree.Element:
    """Set a child in the place that Word asks for; an older one of its name goes."""
    earlier = parent.find(word_name(name))
    if earlier is not None:
        parent.remove(earlier)
    added = etree.Element(
        word_name(name), {word_name(key): value for key, value in (values or {}).items()}
    )
    later_names = {word_name(each) for each in order[order.index(name) + 1 :]}
    index = next(
        (place for place, child in enumerate(parent) if child.tag in later_names), len(parent)
    )
    parent.insert(index, added)
    return added
