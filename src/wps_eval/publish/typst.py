"""HTML to Typst markup by pandoc, and Typst markup to PDF; the only module that knows both."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import pypandoc
import typst

from wps_eval.errors import ExportRefused
from wps_eval.publish.fonts import FAMILY, pdf_font_folder

if TYPE_CHECKING:
    from pathlib import Path


def typst_markup(html: str) -> str:
    """Turn semantic HTML into Typst markup, keeping what pandoc's writer drops."""
    with as_file(files("wps_eval.publish") / "templates" / "typst.lua") as filter_file:
        return str(
            pypandoc.convert_text(
                html,
                "typst",
                format="html",
                extra_args=[
                    "--wrap=none",
                    "--shift-heading-level-by=-1",
                    f"--lua-filter={filter_file}",
                ],
            )
        )


def compile_pdf(source: Path, name: str) -> bytes:
    """Compile a Typst file into a tagged PDF/UA-1 file.

    Args:
        source: The Typst file; pictures lie beside it.
        name: What to call the report in a refusal.

    Raises:
        ExportRefused: If Typst refuses the markup, or warns of a font that is not there.
    """
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(pdf_font_folder())])
    compiler = typst.Compiler(str(source), root=str(source.parent), font_paths=fonts)
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        raise ExportRefused(
            f"{name}: the PDF could not be set: {error}. Look at the table or figure that it names."
        ) from error
    font_warnings = [str(warning) for warning in warnings if "font" in str(warning)]
    if font_warnings:
        raise ExportRefused(
            f"{name}: the font {FAMILY} was not found while setting the PDF. Run `make report` again to install it."
        )
    if not isinstance(pdf, bytes):
        raise ExportRefused(f"{name}: the PDF came out in pieces; expected one file.")
    return pdf
