"""The pages of a Word file: A4, with sections on their side for tables that need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from wps_eval.publish.page_heads import FOOTER_ID, HEADER_ID
from wps_eval.publish.widths import SIDEWAYS_WIDTH, UPRIGHT_WIDTH
from wps_eval.publish.wordml import (
    NAMESPACES,
    PARAGRAPH_ORDER,
    SECTION_ORDER,
    properties_of,
    put_in_order,
    word_name,
)

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

TURN, TURN_BACK = "\ue000", "\ue001"  # private letters: what stands here ends a section
TWENTIETHS = 20  # of a point, in which Word measures
TOP_MARGIN, HEAD_MARGIN = "1134", "567"  # twentieths of a point: 2 cm and 1 cm
SHORT_SIDE, LONG_SIDE = 11906, 16838  # of A4, in twentieths of a point


def mark_turns(soup: BeautifulSoup) -> None:
    """Say in the report's body where a Word file turns its page; neighbours share a section.

    Args:
        soup: The body, changed in place: ``div`` elements that ask for a page on its side go.
    """
    for wide in soup.find_all("div", class_="sideways"):
        if not _is_sideways(wide.find_previous_sibling()):
            wide.insert_before(_turn_mark(soup, TURN))
        if not _is_sideways(wide.find_next_sibling()):
            wide.insert_after(_turn_mark(soup, TURN_BACK))
    for wide in soup.find_all("div", class_="sideways"):
        wide.unwrap()


def _is_sideways(neighbour: Tag | None) -> bool:
    """Whether an element asks for a page on its side."""
    return neighbour is not None and "sideways" in neighbour.get_attribute_list("class")


def _turn_mark(soup: BeautifulSoup, letter: str) -> Tag:
    """Make the paragraph by which ``lay_pages`` finds where a section ends."""
    return soup.new_tag("p", string=letter)


def lay_pages(root: etree.Element) -> None:
    """Give every section its paper, margins and running heads, and every table its width.

    Args:
        root: The document, changed in place.
    """
    body = root.find(word_name("body"))
    if body is None:
        return
    tables: list[etree.Element] = []
    for block in list(body):
        tables += block.iter(word_name("tbl"))
        turn_letter = "".join(node.text or "" for node in block.iter(word_name("t")))
        if block.tag == word_name("p") and turn_letter in (TURN, TURN_BACK):
            for run in block.findall(word_name("r")):
                block.remove(run)
            section = put_in_order(properties_of(block, "pPr"), PARAGRAPH_ORDER, "sectPr")
            _lay_section(section, tables, sideways=turn_letter == TURN_BACK)
            tables = []
    last_section = body.find(word_name("sectPr"))
    _lay_section(
        etree.SubElement(body, word_name("sectPr")) if last_section is None else last_section,
        tables,
        sideways=False,
    )


def _lay_section(section: etree.Element, tables: list[etree.Element], *, sideways: bool) -> None:
    """Give one section its paper, margins and running heads, and its tables their width."""
    page_width, page_height = (LONG_SIDE, SHORT_SIDE) if sideways else (SHORT_SIDE, LONG_SIDE)
    text_width = int(TWENTIETHS * (SIDEWAYS_WIDTH if sideways else UPRIGHT_WIDTH))
    for old in section.findall(word_name("headerReference")) + section.findall(
        word_name("footerReference")
    ):
        section.remove(old)
    for place, (tag, name) in enumerate(
        (("headerReference", HEADER_ID), ("footerReference", FOOTER_ID))
    ):
        attributes = {word_name("type"): "default", f"{{{NAMESPACES['r']}}}id": name}
        section.insert(place, etree.Element(word_name(tag), attributes))
    orientation = {"orient": "landscape"} if sideways else {}
    put_in_order(
        section, SECTION_ORDER, "pgSz", {"w": str(page_width), "h": str(page_height)} | orientation
    )
    side_margin, top_margin = str((page_width - text_width) // 2), TOP_MARGIN
    margins = dict.fromkeys(("top", "bottom"), top_margin) | dict.fromkeys(
        ("left", "right"), side_margin
    )
    put_in_order(
        section,
        SECTION_ORDER,
        "pgMar",
        margins | {"header": HEAD_MARGIN, "footer": HEAD_MARGIN, "gutter": "0"},
    )
    for table in tables:
        _share_page_width(table, text_width)


def _share_page_width(table: etree.Element, text_width: int) -> None:
    """Share the page's width out as the columns were given it."""
    columns = [
        column
        for grid in table.iter(word_name("tblGrid"))
        for column in grid.iter(word_name("gridCol"))
    ]
    widths = [int(column.get(word_name("w"), "0")) for column in columns]
    for column, width in zip(columns, widths, strict=True):
        column.set(word_name("w"), str(round(text_width * width / max(sum(widths), 1))))
