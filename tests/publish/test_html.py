"""One HTML file, readable offline, in either direction."""

import re

import pytest
from bs4 import BeautifulSoup
from sealed_pages import PICTURE, TEXTS, cell, page, seal, seal_words, written

from wps_eval.publish.html import export_html

CHAPTERS = "<h2>Two</h2><h3>Two one</h3><h3>Two two</h3><h2>Three</h2>"


def exported(notebook, tmp_path):
    text = export_html(written(notebook, tmp_path), tmp_path / "page.html").read_text("utf-8")
    return text, BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize("language", TEXTS)
def test_html_has_language_direction_contents_and_no_address_outside(language, tmp_path):
    text, soup = exported(page(language), tmp_path)
    assert soup.html["lang"] == language.replace("_", "-")
    assert soup.html["dir"] == ("ltr" if language == "en" else "rtl")
    assert [a["href"] for a in soup.select("nav a")] == ["#s1"]
    assert soup.find(id="s1").get_text() == TEXTS[language][1]
    assert [s.get("src") for s in soup.find_all("script")] == [None]  # one, inside the file
    assert not re.search(r"(src|href)=\"(https?:)?//", text)
    assert re.findall(r"url\(\"(.{10})", text) == ["data:font/"] * 2
    assert soup.img["alt"] == TEXTS[language][2]


def test_contents_nest_sections_under_their_chapter_and_every_link_finds_its_heading(tmp_path):
    _, soup = exported(page(extra=[cell(CHAPTERS)]), tmp_path)
    links = soup.select("nav a")
    assert [soup.find(id=a["href"][1:]).get_text() for a in links] == [a.get_text() for a in links]
    under = soup.select("nav > ol > li > ol a")
    assert [a.get_text() for a in under] == ["Two one", "Two two"]
    assert soup.find(id=soup.select_one(".skip")["href"][1:]).name == "main"


def test_a_table_scrolls_by_keyboard_under_its_caption(tmp_path):
    _, soup = exported(page(), tmp_path)
    wrap = soup.table.parent
    assert (wrap["role"], wrap["tabindex"], wrap["aria-label"]) == ("region", "0", "1. Findings")


@pytest.mark.parametrize(("state", "marked"), [("draft", True), ("final", False)])
def test_an_edition_says_that_it_is_a_draft_until_it_is_final(state, marked, tmp_path):
    _, soup = exported(page(sealed=seal(state=state)), tmp_path)
    assert ("Draft" in soup.header.get_text()) is marked


def test_demonstration_data_say_so_on_screen_and_on_every_printed_page(tmp_path):
    text, soup = exported(page(sealed=seal(demonstration=True)), tmp_path)
    assert soup.select_one("p.demonstration").get_text() == "DEMONSTRATION"
    stamp = "".join(f"\\{ord(letter):x} " for letter in "DEMONSTRATION")
    assert f'@top-center{{content:"{stamp}"' in text


def test_words_of_the_seal_cannot_break_out_of_the_page(tmp_path):
    evil = "</style><script>x</script>"
    words = seal_words(evil, demonstration=evil, draft=evil)
    _, soup = exported(page(sealed=seal(title=evil, demonstration=True, words=words)), tmp_path)
    assert len(soup.find_all("script")) == 1  # our own
    assert soup.h1.get_text() == evil


def test_the_cover_tells_its_facts_and_shows_the_emblem(tmp_path):
    sealed = seal(facts=[["Number:", "12 <b>"]], emblem=PICTURE, emblem_alt="Emblem")
    _, soup = exported(page(sealed=sealed), tmp_path)
    assert soup.header.dt.get_text() == "Number:"
    assert soup.header.dd.get_text() == "12 <b>"
    assert soup.header.img["alt"] == "Emblem"


def test_a_draft_lies_behind_the_page_and_a_final_edition_has_nothing_there(tmp_path):
    draft, _ = exported(page(), tmp_path)
    final, _ = exported(page(sealed=seal(state="final")), tmp_path)
    assert "body::before{content:" in draft
    assert "body::before{content:" not in final


def test_the_script_speaks_the_reports_language_and_nothing_depends_on_it(tmp_path):
    words = seal_words(search="ابحث", shown="{shown} من {all}", sort="رتب")
    _, soup = exported(page("ar_IQ", sealed=seal("ar_IQ", words=words)), tmp_path)
    attributes = soup.body.attrs
    assert attributes["data-numerals"] == "latn"
    assert (attributes["data-search"], attributes["data-shown"], attributes["data-sort"]) == (
        "ابحث",
        "{shown} من {all}",
        "رتب",
    )
    assert (
        soup.find(["button", "input"]) is None
    )  # controls exist where scripts run, and only there


def test_paper_gets_no_controls_whole_rows_every_row_and_table_heads_on_every_page(tmp_path):
    text, _ = exported(page(), tmp_path)
    paper = text[text.index("@media print{") : text.index("</style>")]
    for rule in (
        "nav,.skip,.tools{display:none}",
        ".sort{display:contents}",  # a browser leaves a button out where it repeats a head
        ".sort::after{content:none}",
        "tr[hidden]{display:table-row}",
        "thead{display:table-header-group}",
        "tr,figure,.notice{break-inside:avoid}",
    ):
        assert rule in paper
    kept = next(line for line in paper.splitlines() if "print-color-adjust:exact" in line)
    assert "body::before" in kept  # or the draft's pale word is printed dark


CARD = (
    '<h2>Cards</h2><table><caption>C</caption><thead><tr><th scope="col" class="num">N</th></tr></thead>'
    '<tbody><tr><td class="num"><details class="card"><summary>−7</summary><dl><dt>BEHIND</dt>'
    "<dd>base 12</dd></dl></details></td></tr></tbody></table>"
)


def test_a_card_opens_behind_its_number_without_a_script(tmp_path):
    notebook = page("ar_IQ", extra=[cell(CARD)])
    _, soup = exported(notebook, tmp_path)
    card = soup.find("details")
    assert card.dl.get_text() == "BEHINDbase 12"
    assert card.summary.bdi["dir"] == "ltr"  # the sign stays on the number's left
