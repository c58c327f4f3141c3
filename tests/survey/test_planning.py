"""Sizes, power and detectable changes before the field: by hand, by R, by published tables, and planted."""

import json
from math import ceil, inf, isnan, nan, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CLUS1, CLUS2, design
from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.fieldwork import Fieldwork
from wps_eval.survey.power import RoundPair

REFERENCE = {
    entry["call"]: entry["value"]
    for entry in json.loads(
        (Path(__file__).parents[1] / "reference/planning.json").read_text(encoding="utf-8")
    )
}
TWO_SIGMA = 0.9544997361036416  # the level of z = 2, which Cochran works with


def r(call):
    return REFERENCE[call]


def test_the_design_effect_by_hand():
    # 10 people a unit, icc .05: 1 + 9 x .05 = 1.45
    assert Fieldwork(people_per_unit=10, icc=0.05).effect == pytest.approx(1.45)
    # weights with cv .5: x 1.25; units with cv .4: (1.16 x 10 - 1) x .05 = .53
    assert Fieldwork(
        people_per_unit=10, icc=0.05, weight_cv=0.5, unit_cv=0.4
    ).effect == pytest.approx(1.25 * 1.53)
    assert Fieldwork().effect == 1


def test_the_size_for_a_share_as_cochran_prints_it():
    # Cochran (1977), section 4.4: t = 2, p = .5, d = .05: 400; on an island of 3,200 people 356
    first = survey.size_for_share(0.5, 0.05, level=TWO_SIGMA)
    island = survey.size_for_share(0.5, 0.05, Fieldwork(population=3200), level=TWO_SIGMA)
    assert (first.answers, island.answers) == (400, 356)


@pytest.mark.parametrize(
    ("population", "printed"),
    [(100, 80), (500, 217), (1000, 278), (10_000, 370), (75_000, 382), (1_000_000, 384)],
)
def test_the_size_for_a_share_as_krejcie_and_morgan_print_it(population, printed):
    """Their table of 1970 (Educational and Psychological Measurement 30, 607-610) rounds to the nearest."""
    found = survey.size_for_share(0.5, 0.05, Fieldwork(population=population)).answers
    assert found - printed in (0, 1)


def test_the_size_for_a_mean_by_hand():
    # (2 x 24 / 2)^2 = 576; of 1,000 people 576 / 1.576 = 365.5; deff 1.5: 864
    assert survey.size_for_mean(24, 2, level=TWO_SIGMA).answers == 576
    assert survey.size_for_mean(24, 2, Fieldwork(population=1000), level=TWO_SIGMA).answers == 366
    clusters = Fieldwork(people_per_unit=11, icc=0.05, response=0.9)
    found = survey.size_for_mean(24, 2, clusters, level=TWO_SIGMA)
    # 864 / .9 = 960 to select, 864 / 11 = 78.5 units
    assert (found.answers, found.selected, found.units) == (864, 960, 79)
    assert found.effect == pytest.approx(1.5)


def test_what_is_divided_evenly_is_not_rounded_up_by_floating_point():
    # 576 / .9 is 640 and 576 / 0.6 is 960, though a computer adds a little
    for response, selected in ((0.9, 640), (0.6, 960)):
        found = survey.size_for_mean(24, 2, Fieldwork(response=response), level=TWO_SIGMA)
        assert found.selected == selected


def test_a_rare_share_needs_more_than_walds_formula_says():
    # R: half of Wilson's interval at 24 of 480 is .01975
    margin = r("diff(prop.test(24, 480, correct = FALSE)$conf.int) / 2")
    assert survey.size_for_rare_share(0.05, margin * (1 + 1e-9)).answers == 480
    assert survey.size_for_rare_share(0.05, margin * (1 - 1e-9)).answers == 481
    assert survey.size_for_share(0.05, margin).answers < 480
    assert (
        survey.size_for_rare_share(0.05, margin, Fieldwork(people_per_unit=11, icc=0.1)).effect == 2
    )


