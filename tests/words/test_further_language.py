"""A further language is a catalogue and nothing else: its header says what CLDR does not know."""

import re
from datetime import date

import pandas as pd
import pytest

from in_english import english
from wps_eval.errors import InputFaults, WpsEvalError
from wps_eval.evaluation.models import Comment, Finding, Rating
from wps_eval.places.match import PlaceNames
from wps_eval.plan.models import Place
from wps_eval.plan.tables import read_table
from wps_eval.report.numbers import Writer
from wps_eval.report.tables import Head, table
from wps_eval.study.model import CoverText
from wps_eval.words import catalogue
from wps_eval.words.catalogue import Words, language_of, languages, untranslated
from wps_eval.words.dates import parse_date, write_date
from wps_eval.words.numbers import write_number
from wps_eval.words.translated import record_columns


def test_a_catalogue_is_found_and_says_which_way_it_runs(lay_kurmanji):
    assert "kmr_Arab_IQ" not in languages()
    name = lay_kurmanji()
    assert name in languages()
    words = Words(name)
    assert (words.direction, words.html_lang) == ("rtl", "kmr-Arab-IQ")
    assert words.say("seal.contents") == "ناڤەرۆک"
    assert words.say("seal.page", page=1, pages=3) == "رووپەل 1 ژ 3"


@pytest.mark.parametrize(
    ("cldr", "written", "arabic"),
    [("ckb_IQ", "1,234.5", "١٬٢٣٤٫٥"), ("tr", "1.234,5", "١٬٢٣٤٫٥")],
)
def test_numbers_follow_the_locale_that_the_header_names(lay_kurmanji, cldr, written, arabic):
    name = lay_kurmanji(X_CLDR_Locale=cldr)
    assert write_number(1234.5, name, decimals=1) == written
    assert write_number(1234.5, name, decimals=1, numbering="arab") == arabic
    assert Writer(Words(name)).number(1234.5, 1) == written


def test_dates_take_the_headers_month_names_and_are_read_again(lay_kurmanji):
    name = lay_kurmanji()
    assert [write_date(parse_date(text), name) for text in ("2021", "2021-10", "2021-02-05")] == [
        "2021",
        "رر 2021",
        "5 بب 2021",
    ]
    assert parse_date("رر 2021").end == date(2021, 10, 31)
    assert parse_date("تشرين الأول 2021").end.month == 10  # the field's spellings stay


def test_a_month_with_an_apostrophe_is_written_as_it_stands(lay_kurmanji):
    months = "; ".join(["a'b"] * 12)
    assert write_date(parse_date("2021-10"), lay_kurmanji(X_Months=months)) == "a'b 2021"


def test_plural_forms_follow_the_headers_rule(lay_kurmanji):
    rule = "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"
    words = Words(lay_kurmanji(Plural_Forms=rule))
    captions = [words.say("plan.readings_caption", n=n) for n in (1, 2, 3, 0)]
    assert captions == ["ژن 1", "ژن ژن 2", "ژن ژن ژن 3", "ژن ژن ژن 0"]


def test_what_is_left_to_english_has_english_plurals(lay_kurmanji):
    rule = "nplurals=2; plural=(n > 5);"
    name = lay_kurmanji({"plan.readings_caption": ""}, Plural_Forms=rule)
    assert Words(name).say("plan.readings_caption", n=2).startswith("2 rows ")


def test_word_and_questionnaires_may_know_it_by_another_name(lay_kurmanji):
    own = language_of(lay_kurmanji())
    assert (own.word, own.form, own.tag) == ("kmr-Arab-IQ", "kmr", "kmr")
    sorani = language_of("ckb_IQ")
    assert (sorani.word, sorani.form, sorani.tag) == ("ku-Arab-IQ", "ku", "ckb")


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ({"X_Direction": ""}, "X-Direction ''"),
        ({"X_Direction": "right"}, "X-Direction 'right'"),
        ({"X_CLDR_Locale": ""}, "X-CLDR-Locale ''"),
        ({"X_CLDR_Locale": "ku_Arab"}, "X-CLDR-Locale 'ku_Arab'"),
        ({"X_Months": ""}, "found 0 X-Months"),
        ({"X_Months": "ئئ; بب"}, "found 2 X-Months"),
        ({"Language": "en"}, "Language 'en'"),
        ({"Plural_Forms": ""}, "Plural-Forms ''"),
        ({"Plural_Forms": "nplurals=2; plural=(many);"}, "Plural-Forms"),
        ({"X_Direction": "", "X_Months": ""}, "X-Direction.*X-Months"),
    ],
    ids=str,
)
def test_a_header_that_leaves_something_unsaid_is_refused_decimal(lay_kurmanji, header, complaint):
    name = lay_kurmanji(**header)
    with pytest.raises(WpsEvalError, match=f"kmr_Arab_IQ.po.*{complaint}"):
        language_of(name)


