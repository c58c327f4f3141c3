"""Properties that hold whatever the numbers, and the traps by name."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CLUS1, STATISTICS, STRAT, design
from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.models import fit_model


def test_weights_may_sum_to_anything():
    one = survey.mean(design(STRAT, stratum="stype"), ["api00", "wide"], ["stype", ()])
    two = survey.mean(
        design(STRAT.assign(pw=STRAT["pw"] / 1000), stratum="stype"),
        ["api00", "wide"],
        ["stype", ()],
    )
    np.testing.assert_allclose(one.covariance, two.covariance, rtol=1e-10, atol=1e-12)


def test_zero_variance_is_zero_and_no_test():
    made = design(STRAT, stratum="stype")
    found = survey.mean(made, "one")
    assert found.se[0] == pytest.approx(0, abs=1e-12)
    assert found.contrast({"nothing": [0.0]}).t_test()["p"].isna().all()


@pytest.mark.parametrize("how", ["logit", "beta", "wilson"])
@pytest.mark.parametrize(("item", "end"), [("never", 0), ("one", 1)])
def test_a_share_of_exactly_0_or_1_gets_the_exact_interval_of_its_base(how, item, end):
    # Clopper-Pearson: the far end of 0 in 200 is 1 - 0.025^(1/200) = 0.018275
    found = survey.proportion(design(STRAT, stratum="stype"), item, among=(1.0,))
    low, high = found.interval(how=how)
    far = 1 - 0.025 ** (1 / 200)
    assert (low[0], high[0]) == pytest.approx((0, far) if end == 0 else (1 - far, 1))


@pytest.mark.parametrize("how", ["logit", "beta", "wilson"])
def test_intervals_of_shares_stay_inside_and_hold_their_share(how):
    made = design(CLUS1, psu="dnum")
    found = survey.proportion(made, ["wide", "rare", "never"], (1.0,), [(), "stype", "awards"])
    low, high = found.interval(how=how)
    known = ~np.isnan(low)
    assert known.sum() >= 12
    assert ((low >= 0) & (high <= 1) & (low <= found.estimate) & (found.estimate <= high))[
        known
    ].all()


def test_a_domain_without_a_case_is_missing_not_zero():
    frame = CLUS1.assign(gap=CLUS1["api00"].where(CLUS1["stype"] != "H"))
    found = survey.mean(design(frame, psu="dnum"), "gap", "stype")
    at = found.find(group="stype=H")
    assert np.isnan(found.estimate[at])
    assert np.isnan(found.se[at])
    assert found.n[at] == 0
    assert found.n_missing[at] == (CLUS1["stype"] == "H").sum()


def test_rows_without_a_domain_stay_in_the_design():
    frame = CLUS1.assign(kind=CLUS1["stype"].where(CLUS1["row"] > 90))
    made = design(frame, psu="dnum")
    found = survey.mean(made, "api00", "kind")
    # by hand: domain E over the whole design, rows outside it as zeros
    inside = (frame["kind"] == "E").to_numpy(float)
    w, y = frame["pw"].to_numpy(), frame["api00"].to_numpy()
    r = (w * inside * y).sum() / (w * inside).sum()
    z = w * inside * (y - r) / (w * inside).sum()
    totals = np.array([z[frame["dnum"] == code].sum() for code in frame["dnum"].unique()])
    n = len(totals)
    variance = n / (n - 1) * ((totals - totals.mean()) ** 2).sum()
    assert found.se[found.find(group="kind=E")] ** 2 == pytest.approx(variance, rel=1e-12)


def test_degrees_of_freedom_of_a_domain_count_the_units_that_hold_a_case():
    found = survey.mean(design(CLUS1, psu="dnum"), "api00", [(), "stype"])
    own = CLUS1.groupby("stype")["dnum"].nunique() - 1
    assert found.df.tolist() == [14, own["E"], own["H"], own["M"]]
    both = found.difference(1, 2)
    units_less_strata = CLUS1[CLUS1["stype"].isin(["E", "H"])]["dnum"].nunique() - 1
    assert both.df[0] == units_less_strata


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=4), st.floats(-3, 3))
def test_contrasts_are_linear(weights, factor):
    found = CONTRASTS
    one = found.contrast({"x": weights})
    two = found.contrast({"x": np.multiply(weights, factor)})
    assert two.estimate[0] == pytest.approx(one.estimate[0] * factor, rel=1e-9, abs=1e-9)
    assert two.se[0] == pytest.approx(one.se[0] * abs(factor), rel=1e-9, abs=1e-9)


CONTRASTS = survey.mean(design(CLUS1, psu="dnum"), "api00", [(), "stype"])


def test_a_contrast_leaves_out_what_has_coefficient_zero():
    frame = CLUS1.assign(gap=CLUS1["api00"].where(CLUS1["stype"] != "H"))
    found = survey.mean(design(frame, psu="dnum"), "gap", "stype")
    difference = found.difference(found.find(group="stype=E"), found.find(group="stype=M"))
    assert np.isfinite(difference.estimate[0])
    assert np.isfinite(difference.se[0])


def test_an_estimate_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="0 estimates match"):
        CONTRASTS.find(group="stype=X")


def test_the_bootstrap_comes_near_linearisation_and_repeats():
    made = design(STRAT, weight="uneven", stratum="stype", psu="group")
    plain = survey.mean(made, "api00").se[0]
    again = [
        survey.mean(
            made.with_replicates(survey.bootstrap(made.units, replicates=2000, seed=1325)), "api00"
        ).se[0]
        for _ in range(2)
    ]
    assert again[0] == again[1]
    assert again[0] == pytest.approx(plain, rel=0.06)


def test_quantiles_keep_the_level_they_were_made_at():
    found = survey.quantile(design(STRAT, stratum="stype"), "api00", level=0.9)
    with pytest.raises(ValueError, match=r"made at 0\.9"):
        found.interval(0.95)


def test_replicate_weights_that_came_with_the_data(made):
    # the jackknife's own weights, given as columns: R's numbers of jkn again
    r = STATISTICS["mean_jkn"]
    own = made["jkn"].replicates
    rows = design(STRAT, weight="uneven", stratum="stype", psu=survey.EACH_ROW)
    columns = (own.factors[:, made["jkn"].source.unit] * STRAT["uneven"].to_numpy()).T
    given = survey.replicate_weights(
        STRAT["uneven"].to_numpy(),
        columns,
        scale=1.0,
        rscales=own.rscales,
        df=own.df,
        about_estimate=False,
    )
    found = survey.mean(rows.with_replicates(given), ["api00", "enroll"])
    np.testing.assert_allclose(found.se, r["se"], rtol=1e-9)
    with pytest.raises(DesignFaults):
        survey.replicate_weights(np.ones(3), columns, scale=1.0)


def test_coefficients_of_a_published_logit():
    # Hothorn and Everitt, women's role: intercept 2.5094, female -0.0114, education -0.2706
    counts = pd.read_csv(Path(__file__).parents[1] / "reference" / "data" / "womensrole.csv")
    long = counts.melt(["education", "gender"], ["agree", "disagree"], "said", "n")
    people = long.loc[long.index.repeat(long["n"])].reset_index(drop=True)
    people["agree"] = (people["said"] == "agree").astype(float)
    people["female"] = (people["gender"] == "Female").astype(float)
    simple = design(people, weight=survey.EQUAL)
    found = fit_model(simple, "agree ~ female + education", family="binomial")
    np.testing.assert_allclose(found.estimate, [2.5094, -0.0114, -0.2706], atol=5e-5)
    # the published errors are the model's; ours ask nothing of the model and lie near
    np.testing.assert_allclose(found.se, [0.1839, 0.0841, 0.0154], rtol=0.08)


def test_a_model_leaves_out_rows_that_miss_a_variable():
    frame = STRAT.assign(gap=STRAT["ell"].where(STRAT["row"] % 9 != 0))
    found = fit_model(design(frame, stratum="stype"), "api00 ~ gap")
    kept = fit_model(design(frame, stratum="stype", weight="pw"), "api00 ~ gap")
    assert found.n_missing[0] == (STRAT["row"] % 9 == 0).sum()
    np.testing.assert_allclose(found.estimate, kept.estimate)
    # by hand: weighted least squares of the rows that are there
    there = frame.dropna(subset="gap")
    x = np.stack([np.ones(len(there)), there["gap"]], axis=1)
    w = there["pw"].to_numpy()[:, None]
    np.testing.assert_allclose(
        found.estimate, np.linalg.solve(x.T @ (w * x), x.T @ (w[:, 0] * there["api00"]))
    )