def test_nobody_met_in_299_says_below_one_percent():
    # log .05 / log .99 = 298.07, the rule of three's 300
    assert survey.size_to_meet_one(0.01).answers == 299
    assert 0.99**299 < 0.05 < 0.99**298


@pytest.mark.parametrize(
    ("call", "change", "sd", "answers", "pair"),
    [
        ("power.t.test(n = 64, delta = 5, sd = 10)$power", 5, 10, 64, RoundPair()),
        ("power.t.test(n = 20, delta = 1, sd = 1)$power", -1, 1, 20, RoundPair()),
        ("power.t.test(n = 150, delta = 3, sd = 22, sig.level = 0.05/3)$power", 3, 22, 150, RoundPair(tests=3)),
        ("power.t.test(n = 40, delta = 3, sd = 10 * sqrt(2 * (1 - 0.6)), type = 'paired')$power", 3, 10, 40,
         RoundPair(overlap=1, correlation=0.6)),
    ],
)  # fmt: skip
def test_power_of_means_is_that_of_r(call, change, sd, answers, pair):
    found = survey.power_of_mean_change(change, sd, answers, pair=pair)
    assert found == pytest.approx(r(call), rel=1e-6)


def test_sizes_and_detectable_changes_of_means_are_those_of_r():
    assert survey.size_for_mean_change(1, 1, power=0.9).answers == ceil(
        r("power.t.test(power = .90, delta = 1)$n")
    )
    assert survey.size_for_mean_change(5, 24).answers == ceil(
        r("power.t.test(power = .80, delta = 5, sd = 24)$n")
    )
    found = survey.detectable_mean_change(24, 400)
    assert found == pytest.approx(r("power.t.test(power = .80, n = 400, sd = 24)$delta"), rel=1e-5)


def test_power_of_shares_is_that_of_r_where_the_normal_is_near_enough():
    found = survey.power_of_share_change(0.40, 0.42, 5000)
    assert found == pytest.approx(
        r("power.prop.test(n = 5000, p1 = .40, p2 = .42)$power"), abs=2e-4
    )
    assert survey.size_for_share_change(0.40, 0.45).answers == pytest.approx(
        r("power.prop.test(p1 = .40, p2 = .45, power = .80)$n"), abs=3
    )
    assert survey.size_for_share_change(0.03, 0.05, power=0.9).answers == pytest.approx(
        r("power.prop.test(p1 = .03, p2 = .05, power = .90)$n"), abs=3
    )
    rise = survey.detectable_share_change(0.30, 4000)
    assert 0.30 + rise == pytest.approx(
        r("power.prop.test(n = 4000, p1 = .30, power = .80)$p2"), abs=2e-5
    )


def test_clusters_cost_what_their_effect_says_and_their_degrees_of_freedom():
    clusters = Fieldwork(people_per_unit=10, icc=0.05)
    plain = survey.size_for_mean_change(5, 24)
    found = survey.size_for_mean_change(5, 24, clusters)
    assert 1.45 * plain.answers <= found.answers <= 1.45 * plain.answers + 10
    # three units a round in one stratum leave 2 x (3 - 1) = 4 degrees: t is 2.78, not 1.96
    assert RoundPair().degrees(30, clusters) == 4
    assert RoundPair().critical(4) == pytest.approx(2.7764451)
    assert isnan(survey.power_of_mean_change(5, 24, 10, clusters))
    assert isnan(survey.power_of_share_change(0.3, 0.5, 10, clusters))
    assert isnan(survey.detectable_mean_change(24, 10, clusters))


