"""A formula's columns are those that its reader makes of plain rows, and other rows keep their categories."""

import numpy as np
import pandas as pd
import patsy
import pytest

from wps_eval.errors import DesignFaults
from wps_eval.survey.formula import read_formula

STREAM = np.random.Generator(np.random.PCG64(1325))
ROWS = pd.DataFrame(
    {
        "y": STREAM.integers(0, 2, 60).astype(float),
        "sex": STREAM.integers(1, 3, 60),
        "place": STREAM.choice(["a", "b", "c"], 60).astype(object),
        "age": STREAM.integers(20, 60, 60).astype(float),
        "years": STREAM.integers(0, 9, 60),
        "heard": STREAM.integers(0, 2, 60).astype(bool),
        1: range(60),
    }
)
ROWS.loc[3, "age"], ROWS.loc[[5, 3], "place"] = np.nan, None


@pytest.mark.parametrize(
    "right",
    [
        "C(sex) + age",
        "C( sex ) + place",
        "C(sex, Sum) + age",
        "C(sex) * age + sex:years",
        "C(place) + np.log(age) + heard",
        "C(np.round(age / 20)) + center(years)",
        "1 + sex",
        "0 + C(sex)",
    ],
)
def test_the_columns_are_those_of_plain_rows(right):
    read = read_formula(f"y ~ {right}", ROWS)
    plain = ROWS.rename(columns=str)
    outcome, wanted = patsy.dmatrices(f"y ~ {right}", plain, return_type="dataframe")
    assert list(read.names) == list(wanted.columns)
    np.testing.assert_array_equal(read.regressors, wanted)
    np.testing.assert_array_equal(read.outcome, outcome.iloc[:, 0])
    assert np.flatnonzero(read.takes_part).tolist() == wanted.index.tolist()
    # other rows keep the categories that were read: here all of one sex, and of one place
    there = plain[read.takes_part]
    other = there.assign(sex=2, place="a")
    (made,) = patsy.build_design_matrices([wanted.design_info], other, return_type="dataframe")
    np.testing.assert_array_equal(read.regressors_of(other), made)


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("y ~ agee", "no_column"),
        ("y ~ C(sex) + sex", "says_the_same"),
        ("y ~ age +", "bad_formula"),
        ("place ~ age", "bad_formula"),
        ("y", "bad_formula"),
        ("~ age", "bad_formula"),
    ],
)
def test_what_cannot_be_read_is_told(formula, code):
    with pytest.raises(DesignFaults) as caught:
        read_formula(formula, ROWS)
    assert [fault.code for fault in caught.value.faults] == [code]
