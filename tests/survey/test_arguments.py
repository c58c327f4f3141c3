"""What cannot be is told as a sentence with its code, in every call of both rooms; what can be said in two ways is one."""

import numpy as np
import pandas as pd
import pytest

from wps_eval import change, survey
from wps_eval.errors import DesignFaults

ROWS = pd.DataFrame(
    {
        "y": [1.0, 2, 3, 4, 5, 3] * 8,
        "s": [1.0, 2, 3, 4, 5, 3] * 8,
        "sex": ["f", "m"] * 24,
        "age": [1, 2, 3] * 16,
        "word": ["Agree", "No"] * 24,
        "village": np.repeat(range(12), 4),
        "region": np.repeat([1, 2], 24),
        "rated": [10, 9, 3, 4] * 12,
    }
)
DRAWN = {"kind": "probability", "weight": survey.EQUAL, "stratum": "region", "psu": "village"}


@pytest.fixture(scope="module")
def design():
    return survey.open(ROWS, **DRAWN)


@pytest.fixture(scope="module")
def found(design):
    return survey.mean(design, "y", [(), "sex"])


ONE, TEN = [1.0] * 48, [1.0, 0.0] * 5
OF_DESIGNS = {
    "a table for a design": (lambda _: survey.mean(ROWS, "y"), "no_design_given"),
    "a table's distribution": (lambda _: survey.distribution(ROWS, "y"), "no_design_given"),
    "a table's share": (lambda _: survey.proportion(ROWS, "y", among=1), "no_design_given"),
    "a table's total": (lambda _: survey.total(ROWS, "y"), "no_design_given"),
    "a table's ratio": (lambda _: survey.ratio(ROWS, "y", "s"), "no_design_given"),
    "a table's median": (lambda _: survey.quantile(ROWS, "y"), "no_design_given"),
    "a table's satisfaction": (lambda _: survey.satisfaction(ROWS, "y"), "no_design_given"),
    "a table's alpha": (lambda _: survey.reliability(ROWS, ["y", "s"]), "no_design_given"),
    "a table's test": (lambda _: survey.chi_square(ROWS, "sex", "age"), "no_design_given"),
    "a table's model": (lambda _: survey.fit_model(ROWS, "y ~ s"), "no_design_given"),
    "a table's trimming": (lambda _: survey.trim(ROWS, high=2), "no_design_given"),
    "a table's margins": (lambda _: survey.calibrate(ROWS, totals={"y": 1}), "no_design_given"),
    "a number for an item": (lambda d: survey.mean(d, 3), "no_names"),
    "a number for a way to part": (lambda d: survey.mean(d, "y", 0.5), "no_names"),
    "a number among the ways": (lambda d: survey.mean(d, "y", ["sex", 3]), "no_names"),
    "a column that is not there, crossed": (lambda d: survey.mean(d, "y", ("sex", "ag")), "no_column"),
    "no answer": (lambda d: survey.proportion(d, "word", among=[]), "no_answer_named"),
    "a word for a quantile": (lambda d: survey.quantile(d, "y", "median"), "no_share"),
    "a word for a point": (lambda d: survey.satisfaction(d, "s", top="good"), "no_numbers"),
    "a model of no column": (lambda d: survey.fit_model(d, "y ~ agee"), "no_column"),
    "a model of half a formula": (lambda d: survey.fit_model(d, "y ~"), "bad_formula"),
    "a model of no formula": (lambda d: survey.fit_model(d, "y"), "bad_formula"),
    "a model of words": (lambda d: survey.fit_model(d, "word ~ age"), "no_numbers"),
    "a word for a bound": (lambda d: survey.trim(d, high="a"), "no_numbers"),
    "other rows scored": (
        lambda _: survey.estimate_knowledge(
            survey.open(ROWS[:10], kind="census"), survey.score_knowledge(ROWS, {"y": 1}, unsure=98)
        ),
        "unequal_lengths",
    ),
    "too few values": (lambda d: d.with_columns({"z": [1, 2]}), "unequal_lengths"),
    "nothing together": (lambda _: survey.combine([]), "nothing_to_combine"),
    "nothing beside": (lambda _: survey.combine_independent([]), "nothing_to_combine"),
    "two designs together": (
        lambda d: survey.combine([survey.mean(d, "y"), survey.mean(survey.open(ROWS, **DRAWN), "y")]),
        "other_design",
    ),
    "replicates of a census": (
        lambda _: survey.jackknife(survey.open(ROWS, kind="census").units),
        "no_sampling_units",
    ),
    "one replicate": (lambda d: survey.bootstrap(d.units, replicates=1, seed=1), "too_few_replicates"),
    "a table's variance": (lambda _: survey.variance(ROWS, "y"), "no_design_given"),
    "a table's covariance": (lambda _: survey.covariance(ROWS, "y", "s"), "no_design_given"),
    "a table's fit": (lambda _: survey.goodness_of_fit(ROWS, "sex", {"f": 1, "m": 1}), "no_design_given"),
    "a table's agreement": (lambda _: survey.kappa(ROWS, "sex", "age"), "no_design_given"),
    "a table's ranks": (lambda _: survey.rank_test(ROWS, "y", "sex"), "no_design_given"),
    "a table's likeness": (lambda _: survey.intraclass(ROWS, "y"), "no_design_given"),
    "a table's standard": (lambda _: survey.standardise(ROWS, "age", {1: 1}), "no_design_given"),
    "a table's items by score": (lambda _: survey.dif_logistic(ROWS, ["y"], "sex", focal="f", reference="m"), "no_design_given"),
    "a table's items": (lambda _: survey.dif_mantel_haenszel(ROWS, ["y"], "sex", focal="f", reference="m"), "no_design_given"),
    "a table's own statistic": (
        lambda _: survey.estimate_rows(ROWS, "y", None, max, names=["y"], statistic="own"),
        "no_design_given",
    ),
    "an unknown score": (lambda d: survey.rank_test(d, "y", "sex", score="wilcox"), "unknown_choice"),
    "a standard of no column": (lambda d: survey.standardise(d, "agee", {1: 1}), "no_column"),
    "a list for shares": (lambda d: survey.goodness_of_fit(d, "sex", [1, 1]), "no_mapping"),
    "a list for margins": (lambda d: survey.calibrate(d, margins={"sex": [60, 40]}), "no_mapping"),
    "a list for totals": (lambda d: survey.calibrate(d, totals=[60, 40]), "no_mapping"),
    "a table's effect": (lambda _: survey.average_effect(ROWS, "y ~ s", "s"), "no_design_given"),
    "a table's margins of a model": (lambda _: survey.predictive_margins(ROWS, "y ~ s", "s"), "no_design_given"),
    "a table's composition": (lambda _: survey.decompose_change(ROWS, "y", rounds="sex", groups="age"), "no_design_given"),
    "a table's confirmed factors": (lambda _: survey.confirm_factors(ROWS, {"f": ["y", "s", "age"]}), "no_design_given"),
    "factors as a list": (lambda d: survey.confirm_factors(d, ["y"]), "no_mapping"),
    "a factor of no column": (lambda d: survey.confirm_factors(d, {"f": ["y", "agee", "age"]}), "no_column"),
    "a table's gaps": (lambda _: survey.impute(ROWS, ["y"], seed=1, count=2), "no_design_given"),
    "a table's factors": (lambda _: survey.explore_factors(ROWS, ["y", "s", "age"], count=1), "no_design_given"),
    "a table's answers": (lambda _: survey.fit_multinomial(ROWS, "age ~ y", base=1), "no_design_given"),
    "a table's order": (lambda _: survey.fit_ordinal(ROWS, "age ~ y"), "no_design_given"),
    "a composition of words": (lambda d: survey.decompose_change(d, "word", rounds="sex", groups="age"), "no_numbers"),
    "factors of no column": (lambda d: survey.explore_factors(d, ["y", "ss", "age"], count=1), "no_column"),
    "factors of words": (lambda d: survey.explore_factors(d, ["y", "word", "age"], count=1), "no_numbers"),
    "answers by no column": (lambda d: survey.fit_multinomial(d, "age ~ yy", base=1), "no_column"),
    "answers by no formula": (lambda d: survey.fit_multinomial(d, "age", base=1), "bad_formula"),
    "an order by no column": (lambda d: survey.fit_ordinal(d, "age ~ yy"), "no_column"),
    "an order by half a formula": (lambda d: survey.fit_ordinal(d, "age ~"), "bad_formula"),
    "areas by a list": (lambda d: survey.small_areas(survey.mean(d, "y", "age"), [1]), "no_mapping"),
    "a base beyond": (lambda d: survey.change_since(survey.mean(d, "y", "age"), 3), "no_such_position"),
    "what is no table": (lambda _: survey.open({"y": [1]}, kind="census"), "no_table"),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_DESIGNS)
