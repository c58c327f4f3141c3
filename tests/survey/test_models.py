"""Models beside the numbers that R gives for the same call, and what they must hold by themselves."""

import json

import numpy as np
import pandas as pd
import pytest

from conftest import MAKE, REFERENCE, STRAT, design
from wps_eval import survey
from wps_eval.errors import DesignFaults

R = {
    entry["id"]: entry
    for entry in json.loads((REFERENCE / "models.json").read_text(encoding="utf-8"))["statistics"]
}


@pytest.fixture(scope="module")
def grouped():
    return MAKE["strat_group"]()


def near(got, wanted, digits):
    wanted = np.array(wanted, dtype=float)
    np.testing.assert_allclose(
        got, wanted, rtol=10.0**-digits, atol=10.0**-digits * np.abs(wanted).max()
    )


def refused(call, *args, **options):
    with pytest.raises(DesignFaults) as caught:
        call(*args, **options)
    return [fault.code for fault in caught.value.faults]


# ---- odds ratios


def test_odds_ratios_and_their_intervals(grouped):
    fitted = survey.fit_model(grouped, "wide ~ ell + meals", family="binomial")
    found = survey.odds_ratios(fitted)
    near(found.estimate, R["odds"]["estimate"], 9)
    # the covariance of R's logit agrees to six digits
    near(np.transpose(found.interval()), R["odds"]["interval"], 6)
    wider = survey.odds_ratios(fitted, level=0.99).interval(0.99)
    assert (wider[0] < found.interval()[0]).all()
    assert (found.interval()[1] < wider[1]).all()


def test_an_odds_ratio_has_no_symmetric_error_and_no_test_against_0(grouped):
    found = survey.odds_ratios(survey.fit_model(grouped, "wide ~ ell", family="binomial"))
    assert np.isnan(found.se).all()
    assert found.tidy()["p_value"].isna().all()
    assert found.tidy()["conf_low"].notna().all()


def test_odds_ratios_of_no_log_odds_are_refused(grouped):
    for family in ("gaussian", "poisson"):
        fitted = survey.fit_model(grouped, "api00 ~ ell", family=family)
        assert refused(survey.odds_ratios, fitted) == ["no_log_odds"]


# ---- margins


@pytest.mark.parametrize(
    ("family", "formula"),
    [("binomial", "wide ~ ell + meals + stype"), ("poisson", "api00 ~ ell + stype")],
)
def test_margins_and_their_covariance(grouped, family, formula):
    found = survey.predictive_margins(grouped, formula, "stype", family=family)
    assert [label.answer for label in found.labels] == ["E", "H", "M"]
    near(found.estimate, R[f"margins_{family}"]["estimate"], 9)
    near(found.covariance, R[f"margins_{family}"]["covariance"], 6)


def test_margins_are_those_of_svypredmeans(grouped):
    found = survey.predictive_margins(
        grouped, "wide ~ ell + meals + stype", "stype", ["E", "H", "M"]
    )
    near(found.estimate, R["predmeans"]["estimate"], 7)


def test_margins_of_nothing_else_are_the_means_of_the_groups(grouped):
    # a model that holds the groups alone predicts each group's mean: estimate and error must be the survey's own
    found = survey.predictive_margins(grouped, "wide ~ stype", "stype")
    means = survey.mean(grouped, "wide", "stype")
    near(found.estimate, means.estimate, 9)
    near(found.covariance, means.covariance, 8)
    low, high = found.interval()
    assert ((low > 0) & (high < 1)).all()


def test_margins_of_a_calibrated_design_know_of_it():
    # with the group as the only variable, the calibrated mean of each group and its smaller error again
    for name in ("linear", "raking"):
        found = survey.predictive_margins(
            MAKE[name](), "api00 ~ awards", "awards", family="gaussian"
        )
        means = survey.mean(MAKE[name](), "api00", "awards")
        near(found.covariance, means.covariance, 8)


def test_an_average_effect_of_a_straight_line_is_its_slope(grouped):
    fitted = survey.fit_model(grouped, "api00 ~ ell + meals")
    found = survey.average_effect(grouped, "api00 ~ ell + meals", "meals", family="gaussian")
    near([found.estimate[0], found.se[0]], [fitted.estimate[2], fitted.se[2]], 8)