def test_a_panel_and_the_same_units_by_hand():
    pair = RoundPair(overlap=0.5, correlation=0.6)
    # 1 - .5 x .6 = .7 of the variance; units of one round
    assert pair.shared == pytest.approx(0.3)
    assert pair.degrees(100, Fieldwork(people_per_unit=10, strata=2)) == 8
    assert RoundPair(same_units=True).degrees(100, Fieldwork(people_per_unit=10)) == 9
    independent = survey.detectable_mean_change(24, 5000)
    assert survey.detectable_mean_change(24, 5000, pair=pair) == pytest.approx(
        independent * sqrt(0.7), rel=1e-3
    )
    assert survey.power_of_share_change(0.3, 0.35, 900, pair=pair) > survey.power_of_share_change(
        0.3, 0.35, 900
    )
    sure = RoundPair(overlap=1, correlation=1)
    assert survey.power_of_mean_change(1, 10, 50, pair=sure) == 1
    assert survey.power_of_mean_change(0, 10, 50, pair=sure) == pytest.approx(0.025)
    # the same answers twice: any change is seen, unless two shares differ, which then not all can keep
    assert survey.power_of_share_change(0.3, 0.7, 50, pair=sure) == 1


def test_the_power_of_a_panels_share_by_hand():
    # .30 to .33, 3,000 people twice, correlation .5: SE0 = sqrt(2 x .315 x .685 x .5 / 3000) = .0084810,
    # SE1 = sqrt((.21 + .2211 - sqrt(.21 x .2211)) / 3000) = .0084789; (.03 - 1.96075 x .0084810) / .0084789 = 1.5769
    pair = RoundPair(overlap=1, correlation=0.5)
    found = survey.power_of_share_change(0.30, 0.33, 3000, pair=pair)
    assert found == pytest.approx(0.94255, abs=1e-4)


@pytest.mark.parametrize(("answers", "change"), [(10_486, 10.0), (152, 3.1), (5000, 400.0)])
def test_a_change_beyond_all_doubt_has_power_one_and_not_no_number(answers, change):
    """R: pt(qt(1 - .05/14, 20970), 20970, 72, lower = FALSE) is 1; some libraries give none."""
    assert survey.power_of_mean_change(change, 1.0, answers, pair=RoundPair(tests=7)) == 1


def test_a_rise_that_cannot_be_found_is_not_a_number():
    assert isnan(survey.detectable_share_change(0.9, 5))
    assert 0 < survey.detectable_share_change(0.9, 500) < 0.1


@given(
    st.floats(0.5, 20), st.floats(1, 40), st.integers(1, 30), st.floats(0, 0.3), st.integers(1, 20)
)
def test_the_size_that_is_given_is_the_smallest_that_is_enough(change, sd, people, icc, tests):
    clusters, pair = Fieldwork(people_per_unit=people, icc=icc), RoundPair(tests=tests)
    size = survey.size_for_mean_change(change, sd, clusters, pair).answers
    assert survey.power_of_mean_change(change, sd, size, clusters, pair) >= 0.8
    assert not survey.power_of_mean_change(change, sd, size - 1, clusters, pair) >= 0.8
    assert survey.detectable_mean_change(sd, size, clusters, pair) <= change * (1 + 1e-9)


