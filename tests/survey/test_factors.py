"""Exploratory factors beside those that R's psych finds in the same weighted correlations."""

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
TEN = [f"{letter}{k}" for letter in "AN" for k in range(1, 6)]


def people():
    frame = pd.read_csv(REFERENCE / "data" / "bfi.csv")
    return frame.assign(weight=1 + np.arange(1, len(frame) + 1) % 3)


@pytest.mark.parametrize(("count", "name"), [(1, "factors_one"), (2, "factors_two")])
def test_loadings_are_those_of_psych(count, name):
    found = survey.explore_factors(design(people(), weight="weight"), TEN, count=count)
    wanted = np.array(R[name]["loadings"], dtype=float).reshape(10, count)
    wanted = wanted[:, np.argsort(-(wanted**2).sum(axis=0))]
    wanted = wanted * np.where(wanted.sum(axis=0) < 0, -1, 1)
    np.testing.assert_allclose(found.loadings.iloc[:, :count], wanted, atol=1e-6)
    np.testing.assert_allclose(found.loadings["communality"], R[name]["communality"], atol=1e-6)
    np.testing.assert_allclose(found.eigenvalues, R[name]["eigenvalues"], rtol=1e-9)
    there = people()[TEN].notna().all(axis=1)
    assert (found.n, found.n_left_out) == (there.sum(), (~there).sum())


def test_what_allows_no_factors_is_refused():
    frame = people().assign(same=1, twin=lambda d: d["N1"])
    for items, count, code in (
        (TEN[:5], 2, "few_items"),
        (TEN, 0, "few_items"),
        ([*TEN, "same"], 1, "no_factors"),
        (["N1", "N2", "N3", "twin"], 1, "no_factors"),
    ):
        with pytest.raises(DesignFaults) as caught:
            survey.explore_factors(design(frame, weight="weight"), items, count=count)
        assert [fault.code for fault in caught.value.faults] == [code]
