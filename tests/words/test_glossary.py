"""The glossary, and a study's own wordings of it."""

import pytest
from bs4 import BeautifulSoup

from wps_eval.report.glossary_table import glossary_table
from wps_eval.report.numbers import Writer
from wps_eval.words.catalogue import Words, messages
from wps_eval.words.glossary import Term, glossary, own_glossary, read_terms


def terms_of(tmp_path, *rows):
    path = tmp_path / "terms.csv"
    path.write_text("code,language,text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    faults = []
    return read_terms(path, faults), faults


def test_every_term_is_there_in_every_language():
    assert len(glossary()) > 90
    assert all(dict(t.texts)[lang] for t in glossary() for lang in ("en", "ar_IQ", "ckb_IQ"))
    assert len({t.code for t in glossary()}) == len(glossary())


def test_a_term_changes_every_sentence_that_is_that_word_alone(tmp_path):
    terms, faults = terms_of(tmp_path, "baseline,en,Starting point")
    words = Words("en", terms["en"])
    assert faults == []
    assert words.say("table.baseline") == "Starting point"
    assert Words("en").say("table.baseline") == "Baseline"
    assert words.say("table.current") == Words("en").say("table.current")
    own = {t.code: t.in_language("en") for t in own_glossary(terms)}
    assert own["baseline"] == "Starting point"


def test_a_sentence_is_overridden_by_its_own_code_with_its_placeholders(tmp_path):
    row = 'headline.some,en,"{able} of {all} can be assessed."'
    terms, faults = terms_of(tmp_path, row)
    assert faults == []
    sentence = Words("en", terms["en"]).say("headline.some", able=3, all=10)
    assert sentence == "3 of 10 can be assessed."


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("baselin,en,Start", "unknown_code"),
        ("baseline,fr,Debut", "unknown_language"),
        ("headline.some,en,Some can be assessed.", "placeholders"),
        ("baseline,en,Start {", "placeholders"),
        ("baseline,en,", "placeholders"),
    ],
)
def test_a_wording_that_cannot_be_is_a_fault_with_its_row(tmp_path, row, code):
    terms, faults = terms_of(tmp_path, row)
    assert [fault.code for fault in faults] == [code]
    assert faults[0].where.row == 2
    assert not any(terms.values())


def test_a_file_with_other_columns_is_refused(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text("word,text\na,b\n", encoding="utf-8")
    faults = []
    assert read_terms(path, faults) == {}
    assert [fault.code for fault in faults] == ["wrong_columns"]


def test_no_file_changes_nothing(tmp_path):
    faults = []
    assert (read_terms(tmp_path / "terms.csv", faults), faults) == ({}, [])


def test_messages_are_the_first_forms():
    assert messages("ar_IQ")["table.baseline"] == Words("ar_IQ").say("table.baseline")


def test_the_glossary_is_printed_in_the_languages_that_it_has_columns_for():
    terms = (Term("peace", "", (("en", "peace"), ("ckb_IQ", "ئاشتی"))),)
    shown = BeautifulSoup(glossary_table(terms, Writer(Words("en"))), "html.parser")
    assert [head.get_text() for head in shown.select("thead th")] == [
        "Short form",
        "English",
        "Sorani Kurdish",
    ]
    assert "ئاشتی" in shown.get_text()


def test_an_empty_line_counts_as_a_row(tmp_path):
    _, faults = terms_of(tmp_path, "", "no_such_term,en,x")
    assert [fault.where.row for fault in faults] == [3]


@pytest.mark.parametrize(
    "hole", ["{able:99999999999}", "{able!r}", "{able.__class__}", "{able[0]}"]
)
def test_a_wording_asks_for_a_placeholder_and_for_nothing_in_it(tmp_path, hole):
    terms, faults = terms_of(tmp_path, f'headline.some,en,"{hole} of {{all}} can be assessed."')
    assert terms == {}
    assert [(fault.code, fault.where.row) for fault in faults] == [("placeholders", 2)]


def test_a_table_that_does_not_open_is_told(tmp_path):
    (tmp_path / "terms.csv").write_bytes(
        "code,language,text\nbaseline,ar_IQ,نقطة\n".encode("cp1256")
    )
    faults = []
    assert read_terms(tmp_path / "terms.csv", faults) == {}
    assert [fault.code for fault in faults] == ["encoding_named"]
