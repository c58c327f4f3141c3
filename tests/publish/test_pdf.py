"""A tagged PDF whose words can be found, in either direction."""

import base64
import re

import pypdf
import pytest
from bs4 import BeautifulSoup
from sealed_pages import PICTURE, TEXTS, cell, page, pdf_text, seal, seal_words, written

from wps_eval.errors import ExportRefused
from wps_eval.publish.fonts import refuse_missing
from wps_eval.publish.pdf import export_pdf
from wps_eval.publish.widths import fit_tables
from wps_eval.report.theme import MARKS

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def exported(notebook, tmp_path):
    return export_pdf(written(notebook, tmp_path), tmp_path / "page.pdf")


def tags(node):
    """Every element of a PDF's tree of tags."""
    node = node.get_object()
    if not isinstance(node, dict):
        return
    if "/S" in node:
        yield node
    kids = node.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        yield from tags(kid)


def tagged(path):
    return list(tags(pypdf.PdfReader(path).trailer["/Root"]["/StructTreeRoot"]))


def unicode_maps(path):
    for sheet in pypdf.PdfReader(path).pages:
        for font in sheet["/Resources"]["/Font"].values():
            table = font.get_object()["/ToUnicode"].get_object().get_data().decode("latin-1")
            for letters in re.findall(r"> ?<([0-9A-Fa-f]+)>", table):
                yield bytes.fromhex(letters).decode("utf-16-be")


@pytest.mark.parametrize("language", TEXTS)
def test_pdf_is_tagged_and_its_words_can_be_found(language, tmp_path):
    target = exported(page(language), tmp_path)
    root = pypdf.PdfReader(target).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language.partition("_")[0]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    text = pdf_text(target)
    found = [word for word in TEXTS[language][2].split() if word in text]
    assert len(found) >= len(TEXTS[language][2].split()) - 1


def test_headings_tables_contents_and_alternative_text_are_tagged(tmp_path):
    found = tagged(exported(page("ar_IQ"), tmp_path))
    kinds = {tag["/S"] for tag in found}
    assert {"/H1", "/Table", "/THead", "/TH", "/TD", "/Caption", "/Figure", "/TOC"} <= kinds
    assert [tag["/Alt"] for tag in found if "/Alt" in tag] == [TEXTS["ar_IQ"][2]]


def test_no_direction_mark_sticks_to_a_letter_that_a_reader_copies(tmp_path):
    mixed = (
        "<h2>الملخص التنفيذي</h2><p>بين <bdi>2018</bdi>، و\u2066−3.4%\u2069، <bdi>I1.1.3</bdi>.</p>"
    )
    target = exported(page("ar_IQ", extra=[cell(mixed)]), tmp_path)
    assert [text for text in unicode_maps(target) if INVISIBLE.search(text)] == []
    assert "−3.4%" in pdf_text(target)


def test_text_that_looks_like_markup_is_printed_as_it_stands(tmp_path):
    odd = '<p>#let $x$ @TITLE@ *a* <bdi>- 3</bdi>(x) "q" \\ [y]</p>'
    sealed = seal(title='A "title" \\ #x @PLACE@')
    text = pdf_text(exported(page(sealed=sealed, extra=[cell(odd)]), tmp_path))
    assert '#let $x$ @TITLE@ *a* - 3(x) "q" \\ [y]' in text
    assert 'A "title" \\ #x @PLACE@' in text


def test_a_bracket_after_a_box_stays_text_where_the_line_runs_from_the_right(tmp_path):
    target = exported(page("ar_IQ", extra=[cell("<p><bdi>- 3</bdi>[نص]</p>")]), tmp_path)
    assert "نص" in pdf_text(target)


@pytest.mark.parametrize(
    ("words", "last"),
    [("Page {page} of {pages}", "Page 3 of 3"), ("{pages} sheets, {page}", "3 sheets, 3")],
)
def test_pages_are_counted_in_the_order_of_the_language(words, last, tmp_path):
    printed = seal_words(page_of=words)
    reader = pypdf.PdfReader(exported(page(sealed=seal(words=printed)), tmp_path))
    assert last in " ".join(reader.pages[-1].extract_text().split())
    assert "Page" not in reader.pages[0].extract_text()


def test_demonstration_data_say_so_on_every_page(tmp_path):
    many = "".join(f"<h2>Chapter {n}</h2>" + "<p>text</p>" * 40 for n in range(4))
    notebook = page(sealed=seal(demonstration=True), extra=[cell(many)])
    reader = pypdf.PdfReader(exported(notebook, tmp_path))
    assert len(reader.pages) > 4
    assert all("DEMONSTRATION" in sheet.extract_text() for sheet in reader.pages)


def test_a_letter_that_the_font_lacks_is_refused_wherever_it_stands(tmp_path):
    with pytest.raises(ExportRefused, match="U\\+6F22"):
        exported(page(extra=[cell("<p>漢</p>")]), tmp_path)
    printed = seal_words("漢")
    with pytest.raises(ExportRefused, match="U\\+6F22"):
        exported(page(sealed=seal(words=printed)), tmp_path)


def test_the_statuses_symbols_can_be_printed():
    refuse_missing("".join(mark.symbol for mark in MARKS.values()), "look")


