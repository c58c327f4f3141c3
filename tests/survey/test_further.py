"""What R's survey has beyond means and totals, beside its numbers, in both engines where sums suffice."""

import numpy as np
import pytest
from scipy import stats

from conftest import CLUS1, LONE, MAKE, STATISTICS, design
from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.chisquare import chi_square
from wps_eval.survey.models import fit_model
from wps_eval.survey.weighted_sums import ratio_tail

FOUR = ("strat_fpc", "strat_group", "clus1_plain", "clus2_plain")
TENTHS = (0.1, 0.25, 0.5, 0.75, 0.9)


@pytest.fixture(params=["memory", "duckdb"])
def made(request, both_engines):
    return both_engines[request.param]


@pytest.fixture
def held(both_engines):
    """The designs in memory, for what needs each row."""
    return both_engines["memory"]


def close(got, wanted, digits=9):
    near = 10.0**-digits
    np.testing.assert_allclose(got, np.array(wanted, dtype=float), rtol=near, atol=near * 1e-3)


def close_matrix(got, wanted, digits=9):
    wanted, near = np.array(wanted, dtype=float), 10.0**-digits
    np.testing.assert_allclose(got, wanted, rtol=near, atol=near * np.abs(wanted).max())


def of(prefix):
    return [
        pytest.param(name, STATISTICS[f"{prefix}_{name}"], id=name)
        for name in MAKE
        if f"{prefix}_{name}" in STATISTICS
    ]


def four(found):
    low, high = found.interval()
    return np.stack([found.estimate, low, high, found.se], axis=1)


# Ranks


@pytest.mark.parametrize("group", ["awards", "stype"])
@pytest.mark.parametrize(
    ("score", "r_name"),
    [("wilcoxon", "wilcoxon"), ("van_der_waerden", "vanderWaerden"), ("median", "median")],
)
@pytest.mark.parametrize(
    "name", ["strat_fpc", "strat_group", "clus1_plain", "clus2_fpc", "jkn", "linear"]
)
def test_rank_tests(held, name, group, score, r_name):
    if (r := STATISTICS.get(f"rank_{group}_{r_name}_{name}")) is None:
        assert (name, group) == (
            "jkn",
            "stype",
        )  # R has no test of three groups with replicate weights
        return
    found = survey.rank_test(held[name], "smooth", group, score=score)
    close([found.statistic, found.ndf, found.ddf, found.p], [r["f"], r["ndf"], r["ddf"], r["p"]])
    if "difference" in r:
        close([each for _, each in found.differences], r["difference"])


# Quantiles


@pytest.mark.parametrize("rule", ["math", "school", "hf1", "hf2", "hf3"])
@pytest.mark.parametrize("name", ["strat_fpc", "clus1_plain"])
def test_quantile_rules_of_values(made, name, rule):
    found = survey.quantile(made[name], "smooth", TENTHS, rule=rule)
    close(four(found), STATISTICS[f"rule_{rule}_{name}"]["table"])


@pytest.mark.parametrize("rule", ["hf4", "hf5", "hf6", "hf7", "hf8", "hf9"])
@pytest.mark.parametrize("name", ["strat_fpc", "clus1_plain"])
def test_quantile_rules_of_rows(held, name, rule):
    found = survey.quantile(held[name], "smooth", TENTHS, rule=rule)
    close(four(found), STATISTICS[f"rule_{rule}_{name}"]["table"])


@pytest.mark.parametrize("rule", ["shahvaish", "hf5"])
def test_quantile_rules_of_weights_of_mean_one(held, rule):
    found = survey.quantile(held["mean_one"], "smooth", TENTHS, rule=rule)
    close(four(found), STATISTICS[f"rule_{rule}_mean_one"]["table"])


def test_shah_and_vaish_do_not_ask_how_large_weights_are(held):
    # R 4.1 takes half of the weight as it came, and so would give another number
    found = survey.quantile(held["strat_group"], "smooth", TENTHS, rule="shahvaish")
    close(found.estimate, [row[0] for row in STATISTICS["rule_shahvaish_mean_one"]["table"]])