@pytest.mark.parametrize(
    ("call", "column", "code"),
    [
        (lambda: Fieldwork(people_per_unit=0.99), "people_per_unit", "below_least"),
        (lambda: Fieldwork(icc=1.01), "icc", "not_within"),
        (lambda: Fieldwork(icc=-0.01), "icc", "not_within"),
        (lambda: Fieldwork(response=0.009), "response", "not_within"),
        (lambda: Fieldwork(population=0), "population", "not_positive"),
        (lambda: Fieldwork(weight_cv=nan), "weight_cv", "below_least"),
        (lambda: RoundPair(overlap=1.01), "overlap", "not_within"),
        (lambda: RoundPair(tests=0), "tests", "below_least"),
        (lambda: RoundPair(alpha=1), "alpha", "no_share"),
        (lambda: survey.size_for_share(0, 0.05), "share", "no_share"),
        (lambda: survey.size_for_share(50, 0.05), "share", "no_share"),
        (lambda: survey.size_for_mean(0, 1), "sd", "not_positive"),
        (lambda: survey.size_for_mean_change(0, 1), "change", "not_positive"),
        (lambda: survey.size_for_share_change(0.3, 0.3), "change", "not_positive"),
        (lambda: survey.size_for_mean_change(1, 1, power=1), "power", "no_share"),
        (lambda: survey.size_for_mean_change(1e-9, 1), "change", "no_sample_finds"),
        (lambda: survey.detectable_share_change(1, 100), "before", "no_share"),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused_by_name(call, column, code):
    with pytest.raises(DesignFaults) as caught:
        call()
    assert [(f.where.column, f.code) for f in caught.value.faults] == [(column, code)]
    assert column in str(caught.value)


def test_the_edges_of_what_can_be_are_accepted():
    assert Fieldwork(people_per_unit=1, icc=1, response=0.01, population=inf).effect == 1
    assert Fieldwork(icc=0).effect == RoundPair(overlap=1, correlation=-1).overlap == 1


def test_likeness_in_clusters_is_that_of_rs_analysis_of_variance():
    made = design(CLUS1, psu="dnum")
    found = survey.intraclass(made, "api00")
    call = next(call for call in REFERENCE if "factor(dnum)" in call)
    assert found.icc == pytest.approx(r(call), rel=1e-10)
    assert (found.units, found.n) == (15, 183)
    assert found.people_per_unit == pytest.approx(183 / 15)
    assert found.weight_cv == pytest.approx(0, abs=1e-12)
    # deff = 1 + (m - 1) roh, m the size of units as people meet them
    sizes = CLUS1["dnum"].value_counts().to_numpy()
    deff = survey.mean(made, "api00", deff=True).deff[0]
    assert 1 + ((sizes**2).sum() / 183 - 1) * found.roh == pytest.approx(deff)


def clustered(seed, icc, units=60, people=8, strata=3):
    stream = np.random.Generator(np.random.PCG64(seed))
    unit = np.repeat(np.arange(units), people)
    stratum = unit % strata
    between, within = sqrt(icc), sqrt(1 - icc)
    y = (
        5 * stratum
        + between * stream.normal(0, 1, units)[unit]
        + within * stream.normal(0, 1, len(unit))
    )
    frame = pd.DataFrame({"y": y, "unit": unit, "stratum": stratum, "w": 1.0 + stratum})
    return design(frame, weight="w", psu="unit", stratum="stratum")


def test_a_planted_likeness_is_found_again_and_strata_are_not_taken_for_it():
    for icc in (0.0, 0.05, 0.2):
        found = [survey.intraclass(clustered(seed, icc), "y").icc for seed in range(30)]
        margin = 3.3 * np.std(found) / sqrt(30)
        assert abs(np.mean(found) - icc) < margin


def test_likeness_that_cannot_be_told_is_not_a_number():
    alone = pd.DataFrame({"y": [1.0, 2, 3, 4], "unit": [1, 2, 3, 4], "w": 1.0})
    assert isnan(survey.intraclass(design(alone, weight="w", psu="unit"), "y").icc)
    same = pd.DataFrame({"y": [2.0] * 4, "unit": [1, 1, 2, 2], "w": 1.0})
    found = survey.intraclass(design(same, weight="w", psu="unit"), "y")
    assert isnan(found.icc)
    census = survey.Design.from_rows(same, kind="census")
    assert isnan(survey.intraclass(census, "y").icc)
    assert survey.intraclass(census, "y").n == 4
    empty = same.assign(y=nan)
    assert survey.intraclass(design(empty, weight="w", psu="unit"), "y").n == 0


def test_a_missing_answer_takes_no_part_in_likeness():
    whole = CLUS2.assign(gap=CLUS2["api00"].where(CLUS2["row"] % 5 != 0))
    found = survey.intraclass(design(whole, psu="dnum"), "gap")
    cut = survey.intraclass(design(whole.dropna(subset="gap"), psu="dnum"), "gap")
    assert found.icc == pytest.approx(cut.icc)
    assert found.n == whole["gap"].notna().sum()