def test_a_bitmap_is_printed_and_a_broken_picture_is_refused(tmp_path):
    picture = '<figure><img alt="Dot" src="data:image/png;base64,{}"/></figure>'
    found = tagged(exported(page(extra=[cell(picture.format(PNG))]), tmp_path))
    assert "Dot" in [tag.get("/Alt") for tag in found]
    for wrong in (base64.b64encode(b"x").decode(), "abc"):
        with pytest.raises(ExportRefused):
            exported(page(extra=[cell(picture.format(wrong))]), tmp_path)


def test_a_colour_by_name_is_refused_and_no_colour_is_none(tmp_path):
    table = '<table><tr><td style="background-color:{}">x</td></tr></table>'
    exported(page(extra=[cell(table.format("transparent"))]), tmp_path)
    with pytest.raises(ExportRefused, match="'red'"):
        exported(page(extra=[cell(table.format("red"))]), tmp_path)


def table_of(columns, text):
    row = "".join(f"<td>{text}</td>" for _ in range(columns))
    return f"<table><tbody><tr>{row}</tr></tbody></table>"


@pytest.mark.parametrize(("columns", "sideways"), [(4, False), (14, True)])
def test_a_table_too_wide_for_its_page_is_turned(columns, sideways, tmp_path):
    many = table_of(columns, "1,234,567.5")
    soup = BeautifulSoup(many, "html.parser")
    fit_tables(soup)
    assert bool(soup.select_one("div.sideways")) is sideways
    assert len(soup.find_all("col")) == columns
    reader = pypdf.PdfReader(exported(page(extra=[cell(many)]), tmp_path))
    assert any(p.mediabox.width > p.mediabox.height for p in reader.pages) is sideways


def test_widths_that_the_report_chose_are_kept_where_words_fit():
    soup = BeautifulSoup(table_of(2, "word"), "html.parser")
    columns = '<colgroup><col style="width:30%"/><col style="width:70%"/></colgroup>'
    soup.table.insert(0, BeautifulSoup(columns, "html.parser"))
    fit_tables(soup)
    widths = [float(re.search(r"[\d.]+", col["style"])[0]) for col in soup.find_all("col")]
    assert widths == pytest.approx([30, 70], abs=0.5)


def test_spans_do_not_upset_the_widths():
    rows = '<tr><th colspan="2">a</th><th rowspan="2">b</th></tr><tr><td>c</td><td>d</td></tr>'
    soup = BeautifulSoup(f"<table><thead>{rows}</thead></table>", "html.parser")
    fit_tables(soup)
    assert len(soup.find_all("col")) == 3


@pytest.mark.parametrize("html", ["<table></table>", f"<div>{table_of(16, '1,234,567.5')}</div>"])
def test_an_empty_table_and_a_wide_one_inside_a_block_do_not_stop_the_report(html, tmp_path):
    assert exported(page(extra=[cell(html)]), tmp_path).exists()


def test_the_cover_tells_its_facts_and_shows_the_emblem(tmp_path):
    facts = [["Number:", "12/7 *x*"], ["Signed by:", "The Secretary"]]
    sealed = seal(facts=facts, emblem=PICTURE, emblem_alt="Emblem")
    plain = pypdf.PdfReader(exported(page(), tmp_path)).pages[0]
    cover = pypdf.PdfReader(exported(page(sealed=sealed), tmp_path)).pages[0]
    text = " ".join(cover.extract_text().split())
    assert "Number: 12/7 *x*" in text
    assert "Signed by: The Secretary" in text
    assert len(cover.get_contents().get_data()) > len(plain.get_contents().get_data())


@pytest.mark.parametrize(("state", "times"), [("draft", 1), ("final", 0)])
def test_a_draft_says_so_across_every_page_and_a_final_edition_does_not(state, times, tmp_path):
    # the running head of a demonstration says that, and not the state
    sealed = seal(state=state, demonstration=True)
    sheet = pypdf.PdfReader(exported(page(sealed=sealed), tmp_path)).pages[-1]
    assert sheet.extract_text().count("Draft") == times


def test_figures_and_tables_are_numbered_and_listed_with_their_pages(tmp_path):
    words = seal_words(figure="Figure {n}", table="Table {n}")
    long = "<table><caption>Shares of women. Read with care: nobody counted.</caption><tbody><tr><td>1</td></tr></tbody></table>"
    target = exported(page(sealed=seal(words=words), extra=[cell(long)]), tmp_path)
    sheets = [" ".join(s.extract_text().split()) for s in pypdf.PdfReader(target).pages]
    lists = next(text for text in sheets if "All figures" in text)
    assert "Figure 1. Findings" in lists
    assert "Table 2. Shares of women" in lists
    assert "nobody counted" not in lists
    assert "Table 2. Shares of women. Read with care: nobody counted." in " ".join(sheets)


def test_arabic_indic_digits_count_pages_and_tables(tmp_path):
    words = seal_words(page_of="{page}/{pages}", table="جدول {n}")
    text = pdf_text(
        exported(page("ar_IQ", sealed=seal("ar_IQ", words=words, numerals="arab")), tmp_path)
    )
    assert "٣/٣" in text
    assert "١" in text