@pytest.mark.parametrize("how", ["beta", "xlogit", "asin"])
@pytest.mark.parametrize("name", ["strat_fpc", "strat_group", "clus1_plain", "clus1_fpc"])
def test_quantile_intervals(made, name, how):
    found = survey.quantile(made[name], "api00", TENTHS, interval=how)
    close(four(found), STATISTICS[f"limits_{how}_{name}"]["table"])


@pytest.mark.parametrize("name", ["clus1_fpc"])
def test_quantile_intervals_of_scores(made, name):
    """Equal weights, since R's score forgets them. R looks for the end between two values with a tolerance: it may name the value before."""
    found = survey.quantile(made[name], "api00", TENTHS, interval="score")
    wanted = np.array(STATISTICS[f"limits_score_{name}"]["table"])
    close(found.estimate, wanted[:, 0])
    values = np.unique(MAKE[name]().frame["api00"])
    for ours, theirs in zip(found.interval(), wanted[:, 1:3].T, strict=True):
        steps = np.searchsorted(values, ours) - np.searchsorted(values, theirs)
        assert set(steps.tolist()) <= {0, 1}


def test_score_limits_are_the_values_that_are_not_rejected(held):
    # each value inside is at most t standard errors from q, each outside further
    found = survey.quantile(held["clus1_fpc"], "api00", (0.5,), interval="score")
    (low,), (high,) = found.interval()
    frame = held["clus1_fpc"].frame
    t = 2.1447866879169273  # qt(.975, 14)
    for value in np.unique(frame["api00"]):
        below = held["clus1_fpc"].with_columns({"below": (frame["api00"] <= value).astype(float)})
        share = survey.mean(below, "below")
        gap = share.estimate[0] - 0.5
        assert (gap >= -t * share.se[0]) == (value >= low)
        assert (gap >= t * share.se[0]) == (value >= high)


@pytest.mark.parametrize("name", ["strat_fpc", "clus1_plain"])
def test_a_rule_of_rows_and_a_rank_read_the_rows_that_duckdb_holds(both_engines, name):
    here, there = (both_engines[engine][name] for engine in ("memory", "duckdb"))
    one, two = (survey.quantile(each, "api00", rule="hf7") for each in (here, there))
    np.testing.assert_allclose(one.estimate, two.estimate, rtol=1e-12)
    one, two = (survey.rank_test(each, "api00", "awards") for each in (here, there))
    assert one.p == pytest.approx(two.p, rel=1e-10)


# Shares


@pytest.mark.parametrize("how", ["likelihood", "asin", "xlogit"])
@pytest.mark.parametrize("item", ["wide", "rare"])
@pytest.mark.parametrize("name", FOUR)
def test_intervals_of_shares(made, name, item, how):
    r = STATISTICS[f"ciprop_{how}_{item}_{name}"]
    found = survey.proportion(made[name], item, among=(1.0,))
    # R draws a spline through ten points of the likelihood
    digits = 2 if how == "likelihood" else 9
    close(np.ravel(found.interval(how=how)), r["interval"], digits)


def test_likelihood_interval_by_hand():
    # 40 of 100 in a simple random sample, df 99, SE^2 = .4 x .6 / 99: n effective 99
    # 2 x 99 x (.4 ln(.4/q) + .6 ln(.6/(1 - q))) = t^2 = 3.937096 at both ends
    made = design(LONE.iloc[:100].assign(y=[1.0] * 40 + [0.0] * 60, w=1.0), weight="w")
    low, high = np.ravel(survey.proportion(made, "y", 1).interval(how="likelihood"))
    for q in (low, high):
        loss = 0.4 * np.log(0.4 / q) + 0.6 * np.log(0.6 / (1 - q))
        assert 2 * 99 * loss == pytest.approx(1.9842169515**2, rel=1e-8)
    assert low < 0.4 < high


def test_arcsine_ends_stay_between_nought_and_one():
    made = design(LONE.iloc[:30].assign(y=[1.0] + [0.0] * 29, w=1.0), weight="w")
    low, high = np.ravel(survey.proportion(made, "y", 1).interval(how="asin"))
    assert (low, high > 1 / 30) == (0, True)  # R's sine turns round and gives a low end above 0


# Tests of tables


