"""Who answered beside who was selected: R-indicators by hand and by R, and what weights cost."""

import json
from math import isnan, nan, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import STRAT
from wps_eval import survey
from wps_eval.errors import DesignFaults

REFERENCE = [
    entry["value"]
    for entry in json.loads((Path(__file__).parents[1] / "reference/planning.json").read_text(encoding="utf-8"))
    if "stype + awards" in entry["call"]
]  # fmt: skip


def selected(**answered_of):
    """People of two regions, 100 each, of whom some answered."""
    rows = [(region, k < count) for region, count in answered_of.items() for k in range(100)]
    return pd.DataFrame(rows, columns=["region", "answered"])


def test_the_r_indicator_by_hand():
    # chances .8 and .4, mean .6, S = .2: R = 1 - .4 = .6
    found = survey.representativity(selected(a=80, b=40), "answered", ["region"])
    assert found.r == pytest.approx(0.6)
    assert found.response == pytest.approx(0.6)
    # what sampling puts in: (.8 x .2 + .4 x .6) / 200 = .002; the frame is the population, so no more
    assert found.r_adjusted == pytest.approx(1 - 2 * sqrt(0.04 - 0.002))
    # the greatest bias is S over the mean response
    assert found.worst_bias == pytest.approx(sqrt(0.038) / 0.6)
    assert found.variables["unconditional"].tolist() == pytest.approx([0.2])
    # sqrt of the share of one half, times .2, with its sign
    of_region = found.categories.set_index("category")["unconditional"].to_dict()
    assert of_region == pytest.approx({"a": sqrt(0.5) * 0.2, "b": -sqrt(0.5) * 0.2})
    assert found.categories["response"].tolist() == pytest.approx([0.8, 0.4])
    assert found.categories["n"].tolist() == [100, 100]


def test_weights_that_stand_for_a_population_add_what_the_formula_adds():
    frame = selected(a=80, b=40).assign(w=50.0)
    found = survey.representativity(frame, "answered", ["region"], "w")
    # (1 + 1/200 - 1/10000) .04 - .002
    assert found.r_adjusted == pytest.approx(
        1 - 2 * sqrt(0.04 * (1 + 1 / 200 - 1 / 10_000) - 0.002)
    )


def test_the_r_indicator_is_that_of_rs_logistic_regression():
    plain, adjusted, weighted = REFERENCE
    frame = STRAT.assign(answered=STRAT["api00"] > 660)
    found = survey.representativity(frame, "answered", ["stype", "awards"])
    assert found.r == pytest.approx(plain, rel=1e-8)
    assert found.r_adjusted == pytest.approx(adjusted, rel=1e-8)
    found = survey.representativity(frame, "answered", ["stype", "awards"], "pw")
    assert found.r == pytest.approx(weighted, rel=1e-8)
    assert abs(weighted - plain) > 1e-3  # weights matter here


def test_response_that_depends_on_nothing_known_is_representative_once_adjusted():
    stream = np.random.Generator(np.random.PCG64(3))
    r, adjusted = [], []
    for _ in range(40):
        frame = pd.DataFrame(
            {"answered": stream.random(400) < 0.6, "g": stream.integers(0, 8, 400)}
        )
        found = survey.representativity(frame, "answered", ["g"])
        r.append(found.r)
        adjusted.append(found.r_adjusted)
    assert np.mean(r) < 0.90  # sampling alone looks like selection
    assert np.mean(adjusted) > 0.95


def test_of_two_variables_the_one_that_matters_is_told():
    stream = np.random.Generator(np.random.PCG64(4))
    sex, age = stream.integers(0, 2, 4000), stream.integers(0, 3, 4000)
    frame = pd.DataFrame(
        {"sex": sex, "age": age, "answered": stream.random(4000) < 0.4 + 0.2 * age}
    )
    found = survey.representativity(frame, "answered", ["sex", "age"]).variables.set_index(
        "variable"
    )
    # chances .4, .6, .8: a spread of sqrt(.08 / 3) = .163
    assert found.loc["age"].tolist() == pytest.approx([0.163, 0.163], abs=0.02)
    assert (found.loc["sex"] < 0.02).all()


def test_a_variable_that_repeats_another_tells_nothing_more():
    frame = selected(a=80, b=40).assign(place=lambda d: d["region"] + "!")
    found = survey.representativity(frame, "answered", ["region", "place"])
    assert found.r == pytest.approx(0.6)
    assert found.variables["conditional"].tolist() == pytest.approx([0, 0], abs=1e-9)


def test_a_gap_is_a_category_of_its_own():
    frame = selected(a=80, b=40).assign(region=lambda d: d["region"].where(d["region"] == "a"))
    assert survey.representativity(frame, "answered", ["region"]).r == pytest.approx(0.6)


def test_a_group_that_answered_whole_has_a_chance_of_one():
    found = survey.representativity(selected(a=100, b=50), "answered", ["region"])
    # 1 and .5, mean .75, S = .25
    assert found.r == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("count", [0, 100])
def test_where_all_or_nobody_answered_it_cannot_be_told(count):
    found = survey.representativity(selected(a=count, b=count), "answered", ["region"])
    assert all(map(isnan, (found.r, found.r_adjusted, found.worst_bias)))


@pytest.mark.parametrize(
    ("frame", "variables", "code"),
    [
        (selected(a=80, b=40), ["place"], "no_column"),
        (selected(a=80, b=40), [], "no_variable"),
        (selected(a=80, b=40).assign(answered=lambda d: d["answered"].astype(object).where(d.index > 0)), ["region"],
         "response_unsaid"),
        (selected(a=80, b=40).iloc[:0], ["region"], "response_unsaid"),
        (selected(a=80, b=40).assign(answered=2), ["region"], "no_flag"),
    ],
)  # fmt: skip
def test_what_cannot_be_measured_is_refused(frame, variables, code):
    with pytest.raises(DesignFaults) as caught:
        survey.representativity(frame, "answered", variables)
    assert [f.code for f in caught.value.faults] == [code]


def test_what_weights_cost_by_hand():
    # 1, 1, 2: 3 x 6 / 16 = 1.125; 3 / 1.125 = 2.667 answers
    found = survey.weight_spread([1, 1, 2])
    assert (found.effect, found.n, found.ratio) == (pytest.approx(1.125), 3, 2)
    assert found.effective_n == pytest.approx(16 / 6)
    assert survey.weight_spread([5.0] * 7).effect == pytest.approx(1)
    assert isnan(survey.weight_spread([]).effect)


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=50))
def test_kishs_effect_is_one_and_the_squared_variation(weights):
    w = np.array(weights)
    assert survey.weight_spread(w).effect == pytest.approx(1 + w.var() / w.mean() ** 2)


@pytest.mark.parametrize("weight", [nan, 0, -1, float("inf")])
def test_a_weight_that_cannot_be_is_refused(weight):
    with pytest.raises(DesignFaults) as caught:
        survey.weight_spread([1.0, weight])
    assert [(f.code, f.found) for f in caught.value.faults] == [("bad_weight", 1)]
