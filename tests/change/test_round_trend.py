"""Three or more rounds as one trend: which rounds belong together, the line, and how far each lies from the first."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.change import round_trend
from wps_eval.change.round_trend import _linked_rounds, round_trends
from wps_eval.change.trend_rows import trend_rows
from wps_eval.codes import Comparability
from wps_eval.values import EVERYBODY, Group


def linked(*pairs, there="abcdef"):
    rules = SimpleNamespace(tests={(one, two): test for one, two, test in pairs})
    return [("".join(sorted(codes)), test) for codes, test in _linked_rounds(there, rules)]


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([("a", "b", "i"), ("b", "c", "i")], [("abc", "i")]),
        ([("a", "c", "i"), ("b", "c", "i"), ("a", "b", "i")], [("abc", "i")]),
        ([("a", "b", "i"), ("c", "d", "i")], []),  # two pairs, no three rounds
        ([("a", "b", "i"), ("c", "d", "i"), ("b", "c", "i")], [("abcd", "i")]),
        ([("a", "b", "i"), ("b", "c", "same_units")], []),  # no one covariance
        ([("a", "b", "i"), ("b", "c", "i"), ("d", "e", "p"), ("e", "f", "p")], [("abc", "i"), ("def", "p")]),
        ([], []),
    ],
)  # fmt: skip
def test_rounds_that_are_linked(pairs, found):
    assert linked(*pairs) == found


def test_a_round_that_is_not_there_links_nothing():
    assert linked(("a", "z", "i"), ("z", "b", "i"), ("a", "b", "i")) == []


DRAWN = {"kind": "probability", "weight": "equal", "stratum": "unstratified"}
YEARS = (2020, 2021, 2022)


def a_round(year, rows, psu="each row", *, unreliable=False, mode="face_to_face", by=()):
    """A round of one knowledge scale, scored already, in the first half of June of its year."""
    design = survey.open(rows, psu=psu, **DRAWN)
    construct = SimpleNamespace(
        name="k",
        indicators=("I1",),
        score=survey.mean(design, "y", [(), *by]),
        unreliable=unreliable,
    )
    form = SimpleNamespace(languages=("en",), construct=lambda _: ())
    field = SimpleNamespace(
        code=f"r{year}",
        start=date(year, 6, 1),
        end=date(year, 6, 15),
        population="adults",
        mode=mode,
    )
    return SimpleNamespace(
        people=SimpleNamespace(round=field, instrument=form, design=design, y=rows["y"].to_numpy(float)),
        constructs={"k": construct},
        of_indicator=lambda code: construct if code == "I1" else None,
    )  # fmt: skip


def around(value):
    """Four people whose mean is a value: the variance of the mean is (4/3) / 4 = 1/3."""
    return pd.DataFrame({"y": np.array([-1.0, 1, -1, 1]) + value, "village": [1, 2, 1, 2]})


def trends_of(rounds, test="independent", asked=EVERYBODY):
    codes = [f"r{year}" for year in YEARS]
    rules = SimpleNamespace(
        tests={(codes[0], codes[1]): test, (codes[1], codes[2]): test},
        level=0.95, national="IQ", scales=None,
    )  # fmt: skip
    subjects = {"I1": SimpleNamespace(asked=asked)}
    by_code = {code: each for code, each in zip(codes, rounds, strict=True) if each}
    return list(round_trends(by_code, subjects, rules))


def test_changes_since_the_first_by_hand_hold_together():
    (found,) = trends_of([a_round(y, around(v)) for y, v in zip(YEARS, (1, 2, 6), strict=True)])
    assert found.rounds == ("r2020", "r2021", "r2022")
    # 365 days, then 365 again, of 365.25: times -t, 0, t about their middle; slope (6 - 1) / 2t
    assert found.slope == pytest.approx(5 / (2 * 365 / 365.25), rel=1e-3)
    assert [since.difference for since in found.since_first] == pytest.approx([1, 5])
    # two means of variance 1/3: SE sqrt(2/3); 3 + 3 degrees of freedom; 1 - .05/2 each, R qt(0.9875, 6) = 2.968687
    half = 2.968687 * np.sqrt(2 / 3)
    for since, moved in zip(found.since_first, (1, 5), strict=True):
        assert (since.se, since.df, since.level) == pytest.approx((np.sqrt(2 / 3), 6, 0.975))
        assert (since.low, since.high) == pytest.approx((moved - half, moved + half), rel=1e-6)
        assert since.n == 4


def test_rounds_of_the_same_villages_move_together(monkeypatch):
    monkeypatch.setattr(round_trend, "score_people", lambda people, *_: people.y)
    apart = np.array([0, 8.0, 0, 8.0])  # villages that differ by as much in every round
    step = [np.zeros(4), np.array([2.0, 1, 1, 2]), np.array([4.0, 5, 6, 5])]
    rounds = [
        a_round(y, pd.DataFrame({"y": 40 + apart + s, "village": [1, 2, 3, 4]}), psu="village")
        for y, s in zip(YEARS, step, strict=True)
    ]
    (found,) = trends_of(rounds, "same_units")
    # the differences of a village: 2 1 1 2, mean 1.5, variance of the mean (1/3) / 4; and 4 5 6 5, (2/3) / 4
    assert [since.difference for since in found.since_first] == pytest.approx([1.5, 5])
    assert [since.se for since in found.since_first] == pytest.approx(np.sqrt([1 / 12, 1 / 6]))
    assert {since.df for since in found.since_first} == {3.0}
    assert found.test == "same_units"
    (alone,) = trends_of(rounds)
    assert alone.since_first[0].se > 5 * found.since_first[0].se
    assert alone.se > 5 * found.se


def test_a_round_without_the_people_asked_takes_no_part():
    women = Group.of([("sex", "f")])
    risen = np.array([1.0, 1, 0, 0])  # the women's answers alone
    both = [
        a_round(y, around(40).assign(sex=list("ffmm"), y=lambda d, k=k: d["y"] + k * risen), by=["sex"])
        for k, y in enumerate(YEARS)
    ]  # fmt: skip
    (found,) = trends_of(both, asked=women)
    assert [since.difference for since in found.since_first] == pytest.approx([1, 2])
    assert found.n == 2
    men_alone = a_round(2022, around(40).assign(sex="m"), by=["sex"])
    assert trends_of([*both[:2], men_alone], asked=women) == []


def test_what_differs_and_is_not_firm_is_told():
    rounds = [a_round(2020, around(1)), a_round(2021, around(2), mode="phone", unreliable=True)]
    (found,) = trends_of([*rounds, a_round(2022, around(4), mode="phone")])
    assert found.comparison.grade is Comparability.NOTED
    assert {row["warnings"] for row in trend_rows("e", [found])} == {
        "mode_changed;unreliable_scale"
    }


def test_rounds_that_asked_otherwise_have_no_trend_and_no_change():
    rounds = [a_round(y, around(v)) for y, v in zip(YEARS, (1, 2, 6), strict=True)]
    item = SimpleNamespace(name="k9")
    rounds[2].people.instrument.construct = lambda _: (item,)
    (found,) = trends_of(rounds)
    assert np.isnan([found.slope, found.p, found.departure_p]).all()
    (row,) = trend_rows("e", [found])
    assert (row["statistic"], row["state"], row["reason"]) == (
        "slope", "not_available", "definition_changed",
    )  # fmt: skip


def test_a_round_without_variance_has_a_change_and_no_line():
    alike = around(2).assign(y=2.0)
    (found,) = trends_of([a_round(2020, around(1)), a_round(2021, alike), a_round(2022, around(4))])
    line, *since = trend_rows("e", [found])
    assert (line["state"], line["reason"]) == ("not_available", "no_sampling_error")
    assert [row["difference"] for row in since] == pytest.approx([1, 3])
    # a sample in which all say the same has no error to be had, and so has no difference from it
    assert [np.isnan(row["ci_low"]) for row in since] == [True, False]


def test_two_rounds_are_no_trend():
    rounds = [a_round(2020, around(1)), None, a_round(2022, around(6))]
    assert trends_of(rounds) == []


def test_rows_name_the_rounds_that_they_rest_on():
    (found,) = trends_of([a_round(y, around(v)) for y, v in zip(YEARS, (1, 2, 6), strict=True)])
    rows = list(trend_rows("e", [found]))
    assert [(row["statistic"], row["rounds"]) for row in rows] == [
        ("slope", "r2020;r2021;r2022"), ("since_first", "r2020;r2021"), ("since_first", "r2020;r2022"),
    ]  # fmt: skip
    assert [row["difference"] for row in rows] == pytest.approx([found.slope, 1, 5])
