"""Questionnaires on paper: every question in its language, no key, no more than two pages."""

import io
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from bs4 import BeautifulSoup

from wps_eval.errors import SurveyFaults
from wps_eval.publish.paper_form import paper_pdf, paper_word, write_paper_forms
from wps_eval.publish.paper_sheet import BOX, LINE, paper_sheet
from wps_eval.sources.instrument import read_instrument
from wps_eval.words.catalogue import Words

INSTRUMENTS = Path(__file__).parents[2] / "data" / "instruments"
FORMS = sorted(path.parent.name for path in INSTRUMENTS.glob("*/survey.csv"))
LANGUAGES = ("en", "ar_IQ", "ckb_IQ")
HEADS = "type,name,label::English (en),relevant,role,construct,key\n"
CHOICES = "list_name,name,label::English (en),meaning\nyn,1,Yes,\nyn,2,No,\nage,18-24,Young,\nage,60+,Old,\n"


def sheet(name, language):
    return BeautifulSoup(
        paper_sheet(read_instrument(INSTRUMENTS / name), Words(language)), "html.parser"
    )


def lay(folder, lines):
    folder.mkdir()
    (folder / "survey.csv").write_text(HEADS + lines, encoding="utf-8")
    (folder / "choices.csv").write_text(CHOICES, encoding="utf-8")
    (folder / "settings.csv").write_text("version\n3\n", encoding="utf-8")
    return read_instrument(folder)


def sheet_of(folder, lines):
    return BeautifulSoup(paper_sheet(lay(folder, lines), Words("en")), "html.parser")


def rows(soup):
    return [[cell.get_text() for cell in row.find_all(["td", "th"])] for row in soup.find_all("tr")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMS)
def test_every_wording_of_a_form_is_on_its_sheet_and_numbered_in_order(name, language):
    form, found = read_instrument(INSTRUMENTS / name), sheet(name, language)
    text = found.get_text().replace("\u00a0", " ")
    printed = [q for q in form.questions if q.type not in ("start", "end", "calculate")]
    assert [q.name for q in printed if q.labels.get(language, "") not in text] == []
    numbers = [int(row[0]) for row in rows(found) if row[0]]
    assert numbers == list(range(1, sum(q.type != "note" for q in printed) + 1))


def test_questions_with_the_same_answers_make_a_grid_and_others_stand_one_by_one(tmp_path):
    lines = "".join(f"select_one yn,q{n},Q{n},,demographic,,\n" for n in range(3))
    found = sheet_of(tmp_path / "f", f"{lines}integer,n,How many,,weight,,\n")
    grid, table = found.find_all("table")
    assert rows(grid) == [
        ["", "Question", "Yes (1)", "No (2)"],
        *[[str(n + 1), f"Q{n}", BOX, BOX] for n in range(3)],
    ]
    assert rows(table)[1:] == [["4", "How many", LINE]]
    two = sheet_of(tmp_path / "g", "".join(lines.splitlines(keepends=True)[:2]))
    assert rows(two)[1] == ["1", "Q0", "□\u00a0Yes\u00a0(1) \u2003 □\u00a0No\u00a0(2)"]


def test_when_a_question_is_asked_stands_before_it_in_words(tmp_path):
    lines = "select_one yn,a,Been there?,,demographic,,\nselect_one yn,b,Liked it?,${a} = '1',demographic,,\n"
    text = sheet_of(tmp_path / "f", lines).get_text(" ")
    assert "Only if the answer to “Been there?” was “Yes”:" in text
    assert text.index("Only if") < text.index("Liked it?")


@pytest.mark.parametrize(
    "condition", ["${a} > 1", "${a} = '7'", "${b} = '1'", "${a} = '1' and ${a} = '2'"]
)
def test_a_condition_that_paper_cannot_say_is_a_fault_and_never_left_out(tmp_path, condition):
    lines = f"integer,b,B,,weight,,\nselect_one yn,a,A,,demographic,,\nselect_one yn,c,C,{condition},demographic,,\n"
    with pytest.raises(SurveyFaults) as caught:
        paper_sheet(lay(tmp_path / "f", lines), Words("en"))
    found = [(f.code, f.where.row, f.found) for f in caught.value.faults]
    assert found == [("condition_not_on_paper", 4, condition)]


def test_a_key_is_on_no_sheet(tmp_path):
    """The sheets of two forms that differ in their keys alone are the same."""
    line = "select_one yn,k,Is it so?,,item,knowledge_x,"
    assert sheet_of(tmp_path / "f", f"{line}1\n") == sheet_of(tmp_path / "g", f"{line}2\n")


def test_codes_of_ranges_keep_their_direction(tmp_path):
    found = sheet_of(tmp_path / "f", "select_one age,a,Age group,,demographic,,\n")
    assert [(b["dir"], b.get_text()) for b in found.find_all("bdi")] == [
        ("ltr", "18-24"),
        ("ltr", "60+"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_a_page_or_two_and_says_what_must_come_before_its_use(language):
    words = Words(language)
    form = read_instrument(INSTRUMENTS / "population")  # the longest of all forms
    reader = pypdf.PdfReader(io.BytesIO(paper_pdf(form, words)))
    assert len(reader.pages) <= 2
    before_use = words.say("paper.before_use" if language == "en" else "paper.translated")
    assert {*re.findall(r"\w+", before_use)} <= {
        *re.findall(r"\w+", reader.pages[0].extract_text())
    }


def test_the_word_file_is_mirrored_where_the_language_is():
    form = read_instrument(INSTRUMENTS / "security_staff")
    documents = {}
    for language in ("en", "ckb_IQ"):
        with zipfile.ZipFile(io.BytesIO(paper_word(form, Words(language)))) as package:
            documents[language] = package.read("word/document.xml").decode("utf-8")
    assert documents["ckb_IQ"].count("w:bidiVisual") == documents["ckb_IQ"].count("<w:tbl>") > 0
    assert "w:bidiVisual" not in documents["en"]
    assert Words("ckb_IQ").say("paper.translated")[:12] in documents["ckb_IQ"]
    assert Words("en").say("paper.before_use") in documents["en"]


def test_files_are_named_by_form_and_language_and_made_twice_the_same(tmp_path):
    form = read_instrument(INSTRUMENTS / "feedback")
    files = write_paper_forms(form, tmp_path / "forms")
    assert [path.name for path in files] == [
        f"feedback-{language}.{ending}"
        for language in ("en", "ar-IQ", "ckb-IQ")
        for ending in ("pdf", "docx")
    ]
    assert paper_word(form, Words("ar_IQ")) == files[3].read_bytes()
