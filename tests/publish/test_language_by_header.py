"""A study asks for a further language; its report is set by what the catalogue's header says."""

import zipfile
from xml.etree import ElementTree as ET

import pypdf
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_output
from sealed_pages import cell, page, pdf_text, written

from wps_eval.errors import ExportRefused
from wps_eval.pages.bench import open_bench
from wps_eval.publish.fonts import refuse_missing
from wps_eval.publish.html import export_html
from wps_eval.publish.pdf import export_pdf
from wps_eval.publish.word import export_word
from wps_eval.publish.wordml import W
from wps_eval.report.seal import MIME

LETTERS = "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهھەوۆیێ"


@pytest.fixture
def report(lay_kurmanji, bench_folder, monkeypatch):
    """Give a small report of a study that asks for Kurmanji, sealed by its bench."""

    def made(words=None, extra=()):
        name = lay_kurmanji(words)
        path = bench_folder / "params" / "midterm-2022.yml"
        text = path.read_text(encoding="utf-8").replace("[en, ar_IQ, ckb_IQ]", f"[{name}]")
        path.write_text(text, encoding="utf-8")
        shown = []
        monkeypatch.setattr("wps_eval.pages.bench.display", lambda data, **_: shown.append(data))
        monkeypatch.chdir(bench_folder)
        open_bench("midterm-2022", "IQ")
        sealed = new_output("display_data", data={MIME: shown[0][MIME]})
        return written(page("en", sealed=sealed, extra=extra), bench_folder)

    return made


def test_html_says_its_language_and_its_direction(report, tmp_path):
    text = export_html(report(), tmp_path / "page.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(text, "html.parser")
    assert (soup.html["lang"], soup.html["dir"]) == ("kmr-Arab-IQ", "rtl")
    assert soup.h1.get_text() == "ژن و ئاشتی"
    assert soup.find(id="contents").get_text() == "ناڤەرۆک"


def test_pdf_runs_from_the_right_and_its_words_can_be_found(report, tmp_path):
    target = export_pdf(report(extra=[cell("<h2>ژنان</h2><p>ژن</p>")]), tmp_path / "page.pdf")
    reader = pypdf.PdfReader(target)
    assert reader.trailer["/Root"]["/Lang"].startswith("kmr")
    text = pdf_text(target)
    assert [word for word in ("ناڤەرۆک", "رووپەل", "ژنان") if word not in text] == []
    assert starts(reader.pages[-1], "ژنان") > reader.pages[-1].mediabox.width / 2


def starts(sheet, word):
    """Give where on its sheet a line with a word starts, in points from the left."""
    found = []

    def visit(text, sheets, lines, *_):
        if word in text:
            found.append(sheets[4] + lines[4])

    sheet.extract_text(visitor_text=visit)
    return min(found)


def test_word_runs_from_the_right_and_names_the_language(report, tmp_path):
    target = export_word(report(), tmp_path / "page.docx")
    with zipfile.ZipFile(target) as book:
        root = ET.fromstring(book.read("word/document.xml"))  # noqa: S314 - our own file
        styles = ET.fromstring(book.read("word/styles.xml"))  # noqa: S314 - our own file
    paragraphs = list(root.iter(f"{{{W}}}p"))
    turned = [p for p in paragraphs if p.find(f"{{{W}}}pPr/{{{W}}}bidi") is not None]
    assert len(turned) == len(paragraphs) > 0
    assert list(root.iter(f"{{{W}}}bidiVisual"))
    default = styles.find(f".//{{{W}}}rPrDefault//{{{W}}}lang")
    assert default.get(f"{{{W}}}bidi") == "kmr-Arab-IQ"


@pytest.mark.parametrize(
    ("language", "names"), [("en", ("en-GB", None)), ("ckb_IQ", ("en-GB", "ku-Arab-IQ"))]
)
def test_word_is_told_the_name_that_the_header_gives(language, names, tmp_path):
    target = export_word(written(page(language), tmp_path), tmp_path / "page.docx")
    with zipfile.ZipFile(target) as book:
        styles = ET.fromstring(book.read("word/styles.xml"))  # noqa: S314 - our own file
    default = styles.find(f".//{{{W}}}rPrDefault//{{{W}}}lang")
    assert (default.get(f"{{{W}}}val"), default.get(f"{{{W}}}bidi")) == names


def test_the_font_has_every_letter_of_kurmanji():
    refuse_missing(LETTERS, "letters")


def test_a_letter_of_a_catalogue_that_the_font_lacks_is_refused(report, tmp_path):
    with pytest.raises(ExportRefused, match="U\\+06A2"):
        export_pdf(report({"seal.contents": "ڢ"}), tmp_path / "page.pdf")
    assert not (tmp_path / "page.pdf").exists()
