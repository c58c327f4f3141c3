"""A report's pictures as files, and its drawings as the pixels that Word shows."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import typst

from wps_eval.errors import ExportRefused
from wps_eval.publish.fonts import font_folder

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

SVG_ADDRESS = "data:image/svg+xml;base64,"
DOTS_PER_INCH = 200  # sharp on paper, small enough to send


def drawings_to_pixels(soup: BeautifulSoup, folder: Path, name: str) -> None:
    """Write a report's drawings as PNG files and name them in its body.

    Args:
        soup: The body, changed in place.
        folder: Where the files are written.
        name: What to call the report in a refusal.

    Raises:
        ExportRefused: If a drawing cannot be read.
    """
    for number, image in enumerate(soup.find_all("img"), start=1):
        source = str(image.get("src", ""))
        if source.startswith(SVG_ADDRESS):
            file = folder / f"figure{number}.png"
            drawing = base64.b64decode(source.removeprefix(SVG_ADDRESS))
            file.write_bytes(_png_of_drawing(drawing, folder, f"{name}, picture {number}"))
            image["src"] = file.name


def _png_of_drawing(drawing: bytes, folder: Path, what: str) -> bytes:
    """Draw an SVG file in the report's font and give it as PNG."""
    (folder / "drawing.svg").write_bytes(drawing)
    page = folder / "drawing.typ"
    page.write_text(
        '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", alt: "")\n',
        encoding="utf-8",
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])
    try:
        png = typst.Compiler(str(page), root=str(folder), font_paths=fonts).compile(
            format="png", ppi=DOTS_PER_INCH
        )
    except typst.TypstError as error:
        raise ExportRefused(
            f"{what}: the drawing cannot be read: {error}. Run the notebook again."
        ) from error
    if not isinstance(png, bytes):
        raise ExportRefused(f"{what}: the drawing came out in pieces; expected one picture.")
    return png