@pytest.mark.parametrize(
    ("table", "row", "column"), [("stype", "sch.wide", "stype"), ("five", "five", "awards")]
)
@pytest.mark.parametrize("name", FOUR)
def test_forms_of_rao_and_scotts_test(made, name, table, row, column):
    r = STATISTICS[f"table_Chisq_{table}_{name}"]
    found = chi_square(made[name], row, column, statistic="chisq")
    f = chi_square(made[name], row, column)
    close([found.ndf, found.p], [r["parameter"], r["p"]])
    # R prints Pearson's statistic before it is corrected
    close(chi_square(made[name], row, column, statistic="saddlepoint").statistic, r["statistic"])
    saddle = chi_square(made[name], row, column, statistic="saddlepoint")
    exact = chi_square(made[name], row, column, statistic="lincom")
    # R cuts the degrees of freedom to a whole number
    close(saddle.p, STATISTICS[f"table_saddlepoint_{table}_{name}"]["p"], 1.1)
    assert saddle.p == pytest.approx(exact.p, rel=0.05, abs=2e-4)
    assert f.p == pytest.approx(exact.p, rel=0.1, abs=2e-3)


@pytest.mark.parametrize("x", [3, 8, 20])
@pytest.mark.parametrize("ddf", [12, 40, np.inf])
def test_tails_of_weighted_sums(x, ddf):
    name = "Inf" if np.isinf(ddf) else ddf
    weights = np.array([2.5, 1.2, 0.4])
    found = ratio_tail(x, weights, ddf, saddlepoint=True)
    close(found, STATISTICS[f"tail_{x}_{name}"]["estimate"], 6)  # R's root has a tolerance of 1e-8
    assert ratio_tail(x, weights, ddf, saddlepoint=False) == pytest.approx(found, rel=0.05)


@pytest.mark.parametrize("ddf", [7.5, 30, np.inf])
@pytest.mark.parametrize("x", [0.5, 3.0, 6.0, 25.0])
def test_tails_of_equal_weights_are_f_and_chi_square(x, ddf):
    wanted = stats.chi2.sf(x / 2, 3) if np.isinf(ddf) else stats.f.sf(x / 6, 3, ddf)
    found = ratio_tail(x, np.full(3, 2.0), ddf, saddlepoint=False)
    assert found == pytest.approx(wanted, rel=1e-6, abs=1e-9)
    # at the very mean the saddlepoint divides by nought, and the integral stands
    assert ratio_tail(x, np.full(3, 2.0), ddf, saddlepoint=True) == pytest.approx(wanted, rel=0.02)


@pytest.mark.parametrize(
    ("item", "known"),
    [
        ("stype", {"E": 4421, "H": 755, "M": 1018}),
        ("five", {1: 0.3, 2: 0.2, "3": 0.2, 4.0: 0.15, 5: 0.15}),
    ],
)
@pytest.mark.parametrize("name", FOUR)
def test_goodness_of_fit(made, name, item, known):
    if (item, name) == ("stype", "strat_fpc"):
        known = {
            "E": 4000,
            "H": 1000,
            "M": 1194,
        }  # a stratum's share has no variance: nothing to test
        assert np.isnan(survey.goodness_of_fit(made[name], item, known).p)
        return
    r = STATISTICS[f"known_{item}_{name}"]
    found = survey.goodness_of_fit(made[name], item, known)
    scale, df = r["parameter"]
    close(found.ndf, df)
    close(found.p, r["p"], 8)
    close(found.statistic, r["statistic"] / (scale * df))


def test_goodness_of_fit_refuses_what_does_not_fit(held):
    with pytest.raises(DesignFaults) as caught:
        survey.goodness_of_fit(held["srs"], "stype", {"E": 1, "X": 1, "H": 0})
    assert [(f.code, f.where.column) for f in caught.value.faults] == [
        ("no_count", "stype"), ("no_row_of", "stype"), ("share_not_above_nought", "stype"),
    ]  # fmt: skip
    counted = survey.Design.from_rows(CLUS1, kind="convenience")
    assert np.isnan(survey.goodness_of_fit(counted, "stype", {"E": 1, "M": 1, "H": 1}).p)


@pytest.mark.parametrize(("name", "r"), of("kappa"))
def test_kappa(made, name, r):
    found = survey.kappa(made[name], "now", "then")
    close([found.estimate[0], found.se[0]], [r["estimate"], r["se"]])


