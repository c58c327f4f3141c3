"""Every estimate beside the number that R's survey package gives for the same call."""

import numpy as np
import pytest

from conftest import LONE, MAKE, STATISTICS, design
from wps_eval import survey
from wps_eval.survey.chisquare import chi_square, wald_independence
from wps_eval.survey.models import fit_model

NINE_DIGITS = {"rtol": 1e-9, "atol": 1e-12}


@pytest.fixture(params=["memory", "duckdb"])
def made(request, both_engines):
    return both_engines[request.param]


@pytest.fixture
def held(both_engines):
    """The designs in memory, for what needs each row."""
    return both_engines["memory"]


def of(prefix):
    """Give the entries of one kind: the id is the kind and the design's name."""
    return [
        pytest.param(name, STATISTICS[f"{prefix}_{name}"], id=name)
        for name in MAKE
        if f"{prefix}_{name}" in STATISTICS
    ]


def close(got, wanted):
    np.testing.assert_allclose(got, np.array(wanted, dtype=float), **NINE_DIGITS)


def close_matrix(got, wanted, digits=9):
    """Compare covariances on the scale of the variances: what should be 0 is 0 to nine digits."""
    wanted, near = np.array(wanted, dtype=float), 10.0**-digits
    np.testing.assert_allclose(got, wanted, rtol=near, atol=near * np.abs(wanted).max() + 1e-28)


@pytest.mark.parametrize(("name", "r"), of("mean"))
def test_means(made, name, r):
    found = survey.mean(made[name], ["api00", "enroll"])
    close(found.estimate, r["estimate"])
    close(found.se, r["se"])
    close_matrix(found.covariance, r["covariance"])
    close(found.df, [r["df"]] * 2)


@pytest.mark.parametrize(("name", "r"), of("total"))
def test_totals(made, name, r):
    found = survey.total(made[name], ["api00", "wide"])
    close(found.estimate, r["estimate"])
    close_matrix(found.covariance, r["covariance"])


@pytest.mark.parametrize(("name", "r"), of("ratio"))
def test_ratios(made, name, r):
    found = survey.ratio(made[name], "api00", "api99")
    close(found.estimate, [r["estimate"]])
    close(found.se, [r["se"]])


@pytest.mark.parametrize(("name", "r"), of("gap"))
def test_missing_items_leave_their_item_only(made, name, r):
    # the second item does not lose the rows that the first misses
    found = survey.mean(made[name], ["api00_gap", "api99"])
    close(found.estimate[0], r["estimate"])
    close(found.se[0], r["se"])
    whole = survey.mean(made[name], "api99")
    close([found.estimate[1], found.se[1]], [whole.estimate[0], whole.se[0]])
    assert found.n_missing.tolist() == [whole.n[0] - found.n[0], 0]


@pytest.mark.parametrize(("name", "r"), of("by"))
def test_domains_keep_the_design(made, name, r):
    found = survey.mean(made[name], "api00", "stype")
    assert [str(label.group) for label in found.labels] == [f"stype={x}" for x in r["labels"]]
    close(found.estimate, r["estimate"])
    close(found.se, r["se"])
    if "covariance" in r:
        close_matrix(found.covariance, r["covariance"])


@pytest.mark.parametrize(("name", "r"), of("cross"))
def test_crossed_domains(made, name, r):
    found = survey.mean(made[name], "wide", [("stype", "awards")])
    order = [
        next(
            i for i, label in enumerate(found.labels) if str(label.group) == f"awards={a};stype={s}"
        )
        for s, a in (label.split(".") for label in r["labels"])
    ]
    chosen = found.select(order)
    close(chosen.estimate, r["estimate"])
    close_matrix(chosen.covariance, r["covariance"])


@pytest.mark.parametrize(("name", "r"), of("factor"))
def test_distributions(made, name, r):
    found = survey.distribution(made[name], "stype")
    assert [label.item for label in found.labels] == [f"stype={x[-1]}" for x in r["labels"]]
    close(found.estimate, r["estimate"])
    close_matrix(found.covariance, r["covariance"])
    assert np.isclose(found.estimate.sum(), 1)


@pytest.mark.parametrize(("name", "r"), of("bytotal"))
def test_totals_of_domains(made, name, r):
    found = survey.total(made[name], "enroll", "awards")
    close(found.estimate, r["estimate"])
    close(found.se, r["se"])


@pytest.mark.parametrize(("name", "r"), of("deff"))
def test_design_effects_against_a_sample_drawn_with_replacement(made, name, r):
    close(survey.mean(made[name], ["api00", "wide"], deff=True).deff, r["deff"])