def test_a_wrong_argument_of_an_estimator_is_told(design, name):
    call, code = OF_DESIGNS[name]
    assert code_of_fault(call, design) == code


def code_of_fault(call, *asked):
    with pytest.raises(DesignFaults) as refused:
        call(*asked)
    assert "Traceback" not in str(refused.value)
    (code,) = {fault.code for fault in refused.value.faults}
    return code


OF_ESTIMATES = {
    "a group that is not there": (lambda e: e.find("y", "sex=x"), "no_such_group"),
    "what is no group": (lambda e: e.find("y", "sex"), "no_such_number"),
    "several": (lambda e: survey.combine([e, e]).find("y", "sex=f"), "several_numbers"),
    "a position beyond": (lambda e: e.difference(0, 3), "no_such_position"),
    "a selection beyond": (lambda e: e.select([3]), "no_such_position"),
    "a test beyond": (lambda e: e.wald([-4]), "no_such_position"),
    "too few coefficients": (lambda e: e.contrast({"a": [1, 2]}), "unequal_lengths"),
    "a word for a coefficient": (lambda e: e.contrast({"a": ["x", 1, 2]}), "no_numbers"),
    "a word to test against": (lambda e: e.t_test("a"), "no_numbers"),
    "a word for a level": (lambda e: e.interval("95"), "no_share"),
    "another kind of workbook": (lambda e: e.to_excel("found.csv"), "other_ending"),
    "another kind of text": (lambda e: e.to_word("found.odt", "Found"), "other_ending"),
    "a folder that is not there": (lambda e: e.to_word("no such folder/found.docx", "Found"), "no_folder"),
    "several of a round": (lambda e: change.change_between(e, e), "not_one_number"),
    "unlike numbers": (lambda e: change.change_between(e[0], e[1]), "unlike_numbers"),
    "no estimates": (lambda e: change.change_between(ROWS, e[0]), "no_estimates_given"),
    "three rounds": (change.change_within, "not_two_numbers"),
    "a level in percent": (lambda e: change.change_between(e[0], e[0], level=95), "no_share"),
    "a power in percent": (lambda e: change.change_between(e[0], e[0], power=80), "no_share"),
    "an alpha in percent": (lambda e: change.change_within(e.select([1, 2]), alpha=5), "no_share"),
    "an unknown overlap": (lambda e: change.change_within(e.select([1, 2]), overlap="pannel"), "unknown_choice"),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_ESTIMATES)
