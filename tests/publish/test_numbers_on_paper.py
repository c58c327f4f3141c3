"""Cards behind numbers are for screens: paper, Word and slides keep the number alone."""

import zipfile

import pytest
from sealed_pages import cell, page, pdf_text, written
from test_html import CARD

from wps_eval.publish.pdf import export_pdf, export_slides
from wps_eval.publish.powerpoint import export_powerpoint
from wps_eval.publish.word import export_word


def text_of(path):
    if path.suffix == ".pdf":
        return pdf_text(path)
    with zipfile.ZipFile(path) as book:
        return " ".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))


@pytest.mark.parametrize(
    ("export", "name"),
    [
        (export_pdf, "x.pdf"),
        (export_slides, "x.slides.pdf"),
        (export_word, "x.docx"),
        (export_powerpoint, "x.pptx"),
    ],
)
def test_on_paper_a_card_leaves_its_number(export, name, tmp_path):
    notebook = written(page(extra=[cell(CARD)]), tmp_path)
    text = text_of(export(notebook, tmp_path / name))
    assert "−7" in text
    assert "BEHIND" not in text
