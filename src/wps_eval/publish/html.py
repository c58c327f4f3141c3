"""One self-contained HTML file: works offline and without scripts, in either direction."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import nbformat
from bs4 import BeautifulSoup
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import Exporter

from wps_eval.publish.fonts import WEIGHTS, embedded
from wps_eval.publish.fragments import fragments
from wps_eval.publish.seal import Seal, read_seal

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that the contents list."""

    id: str
    level: int
    text: str


class ReportHTML(Exporter):
    """nbconvert exporter behind ``Report_HTML`` in JupyterLab's export menu."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **_: Any) -> Any:
        """Make the report of a notebook that carries a seal."""
        resources = {**(resources or {}), "output_extension": self.file_extension}
        return report_html(nb, read_seal(nb)), resources


def export_html(notebook: Path, target: Path) -> Path:
    """Make one HTML file of an executed notebook, written beside and renamed.

    Args:
        notebook: The executed notebook.
        target: The file to write.

    Raises:
        ExportRefused: If the notebook may not leave.
    """
    node = nbformat.read(notebook, as_version=4)
    text = report_html(node, read_seal(node, notebook.name))
    beside = target.with_name(f".{target.name}.part")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, target)  # noqa: PTH105 - one atomic step
    return target


def report_html(notebook: Any, seal: Seal) -> str:
    """Give the report's HTML."""
    soup = body_of(notebook)
    heads = _number(soup)
    for table in soup.find_all("table"):
        name = table.caption.get_text(" ", strip=True) if table.caption else seal.title
        wrap = soup.new_tag(
            "div", attrs={"class": "table", "role": "region", "tabindex": "0", "aria-label": name}
        )
        table.wrap(wrap)
    text = soup.get_text() + "".join(map(str, seal.model_dump().values()))
    shelf = files("wps_eval.publish") / "templates"
    engine = Environment(autoescape=True, undefined=StrictUndefined)
    page = engine.from_string((shelf / "report.html.j2").read_text(encoding="utf-8"))
    return page.render(
        seal=seal,
        heads=heads,
        body=Markup(soup),  # noqa: S704 - our own fragments, escaped where they were made
        style=Markup((shelf / "report.css").read_text(encoding="utf-8")),  # noqa: S704
        fonts={weight: embedded(weight, text) for weight in WEIGHTS},
    )


def body_of(notebook: Any) -> BeautifulSoup:
    """Give the fragments of a notebook as one tree."""
    return BeautifulSoup("\n".join(fragments(notebook)), "html.parser")


def _number(soup: BeautifulSoup) -> list[Head]:
    heads = []
    for number, tag in enumerate(soup.find_all(["h2", "h3"]), start=1):
        tag["id"] = f"s{number}"
        heads.append(Head(f"s{number}", int(tag.name[1]), tag.get_text(" ", strip=True)))
    return heads
