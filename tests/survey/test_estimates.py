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
from wps_eval.survey.intervals import _wilson_interval
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


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_published_intervals(hits, n, low, high):
    many = np.array([1e9])  # degrees of freedom, so that t is z
    found = _wilson_interval(np.array([hits / n]), np.array([float(n)]), many, 0.95)
    assert np.concatenate(found) == pytest.approx([low, high], abs=5e-5)


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


def test_numbers_side_by_side_keep_their_own_degrees_of_freedom():
    made = design(CLUS1, psu="dnum")
    parts = [survey.mean(made, "api00"), survey.mean(made, "api00", "stype")]
    both = survey.combine(parts)
    assert both.df.tolist() == [*parts[0].df, *parts[1].df]
    assert len(set(both.df)) > 1  # a type of school is not found in every district


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=4), st.floats(-3, 3))
def test_contrasts_are_linear(weights, factor):
    found = CONTRASTS
    one = found.contrast({"x": weights})
    two = found.contrast({"x": np.multiply(weights, factor)})
    assert two.estimate[0] == pytest.approx(one.estimate[0] * factor, rel=1e-9, abs=1e-9)
    assert two.se[0] == pytest.approx(one.se[0] * abs(factor), rel=1e-9, abs=1e-9)


CONTRASTS = survey.mean(design(CLUS1, psu="dnum"), "api00", [(), "stype"])


def test_contrasts_of_one_name_are_all_kept():
    found = CONTRASTS.contrast([[1, -1, 0, 0], [1, 0, -1, 0]], ["moved", "moved"])
    assert [label.item for label in found.labels] == ["moved", "moved"]
    assert found.estimate.tolist() == (CONTRASTS.estimate[0] - CONTRASTS.estimate[1:3]).tolist()


def test_a_contrast_leaves_out_what_has_coefficient_zero():
    frame = CLUS1.assign(gap=CLUS1["api00"].where(CLUS1["stype"] != "H"))
    found = survey.mean(design(frame, psu="dnum"), "gap", "stype")
    difference = found.difference(found.find(group="stype=E"), found.find(group="stype=M"))
    assert np.isfinite(difference.estimate[0])
    assert np.isfinite(difference.se[0])


def test_an_estimate_that_is_not_there_is_named():
    with pytest.raises(DesignFaults, match="stype=X"):
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


def test_a_share_that_is_reached_but_for_rounding_is_reached():
    # eight weights of ten are 0.8 of them all; added up as 0.1 each they are 0.7999999999999999
    frame = pd.DataFrame({"y": np.arange(1.0, 11), "w": 0.1})
    found = survey.quantile(design(frame, weight="w"), "y", (0.3, 0.8, 0.81))
    assert found.estimate.tolist() == [3, 8, 9]


def test_a_ratio_over_a_total_below_zero_is_a_number_and_one_over_nothing_is_none():
    frame = pd.DataFrame({"y": [2.0, 4, 3, 5], "x": [-1.0, -2, 1, -1], "who": list("aabb")})
    found = survey.ratio(design(frame, weight=survey.EQUAL), "y", "x", "who")
    assert found.estimate[found.find(group="who=a")] == -2  # 6 over -3
    assert np.isnan(found.estimate[found.find(group="who=b")])  # 8 over 0


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
    # people less one, less the two slopes
    assert found.df.tolist() == [len(people) - 3] * 3
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
