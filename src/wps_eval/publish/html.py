"""One self-contained HTML file: works offline and without scripts, in either direction."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from wps_eval.publish.body import body_of
from wps_eval.publish.contents import contents
from wps_eval.publish.exporter import SealedExporter, export
from wps_eval.publish.fonts import WEB_FORMAT, WEIGHTS, font_data_address

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup

    from wps_eval.report.seal import Seal

BROWSER_LETTERS = "0123456789٠١٢٣٤٥٦٧٨٩↑↓↕"  # what the browser writes by itself


def export_html(notebook: Path, target: Path) -> Path:
    """Make one HTML file of an executed notebook; refused where ``export`` refuses."""
    return export(notebook, target, report_html)


def report_html(notebook: Any, seal: Seal) -> bytes:
    """Give the report's HTML."""
    soup = body_of(notebook, seal, cards=True)
    chapters = contents(soup)
    _wrap_tables(soup, seal.title)
    _wrap_drawings(soup, seal.title)
    text = soup.get_text() + seal.printed + BROWSER_LETTERS
    templates = files("wps_eval.publish") / "templates"
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    page = environment.from_string((templates / "report.html.j2").read_text(encoding="utf-8"))
    document = page.render(
        seal=seal,
        chapters=chapters,
        body=Markup(soup),  # noqa: S704 - our own fragments, escaped where they were made
        style=Markup((templates / "report.css").read_text(encoding="utf-8")),  # noqa: S704
        script=Markup((templates / "report.js").read_text(encoding="utf-8")),  # noqa: S704
        fonts={weight: font_data_address(weight, text) for weight in WEIGHTS},
        format=WEB_FORMAT,
        watermark=Markup(_css_string(seal.remark)),  # noqa: S704 - escaped for CSS
        stamp=Markup(_css_string(seal.words.demonstration)),  # noqa: S704 - escaped for CSS
    )
    return document.encode("utf-8")


def _wrap_tables(soup: BeautifulSoup, title: str) -> None:
    """Let a wide table scroll by keyboard, under a name of its own."""
    for table in soup.find_all("table"):
        name = table.caption.get_text(" ", strip=True) if table.caption else title
        attributes = {"class": "table", "role": "region", "tabindex": "0", "aria-label": name}
        table.wrap(soup.new_tag("div", attrs=attributes))


def _wrap_drawings(soup: BeautifulSoup, title: str) -> None:
    """Let a drawing keep a size that can be read, and scroll, where the screen is narrow."""
    for figure in soup.find_all("figure"):
        caption = figure.figcaption
        name = caption.get_text(" ", strip=True) if caption else title
        for image in figure.find_all("img"):
            attributes = {"class": "drawing", "role": "region", "tabindex": "0", "aria-label": name}
            image.wrap(soup.new_tag("div", attrs=attributes))


def _css_string(text: str) -> str:
    """Write a text as a CSS string, each letter by its code."""
    return '"' + "".join(f"\\{ord(letter):x} " for letter in text) + '"'


class ReportHTML(SealedExporter):
    """nbconvert exporter behind ``Report_HTML`` in JupyterLab's export menu."""

    file_extension = ".html"
    output_mimetype = "text/html"
    make = staticmethod(report_html)