@pytest.mark.parametrize("name", FOUR)
def test_kappa_of_yes_and_no(made, name):
    r = STATISTICS[f"kappa_two_{name}"]
    found = survey.kappa(made[name], "awards", "sch.wide")
    close([found.estimate[0], found.se[0]], [r["estimate"], r["se"]])


def test_kappa_by_hand():
    # a: 1 1 1 2 2, b: 1 1 2 2 3: agreed 3/5, by chance 3/5 x 2/5 + 2/5 x 2/5 = .4: (.6 - .4) / .6
    rows = LONE.iloc[:6].assign(
        a=[1.0, 1, 1, 2, 2, np.nan], b=["1", "1", "2", "2", "3", "1"], w=1.0
    )
    found = survey.kappa(design(rows, weight="w"), "a", "b")
    assert found.estimate[0] == pytest.approx(1 / 3)
    assert (found.n[0], str(found.labels[0])) == (5, "kappa of a*b")
    alone = survey.kappa(design(rows.assign(a=1.0, b="1"), weight="w"), "a", "b")
    assert np.isnan([alone.estimate[0], alone.se[0]]).all()


# Variances and functions


@pytest.mark.parametrize(("name", "r"), of("variance"))
def test_variances(made, name, r):
    found = survey.variance(made[name], "api00")
    close([found.estimate[0], found.se[0]], [r["estimate"], r["se"]])


@pytest.mark.parametrize(("name", "r"), of("variances"))
def test_covariances(made, name, r):
    found = survey.covariance(made[name], "api00", "api99")
    close(found.estimate, r["estimate"])
    close_matrix(found.covariance, r["covariance"], 8)
    assert [str(label) for label in found.labels] == [
        "variance of api00", "covariance of api00*api99", "variance of api99",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "r"), of("variance_domain"))
def test_variances_of_domains(made, name, r):
    found = survey.variance(made[name], ["enroll", "api00"], "awards").select([3])
    assert str(found.labels[0]) == "variance of api00 [awards=Yes]"
    close([found.estimate[0], found.se[0]], [r["estimate"], r["se"]])


