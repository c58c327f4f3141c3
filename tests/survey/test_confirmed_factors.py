"""Confirmatory factors beside those that R's lavaan finds with the design's own covariance of the covariances."""

import json

import numpy as np
import pandas as pd
import pytest

from conftest import REFERENCE, design
from wps_eval import survey
from wps_eval.errors import DesignFaults

R = {
    entry["id"]: entry
    for entry in json.loads((REFERENCE / "models.json").read_text(encoding="utf-8"))["statistics"]
}
AGREE, NEURO = ([f"{letter}{k}" for k in range(1, 6)] for letter in "AN")


def people():
    frame = pd.read_csv(REFERENCE / "data" / "bfi.csv")
    row = np.arange(len(frame))
    return frame.assign(weight=1 + (row + 1) % 3, village=row // 4)


def confirmed(factors, frame=None, **columns):
    drawn = {"weight": "weight", "psu": "village"} | columns
    return survey.confirm_factors(design(people() if frame is None else frame, **drawn), factors)


@pytest.mark.parametrize(
    ("name", "factors"),
    [
        ("confirmed_two", {"agree": AGREE, "neuro": NEURO}),
        ("confirmed_shared", {"agree": [*AGREE, "N4"], "neuro": NEURO}),  # one item, two factors
        ("confirmed_one", {"neuro": NEURO}),
    ],
)
def test_loadings_and_fit_are_those_of_lavaan(name, factors):
    # lavaan's own search stops at about six digits
    r, found = R[name], confirmed(factors)
    order = [r["labels"].index(label.item) for label in found.loadings.labels]
    sign = np.sign(np.array(r["loadings"])[order] * found.loadings.estimate)
    np.testing.assert_allclose(
        found.loadings.estimate * sign, np.array(r["loadings"])[order], atol=3e-6
    )
    np.testing.assert_allclose(found.loadings.se, np.array(r["loadings_se"])[order], rtol=2e-5)
    np.testing.assert_allclose(np.abs(found.correlations.estimate), np.abs(r["correlations"]), atol=3e-6)  # fmt: skip
    np.testing.assert_allclose(found.correlations.se, r["correlations_se"], rtol=2e-5)
    fit = found.fit
    np.testing.assert_allclose(
        [fit.chi_square, fit.df, fit.p, fit.cfi, fit.tli, fit.rmsea, fit.srmr],
        r["fit"],
        rtol=2e-5,
        atol=1e-9,
    )
    assert set(found.loadings.n) == {r["n"]}
    assert set(found.loadings.n_missing) == {len(people()) - r["n"]}


def test_each_factor_points_where_most_of_its_items_point():
    found = confirmed({"agree": AGREE, "neuro": NEURO})
    assert found.loadings["agree: A1"].estimate[0] == pytest.approx(-0.385, abs=0.001)
    assert found.correlations.estimate[0] == pytest.approx(-0.212, abs=0.001)
    turned = people().assign(**{item: 7 - people()[item] for item in NEURO})
    same = confirmed({"agree": AGREE, "neuro": NEURO}, turned)
    np.testing.assert_allclose(same.loadings.estimate, found.loadings.estimate, atol=1e-9)
    np.testing.assert_allclose(same.correlations.estimate, -found.correlations.estimate, atol=1e-9)


def planted(n=4000):
    chance = np.random.default_rng(1325)
    trust = chance.normal(size=n)
    safety = 0.5 * trust + np.sqrt(0.75) * chance.normal(size=n)
    made = {f"t{k}": 0.8 * trust + 0.6 * chance.normal(size=n) for k in range(4)}
    made |= {f"s{k}": 0.6 * safety + 0.8 * chance.normal(size=n) for k in range(4)}
    return pd.DataFrame(made).assign(weight=1.0, village=np.arange(n))


def test_what_was_planted_is_found_again_and_fits():
    factors = {"trust": [f"t{k}" for k in range(4)], "safety": [f"s{k}" for k in range(4)]}
    found = confirmed(factors, planted())
    np.testing.assert_allclose(found.loadings.estimate, [0.8] * 4 + [0.6] * 4, atol=0.03)
    assert found.correlations.estimate[0] == pytest.approx(0.5, abs=0.04)
    assert found.fit.p > 0.05
    assert found.fit.cfi > 0.99
    wrong = {"one": ["t0", "t1", "t2", "s0"], "other": ["s1", "s2", "s3", "t3"]}
    assert confirmed(wrong, planted()).fit.p < 1e-6


def test_without_sampling_error_there_is_no_test():
    rows = survey.Design.from_rows(people(), kind="convenience")
    found = survey.confirm_factors(rows, {"neuro": NEURO})
    assert np.isnan([*found.loadings.se, found.fit.chi_square, found.fit.p, found.fit.cfi]).all()
    assert found.fit.srmr > 0
    # a model of 34 degrees of freedom and 30 villages: less 1, 29
    few = people().assign(village=np.arange(len(people())) % 30)
    found = confirmed({"agree": AGREE, "neuro": NEURO}, few)
    assert np.isnan(found.fit.p)
    assert found.fit.chi_square > 0
    enough = people().assign(village=np.arange(len(people())) % 35)
    assert confirmed({"agree": AGREE, "neuro": NEURO}, enough).fit.p >= 0


def test_what_allows_no_factors_is_refused():
    frame = people().assign(same=1, twin=lambda d: d["N1"], strange=98)
    for factors, code in (
        ({"neuro": NEURO[:2]}, "few_items"),
        ({}, "few_items"),
        ({"neuro": [*NEURO, "same"]}, "no_factors"),
        ({"neuro": [*NEURO, "twin"]}, "no_factors"),
        ({"one": NEURO, "again": NEURO}, "no_factors"),
        ({"neuro": [*NEURO, "strange"]}, "code_among_points"),
    ):
        with pytest.raises(DesignFaults) as caught:
            confirmed(factors, frame)
        assert {fault.code for fault in caught.value.faults} == {code}
