"""A PDF with cover, contents, running heads and page numbers, tagged for screen readers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbconvert.exporters import Exporter

from wps_eval.publish.body import body_of
from wps_eval.publish.fonts import refuse_missing
from wps_eval.publish.markup import prepare, write_picture
from wps_eval.publish.opening import opening
from wps_eval.publish.seal import Seal, read_seal
from wps_eval.publish.typst import compile_pdf, typst_markup
from wps_eval.publish.write import write_whole


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
    return write_whole(target, report_pdf(node, read_seal(node, notebook.name)))


class ReportSlides(Exporter):
    """nbconvert exporter behind ``Report_Slides`` in JupyterLab's export menu."""

    file_extension = ".slides.pdf"
    output_mimetype = "application/pdf"

    def from_notebook_node(self, nb: Any, resources: Any = None, **_: Any) -> Any:
        """Make the slides of a notebook that carries a seal: a slide a chapter."""
        resources = {**(resources or {}), "output_extension": self.file_extension}
        return report_pdf(nb, read_seal(nb), shape="slides"), resources


def export_slides(notebook: Path, target: Path) -> Path:
    """Make the slides of an executed notebook as PDF, written beside and renamed.

    Args:
        notebook: The executed notebook.
        target: The file to write.

    Raises:
        ExportRefused: If the notebook may not leave, or holds a letter that the font lacks.
    """
    node = nbformat.read(notebook, as_version=4)
    seal = read_seal(node, notebook.name)
    return write_whole(target, report_pdf(node, seal, shape="slides"))


def report_pdf(notebook: Any, seal: Seal, shape: str = "") -> bytes:
    """Give the report's PDF, or that of its slides."""
    soup = body_of(notebook, seal)
    refuse_missing(soup.get_text() + seal.printed, seal.edition)
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepare(soup, folder, seal.direction, seal.edition)
        emblem = write_picture(seal.emblem, folder, "emblem", seal.edition) if seal.emblem else ""
        main = folder / "report.typ"
        main.write_text(
            f"{opening(seal, emblem, shape)}\n{typst_markup(str(soup))}", encoding="utf-8"
        )
        return compile_pdf(main, seal.edition)
