"""Scales held against published numbers, hand arithmetic, and the rules of missing answers."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import STATISTICS, STRAT, design
from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.attitudes import reverse_items, scale_score, thirds
from wps_eval.survey.item_analysis import analyse_items
from wps_eval.survey.knowledge import estimate_knowledge, score_knowledge
from wps_eval.survey.reliability import (
    Band,
    _item_statistics,
    alpha_of,
    band_of,
    omega_of,
    reliability,
)
from wps_eval.survey.satisfaction import net_promoter, satisfaction

DATA = Path(__file__).parents[1] / "reference" / "data"
BFI = pd.read_csv(DATA / "bfi.csv")
IQ = pd.read_csv(DATA / "iqitems.csv")
KEY = pd.read_csv(DATA / "iqitems-key.csv").set_index("item")["correct"].to_dict()
REVERSED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}


def simple(frame):
    return design(frame, weight=survey.EQUAL)


def big_five(letter):
    return [f"{letter}{i}" for i in range(1, 6)]


@pytest.mark.parametrize(
    ("letter", "alpha", "unreversed"),
    # published by scoreItems to two digits; listwise to four, recomputed
    [("A", 0.7038, 0.4315), ("C", 0.7293, -0.2770), ("E", 0.7609, -0.6330),
     ("N", 0.8133, 0.8140), ("O", 0.6025, -0.1310)],
)  # fmt: skip
def test_alpha_of_published_scales(letter, alpha, unreversed):
    items = big_five(letter)
    turned = reverse_items(BFI, items, REVERSED & set(items), 1, 6)
    found = reliability(simple(turned.dropna(how="all")), items)
    assert found.alpha == pytest.approx(alpha, abs=5e-5)
    plain = reliability(simple(BFI), items)
    assert plain.alpha == pytest.approx(unreversed, abs=0.03)  # theirs fills gaps with medians
    assert (plain.band is Band.CHECK_REVERSE) == (unreversed < 0)
    assert 0 < found.alpha_se < 0.03
    assert found.omega == pytest.approx(found.alpha, abs=0.05)


def test_alpha_of_a_weighted_design_is_that_of_r():
    made = design(STRAT, stratum="stype", fpc="fpc")
    found = reliability(made, ["ell", "mobility", "meals", "emer"])
    assert found.alpha == pytest.approx(STATISTICS["alpha_strat_fpc"]["estimate"], rel=1e-12)


def test_the_standard_error_of_alpha_is_near_that_of_the_jackknife():
    items = big_five("C")
    turned = reverse_items(BFI, items, REVERSED, 1, 6).dropna().iloc[:400]
    own = reliability(simple(turned), items).alpha_se
    left = [alpha_of(np.cov(np.delete(turned.to_numpy(), i, 0).T)) for i in range(len(turned))]
    n = len(left)
    assert own == pytest.approx(
        np.sqrt((n - 1) / n * np.sum((left - np.mean(left)) ** 2)), rel=0.03
    )


def test_alpha_by_hand():
    # two items with variances 1 and 1 and covariance 0.5: 2 (1 - 2/3) = 2/3
    assert alpha_of(np.array([[1, 0.5], [0.5, 1]])) == pytest.approx(2 / 3)
    assert np.isnan(alpha_of(np.eye(1)))
    assert np.isnan(alpha_of(np.zeros((3, 3))))


def test_items_against_their_rest_by_hand():
    covariance = np.array([[4.0, 2, 1], [2, 9, 3], [1, 3, 16]])
    found = _item_statistics(["a", "b", "c"], covariance).set_index("item")
    # covariances with the others over the root of own variance times that of the others' sum
    by_hand = [3 / np.sqrt(4 * 31), 5 / np.sqrt(9 * 22), 4 / np.sqrt(16 * 17)]
    assert found["item_rest"].tolist() == pytest.approx(by_hand)
    # of the two others: 2 (1 - their variances over that of their sum)
    left = [2 * (1 - 25 / 31), 2 * (1 - 20 / 22), 2 * (1 - 13 / 17)]
    assert found["alpha_if_deleted"].tolist() == pytest.approx(left)


def test_omega_of_a_perfect_factor_is_its_formula():
    # loadings .8 .7 .6 .5: omega = 2.6^2 / (2.6^2 + .36 + .51 + .64 + .75) = 6.76 / 9.02
    load = np.array([0.8, 0.7, 0.6, 0.5])
    matrix = np.outer(load, load)
    np.fill_diagonal(matrix, 1)
    assert omega_of(matrix) == pytest.approx(6.76 / 9.02, abs=1e-6)
    assert np.isnan(omega_of(matrix[:3, :3]))


@pytest.mark.parametrize(
    ("alpha", "band"),
    [(-0.1, Band.CHECK_REVERSE), (float("nan"), Band.CHECK_REVERSE), (0.59, Band.NOT_A_SCALE),
     (0.60, Band.CAUTION), (0.70, Band.GOOD), (0.95, Band.GOOD), (0.96, Band.REDUNDANT)],
)  # fmt: skip
def test_bands(alpha, band):
    assert band_of(alpha) is band


def test_knowledge_of_published_items():
    wrong = score_knowledge(IQ, KEY, unsure=[0])
    published = {"reason.4": 0.64, "reason.16": 0.70, "letter.58": 0.44, "rotate.3": 0.19}
    # published proportions leave empty cells out, as we do
    for item, share in published.items():
        assert wrong.correct[item].mean() == pytest.approx(share, abs=0.005)
    assert reliability(simple(wrong.correct), list(KEY)).alpha == pytest.approx(0.8408, abs=5e-4)
    left_out = score_knowledge(IQ, KEY, unsure=[], missing=[0])
    assert left_out.correct["reason.4"].mean() == pytest.approx(0.68, abs=0.005)


def test_do_not_know_is_no_point_and_not_wrong():
    # five items; person 1: 3 right, 1 wrong, 1 don't know = 60; person 2 refused two of five = 60 %
    # there, below 80 %, not scored; person 3 refused one: 2 right of 4 = 50
    frame = pd.DataFrame(
        [["a", "a", "a", "b", "dk"], ["a", "a", "a", "ref", "ref"], ["a", "a", "b", "b", "ref"]],
        columns=list("vwxyz"),
    )
    key = dict.fromkeys("vwxyz", "a")
    found = score_knowledge(
        frame, key, unsure=["dk"], missing=["ref"], options=dict.fromkeys(key, 3)
    )
    np.testing.assert_allclose(found.score_pct, [60, np.nan, 50])
    # guessing: person 1: (3 - 1/2) / 5 = 50; person 3: (2 - 2/2) / 4 = 25
    np.testing.assert_allclose(found.corrected_pct, [50, np.nan, 25])
    np.testing.assert_allclose(found.passed, [1, np.nan, 0])
    np.testing.assert_allclose(found.unsure["z"], [1, np.nan, np.nan])


def test_knowledge_estimates_are_named_and_in_percent():
    frame = IQ.assign(half=np.where(np.arange(len(IQ)) % 2, "x", "y"))
    scores = score_knowledge(frame, KEY, unsure=[0])
    found = estimate_knowledge(simple(frame), scores, [(), "half"])
    names = {(label.statistic, label.item) for label in found.labels}
    assert {
        ("mean", "score"),
        ("pass", "passed"),
        ("correct", "reason.4"),
        ("unsure", "letter.7"),
    } <= names
    at = found.find("reason.4", statistic="correct")
    assert found.estimate[at] == pytest.approx(100 * scores.correct["reason.4"].mean())


def test_nobody_is_scored_on_nothing():
    frame = pd.DataFrame({"a": [np.nan, 1], "b": [np.nan, 1]})
    found = score_knowledge(frame, {"a": 1, "b": 1}, unsure=[], valid_prop=0.0)
    np.testing.assert_allclose(found.score_pct, [np.nan, 100])


def test_item_analysis_by_hand():
    # four people; q1 right for the better two, q2 right for one of each half
    correct = pd.DataFrame({"q1": [1, 1, 0, 0], "q2": [1, 0, 1, 0], "q3": [1, 1, 0, 0]})
    found = analyse_items(correct, np.ones(4)).set_index("item")
    assert found.loc["q1", "difficulty_prop"] == 0.5
    # best 27 % = 1.08 people: the one of three right, and .08 of the one with two (score 2/3)
    assert found.loc["q1", "discrimination_prop"] == pytest.approx(1.0)
    assert found.loc["q2", "discrimination_prop"] == pytest.approx(1 / 1.08 - 0.08 / 1.08)
    # q1 with (q2 + q3)/2 = 1, .5, .5, 0: covariance .125, sd .5 and sqrt(.125)
    assert found.loc["q1", "point_biserial"] == pytest.approx(0.125 / (0.5 * np.sqrt(0.125)))


def test_an_item_that_all_got_right_tells_nobody_apart():
    found = analyse_items(pd.DataFrame({"a": [1.0, 1.0], "b": [0.0, 1.0]}), [1, 1]).set_index(
        "item"
    )
    assert np.isnan(found.loc["a", "point_biserial"])


def test_codes_are_never_points():
    frame = pd.DataFrame({"q1": [1, 5, 98], "q2": [2, 99, 3]})
    with pytest.raises(DesignFaults) as caught:
        reverse_items(frame, ["q1", "q2"], [], 1, 5)
    assert [fault.where.column for fault in caught.value.faults] == ["q1", "q2"]
    assert "98" in str(caught.value)


@given(st.lists(st.lists(st.integers(1, 5), min_size=5, max_size=5), min_size=1, max_size=6))
def test_reversing_every_item_mirrors_the_score(rows):
    items = list("abcde")
    frame = pd.DataFrame(rows, columns=items)
    one = scale_score(reverse_items(frame, items, [], 1, 5), 1, 5)
    two = scale_score(reverse_items(frame, items, items, 1, 5), 1, 5)
    np.testing.assert_allclose(one + two, 100)
    assert ((one >= 0) & (one <= 100)).all()


def test_a_person_needs_four_of_five_answers():
    frame = pd.DataFrame([[1, 2, 3, 4, None], [1, 2, 3, None, None]], columns=list("abcde"))
    # mean 2.5 on 1-5 is 37.5 of 100
    np.testing.assert_allclose(scale_score(frame.astype(float), 1, 5), [37.5, np.nan])


def test_bands_are_thirds_of_the_possible_range():
    # 24 items of 1 to 3: 24 to 72, thirds at 40 and 56; a "low 1-23" cannot be
    assert thirds(24, 72) == (40, 56)


def test_satisfaction_by_hand():
    # ten answers: 5 5 4 4 4 3 2 1 and two missing: top 5/8, bottom 2/8, net 37.5 points, mean 3.5
    frame = pd.DataFrame({"q": [5, 5, 4, 4, 4, 3, 2, 1, None, None], "x": 1.0})
    found = satisfaction(simple(frame), ["q"])
    values = {label.statistic: found.estimate[k] for k, label in enumerate(found.labels)}
    assert values == pytest.approx({"top": 62.5, "bottom": 25.0, "net": 37.5, "mean": 3.5})
    assert set(found.n) == {8}
    # variance of the net of a simple sample: 100^2 (p + d - (p - d)^2) / (n - 1) with n = 8
    # (the eight sit in a sample of ten: times 10/9 x 7/8)
    net = 100**2 * (0.625 + 0.25 - 0.375**2) / 8 * 10 / 9
    assert found.se[found.find(statistic="net")] ** 2 == pytest.approx(net)


def test_net_promoter_score_by_hand():
    # p .70, d .20, n 100: 50 with SE 8.06 (with n - 1 below: 8.10)
    frame = pd.DataFrame({"q": [9] * 40 + [10] * 30 + [7] * 10 + [0] * 20})
    found = net_promoter(simple(frame), "q")
    assert found.estimate[0] == pytest.approx(50)
    assert found.se[0] * np.sqrt(99 / 100) == pytest.approx(8.06, abs=0.005)
