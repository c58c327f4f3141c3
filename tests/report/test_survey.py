"""Survey tables and charts: what a reader sees of hidden, missing and small."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from wps_eval.report.cells import estimate_cell
from wps_eval.report.charts.likert import likert_chart
from wps_eval.report.courses import course_table
from wps_eval.report.numbers import Writer
from wps_eval.report.round_tables import losses_table, rounds_table
from wps_eval.report.survey_change import (
    forest_figure,
    robustness_text,
    survey_verdict_table,
)
from wps_eval.results.store import frame
from wps_eval.sources.wordings import Wordings
from wps_eval.words.catalogue import Words

WRITER = Writer(Words("en"))


def cell(**values):
    base = {"state": "shown", "reason": "", "estimate": 41.44, "ci_low": 39.5, "ci_high": 43.3}
    return estimate_cell(type("Row", (), base | values), WRITER)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, "41.4 (39.5 to 43.3)"),
        ({"ci_low": float("nan")}, "41.4"),
        ({"state": "flagged"}, "(41.4) 39.5 to 43.3"),
        ({"state": "suppressed", "reason": "suppressed"}, "Suppressed"),
        ({"state": "suppressed", "reason": "too_wide"}, "30 points wide"),
        ({"estimate": float("nan"), "state": "not_available"}, "Not available"),
    ],
)
def test_hidden_missing_and_small_are_different_words(values, text):
    assert text.lower() in cell(**values).lower()


def test_a_verdict_says_how_often_it_holds_and_what_flips_it():
    assert robustness_text("4/4", WRITER) == "Holds in 4 of 4"
    assert (
        robustness_text("3/4 unweighted", WRITER)
        == "Holds in 3 of 4; it does not with: without weights"
    )
    assert robustness_text("", WRITER) == "Not computed"


def test_what_a_round_does_not_state_is_said():
    rows = frame("rounds", [
        {"edition": "x", "round": "r", "part": "design", "item": "pretest", "value": ""},
        {"edition": "x", "round": "r", "part": "design", "item": "kind", "value": "census"},
    ])  # fmt: skip
    text = BeautifulSoup(rounds_table(rows, ["r"], WRITER), "html.parser").get_text(" ")
    assert "Pretest Not stated" in " ".join(text.split())
    assert "Full count" in text
    assert rounds_table(rows, ["other"], WRITER) == ""


def test_a_diverging_chart_tells_every_share_in_words():
    rows = pd.DataFrame(
        [{"label": "An item", "p0": 10, "p1": 20, "p2": 30, "p3": 25, "p4": 12, "other": 3}]
    )
    html = likert_chart(rows, ["a", "b", "c", "d", "e"], WRITER, "Caption")
    alt = BeautifulSoup(html, "html.parser").img["alt"]
    assert alt == "An item: a 10, b 20, c 30, d 25, e 12; Other 3"


def test_what_was_not_reached_and_does_not_match_is_printed():
    rows = frame("rounds", [
        {"edition": "x", "round": "r", "part": "coverage", "item": "IQG01", "pct": 12.5, "value": "road closed"},
        {"edition": "x", "round": "r", "part": "matching", "item": "silent_psus", "count": 2},
        {"edition": "x", "round": "r", "part": "dropped", "item": "phone", "value": "its name"},
        {"edition": "x", "round": "r", "part": "nonresponse", "item": "representativity", "pct": 85.4,
         "value": "stratum, area"},
        {"edition": "x", "round": "r", "part": "nonresponse", "item": "weights", "pct": 12.5},
    ])  # fmt: skip
    html = losses_table(rows, ["r"], {"IQG01": "Al-Anbar"}, WRITER)
    text = " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
    assert "Al-Anbar 12.5% (road closed)" in text
    assert "Units of the list without a person 2" in text
    assert "phone its name" in text
    assert "the same chance to answer 0.85 (Strata, area)" in text
    assert "raise the variance of a mean by 12.5%" in text
    assert "by 12.5% (" not in text  # a loss has its reason, a cost has none
    assert losses_table(rows, ["other"], {}, WRITER) == ""


def test_a_change_on_a_scale_that_is_not_firm_says_so_in_table_and_chart():
    tested = {
        "place": "IQ", "pillar": "P1", "unit": "score 0-100", "state": "shown", "baseline": 40.0,
        "current": 50.0, "difference": 10.0, "ci_low": 6.0, "ci_high": 14.0, "p": 0.001, "mdc": 3.0,
        "change": "increased", "test": "independent rounds",
    }  # fmt: skip
    rows = [
        tested | {"indicator": "I1", "warnings": "wording_changed;unreliable_scale"},
        tested | {"indicator": "I2", "warnings": "wording_changed"},
    ]
    verdicts = frame("verdicts", rows)
    titles = {"I1": "Satisfaction", "I2": "Knowledge"}
    table = survey_verdict_table(verdicts, titles, WRITER)
    assert "Satisfaction (scale not firm: reliability below 0.60)" in table
    assert table.count("not firm") == 1
    told = BeautifulSoup(forest_figure(verdicts, titles, WRITER), "html.parser")
    spoken = " ".join(
        str(tag.get(name, "")) for tag in told.find_all() for name in ("alt", "aria-label")
    )
    assert spoken.count("not firm") == 1


def test_an_exploratory_change_has_a_word_of_its_own_and_is_not_what_a_sample_cannot_tell():
    tested = {
        "place": "IQ", "pillar": "P1", "unit": "score 0-100", "state": "shown", "baseline": 40.0,
        "current": 65.4, "difference": 25.4, "ci_low": 20.5, "ci_high": 30.2, "p": 1e-9, "mdc": 3.0,
        "change": "cannot_tell", "test": "paired people",
    }  # fmt: skip
    rows = [tested | {"indicator": "I1", "reason": "exploratory"}, tested | {"indicator": "I2"}]
    table = survey_verdict_table(frame("verdicts", rows), {"I1": "One", "I2": "Two"}, WRITER)
    text = BeautifulSoup(table, "html.parser").get_text(" ")
    assert (text.count("Nothing said: exploratory"), text.count("Cannot tell")) == (1, 1)


@pytest.mark.parametrize(
    ("unclassed", "told"),
    [(3, "Left out: 3 people whose class nobody knows"), (0, ""), (float("nan"), "")],
)
def test_people_of_a_course_without_a_class_are_told(unclassed, told):
    row = {"construct": "c1", "waves": "pre-post", "difference": 8.0, "n": 60, "n_before": 70,
           "few_classes": "no", "state": "", "n_no_class": unclassed}  # fmt: skip
    wordings = Wordings({}, {}, {}, frozenset(), {"c1": "Knowledge"})
    table = course_table(frame("training", [row]), wordings, WRITER)
    assert told in str(table)
    assert ("Left out" in str(table)) is bool(told)
