"""A Word file with real parts, mirrored where the language is, that says when it is made up."""

import zipfile
from xml.etree import ElementTree as ET

import pytest
from sealed_pages import PICTURE, TEXTS, cell, page, seal, written

from wps_eval.errors import ExportRefused
from wps_eval.publish.ooxml import CELL, PARAGRAPH, RUN, SECTION, TABLE, W
from wps_eval.publish.word import export_word

ORDERS = {"pPr": PARAGRAPH, "tblPr": TABLE, "rPr": RUN, "tcPr": CELL, "sectPr": SECTION}


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
    said = ["".join(t.text or "" for t in p.iter(w("t"))) for p in root.iter(w("p"))]
    assert "Number: 12 <b>" in said
    body = [child.tag for child in root.find(w("body"))]
    assert body.index(w("sdt")) > said.index("Number: 12 <b>")  # the contents follow the cover
    names = [d.get("descr") for d in root.iter() if d.tag.endswith("}docPr")]
    assert "Emblem" in names


@pytest.mark.parametrize(("state", "there"), [("consultation", True), ("final", False)])
def test_the_state_lies_behind_each_page_until_the_edition_is_final(state, there, tmp_path):
    head = part(exported(page(sealed=seal(state=state)), tmp_path), "word/header_wps.xml")
    marks = [e.get("string") for e in head.iter() if e.get("string")]
    assert marks == (["Draft"] if there else [])