@pytest.mark.parametrize(("name", "r"), of("quantile"))
def test_quantiles_and_woodruffs_intervals(made, name, r):
    found = survey.quantile(made[name], "api00", (0.1, 0.25, 0.5, 0.75, 0.9))
    low, high = found.interval()
    close(np.stack([found.estimate, low, high, found.se], axis=1), r["table"])


@pytest.mark.parametrize(("name", "r"), of("quantile_five"))
def test_quantiles_of_five_points(made, name, r):
    found = survey.quantile(made[name], "five", (0.25, 0.5, 0.75))
    low, high = found.interval()
    close(np.stack([found.estimate, low, high, found.se], axis=1), r["table"])


@pytest.mark.parametrize("how", ["logit", "beta", "mean"])
@pytest.mark.parametrize("item", ["wide", "rare"])
@pytest.mark.parametrize("name", ["strat_fpc", "strat_group", "clus1_plain", "clus2_plain"])
def test_intervals_of_shares(made, name, item, how):
    r = STATISTICS[f"{'share' if item == 'wide' else 'rare'}_{how}_{name}"]
    found = survey.proportion(made[name], item, among=(1.0,))
    ends = found.interval(how="student" if how == "mean" else how)
    # R makes its logit interval from a glm and leaves its tolerance in it
    np.testing.assert_allclose(np.ravel(ends), r["interval"], rtol=1e-6 if how == "logit" else 1e-9)


@pytest.mark.parametrize(("name", "r"), of("chisq_f"))
def test_rao_scott(made, name, r):
    found = chi_square(made[name], "sch.wide", "stype")
    close(
        [found.statistic, found.ndf, found.ddf, found.p], [r["statistic"], *r["parameter"], r["p"]]
    )


@pytest.mark.parametrize(("name", "r"), of("chisq_five"))
def test_rao_scott_of_a_larger_table(made, name, r):
    found = chi_square(made[name], "five", "awards")
    close(
        [found.statistic, found.ndf, found.ddf, found.p], [r["statistic"], *r["parameter"], r["p"]]
    )


@pytest.mark.parametrize("adjusted", [False, True])
@pytest.mark.parametrize("name", ["strat_fpc", "strat_group", "clus1_plain", "clus2_plain"])
def test_wald_tests_of_independence(made, name, adjusted):
    r = STATISTICS[f"{'adjwald' if adjusted else 'wald'}_{name}"]
    found = wald_independence(made[name], "sch.wide", "awards", adjusted=adjusted)
    close(
        [found.statistic, found.ndf, found.ddf, found.p], [r["statistic"], *r["parameter"], r["p"]]
    )


def test_difference_of_two_domains(made):
    r = STATISTICS["difference_domains"]
    found = survey.mean(made["clus1_plain"], "api00", "stype")
    difference = found.difference(found.find(group="stype=E"), found.find(group="stype=H"))
    close([difference.estimate[0], difference.se[0]], [r["estimate"], r["se"]])


@pytest.mark.parametrize("name", ["waves_apart", "waves_panel"])
def test_difference_of_two_waves(made, name):
    r = STATISTICS[f"difference_{name}"]
    found = survey.mean(made[name], "api00", "wave")
    difference = found.difference(found.find(group="wave=1"), found.find(group="wave=2"))
    close(
        [difference.estimate[0], difference.se[0], difference.df[0]],
        [r["estimate"], r["se"], r["df"]],
    )


def test_difference_in_differences(made):
    r = STATISTICS["did_waves_panel"]
    found = survey.mean(made["waves_panel"], "api00", [("wave", "sch.wide")])
    at = {str(label.group): k for k, label in enumerate(found.labels)}
    row = np.zeros(len(found))
    # R's order: wave 1 No, wave 2 No, wave 1 Yes, wave 2 Yes
    for group, sign in (("sch.wide=No;wave=1", 1), ("sch.wide=No;wave=2", -1),
                        ("sch.wide=Yes;wave=1", -1), ("sch.wide=Yes;wave=2", 1)):  # fmt: skip
        row[at[group]] = sign
    difference = found.contrast({"did": row})
    close([difference.estimate[0], difference.se[0]], [r["estimate"], r["se"]])


@pytest.mark.parametrize("name", ["linear", "raking", "logit", "poststrat", "linear_group"])
def test_calibrated_weights(held, name):
    r = STATISTICS[f"weights_{name}"]
    weight = held[name].weights
    close([weight.sum(), weight.min(), weight.max()], [r["sum"], r["least"], r["most"]])
    close(weight[[0, 16, 54, 100]], r["some"])


