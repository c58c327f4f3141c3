"""The plan's own short words: no unit and no place in the plan is left to English."""

import pytest

from wps_eval.plan.units import unit_name
from wps_eval.report.edition import load_edition
from wps_eval.report.numbers import Writer
from wps_eval.report.plan_words import place_in_plan
from wps_eval.words.catalogue import Words

LANGUAGES = ("en", "ar_IQ", "ckb_IQ")


@pytest.fixture(scope="module")
def plan():
    return load_edition("midterm-2022").plan


def writer(language):
    return Writer(Words(language))


def test_every_unit_of_the_plan_is_told_in_arabic_and_kurdish(plan):
    units = {row.unit for row in (*plan.indicators, *plan.commitments)} - {"%", ""}
    assert len(units) > 60
    for language in LANGUAGES[1:]:
        assert [u for u in units if unit_name(plan, u, language) == u] == []


def test_every_place_of_the_plan_is_told_in_every_language(plan):
    places = {row.source for row in plan.rows()} - {""}
    assert len(places) > 200
    for place in places:
        assert place_in_plan(place, writer("en")) == place
    for language in LANGUAGES[1:]:
        left = [p for p in places if place_in_plan(p, writer(language)) == p]
        assert left == [
            p for p in left if p.startswith("Constitution") or "professional women" in p
        ]


@pytest.mark.parametrize(
    ("entered", "arabic"),
    [
        ("table 1.1, row 3; lines 399, 401-402", "الجدول 1.1، الصف 3؛ الأسطر 399، 401-402"),
        ("table 2.1 heading; lines 489, 490-491", "رأس الجدول 2.1؛ الأسطر 489، 490-491"),
        (
            "institutional framework, objective 4, rows 1-2 and objective 5, row 1; lines 806-809, 812",
            "الإطار المؤسسي، الهدف 4، الصفوف 1-2 والهدف 5، الصف 1؛ الأسطر 806-809، 812",
        ),
    ],
)
def test_a_place_is_told_piece_by_piece(entered, arabic):
    assert place_in_plan(entered, writer("ar_IQ")) == arabic


def test_a_place_that_nobody_foresaw_stays_as_it_was_entered():
    assert (
        place_in_plan("table 1.1, margin; lines 3", writer("ar_IQ")) == "table 1.1, margin; lines 3"
    )


def test_lists_take_the_language_s_own_marks():
    assert Words("ar_IQ").listed(["أ", "ب"]) == "أ، ب"
    assert Words("ckb_IQ").joined(["ا", "ب"]) == "ا؛ ب"
    assert Words("en").joined(["a, b", "c"]) == "a, b; c"