def test_a_wrong_argument_of_estimates_is_told(found, name):
    call, code = OF_ESTIMATES[name]
    assert code_of_fault(call, found) == code


OF_TABLES = {
    "a key of no column": (lambda: survey.score_knowledge(ROWS, {"yy": 1}, unsure=98), "no_column"),
    "a key of no table": (lambda: survey.score_knowledge({}, {"y": 1}, unsure=98), "no_table"),
    "options left out": (lambda: survey.score_knowledge(ROWS, {"y": 1}, unsure=98, options={"s": 3}), "options_not_said"),
    "a share of items in percent": (lambda: survey.score_knowledge(ROWS, {"y": 1}, unsure=98, valid_prop=80), "no_share"),
    "an item that is not there": (lambda: survey.reverse_items(ROWS, ["y", "ss"], ["y"], 1, 5), "no_column"),
    "words on a scale": (lambda: survey.scale_score(ROWS[["word"]], 1, 5), "no_numbers"),
    "a scale in percent": (lambda: survey.scale_score(ROWS[["y"]], 1, 5, valid_prop=80), "no_share"),
    "weights of others": (lambda: survey.analyse_items(ROWS[["y"]], [1, 2]), "unequal_lengths"),
    "words in a test": (lambda: survey.analyse_items(ROWS[["word"]], ONE), "no_numbers"),
    "no column of weights": (lambda: survey.adjust_nonresponse(ROWS, "ww", ONE, "sex"), "no_column"),
    "no column of cells": (lambda: survey.adjust_nonresponse(ROWS, "y", ONE, ["sx"]), "no_column"),
    "answers of others": (lambda: survey.adjust_nonresponse(ROWS, "y", [1, 0], "sex"), "unequal_lengths"),
    "one and two for who answered": (lambda: survey.adjust_nonresponse(ROWS, "y", [1, 2] * 24, "sex"), "no_flag"),
    "who answered is missing": (lambda: survey.adjust_nonresponse(ROWS, "y", [1, None] * 24, "sex"), "no_flag"),
    "a key as a list": (lambda: survey.score_knowledge(ROWS, ["y"], unsure=98), "no_mapping"),
    "sizes as a list": (lambda: survey.allocate(10, [1, 2]), "no_mapping"),
    "a word for a size": (lambda: survey.allocate("ten", {"a": 3}), "no_numbers"),
    "a word for a spread": (lambda: survey.size_for_mean("ten", 1), "no_numbers"),
    "a word for a change to find": (lambda: survey.size_for_mean_change("ten", 1), "no_numbers"),
    "no change to find": (lambda: survey.size_for_mean_change(0, 1), "not_positive"),
    "a word for a share": (lambda: survey.size_for_share_change("half", 0.6), "no_share"),
    "a share to come in percent": (lambda: survey.size_for_share_change(0.5, 60), "no_share"),
    "a word for a correlation": (lambda: survey.Fieldwork(icc="small"), "no_numbers"),
    "a word for a change": (lambda: survey.power_of_mean_change("two", 10, 400), "no_numbers"),
    "words for weights": (lambda: survey.weight_spread(["a"]), "no_numbers"),
    "units of no sample": (lambda: survey.sample_list(ROWS, 3), "no_column"),
    "units of no table": (lambda: survey.select_units({}, 3, seed=1), "no_table"),
    "a list that is none": (lambda: survey.select_listed([1], 1, seed=1, within="v"), "no_table"),
    "response of no table": (lambda: survey.representativity([1], "y", "sex"), "no_table"),
    "words before": (lambda: change.paired_change(["a"], [1]), "no_numbers"),
    "others after": (lambda: change.paired_change([1, 2, 3], [1, 2]), "unequal_lengths"),
    "classes of others": (lambda: change.paired_change([1, 2], [1, 3], cluster=[1]), "unequal_lengths"),
    "paired in percent": (lambda: change.paired_change([1, 2], [1, 3], level=95), "no_share"),
    "answers of others after": (lambda: change.answer_change([1, 0], [1]), "unequal_lengths"),
    "answers in percent": (lambda: change.answer_change([1, 0], [1, 1], level=95), "no_share"),
    "gains of others": (lambda: change.gain_of_averages([1, 2], [1], most=100), "unequal_lengths"),
    "gains of words": (lambda: change.average_of_gains(["a"], [1], most=100), "no_numbers"),
    "arms of others": (lambda: change.difference_in_differences(TEN, [1, 0]), "unequal_lengths"),
    "changes in words": (lambda: change.difference_in_differences(["x"] * 10, TEN), "no_numbers"),
    "arms in classes of others": (lambda: change.difference_in_differences(TEN, TEN, cluster=[1]), "unequal_lengths"),
    "arms in percent": (lambda: change.difference_in_differences(TEN, TEN, level=95), "no_share"),
    "balance of no column": (lambda: change.baseline_balance(ROWS, [1, 0] * 24, "agee"), "no_column"),
    "balance of words": (lambda: change.baseline_balance(ROWS, [1, 0] * 24, ["word"]), "no_numbers"),
    "balance of others": (lambda: change.baseline_balance(ROWS, [1, 0], ["age"]), "unequal_lengths"),
    "an error rate in percent": (lambda: change.smallest_detectable(2.0, 60, alpha=5), "no_share"),
    "a power of all": (lambda: change.smallest_detectable(2.0, 60, power=1), "no_share"),
    "a corrected rate in percent": (lambda: change.corrected_alpha(5, 3), "no_share"),
    "a p of 5": (lambda: change.holm([0.2, 5]), "no_p_value"),
    "a p below 0": (lambda: change.holm([-0.01]), "no_p_value"),
    "no column of marks": (lambda: change.match_people(ROWS, ROWS, mark="mark"), "no_column"),
    "no column of parts": (lambda: change.match_people(ROWS, ROWS, mark="sex", parts="part"), "no_column"),
    "lost by no column": (lambda: change.compare_lost(ROWS, [0], "agee"), "no_column"),
    "found at no position": (lambda: change.compare_lost(ROWS, [48], "age"), "no_such_position"),
    "an unknown direction": (lambda: change.growth_ratio(0.02, 0.04, "more"), "unknown_choice"),
    "an unknown way": (lambda: change.on_track_ratio(1, 2, 3, "more"), "unknown_choice"),
    "an unknown type": (lambda: change.linear_milestone(1, 2, elapsed=1, whole=2, data_type="flw"), "unknown_choice"),
    "another unknown type": (lambda: change.relative_change_pct(1, 2, "flw"), "unknown_choice"),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_TABLES)