def test_an_average_effect_is_the_mean_of_b_p_1_minus_p(grouped):
    # the derivative of a logit's share by x is b p (1 - p)
    fitted = survey.fit_model(grouped, "wide ~ ell", family="binomial")
    p = 1 / (1 + np.exp(-(fitted.estimate[0] + fitted.estimate[1] * STRAT["ell"])))
    by_hand = np.average(fitted.estimate[1] * p * (1 - p), weights=STRAT["uneven"])
    found = survey.average_effect(grouped, "wide ~ ell", "ell")
    near(found.estimate, [by_hand], 8)


@pytest.mark.parametrize(
    ("call", "variable", "code"),
    [
        (survey.predictive_margins, "awards", "not_in_model"),
        (survey.predictive_margins, "stipe", "no_column"),
        (survey.average_effect, "stype", "not_measured"),
        (survey.average_effect, "meals", "not_in_model"),
    ],
)
def test_margins_that_would_mean_nothing_are_refused(grouped, call, variable, code):
    assert refused(call, grouped, "wide ~ ell + stype", variable) == [code]


def test_a_value_that_nobody_has_is_refused(grouped):
    assert refused(survey.predictive_margins, grouped, "wide ~ stype", "stype", ["E", "X"]) == [
        "nobody_gave"
    ]


# ---- ordered and several answers


def test_proportional_odds(grouped):
    found = survey.fit_ordinal(grouped, "five ~ ell + mobility")
    r = R["ordinal"]
    assert [label.item for label in found.labels] == r["labels"]
    # R searches with an optimiser and differentiates by steps
    near(found.estimate, r["estimate"], 6)
    near(found.covariance, r["covariance"], 4)


def test_several_answers(grouped):
    found = survey.fit_multinomial(grouped, "stype ~ ell + mobility", base="E")
    r = R["multinomial"]
    assert [label.item.replace("Intercept", "(Intercept)") for label in found.labels] == r["labels"]
    near(found.estimate, r["estimate"], 5)
    near(found.covariance, r["covariance"], 4)


@pytest.mark.parametrize("name", ["strat_group", "clus2_fpc", "raking"])
def test_two_answers_are_the_logistic_model(name):
    made = MAKE[name]()
    logit = survey.fit_model(made, "wide ~ ell + meals", family="binomial")
    several = survey.fit_multinomial(made, "wide ~ ell + meals", base=0)
    ordered = survey.fit_ordinal(made, "wide ~ ell + meals").select([2, 0, 1])
    for found, sign in (
        (several, 1),
        (ordered, np.array([-1, 1, 1])),
    ):  # the threshold is minus the intercept
        near(found.estimate * sign, logit.estimate, 8)
        near(found.covariance * np.outer(sign * np.ones(3), sign * np.ones(3)), logit.covariance, 7)
        assert found.df.tolist() == logit.df.tolist()


def test_another_base_turns_the_log_odds_round(grouped):
    of_e = survey.fit_multinomial(grouped, "stype ~ ell", base="E")
    of_h = survey.fit_multinomial(grouped, "stype ~ ell", base="H")
    # log odds of M against H = those against E less those of H against E
    turned = of_e.contrast({"M: ell": [0, -1, 0, 1]})
    k = of_h.find("M: ell")
    near([of_h.estimate[k], of_h.se[k]], [turned.estimate[0], turned.se[0]], 7)


def test_odds_ratios_of_several_answers(grouped):
    found = survey.fit_multinomial(grouped, "stype ~ ell", base="E")
    near(survey.odds_ratios(found).estimate, np.exp(found.estimate), 12)


def words(frame):
    return frame.assign(
        said=frame["five"].map({1: "never", 2: "rarely", 3: "some", 4: "often", 5: "always"})
    )


def test_words_need_an_order():
    made = design(words(STRAT))
    assert refused(survey.fit_ordinal, made, "said ~ ell") == ["no_order"]
    order = ["never", "rarely", "some", "often", "always"]
    found = survey.fit_ordinal(made, "said ~ ell", order=order)
    near(found.estimate, survey.fit_ordinal(made, "five ~ ell").estimate, 12)
    assert refused(survey.fit_ordinal, made, "said ~ ell", order=order[:-1]) == ["nobody_gave"]
    assert refused(survey.fit_multinomial, made, "said ~ ell", base="nowhere") == ["unknown_choice"]


