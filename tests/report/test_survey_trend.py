"""Trends in a report: the rounds, the points a year, and what is hidden or bent."""

import numpy as np
import pytest
from bs4 import BeautifulSoup

from wps_eval.report.numbers import Writer
from wps_eval.report.survey_trend import trend_figure, trend_table, trends_at
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
             "ci_low": value - 3, "ci_high": value + 3, "n": 400.0}
            for year, value in ((2024, 58.0), (2020, 42.0), (2022, 50.0))
        ],
    )  # fmt: skip


def trends(**values):
    row = {"indicator": "I1", "group": "", "place": "IQ", "rounds": "p2020;p2022;p2024", "slope": 4.0, "ci_low": 3.2,
           "ci_high": 4.8, "p": 0.0001, "departure_p": 0.7, "n": 400.0, "state": "shown", "reason": ""}  # fmt: skip
    return frame("knowledge_trends", [row | values])


def cells(table, writer=WRITER):
    soup = BeautifulSoup(str(trend_table(table, estimates(), TITLES, writer)), "html.parser")
    return [" ".join(cell.get_text(" ").split()) for cell in soup.select("tbody tr > *")]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, ("+4.0", "The rounds lie on a line")),
        ({"departure_p": 0.049}, ("+4.0", "do not lie on a line")),
        ({"departure_p": 0.05}, ("+4.0", "The rounds lie on a line")),
        ({"slope": np.nan, "state": "suppressed", "reason": "suppressed"}, ("Suppressed", "")),
        ({"slope": np.nan, "departure_p": np.nan, "state": "not_available", "reason": "definition_changed"},
         ("Not available", "Definition changed")),
    ],
)  # fmt: skip
def test_a_row_says_rounds_pace_and_line(values, told):
    name, rounds, moved, _, remark = cells(trends(**values))
    assert name == "Knowledge of protection"
    assert [rounds.index(f"{year}: {value}.0") for year, value in ((2020, 42), (2022, 50), (2024, 58))] == sorted(
        rounds.index(f"{year}: {value}.0") for year, value in ((2020, 42), (2022, 50), (2024, 58))
    )  # fmt: skip
    assert told[0] in moved
    assert told[1] in remark


def test_the_picture_says_each_round_in_words():
    drawn = BeautifulSoup(str(trend_figure(trends(), estimates(), TITLES, WRITER)), "html.parser")
    alt = drawn.img["alt"]
    assert alt.index("2020: 42.0, interval 39.0 to 45.0") < alt.index("2024: 58.0")
    hidden = trends(slope=np.nan, state="suppressed")
    assert trend_figure(hidden, estimates(), TITLES, WRITER) == ""


def test_a_report_prints_the_trends_of_its_own_place_and_of_everybody():
    released = {"knowledge_trends": trends(), "attitudes_trends": trends(group="sex=f")}
    assert len(trends_at(released, Domain("IQ"))) == 1
    assert trends_at(released, Domain("IQG11")).empty
    assert len(trends_at(released, Domain("IQ", Group.read("sex=f")))) == 1
    assert trends_at({}, Domain("IQ")).empty