def test_a_wrong_argument_of_a_calculation_is_told(name):
    call, code = OF_TABLES[name]
    assert code_of_fault(call) == code


def test_a_word_that_stands_in_a_cell_is_never_told():
    named = ROWS.assign(name=[f"Made Up {i}" for i in range(48)])
    for call in (
        lambda: survey.mean(survey.open(named, **DRAWN), "name"),
        lambda: survey.scale_score(named[["name"]], 1, 5),
        lambda: change.paired_change(named["name"], named["y"]),
        lambda: survey.fit_model(survey.open(named, **DRAWN), "name ~ y"),
    ):
        with pytest.raises(DesignFaults) as refused:
            call()
        assert "Made Up" not in str(refused.value)


def test_one_column_may_stand_alone_and_a_tuple_crosses(design):
    crossed = survey.mean(design, "y", [("sex", "age")])
    assert survey.mean(design, "y", ("sex", "age")).labels == crossed.labels
    apart = [label.group.dimensions for label in survey.mean(design, "y", ["sex", "age"]).labels]
    assert set(apart) == {("sex",), ("age",)}
    everybody = survey.mean(design, "y").labels
    for by in ([], (), [()]):
        assert survey.mean(design, "y", by).labels == everybody
    assert survey.mean(design, "y", ("sex",)).labels == survey.mean(design, "y", "sex").labels