def test_variances_leave_gaps_out_item_by_item(made):
    found = survey.variance(made["strat_group"], ["api00_gap", "api99"])
    assert found.n.tolist() == [200 - 200 // 7, 200]
    both = survey.covariance(made["strat_group"], "api00_gap", "api99")
    assert both.n.tolist() == [200 - 200 // 7] * 3


def test_a_variance_of_sums_that_were_grouped_elsewhere(held):
    frame = held["strat_group"].frame
    sums = (
        frame.assign(
            w=frame["uneven"],
            t=frame["uneven"] * frame["api00"],
            q=frame["uneven"] * frame["api00"] ** 2,
        )
        .groupby(["stype", "group"], as_index=False)
        .agg(n=("w", "size"), weight=("w", "sum"), total=("t", "sum"), square=("q", "sum"))
        .assign(item="api00", missing=0)
    )
    grouped = survey.Design.from_psu_table(sums, stratum="stype", psu="group")
    found, wanted = survey.variance(grouped, "api00"), survey.variance(held["strat_group"], "api00")
    close([found.estimate[0], found.se[0]], [wanted.estimate[0], wanted.se[0]])
    with pytest.raises(DesignFaults) as caught:
        survey.covariance(grouped, "api00", "api99")
    assert [fault.code for fault in caught.value.faults] == ["only_sums"]


@pytest.mark.parametrize("name", FOUR)
def test_design_effects_against_a_sample_drawn_without_replacement(made, name):
    found = survey.mean(made[name], ["api00", "wide"], deff="without_replacement")
    close(found.deff, STATISTICS[f"deff_without_{name}"]["deff"])


def test_a_sample_larger_than_its_population_has_no_such_design_effect():
    made = design(CLUS1.assign(w=0.5), weight="w", psu="dnum")
    assert np.isnan(survey.mean(made, "api00", deff="without_replacement").deff[0])
    assert survey.mean(made, "api00", deff=True).deff[0] > 1


@pytest.mark.parametrize(("name", "r"), of("delta_ratio"))
def test_a_function_of_means(made, name, r):
    means = survey.mean(made[name], ["api00", "api99"])
    found = means.function({"ratio": lambda x: x[0] / x[1]})
    close([found.estimate[0], found.se[0]], [r["estimate"], r["se"]])
    assert (found.n[0], found.df[0], str(found.labels[0])) == (
        means.n[0], means.df[0], "function of ratio",
    )  # fmt: skip


@pytest.mark.parametrize(("name", "r"), of("delta_log"))
def test_a_curved_function_of_means(made, name, r):
    means = survey.mean(made[name], ["api00", "meals"])
    found = means.function({"curve": lambda x: np.log(x[0]) - x[1] ** 2 / 1000})
    close([found.estimate[0], found.se[0]], [r["estimate"], r["se"]])


@pytest.mark.parametrize(("name", "r"), of("delta_two"))
def test_two_functions_of_totals(made, name, r):
    totals = survey.total(made[name], ["enroll", "api99", "wide"])
    found = totals.function({"each": lambda x: x[0] / x[2], "exp": lambda x: np.exp(x[0] / x[1])})
    close(found.estimate, r["estimate"])
    close_matrix(found.covariance, r["covariance"])


# Models with replicate weights


@pytest.mark.parametrize(
    ("family", "formula"),
    [
        ("gaussian", "api00 ~ ell + meals"),
        ("binomial", "wide ~ ell + api99"),
        ("poisson", "api00 ~ ell + meals"),
    ],
)
@pytest.mark.parametrize("name", ["jk1", "jkn", "brr", "fay", "jk1_calibrated"])
def test_models_fitted_again_with_each_replicate(held, name, family, formula):
    r = STATISTICS[f"model_{family}_{name}"]
    found = fit_model(held[name], formula, family=family)
    close(found.estimate, r["estimate"])
    close_matrix(found.covariance, r["covariance"])
    close(found.df, [r["df"]] * 3)
    assert found.method.startswith(held[name].replicates.name)


# Weights


@pytest.mark.parametrize("name", ["cut_raking", "cut_linear", "trim_raking", "trim_linear"])
def test_weights_bounded_and_trimmed_after_calibration(held, name):
    r, weight = STATISTICS[f"some_weights_{name}"], held[name].weights
    close([weight.sum(), weight.min(), weight.max()], [r["sum"], r["least"], r["most"]])
    close(weight[[0, 16, 54, 100]], r["some"])
    means, r = survey.mean(held[name], ["api00", "enroll"]), STATISTICS[f"weighed_mean_{name}"]
    close(means.estimate, r["estimate"])
    close_matrix(means.covariance, r["covariance"])
    close(survey.mean(held[name], "api00", "awards").se, STATISTICS[f"weighed_by_{name}"]["se"])


def test_trimmed_calibrated_weights_have_no_replicates(held):
    trimmed = held["trim_linear"]
    with pytest.raises(DesignFaults) as caught:
        trimmed.with_replicates(survey.jackknife(trimmed.units))
    assert [fault.code for fault in caught.value.faults] == ["trimmed_replicates"]
    with pytest.raises(DesignFaults) as caught:
        survey.trim(held["jk1_calibrated"], low=20, high=70)
    assert [fault.code for fault in caught.value.faults] == ["trim"]


def test_bounds_that_leave_no_solution_are_refused_unless_totals_may_give_way():
    drawn = design(CLUS1, psu="dnum")
    how = {"margins": {"stype": {"H": 755.0, "M": 1018.0, "E": 4421.0}}, "totals": {"api99": 3914069.0},
           "method": "linear", "bounds": (0.8, 1.2)}  # fmt: skip
    with pytest.raises(DesignFaults) as caught:
        survey.calibrate(drawn, **how)
    assert [fault.code for fault in caught.value.faults] == ["no_solution"]
    made = survey.calibrate(drawn, **how, slack=0.25)
    ratio = made.weights / drawn.weights
    assert ratio.min() >= 0.8
    assert ratio.max() <= 1.2
    reached = survey.total(made, "api99").estimate[0], survey.total(drawn, "api99").estimate[0]
    assert abs(reached[0] / 3914069 - 1) <= 0.25
    assert abs(reached[0] / 3914069 - 1) < abs(reached[1] / 3914069 - 1)  # nearer than before
    with pytest.raises(DesignFaults):
        survey.calibrate(drawn, **how, slack=1e-6)
    # the ridge is in the variance: it lies between that of the weights before and the calibrated ones
    between = survey.mean(made, "api00").se[0]
    full = survey.calibrate(drawn, **(how | {"bounds": None}))
    assert survey.mean(full, "api00").se[0] < between < survey.mean(drawn, "api00").se[0]


def test_slack_is_not_used_where_totals_can_be_met(held):
    made = survey.calibrate(
        design(CLUS1, weight="uneven", psu="dnum", fpc="fpc"),
        margins={"stype": {"H": 755.0, "M": 1018.0, "E": 4421.0}}, slack=0.1,
    )  # fmt: skip
    close(made.weights, held["poststrat"].weights, 12)


# Standardisation


@pytest.mark.parametrize("name", ["strat_group", "clus1_plain"])
def test_standardisation(held, name):
    population = {1: 2000, "2": 3000, 3.0: 1194}
    whole = survey.mean(survey.standardise(held[name], "now", population), "api00")
    r = STATISTICS[f"standard_mean_{name}"]
    close([whole.estimate[0], whole.se[0]], [r["estimate"], r["se"]])
    groups = survey.standardise(held[name], "now", population, over="awards")
    found, r = survey.mean(groups, "api00", "awards"), STATISTICS[f"standard_by_{name}"]
    close(found.estimate, r["estimate"])
    close(found.se, r["se"])


def test_standardisation_refuses_what_does_not_fit(held):
    with pytest.raises(DesignFaults) as caught:
        survey.standardise(held["srs"], "now", {1: 1, 2: 1, 4: 1})
    assert [fault.code for fault in caught.value.faults] == ["no_count", "no_row_of"]
    with pytest.raises(DesignFaults) as caught:
        survey.standardise(held["srs"], "now", {1: 1, 2: 1, 3: 1}, over="enroll_gap")
    assert [(f.code, f.where.column) for f in caught.value.faults] == [
        ("margin_missing", "enroll_gap")
    ]


# Both engines


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in MAKE
        if name
        in (
            "strat_fpc",
            "strat_group",
            "clus1_plain",
            "clus2_fpc",
            "clus2_plain",
            "jkn",
            "brr",
            "waves_panel",
        )
    ],
)
def test_both_engines_give_the_same_numbers(both_engines, name):
    in_memory, in_duckdb = (both_engines[engine][name] for engine in ("memory", "duckdb"))
    calls = [
        lambda d: survey.mean(
            d, ["api00", "api00_gap", "wide"], [(), "stype", ("stype", "awards")], deff=True
        ),
        lambda d: survey.proportion(d, "five", (4, 5), ["stype"]),
        lambda d: survey.distribution(d, "five", ["awards"]),
        lambda d: survey.total(d, ["api00", "meals"], ["awards"]),
        lambda d: survey.ratio(d, "api00", "api99", [(), "stype"]),
        lambda d: survey.quantile(d, "api00", (0.25, 0.5), [(), "stype"]),
        lambda d: survey.variance(d, ["api00", "api00_gap"], [(), "stype"]),
        lambda d: survey.covariance(d, "api00_gap", "meals", "awards"),
        lambda d: survey.kappa(d, "now", "then"),
    ]
    for call in calls:
        one, two = call(in_memory), call(in_duckdb)
        assert one.labels == two.labels
        for part in ("estimate", "se", "n", "n_missing", "n_weighted", "deff"):
            np.testing.assert_allclose(
                getattr(two, part), getattr(one, part), rtol=1e-12, atol=1e-13
            )
        np.testing.assert_equal(two.df, one.df)
        close_matrix(np.nan_to_num(two.covariance), np.nan_to_num(one.covariance), 11)
    for test in (
        lambda d: chi_square(d, "sch.wide", "stype"),
        lambda d: survey.wald_independence(d, "sch.wide", "awards"),
        lambda d: survey.goodness_of_fit(d, "five", dict.fromkeys(range(1, 6), 1)),
    ):
        one, two = test(in_memory), test(in_duckdb)
        np.testing.assert_allclose(
            [two.statistic, two.ndf, two.ddf, two.p],
            [one.statistic, one.ndf, one.ddf, one.p],
            rtol=1e-10,
        )
