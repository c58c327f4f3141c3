"""How many share the keys of each: held against sdcMicro's example, and a missing key against counting by hand."""

from pathlib import Path

import numpy as np
import pandas as pd

from wps_eval.disclosure.individual_risk import individual_risk
from wps_eval.disclosure.key_frequencies import MISSING, key_frequencies

FRANCDAT = Path(__file__).parents[1] / "reference" / "data" / "francdat.csv"


def francdat():
    table = pd.read_csv(FRANCDAT)
    return table[[f"Key{i}" for i in range(1, 5)]].to_numpy(np.intp), table["w"].to_numpy(float)


def test_sample_and_population_counts_of_sdcmicros_example():
    counts, sums = key_frequencies(*francdat())
    assert counts.tolist() == [2, 2, 2, 1, 1, 1, 1, 2]
    assert sums.tolist() == [110, 84.5, 84.5, 17, 541, 8, 5, 110]


def test_risks_of_sdcmicros_example():
    risks = individual_risk(*key_frequencies(*francdat()))
    assert np.round(risks, 3).tolist() == [0.017, 0.022, 0.022, 0.177, 0.012, 0.297, 0.402, 0.017]


def test_a_missing_key_is_the_same_as_any():
    codes = np.array([[0, 0], [0, 1], [MISSING, 1], [1, 1], [1, 0], [MISSING, MISSING]])
    counts, sums = key_frequencies(codes, np.array([1.0, 10, 100, 1000, 10_000, 100_000]))
    assert counts.tolist() == [2, 3, 4, 3, 2, 6]
    assert sums.tolist() == [100_001, 100_110, 101_110, 101_100, 110_000, 111_111]


def test_people_without_keys_are_all_alike():
    counts, sums = key_frequencies(np.empty((3, 0), np.intp), np.array([1.0, 2, 3]))
    assert counts.tolist() == [3, 3, 3]
    assert sums.tolist() == [6, 6, 6]