def without(text):
    return re.sub(r'msgctxt "seal.sort"\nmsgid .*\nmsgstr .*\n\n', "", text)


@pytest.mark.parametrize(
    "spoil",
    [
        without,
        lambda text: text.replace(
            'Sort by this column"\nmsgstr "ژن"', 'Sort by this column"\nmsgstr ""'
        ),
        lambda text: text.replace('msgctxt "seal.sort"', '#, fuzzy\nmsgctxt "seal.sort"'),
        lambda text: text.replace("Sort by this column", "Sort this column"),
    ],
    ids=["missing", "empty", "marked fuzzy", "from an older English"],
)
def test_a_sentence_that_is_left_to_english_is_named(lay_kurmanji, spoil):
    assert untranslated(lay_kurmanji(spoil=spoil)) == ("seal.sort",)


def test_one_empty_plural_form_leaves_the_sentence_to_english(lay_kurmanji):
    name = lay_kurmanji(spoil=lambda text: text.replace('"ژن ژن {n}"', '""', 1))
    assert len(untranslated(name)) == 1


def test_a_decimal_catalogue_leaves_nothing_to_english(lay_kurmanji):
    assert untranslated(lay_kurmanji()) == ()


def test_tables_take_a_column_of_the_languages_tag(lay_kurmanji, tmp_path):
    (tmp_path / "findings.csv").write_text(
        "code,criterion,questions,text,text_ar,text_kmr\nF1,impact,Q1,Women,نساء,ژن\n"
        "F2,impact,Q1,Peace,,\n",
        encoding="utf-8",
    )
    faults = []
    read_table(tmp_path / "findings.csv", Finding, faults)
    assert [(f.where.row, f.where.column) for f in faults] == [(2, "text_kmr")]
    name, faults = lay_kurmanji(), []
    one, two = read_table(tmp_path / "findings.csv", Finding, faults)
    assert faults == []
    assert [one.in_language(each) for each in (name, "ar_IQ", "ckb_IQ")] == ["ژن", "نساء", "Women"]
    assert two.in_language(name) == "Peace"


def test_every_text_of_a_row_has_its_own_column(lay_kurmanji):
    name = lay_kurmanji()
    row = {"code": "C1", "text": "one", "body": "B1", "response": "two", "change": "three"}
    comment = Comment(**row, text_kmr="ژن", response_kmr="ئاشتی", change_kmr="ئئ")
    assert [comment.in_language(name, part) for part in ("text", "response", "change")] == [
        "ژن",
        "ئاشتی",
        "ئئ",
    ]
    rated = {"criterion": "impact", "rating": 1, "reason": "because", "findings": "F1"}
    assert Rating(**rated, reason_kmr="ژن").in_language(name) == "ژن"
    assert CoverText(text="Office", text_kmr="ژن").in_language(name) == "ژن"


def test_a_place_is_named_and_matched_in_it(lay_kurmanji):
    name = lay_kurmanji()
    place = Place(code="IQ", name_en="Iraq", name_ckb="عێراق", name_kmr="ئئبب")
    assert [place.in_language(each) for each in (name, "ckb_IQ", "ar_IQ")] == [
        "ئئبب",
        "عێراق",
        "Iraq",
    ]
    assert PlaceNames.of([place]).code("ئئبب") == "IQ"


def test_a_column_of_no_language_stays_a_fault_with_the_nearest(lay_kurmanji, tmp_path):
    lay_kurmanji()
    path = tmp_path / "places.csv"
    path.write_text("code,name_en,name_kmrr\nIQ,Iraq,ئئ\n", encoding="utf-8")
    faults = []
    read_table(path, Place, faults)
    assert [(f.code, f.where.column) for f in faults] == [("unknown_name", "name_kmrr")]
    assert "name_kmr" in english(faults[0]).remedy
    assert "translations" not in record_columns(Place)


def test_a_language_may_have_one_word_for_two_heads(lay_kurmanji):
    words = Words(lay_kurmanji())
    heads = [
        Head("name", words.say("table.baseline")),
        Head("n", words.say("table.current"), write=decimal),
    ]
    assert heads[0].title == heads[1].title
    shown = table(pd.DataFrame({"name": ["one"], "n": [2]}), heads, "x")
    assert '<thscope="row">one</th><td>2.0</td>' in "".join(shown.split())


def decimal(value):
    return f"{value:.1f}"


def test_a_catalogue_in_another_encoding_is_told_as_itself_and_not_as_a_wrong_date(lay_kurmanji):
    name = lay_kurmanji()
    path = catalogue.CATALOGUES / f"{name}.po"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(InputFaults) as caught:
        parse_date("October 2021")
    (fault,) = caught.value.faults
    assert (fault.code, fault.where.file) == ("encoding_named", f"locale/{name}.po")
