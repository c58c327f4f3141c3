"""A Word file with real parts, mirrored where the language is, that says when it is made up."""

import zipfile
from xml.etree import ElementTree as ET

import pytest
from sealed_pages import PICTURE, TEXTS, cell, page, seal, written

from wps_eval.errors import ExportRefused
from wps_eval.publish.word import export_word
from wps_eval.publish.wordml import (
    CELL_ORDER,
    PARAGRAPH_ORDER,
    RUN_ORDER,
    SECTION_ORDER,
    TABLE_ORDER,
    W,
)

ORDERS = {
    "pPr": PARAGRAPH_ORDER,
    "tblPr": TABLE_ORDER,
    "rPr": RUN_ORDER,
    "tcPr": CELL_ORDER,
    "sectPr": SECTION_ORDER,
}


def w(name):
    return f"{{{W}}}{name}"


def exported(notebook, tmp_path):
    return export_word(written(notebook, tmp_path), tmp_path / "page.docx")


def part(path, name="word/document.xml"):
    with zipfile.ZipFile(path) as book:
        return ET.fromstring(book.read(name))  # noqa: S314 - our own file


def text(element):
    return "".join(node.text or "" for node in element.iter(w("t")))


@pytest.mark.parametrize("language", TEXTS)
def test_headings_captions_tables_and_pictures_are_real(language, tmp_path):
    title, finding, sentence, *_ = TEXTS[language]
    root = part(exported(page(language), tmp_path))
    styles = {
        style.get(w("val")): text(p) for p in root.iter(w("p")) for style in p.iter(w("pStyle"))
    }
    assert styles["Title"] == title
    assert styles["Heading1"] == finding
    assert styles["TableCaption"] == f"1. {finding}"
    assert styles["ImageCaption"] == f"1. {finding}"
    (table,) = root.iter(w("tbl"))
    assert len(list(table.iter(w("tr")))) == 2
    assert len(list(table.iter(w("tblHeader")))) == 1
    pictures = [e for e in root.iter() if e.tag.endswith("}docPr")]
    assert [p.get("descr") for p in pictures] == [sentence]


@pytest.mark.parametrize("language", TEXTS)
def test_right_to_left_is_said_everywhere_or_nowhere(language, tmp_path):
    root = part(exported(page(language), tmp_path))
    rtl = language != "en"
    assert bool(list(root.iter(w("bidiVisual")))) == rtl
    assert (root.find(f".//{w('sectPr')}/{w('bidi')}") is not None) == rtl
    paragraphs = list(root.iter(w("p")))
    marked = [p for p in paragraphs if p.find(f"{w('pPr')}/{w('bidi')}") is not None]
    assert len(marked) == (len(paragraphs) if rtl else 0)
    runs = [r for r in root.iter(w("r")) if r.find(w("t")) is not None]
    directed = [r for r in runs if r.find(f"{w('rPr')}/{w('rtl')}") is not None]
    foreign = [r for r in runs if r.find(f"{w('rPr')}/{w('lang')}") is not None]
    assert len(directed) == (len(runs) - len(foreign) if rtl else 0)


@pytest.mark.parametrize("language", TEXTS)
def test_children_stand_in_the_order_that_word_asks_for(language, tmp_path):
    root = part(exported(page(language), tmp_path))
    for name, order in ORDERS.items():
        for element in root.iter(w(name)):
            known = [order.index(tag) for c in element if (tag := c.tag.partition("}")[2]) in order]
            assert known == sorted(known), (name, [c.tag for c in element])


def test_cells_keep_their_colours(tmp_path):
    root = part(exported(page(), tmp_path))
    fills = [shd.get(w("fill")) for shd in root.iter(w("shd"))]
    assert "CFE8DD" in fills
    inks = [c.get(w("val")) for c in root.iter(w("color"))]
    assert "0B4A34" in inks


def test_cells_keep_their_colours_beside_one_that_spans_rows(tmp_path):
    # Word has a cell of its own in each row that is spanned; it is not counted
    table = (
        '<table><tbody><tr><td rowspan="2">a</td><td>b</td></tr>'
        '<tr><td style="background-color:#010203">c</td></tr>'
        '<tr><td>d</td><td style="background-color:#040506">e</td></tr></tbody></table>'
    )
    root = part(exported(page(extra=[cell(table)]), tmp_path))
    filled = {
        text(c): shade.get(w("fill"))
        for c in root.iter(w("tc"))
        if (shade := c.find(f"{w('tcPr')}/{w('shd')}")) is not None
    }
    assert {name: filled.get(name) for name in "abcde"} == {
        "a": None, "b": None, "c": "010203", "d": None, "e": "040506",
    }  # fmt: skip


@pytest.mark.parametrize("made_up", [True, False])
def test_every_page_says_that_the_data_are_made_up(made_up, tmp_path):
    path = exported(page(sealed=seal(demonstration=made_up)), tmp_path)
    head = text(part(path, "word/header_wps.xml"))
    assert ("DEMONSTRATION" in head) == made_up
    assert "Draft" in head
    section = part(path).find(f".//{w('sectPr')}")
    assert [c.tag.partition("}")[2] for c in section][:2] == ["headerReference", "footerReference"]
    with zipfile.ZipFile(path) as book:
        types = book.read("[Content_Types].xml").decode()
        relations = book.read("word/_rels/document.xml.rels").decode()
    assert "header_wps.xml" in types
    assert "header_wps.xml" in relations


