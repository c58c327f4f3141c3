"""HTML said in the way that pandoc's Typst writer understands: pictures, colours, directions."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from wps_eval.errors import ExportRefused
from wps_eval.publish.directions import set_apart
from wps_eval.publish.tag_style import tag_style
from wps_eval.publish.widths import A4, Paper, fit_tables

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag

BAND, ACCENT = 'rgb("#eef3f6")', 'rgb("#0b5d7a")'
PICTURE_ADDRESS = re.compile(r"data:image/(svg\+xml|png|jpeg|gif|webp);base64,(.+)", re.DOTALL)
ADDRESS_SHOWN = 40  # letters of an address named in a refusal
HEX_COLOUR = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
NO_COLOUR = frozenset({"", "transparent", "inherit", "initial", "unset", "currentcolor"})


def prepare_for_typst(
    soup: BeautifulSoup, folder: Path, direction: str, name: str, paper: Paper = A4
) -> None:
    """Change a report's body in place so that nothing is lost on its way to Typst.

    Args:
        soup: The body.
        folder: Where its pictures are written.
        direction: ``ltr`` or ``rtl``; which edge a notice's line stands at.
        name: What to call the report in a refusal.
        paper: What its tables have to fit on.

    Raises:
        ExportRefused: If a picture or a colour is of a kind that Typst cannot take.
    """
    for number, image in enumerate(soup.find_all("img"), start=1):
        source = str(image.get("src", ""))
        image["src"] = write_picture(source, folder, f"figure{number}", f"{name}, picture {number}")
    for row in soup.find_all("tr"):
        section = row.find_parent(["thead", "tbody", "tfoot"])
        for cell in row.find_all(["td", "th"], recursive=False):
            _carry_cell_style(cell, section.name if section else "", name)
    for remark in soup.find_all("aside"):
        _set_notice(remark, direction)
    set_apart(soup, direction)
    fit_tables(soup, paper)  # after the boxes, which do not break


def write_picture(source: str, folder: Path, stem: str, what: str) -> str:
    """Write a picture that a page carries as a data address; give its file's name.

    Args:
        source: The data address.
        folder: Where to write it.
        stem: What to call the file.
        what: What to call the picture in a refusal.

    Raises:
        ExportRefused: If it is of a kind that Typst cannot take, or cut off.
    """
    found = PICTURE_ADDRESS.match(source)
    if not found:
        raise ExportRefused(
            f"{what}: found {source[:ADDRESS_SHOWN]!r}; expected SVG, PNG, JPEG, GIF or WebP as base64. Draw it with wps_eval.report instead."
        )
    file = folder / f"{stem}.{found[1].partition('+')[0]}"
    try:
        file.write_bytes(base64.b64decode(found[2]))
    except binascii.Error as error:
        raise ExportRefused(
            f"{what}: found data that are cut off; expected a whole picture. Run the notebook again."
        ) from error
    return file.name


def _carry_cell_style(cell: Tag, section: str, name: str) -> None:
    """Carry a cell's colours and alignment; a column's head is shaded, a row's head is not."""
    style = tag_style(cell)
    in_head = section == "thead"
    number = "num" in cell.get_attribute_list("class")
    fill = _typst_colour(style.get("background-color", ""), name) or (BAND if in_head else "")
    text_colour = _typst_colour(style.get("color", ""), name)
    cell["data-typst:align"] = ("end" if number else "start") + (" + bottom" if in_head else "")
    if fill:
        cell["data-typst:fill"] = fill
    if text_colour:
        cell["data-typst:text:fill"] = text_colour
    if in_head or section == "tfoot":
        cell["data-typst:text:weight"] = "600"


def _typst_colour(value: str, name: str) -> str:
    """Write a style's colour as Typst does; empty where it declares none."""
    if value.lower() in NO_COLOUR:
        return ""
    if not HEX_COLOUR.fullmatch(value):
        raise ExportRefused(
            f"{name}: found the cell colour {value!r}; expected one such as #e8f3ec. Write it so in the table's style."
        )
    return f'rgb("{value}")'


def _set_notice(remark: Tag, direction: str) -> None:
    """Set a notice on a band with a line at the edge where reading begins."""
    edge = "left" if direction == "ltr" else "right"
    remark.name = "div"
    remark.attrs = {
        "data-typst:fill": BAND,
        "data-typst:inset": "(x: 10pt, y: 8pt)",
        "data-typst:width": "100%",
        "data-typst:breakable": "false",
        "data-typst:stroke": f"({edge}: 2.5pt + {ACCENT})",
    }
