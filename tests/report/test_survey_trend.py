"""Trends in a report: the rounds, how far they lie from the first, points a year, and what is hidden or bent."""

import numpy as np
import pytest
from bs4 import BeautifulSoup

from wps_eval.report.numbers import Writer
from wps_eval.report.survey_trend import (
    rounds_table_of_trends,
    trend_figure,
    trend_table,
    trends_at,
)
from wps_eval.results.store import frame
from wps_eval.values import Domain, Group
from wps_eval.words.catalogue import Words

WRITER = Writer(Words("en"))
TITLES = {"I1": "Knowledge of protection"}


def estimates():
    return frame(
        "estimates",
        [
            {"indicator": "I1", "round": f"p{year}", "place": "IQ", "group": "", "item": "", "state": "shown",
             "period_start": f"{year}-05-01", "period_end": f"{year}-05-31", "estimate": value,
             "ci_low": value - 3, "ci_high": value + 3, "n": 400.0, "source": f"Round of {year}"}
            for year, value in ((2024, 58.0), (2020, 42.0), (2022, 50.0))
        ],
    )  # fmt: skip


def trends(since=(("p2022", 8.0), ("p2024", 16.0)), **values):
    row = {"indicator": "I1", "group": "", "place": "IQ", "statistic": "slope", "rounds": "p2020;p2022;p2024",
           "difference": 4.0, "ci_low": 3.2, "ci_high": 4.8, "p": 0.0001, "departure_p": 0.7, "n": 400.0,
           "unit": "score 0-100", "state": "shown", "reason": ""}  # fmt: skip
    moved = [
        row | {"statistic": "since_first", "rounds": f"p2020;{code}", "difference": difference,
               "ci_low": difference - 1, "ci_high": difference + 1}
        for code, difference in since
    ]  # fmt: skip
    return frame("knowledge_trends", [row | values, *moved])


def cells(printed):
    rows = BeautifulSoup(str(printed), "html.parser").select("tbody tr")
    return [[" ".join(c.get_text(" ").split()) for c in row.select("th, td")] for row in rows]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, ("+4.0", "The rounds lie on a line")),
        ({"departure_p": 0.049}, ("+4.0", "do not lie on a line")),
        ({"departure_p": 0.05}, ("+4.0", "The rounds lie on a line")),
        ({"difference": np.nan, "state": "suppressed", "reason": "suppressed"}, ("Suppressed", "")),
        ({"difference": np.nan, "departure_p": np.nan, "state": "not_available", "reason": "definition_changed"},
         ("Not available", "Definition changed")),
    ],
)  # fmt: skip
def test_a_line_says_its_pace_and_whether_it_is_one(values, told):
    ((name, moved, _, remark),) = cells(trend_table(trends(**values), TITLES, WRITER))
    assert name == "Knowledge of protection"
    assert told[0].lower() in moved.lower()
    assert told[1] in remark


def test_a_scale_that_is_not_firm_says_so():
    table = trends(warnings="unreliable_scale")
    for printed in (
        trend_table(table, TITLES, WRITER),
        rounds_table_of_trends(table, estimates(), TITLES, WRITER),
    ):
        assert "scale not firm" in cells(printed)[0][0]


def test_each_round_says_how_far_it_lies_from_the_first():
    first, second, third = cells(rounds_table_of_trends(trends(), estimates(), TITLES, WRITER))
    assert first[1:] == ["Round of 2020", "May 2020", "42.0 (39.0 to 45.0)", "–"]
    assert second[3] == "50.0 (47.0 to 53.0)"
    assert "+8.0" in second[4]
    assert "(7.0 to 9.0)" in second[4]
    assert "+16.0" in third[4]


@pytest.mark.parametrize("state", ["suppressed", "not_available"])
def test_a_change_since_the_first_that_is_not_there_is_a_word(state):
    table = trends(since=[("p2022", np.nan)]).assign(state=state)
    _, second, third = cells(rounds_table_of_trends(table, estimates(), TITLES, WRITER))
    assert second[4].lower().startswith(state.replace("_", " "))
    assert third[4] == "–"


def test_the_picture_says_each_round_in_words():
    drawn = BeautifulSoup(str(trend_figure(trends(), estimates(), TITLES, WRITER)), "html.parser")
    alt = drawn.img["alt"]
    assert alt.index("2020: 42.0, interval 39.0 to 45.0") < alt.index("2024: 58.0")
    hidden = trends(difference=np.nan, state="suppressed")
    assert trend_figure(hidden, estimates(), TITLES, WRITER) == ""


def test_a_report_prints_the_trends_of_its_own_place_and_of_everybody():
    released = {"knowledge_trends": trends(), "attitudes_trends": trends((), group="sex=f")}
    assert len(trends_at(released, Domain("IQ"))) == 3
    assert trends_at(released, Domain("IQG11")).empty
    assert len(trends_at(released, Domain("IQ", Group.read("sex=f")))) == 1
    assert trends_at({}, Domain("IQ")).empty


def test_without_three_rounds_nothing_is_printed():
    none = trends_at({"knowledge_trends": frame("knowledge_trends", [])}, Domain("IQ"))
    assert rounds_table_of_trends(none, estimates(), TITLES, WRITER) == ""
    assert trend_table(none, TITLES, WRITER) == ""
    assert trend_figure(none, estimates(), TITLES, WRITER) == ""