def test_pages_are_counted_in_the_languages_own_words(tmp_path):
    foot = part(exported(page("ar_IQ"), tmp_path), "word/footer_wps.xml")
    assert text(foot) == "صفحة 1 من 1"
    assert [f.get(w("instr")).strip() for f in foot.iter(w("fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_same_notebook_gives_the_same_bytes(tmp_path):
    one = exported(page("ckb_IQ"), tmp_path).read_bytes()
    assert exported(page("ckb_IQ"), tmp_path).read_bytes() == one


def test_nothing_but_shown_fragments_leaves(tmp_path):
    with zipfile.ZipFile(exported(page(), tmp_path)) as book:
        whole = b"".join(book.read(name) for name in book.namelist())
    assert b"SECRET" not in whole


def test_what_is_not_released_is_refused(tmp_path):
    with pytest.raises(ExportRefused):
        exported(page(sealed=seal(released=False)), tmp_path)
    assert not (tmp_path / "page.docx").exists()


def test_a_broken_drawing_is_told(tmp_path):
    broken = '<figure><img alt="x" src="data:image/svg+xml;base64,bm8="/></figure>'
    with pytest.raises(ExportRefused, match="picture 2"):
        exported(page(extra=[cell(broken)]), tmp_path)


def test_the_cover_tells_its_facts_and_shows_the_emblem(tmp_path):
    sealed = seal(facts=[["Number:", "12 <b>"]], emblem=PICTURE, emblem_alt="Emblem")
    root = part(exported(page(sealed=sealed), tmp_path))
    paragraphs = ["".join(t.text or "" for t in p.iter(w("t"))) for p in root.iter(w("p"))]
    assert "Number: 12 <b>" in paragraphs
    body = [child.tag for child in root.find(w("body"))]
    assert body.index(w("sdt")) > paragraphs.index(
        "Number: 12 <b>"
    )  # the contents follow the cover
    names = [d.get("descr") for d in root.iter() if d.tag.endswith("}docPr")]
    assert "Emblem" in names


@pytest.mark.parametrize(("state", "there"), [("consultation", True), ("final", False)])
def test_the_state_lies_behind_each_page_until_the_edition_is_final(state, there, tmp_path):
    head = part(exported(page(sealed=seal(state=state)), tmp_path), "word/header_wps.xml")
    marks = [e.get("string") for e in head.iter() if e.get("string")]
    assert marks == (["Draft"] if there else [])


def test_the_list_of_contents_is_filled_with_links_before_word_is_asked(tmp_path):
    root = part(exported(page("en"), tmp_path))
    contents = root.find(f".//{w('sdtContent')}")
    links = {text(link): link.get(w("anchor")) for link in contents.iter(w("hyperlink"))}
    marks = {mark.get(w("name")) for mark in root.iter(w("bookmarkStart"))}
    assert list(links) == [TEXTS["en"][1]]
    assert set(links.values()) <= marks
    kinds = [c.get(w("fldCharType")) for c in contents.iter(w("fldChar"))]
    assert kinds == ["begin", "separate", "end"]  # the entries are the field's result


WIDE = "<td>" + "</td><td>".join(["Wirtschaftsministerium", "Menschenrechtsverteidigerin"] * 8)


def test_pages_are_a4_and_a_table_that_needs_it_lies_on_its_side(tmp_path):
    wide = f"<table><caption>wide</caption><tbody><tr>{WIDE}</td></tr></tbody></table>"
    root = part(exported(page("en", extra=[cell(wide), cell("<p>after</p>")]), tmp_path))
    sizes = [
        (size.get(w("w")), size.get(w("h")), size.get(w("orient"))) for size in root.iter(w("pgSz"))
    ]
    upright, turned = ("11906", "16838", None), ("16838", "11906", "landscape")
    assert sizes == [upright, turned, upright]
    assert all(len(s.findall(w("headerReference"))) == 1 for s in root.iter(w("sectPr")))
    # what the text leaves of 11906 and 16838, half on each side, in whole twentieths of a point
    margins = [(m.get(w("left")), m.get(w("right"))) for m in root.iter(w("pgMar"))]
    assert margins == [("1253", "1253"), ("1249", "1249"), ("1253", "1253")]
    grids = [
        sum(int(c.get(w("w"))) for c in grid.iter(w("gridCol"))) for grid in root.iter(w("tblGrid"))
    ]
    # 470 and 717 points of text width, in twentieths, but for rounding of columns
    assert grids == [pytest.approx(9400, abs=20), pytest.approx(14340, abs=20)]
    assert "\ue000" not in text(root)


def test_a_code_in_a_page_from_right_to_left_keeps_its_order_everywhere(tmp_path):
    root = part(exported(page("ar_IQ", extra=[cell("<p><bdi>1.1.1/a</bdi></p>")]), tmp_path))
    (run,) = [r for r in root.iter(w("r")) if "1.1.1" in text(r)]
    assert text(run) == "\u200e1.1.1/a\u200e"  # what Unicode needs
    assert run.find(f"{w('rPr')}/{w('rtl')}") is None  # what Word needs