def test_trimmed_weights(held):
    r = STATISTICS["weights_trim"]
    weight = survey.trim(held["clus1_plain"], low=30, high=70).weights
    close([weight.sum(), weight.min(), weight.max()], [r["sum"], r["least"], r["most"]])
    close(weight[[0, 16, 54, 100]], r["some"])


FORMULAS = {
    "gaussian": ("api00 ~ ell + meals + mobility", "gaussian"),
    "binomial": ("wide ~ ell + meals + stype", "binomial"),
    "poisson": ("api00 ~ ell + stype", "poisson"),
    "gaussian_two": ("api00 ~ ell + meals", "gaussian"),
    "binomial_two": ("wide ~ ell + meals", "binomial"),
}


@pytest.mark.parametrize("family", ["gaussian", "binomial", "poisson"])
@pytest.mark.parametrize("name", ["strat_fpc", "strat_group", "clus1_plain", "clus2_plain"])
def test_models(held, name, family):
    r = STATISTICS[f"{family}_{name}"]
    found = fit_model(held[name], FORMULAS[family][0], family=family)
    order = [
        found.find(item=x.replace("(Intercept)", "Intercept")) for x in map(patsy, r["labels"])
    ]
    chosen = found.select(order)
    np.testing.assert_allclose(chosen.estimate, r["estimate"], rtol=1e-9)
    # R's bread is one iteration behind its coefficients, whatever the tolerance
    close_matrix(chosen.covariance, r["covariance"], digits=9 if family == "gaussian" else 6)


@pytest.mark.parametrize("family", ["gaussian", "binomial"])
def test_models_of_two_stages(held, family):
    r = STATISTICS[f"{family}_clus2_fpc"]
    found = fit_model(held["clus2_fpc"], FORMULAS[f"{family}_two"][0], family=family)
    np.testing.assert_allclose(found.estimate, r["estimate"], rtol=1e-9)
    close_matrix(found.covariance, r["covariance"])


def patsy(label):
    """Name a coefficient of R as the formula library does."""
    return f"stype[T.{label[-1]}]" if label.startswith("stype") else label


@pytest.mark.parametrize("name", ["strat_fpc", "strat_group", "clus1_plain", "clus2_plain"])
def test_wald_test_of_a_term(held, name):
    r = STATISTICS[f"term_{name}"]
    found = fit_model(held[name], "api00 ~ ell + meals + stype")
    which = [k for k, label in enumerate(found.labels) if label.item.startswith("stype")]
    tested = found.wald(which, df=r["ddf"])
    close([tested.statistic, tested.ndf, tested.p], [r["statistic"], r["df"], r["p"]])


@pytest.mark.parametrize("name", ["strat_fpc", "strat_group", "clus1_plain", "clus2_plain"])
def test_t_test_of_two_domains(made, name):
    r = STATISTICS[f"ttest_{name}"]
    found = survey.mean(made[name], "api00", "sch.wide")
    test = found.difference(0, 1).t_test()
    # R takes one degree of freedom more for the slope of its regression; the statistic is the same
    close(test["t"], [r["statistic"]])
    assert test["df"][0] - r["parameter"] in (0, 1)


@pytest.mark.parametrize("how", ["remove", "certainty", "adjust", "average"])
def test_single_psus(how):
    single_psu = design(LONE, stratum="stype", single_psu=how)
    mean, r = survey.mean(single_psu, "api00"), STATISTICS[f"single_psu_mean_{how}"]
    close([mean.estimate[0], mean.se[0]], [r["estimate"], r["se"]])
    total, r = survey.total(single_psu, "api00"), STATISTICS[f"single_psu_total_{how}"]
    close(total.estimate[0], r["estimate"])
    if how != "adjust":  # survey 4.1 centres the lone total at 0; 4.5, and we, at the grand mean
        close(total.se[0], r["se"])


def test_a_total_with_a_single_unit_under_adjust_is_centred_at_the_grand_mean():
    # SURVEY 4.5: with units' totals z and their mean over all units m, the lone unit adds (z - m)^2
    single_psu = design(LONE, stratum="stype", single_psu="adjust")
    z = (LONE["pw"] * LONE["api00"]).to_numpy()
    others = 0.0
    for stratum in ("E", "M"):
        own = z[LONE["stype"] == stratum]
        others += len(own) / (len(own) - 1) * ((own - own.mean()) ** 2).sum()
    alone = (z[LONE["stype"] == "H"][0] - z.mean()) ** 2
    close(survey.total(single_psu, "api00").se[0] ** 2, others + alone)