def test_answers_that_allow_no_model_are_refused():
    x = np.arange(30.0)
    frame = pd.DataFrame(
        {"x": x, "z": 2 * x, "same": 1, "split": np.repeat([1, 2, 3], 10), "y": [1, 2, 3] * 10}
    )
    made = design(frame, weight=survey.EQUAL)
    for call, options in ((survey.fit_ordinal, {}), (survey.fit_multinomial, {"base": 1})):
        assert refused(call, made, "same ~ x", **options) == ["one_answer"]
        assert refused(call, made, "split ~ x", **options) == ["parted_perfectly"]
        assert refused(call, made, "y ~ x + z", **options) == ["says_the_same"]
        assert refused(call, made, "yy ~ x", **options) == ["no_column"]


def test_rows_that_miss_a_variable_take_no_part():
    frame = STRAT.assign(gap=STRAT["ell"].where(STRAT["row"] % 9 != 0))
    found = survey.fit_ordinal(design(frame, stratum="stype"), "five ~ gap")
    assert found.n_missing[0] == (STRAT["row"] % 9 == 0).sum()
    assert found.n[0] == (STRAT["row"] % 9 != 0).sum()


# ---- imputations


def single(estimate, variance, df):
    return survey.Estimates(
        labels=(survey.Label("mean", "y"),), estimate=np.array([float(estimate)]),
        influence=np.array([[np.sqrt(variance)]]), n=np.array([30.0]), n_missing=np.array([0.0]),
        n_weighted=np.array([30.0]), method="linearisation", fixed_df=df,
    )  # fmt: skip


@pytest.mark.parametrize(("df", "entry"), [(30, "pool_finite"), (1e9, "pool_large")])
def test_rubins_rules(df, entry):
    parts = [
        single(q, u, df) for q, u in zip([10, 12, 11, 13, 9], [4, 5, 4.5, 4, 5.5], strict=True)
    ]
    found, r = survey.combine_imputations(parts), R[entry]
    # by hand: mean 11; within (4+5+4.5+4+5.5)/5 = 4.6; between 10/4 = 2.5; 4.6 + 1.2 x 2.5 = 7.6
    near([found.estimate[0], found.se[0] ** 2], [11, 7.6], 12)
    near([found.estimate[0], found.se[0] ** 2], [r["estimate"], r["variance"]], 12)
    near(found.df, [r["df"]], 7)


def test_rubins_rules_of_two_numbers_with_their_covariance():
    covariances = ([[.2, .05], [.05, .3]], [[.25, .04], [.04, .28]], [[.22, .06], [.06, .31]])  # fmt: skip
    parts = [
        survey.Estimates(
            labels=(survey.Label("mean", "a"), survey.Label("mean", "b")), estimate=np.array(q, dtype=float),
            influence=np.linalg.cholesky(np.array(u)).T, n=np.ones(2), n_missing=np.zeros(2),
            n_weighted=np.ones(2), method="linearisation", fixed_df=50,
        )
        for q, u in zip(([1, 2], [1.5, 1.8], [0.9, 2.4]), covariances, strict=True)
    ]  # fmt: skip
    found = survey.combine_imputations(parts)
    near(found.estimate, R["pool_two"]["estimate"], 12)
    near(found.covariance, R["pool_two"]["covariance"], 12)
    # a difference of the two carries the covariance that imputing adds
    v = found.covariance
    near(found.difference(0, 1).se ** 2, [v[0, 0] + v[1, 1] - 2 * v[0, 1]], 12)


def test_imputations_that_agree_cost_nothing_but_their_rounding(grouped):
    whole = survey.mean(grouped, "api00")
    found = survey.combine_imputations([whole, whole, whole])
    near(found.covariance, whole.covariance, 12)
    # 37 degrees of freedom of the sample: (37 + 1) / (37 + 3) x 37, less the smallest share that is told apart
    assert found.df[0] == pytest.approx(38 / 40 * 37 * 0.9999, rel=1e-6)


def test_imputations_that_are_not_of_one_kind_are_refused(grouped):
    a, b = survey.mean(grouped, "api00"), survey.mean(grouped, "ell")
    asked = survey.mean(survey.Design.from_rows(STRAT, kind="convenience"), "api00")
    for parts in ([a], [], [a, b], [asked, asked]):
        assert refused(survey.combine_imputations, parts) == ["imputations_differ"]
