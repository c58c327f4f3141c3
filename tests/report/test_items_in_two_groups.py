"""Items in two groups on the page: counts by class, the items that differ, and why a pair has none."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from wps_eval.report.chapters import survey as survey_chapter
from wps_eval.report.item_functioning import functioning_parts
from wps_eval.report.numbers import Writer
from wps_eval.results.store import frame
from wps_eval.sources.wordings import Wordings
from wps_eval.words.catalogue import Words

WORDINGS = Wordings(
    questions={"k1": "Who may vote?", "k2": "Where to report?", "k3": "What is 1325?"},
    answers={("language", "ckb"): "Sorani", ("language", "ar"): "Arabic"},
    meanings={}, reverse=frozenset(), constructs={"scale": "Rights"},
)  # fmt: skip


def row(item, item_class, delta, **changes):
    return {"edition": "e", "round": "r", "construct": "scale", "item": item, "place": "IQ", "trait": "language",
            "focal": "ckb", "reference": "ar", "delta": delta, "p": 0.01, "p_adjusted": 0.0004, "n_focal": 237.0,
            "n_reference": 1151.0, "item_class": item_class, "state": "shown"} | changes  # fmt: skip


def shown(rows, language="en"):
    words = Words(language)
    edition = SimpleNamespace(wordings=WORDINGS, writer=Writer(words), say=words.say)
    parts = functioning_parts(frame("item_functioning", rows), edition, {"r": "Round one"})
    return [BeautifulSoup(str(part), "html.parser") for part in parts]


def lines(part):
    return [
        [cell.get_text(" ", strip=True) for cell in line.find_all(["th", "td"])]
        for line in part.find_all("tr")[1:]
    ]


def test_items_are_counted_by_class_and_those_that_differ_are_told_largest_first():
    rows = [row("k1", "C", -1.9), row("k2", "C", 3.25), row("k3", "A", 0.1)]
    pairs, items, note = shown(rows)
    assert lines(pairs) == [
        ["Rights", "Round one", "Sorani beside Arabic", "237 and 1,151", "1", "0", "2", "–"]
    ]
    assert [(line[0], line[4], line[5], line[6]) for line in lines(items)] == [
        ("Where to report?", "3.25", "\u2066< 0.001\u2069", "C"),
        ("Who may vote?", "−1.90", "\u2066< 0.001\u2069", "C"),
    ]
    assert "class C makes a comparison of the two groups unsafe" in note.get_text()


def test_class_c_comes_before_a_greater_difference_of_class_b():
    _, items, _ = shown([row("k1", "B", -2.9), row("k2", "C", 1.8)])
    assert [line[-1] for line in lines(items)] == ["C", "B"]


def test_where_no_item_differs_there_is_no_list_of_items():
    assert len(shown([row("k1", "A", 0.4)])) == 2


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        (
            {"item": "", "n_focal": None, "n_reference": None, "state": "not_available", "reason": "base_too_small"},
            ["–", "–", "–", "–", "Not compared: fewer than 50 people with every item in one of the two"],
        ),
        (
            {"n_focal": None, "n_reference": None, "state": "suppressed", "reason": "complementary"},
            ["–", "–", "–", "–", "Hidden, because another value would show"],
        ),
        (
            {"state": "not_available", "reason": "no_sampling_error", "item_class": "cannot_tell"},
            ["237 and 1,151", "0", "0", "0", "Without a class: 1. The sample gives no margin of error"],
        ),
    ],
)  # fmt: skip
def test_a_pair_without_classes_says_why(changes, cells):
    pairs, _ = shown([row("k1", "", float("nan")) | changes])
    assert lines(pairs)[0][3:] == cells


def test_classes_are_told_where_numbers_of_people_are_left_out():
    """Beside a group that is too small the others keep their classes without numbers of people."""
    pairs, *_ = shown([row("k1", "C", -1.9, n_focal=None, n_reference=None)])
    assert lines(pairs)[0][3:7] == ["Hidden, because another value would show", "0", "0", "1"]


def test_nothing_to_compare_is_said():
    (notice,) = shown([])
    assert "No two groups" in notice.get_text()


@pytest.mark.parametrize("language", ["ar_IQ", "ckb_IQ"])
def test_the_tables_are_in_the_language_of_the_report(language):
    text = " ".join(part.get_text(" ") for part in shown([row("k1", "C", -1.9)], language))
    assert "beside" not in text
    assert "Groups" not in text


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({}, "stands in the annex"),
        ({"trait": "sex"}, "has not been tested"),
        ({"item": "", "delta": None, "reason": "base_too_small"}, "has not been tested"),
    ],
)
def test_the_chapter_on_surveys_says_whether_languages_were_compared(changes, where):
    rows = frame("item_functioning", [row("k1", "A", 0.4) | changes])
    edition = SimpleNamespace(own_rows=lambda _: rows, say=Words("en").say)
    sentence = survey_chapter._on_languages(edition)
    assert where in sentence
    assert ("annex" in sentence) == (where == "stands in the annex")
