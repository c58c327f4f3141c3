"""A PDF with cover, contents, running heads and page numbers, tagged for screen readers."""

from __future__ import annotations

import base64
import os
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.exporters import Exporter

from wps_eval.publish.fonts import refuse_missing
from wps_eval.publish.html import body_of
from wps_eval.publish.seal import Seal, read_seal
from wps_eval.publish.typst import compile_pdf, typst_markup

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

BAND = 'rgb("#eef3f6")'
SVG = "data:image/svg+xml;base64,"


class ReportPDF(Exporter):
    """nbconvert exporter behind ``Report_PDF`` in JupyterLab's export menu."""

    file_extension = ".pdf"
    output_mimetype = "application/pdf"

    def from_notebook_node(self, nb: Any, resources: Any = None, **_: Any) -> Any:
        """Make the report of a notebook that carries a seal."""
        resources = {**(resources or {}), "output_extension": self.file_extension}
        return report_pdf(nb, read_seal(nb)), resources


def export_pdf(notebook: Path, target: Path) -> Path:
    """Make one PDF file of an executed notebook, written beside and renamed.

    Args:
        notebook: The executed notebook.
        target: The file to write.

    Raises:
        ExportRefused: If the notebook may not leave, or holds a letter that the font lacks.
    """
    node = nbformat.read(notebook, as_version=4)
    pdf = report_pdf(node, read_seal(node, notebook.name))
    beside = target.with_name(f".{target.name}.part")
    beside.write_bytes(pdf)
    os.replace(beside, target)  # noqa: PTH105 - one atomic step
    return target


def report_pdf(notebook: Any, seal: Seal) -> bytes:
    """Give the report's PDF."""
    soup = body_of(notebook)
    refuse_missing(soup.get_text() + seal.title + seal.subtitle + seal.place, seal.edition)
    with TemporaryDirectory() as folder:
        _pictures(soup, Path(folder))
        _colours(soup)
        main = Path(folder) / "report.typ"
        main.write_text(_opening(seal) + "\n" + typst_markup(str(soup)), encoding="utf-8")
        return compile_pdf(main, seal.edition)


def _pictures(soup: BeautifulSoup, folder: Path) -> None:
    for number, image in enumerate(soup.find_all("img"), start=1):
        source = str(image.get("src", ""))
        if source.startswith(SVG):
            name = f"figure{number}.svg"
            (folder / name).write_bytes(base64.b64decode(source.removeprefix(SVG)))
            image["src"] = name


def _colours(soup: BeautifulSoup) -> None:
    """Say colours and alignment the way pandoc's Typst writer understands them."""
    for cell in soup.find_all(["td", "th"]):
        style = _style(cell)
        if "background-color" in style:
            cell["data-typst:fill"] = f'rgb("{style["background-color"]}")'
        if "color" in style:
            cell["data-typst:text:fill"] = f'rgb("{style["color"]}")'
        number = "num" in cell.get_attribute_list("class")
        cell["data-typst:align"] = "end" if number else "start"
        if cell.name == "th":
            cell["data-typst:fill"] = BAND
    for remark in soup.find_all("aside"):
        remark.name = "div"
        remark.attrs = {
            "data-typst:fill": BAND,
            "data-typst:inset": "8pt",
            "data-typst:width": "100%",
        }


def _style(cell: Tag) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in str(cell.get("style", "")).split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def _opening(seal: Seal) -> str:
    """Fill the Typst opening in; texts travel as Typst strings, never as markup."""
    text = (files("wps_eval.publish") / "templates" / "report.typ").read_text(encoding="utf-8")
    before, _, after = seal.words.page.partition("{page}")
    between, _, last = after.partition("{pages}")
    values = {
        "TITLE": seal.title,
        "SUBTITLE": seal.subtitle,
        "PLACE": seal.place,
        "EDITION": seal.edition,
        "STATE": "" if seal.state == "final" else seal.words.draft,
        "DEMONSTRATION": seal.words.demonstration if seal.demonstration else "",
        "CONTENTS": seal.words.contents,
        "LANG": seal.language.partition("_")[0],
        "PAGE_BEFORE": before,
        "PAGE_BETWEEN": between,
        "PAGE_AFTER": last,
    }
    for name, value in values.items():
        text = text.replace(f"@{name}@", _quoted(value))
    return text.replace("@DIR@", seal.direction)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
