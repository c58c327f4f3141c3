"""English words in a report from right to left: marked, whole, and nothing else touched."""

import zipfile
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from sealed_pages import cell, page

from wps_eval.publish.directions import set_apart
from wps_eval.publish.foreign_words import mark_english
from wps_eval.publish.typst import typst_markup


def marked(html):
    soup = BeautifulSoup(html, "html.parser")
    mark_english(soup)
    return soup


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<td>Adults, 2022 (demonstration)</td>", ["Adults, 2022 (demonstration)"]),
        ("<p>نشر World Bank (WDI) الرقم</p>", ["World Bank (WDI)"]),
        ("<p>قالت Shafaq News، ثم Rudaw.</p>", ["Shafaq News", "Rudaw"]),
        ("<p>(ذكرها IOM)</p>", ["IOM"]),
        ("<p>خطة \u2068national action plan\u2069 هنا</p>", ["national action plan"]),
        ("<p><bdi>Our World in Data</bdi></p>", ["Our World in Data"]),
    ],
)
def test_words_are_found_whole_with_the_bracket_they_opened(html, found):
    soup = marked(html)
    assert [tag.get_text() for tag in soup.find_all(lang="en")] == found
    assert all(tag["dir"] == "ltr" for tag in soup.find_all(lang="en"))
    kept = BeautifulSoup(html, "html.parser").get_text().translate(dict.fromkeys((0x2068, 0x2069)))
    assert soup.get_text().translate(dict.fromkeys((0x2068, 0x2069))) == kept


@pytest.mark.parametrize(
    "html",
    [
        "<td><bdi>I2.1.2-08-b</bdi></td>",
        "<code>35b017adfef4 path</code>",
        "<p>النساء والأمن 12%</p>",
        "<p>العمود psu_code</p>",
        '<bdi lang="ckb-IQ">ژنان NAP</bdi>',
    ],
)
def test_codes_and_what_bears_a_language_stay_as_they_are(html):
    soup = BeautifulSoup(html, "html.parser")
    mark_english(soup)
    assert str(soup) == html


def test_the_pdf_s_markup_keeps_the_language_in_a_box_and_in_running_text():
    long = "Permanent Representative of Iraq to the United Nations"
    soup = marked(f"<p>عن IOM</p><p>عن {long}</p>")
    set_apart(soup, "rtl")
    markup = typst_markup(str(soup))
    assert '#box(text(lang: "en", dir: ltr)[#[]IOM]);' in markup
    assert f'#text(lang: "en")[#[]\u2066{long}\u2069];' in markup


def test_word_reads_an_english_run_from_the_left():
    from wps_eval.publish.seal import read_seal  # noqa: PLC0415
    from wps_eval.publish.word import report_word  # noqa: PLC0415

    notebook = page("ar_IQ", extra=[cell("<p>نشر World Bank الرقم</p>")])
    made = report_word(notebook, read_seal(notebook))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        document = BeautifulSoup(archive.read("word/document.xml"), "xml")
    runs = {run.get_text(): run.rPr for run in document.find_all("r") if run.find("t")}
    assert runs["\u200eWorld Bank\u200e"].lang["w:val"] == "en"
    assert runs["\u200eWorld Bank\u200e"].rtl is None
    assert runs["الرقم"].rtl is not None
