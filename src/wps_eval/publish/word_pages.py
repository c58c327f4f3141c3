"""The pages of a Word file: A4, with sections on their side for tables that need them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from wps_eval.publish.page_heads import FOOT, HEAD
from wps_eval.publish.widths import SIDEWAYS, UPRIGHT
from wps_eval.publish.wordml import NAMES, PARAGRAPH, SECTION, own, put, w

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

TURN, TURN_BACK = "\ue000", "\ue001"  # private letters: what stands here ends a section
SHORT_SIDE, LONG_SIDE = 11906, 16838  # of A4, in twentieths of a point


def mark_turns(soup: BeautifulSoup) -> None:
    """Say in the report's body where a Word file turns its page; neighbours share a section.

    Args:
        soup: The body, changed in place: ``div`` elements that ask for a page on its side go.
    """
    for wide in soup.find_all("div", class_="sideways"):
        if not _turned(wide.find_previous_sibling()):
            wide.insert_before(_mark(soup, TURN))
        if not _turned(wide.find_next_sibling()):
            wide.insert_after(_mark(soup, TURN_BACK))
    for wide in soup.find_all("div", class_="sideways"):
        wide.unwrap()


def _turned(neighbour: Tag | None) -> bool:
    return neighbour is not None and "sideways" in neighbour.get_attribute_list("class")


def _mark(soup: BeautifulSoup, letter: str) -> Tag:
    return soup.new_tag("p", string=letter)


def lay_pages(root: ET.Element) -> None:
    """Give every section its paper, margins and running heads, and every table its width.

    Args:
        root: The document, changed in place.
    """
    body = root.find(w("body"))
    if body is None:
        return
    tables: list[ET.Element] = []
    for block in list(body):
        tables += block.iter(w("tbl"))
        turn = "".join(node.text or "" for node in block.iter(w("t")))
        if block.tag == w("p") and turn in (TURN, TURN_BACK):
            for run in block.findall(w("r")):
                block.remove(run)
            section = put(own(block, "pPr"), PARAGRAPH, "sectPr")
            _close(section, tables, sideways=turn == TURN_BACK)
            tables = []
    last = body.find(w("sectPr"))
    _close(ET.SubElement(body, w("sectPr")) if last is None else last, tables, sideways=False)


def _close(section: ET.Element, tables: list[ET.Element], *, sideways: bool) -> None:
    across, down = (LONG_SIDE, SHORT_SIDE) if sideways else (SHORT_SIDE, LONG_SIDE)
    room = int(20 * (SIDEWAYS if sideways else UPRIGHT))
    for old in section.findall(w("headerReference")) + section.findall(w("footerReference")):
        section.remove(old)
    for place, (tag, name) in enumerate((("headerReference", HEAD), ("footerReference", FOOT))):
        attributes = {w("type"): "default", f"{{{NAMES['r']}}}id": name}
        section.insert(place, ET.Element(w(tag), attributes))
    turned = {"orient": "landscape"} if sideways else {}
    put(section, SECTION, "pgSz", {"w": str(across), "h": str(down)} | turned)
    side, rim = str((across - room) // 2), "1134"
    margins = dict.fromkeys(("top", "bottom"), rim) | dict.fromkeys(("left", "right"), side)
    put(section, SECTION, "pgMar", margins | {"header": "567", "footer": "567", "gutter": "0"})
    for table in tables:
        _widen(table, room)


def _widen(table: ET.Element, room: int) -> None:
    """Share the page's width out as the columns were given it."""
    columns = [column for grid in table.iter(w("tblGrid")) for column in grid.iter(w("gridCol"))]
    given = [int(column.get(w("w"), "0")) for column in columns]
    for column, part in zip(columns, given, strict=True):
        column.set(w("w"), str(round(room * part / max(sum(given), 1))))
