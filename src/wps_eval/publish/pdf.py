"""A PDF with cover, contents, running heads and page numbers, tagged for screen readers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from wps_eval.publish.body import body_of
from wps_eval.publish.exporter import SealedExporter, export
from wps_eval.publish.fonts import refuse_missing
from wps_eval.publish.markup import prepare_for_typst, write_picture
from wps_eval.publish.opening import typst_opening
from wps_eval.publish.typst import compile_pdf, typst_markup
from wps_eval.publish.widths import A4, SLIDE

if TYPE_CHECKING:
    from wps_eval.report.seal import Seal


def export_pdf(notebook: Path, target: Path) -> Path:
    """Make one PDF file of an executed notebook; refused where ``export`` refuses."""
    return export(notebook, target, report_pdf)


def export_slides(notebook: Path, target: Path) -> Path:
    """Make the slides of an executed notebook as PDF; refused where ``export`` refuses."""
    return export(notebook, target, report_slides)


def report_slides(notebook: Any, seal: Seal) -> bytes:
    """Give the slides of a report as PDF: a slide a chapter."""
    return report_pdf(notebook, seal, shape="slides")


def report_pdf(notebook: Any, seal: Seal, shape: str = "") -> bytes:
    """Give the report's PDF, or that of its slides."""
    soup = body_of(notebook, seal)
    refuse_missing(soup.get_text() + seal.printed, seal.edition)
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepare_for_typst(
            soup, folder, seal.direction, seal.edition, SLIDE if shape == "slides" else A4
        )
        emblem = write_picture(seal.emblem, folder, "emblem", seal.edition) if seal.emblem else ""
        main = folder / "report.typ"
        main.write_text(
            f"{typst_opening(seal, emblem, shape)}\n{typst_markup(str(soup))}", encoding="utf-8"
        )
        return compile_pdf(main, seal.edition)


class ReportPDF(SealedExporter):
    """nbconvert exporter behind ``Report_PDF`` in JupyterLab's export menu."""

    file_extension = ".pdf"
    output_mimetype = "application/pdf"
    make = staticmethod(report_pdf)


class ReportSlides(SealedExporter):
    """nbconvert exporter behind ``Report_Slides`` in JupyterLab's export menu."""

    file_extension = ".slides.pdf"
    output_mimetype = "application/pdf"
    make = staticmethod(report_slides)