def test_quantiles_of_several_items_keep_their_intervals(design):
    both = survey.quantile(design, ["y", "rated"], (0.25, 0.5), "sex")
    alone = [survey.quantile(design, name, (0.25, 0.5), "sex") for name in ("y", "rated")]
    assert both.labels == (*alone[0].labels, *alone[1].labels)
    for end in (0, 1):
        kept = np.concatenate([each.interval()[end] for each in alone])
        np.testing.assert_array_equal(both.interval()[end], kept)
    mixed = survey.combine([alone[0], survey.mean(design, "y")])
    assert mixed.intervals is None
    other_level = survey.quantile(design, "y", (0.25, 0.5), "sex", level=0.9)
    assert survey.combine([alone[0], other_level]).intervals is None


def test_numbers_are_tested_by_name_as_by_position(found):
    assert found.wald(["sex=f", 2]).statistic == found.wald([1, 2]).statistic
    assert found.difference(np.int64(1), "sex=m").estimate == found.difference(1, 2).estimate


def test_one_name_stands_for_a_list_of_one():
    one = change.baseline_balance(ROWS, [1, 0] * 24, "age")
    assert one.equals(change.baseline_balance(ROWS, [1, 0] * 24, ["age"]))
    flipped = survey.reverse_items(ROWS, "y", "y", 1, 5)
    assert flipped.equals(survey.reverse_items(ROWS, ["y"], ["y"], 1, 5))
    assert change.growth_ratio(0.02, 0.04, "down").value == -0.5


@pytest.mark.parametrize("share", [0, 1])
def test_a_scale_may_ask_for_every_item_or_for_any(share):
    answers = pd.DataFrame({"a": [1.0, np.nan], "b": [5.0, 5.0]})
    scores = survey.scale_score(answers, 1, 5, valid_prop=share)
    assert scores[0] == 50
    assert np.isnan(scores[1]) == (share == 1)
