"""A Word file with real headings, real tables and captions, mirrored where the language is."""

from __future__ import annotations

from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pypandoc
from bs4 import BeautifulSoup

from wps_eval.publish.body import body_of
from wps_eval.publish.directions import mark_edges
from wps_eval.publish.exporter import SealedExporter, export
from wps_eval.publish.ooxml import TableLook, finish_word_file
from wps_eval.publish.pictures import drawings_to_pixels
from wps_eval.publish.tag_style import tag_style
from wps_eval.publish.widths import LARGEST_SIZE, fit_tables
from wps_eval.publish.word_pages import mark_turns

if TYPE_CHECKING:
    from wps_eval.report.seal import Seal

#: by direction: pandoc knows few languages; the file's own is set in ooxml.py
PANDOC_LANGUAGES = {"ltr": "en", "rtl": "ar"}
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def export_word(notebook: Path, target: Path) -> Path:
    """Make one Word file of an executed notebook; refused where ``export`` refuses."""
    return export(notebook, target, report_word)


def report_word(notebook: Any, seal: Seal) -> bytes:
    """Give the report as a Word file."""
    soup = body_of(notebook, seal)
    with TemporaryDirectory() as name:
        folder = Path(name)
        front_matter = _front_matter(seal)
        paragraphs = len(front_matter.find_all("p"))
        soup.insert(0, front_matter)
        drawings_to_pixels(soup, folder, seal.edition)
        _notices_as_quotes(soup)
        mark_edges(soup, seal.direction)
        fit_tables(soup)
        mark_turns(soup)
        docx = folder / "report.docx"
        pypandoc.convert_text(
            # pandoc sets Word's own Title from the page's
            f"<html><head><title>{escape(seal.title)}</title></head><body>{soup}",
            "docx",
            format="html",
            outputfile=str(docx),
            extra_args=[
                "--standalone",
                f"--resource-path={folder}",
                "--shift-heading-level-by=-1",
                *(["--toc", "--toc-depth=2"] if seal.shape == "report" else []),
                "-M", f"lang={PANDOC_LANGUAGES.get(seal.direction)}",
                "-M", f"dir={seal.direction}",
                "-M", f"toc-title={seal.words.contents}",
            ],
        )  # fmt: skip
        return finish_word_file(docx.read_bytes(), seal, _table_looks(soup), paragraphs)


def _front_matter(seal: Seal) -> BeautifulSoup:
    """Say what stands under the title on the first page."""
    emblem = (
        f'<p><img src="{seal.emblem}" alt="{escape(seal.emblem_alt, quote=True)}" height="90"/></p>'
        if seal.emblem
        else ""
    )
    lines = [seal.subtitle, " · ".join(filter(None, [seal.place, seal.edition, seal.remark]))]
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    facts = "".join(
        f"<p><strong>{escape(label)}</strong> {escape(text)}</p>" for label, text in seal.facts
    )
    demonstration = f"<p>{escape(seal.words.demonstration)}</p>" if seal.demonstration else ""
    return BeautifulSoup(f"{emblem}{paragraphs}{facts}{demonstration}", "html.parser")


def _notices_as_quotes(soup: BeautifulSoup) -> None:
    """Turn notices into block quotes, which pandoc knows."""
    for remark in soup.find_all("aside"):
        remark.name = "blockquote"
        remark.attrs = {}


def _table_looks(soup: BeautifulSoup) -> list[TableLook]:
    """Say how large each table's text is, and fill and ink of its cells, in the order of Word."""
    tables = []
    for table in soup.find_all("table"):
        cells = [tag_style(cell) for cell in table.find_all(["th", "td"])]
        colours = [(style.get("background-color", ""), style.get("color", "")) for style in cells]
        size = str(table.get("data-typst:text:size", "")).removesuffix("pt")
        tables.append(TableLook(float(size or LARGEST_SIZE), colours))
    return tables


class ReportWord(SealedExporter):
    """nbconvert exporter behind ``Report_Word`` in JupyterLab's export menu."""

    file_extension = ".docx"
    output_mimetype = MIME
    make = staticmethod(report_word)
