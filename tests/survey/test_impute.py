"""Missing answers filled in by chained equations: a planted truth, the seed, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.errors import DesignFaults


def sample(seed=1, count=400):
    """People whose y follows x, and who say y seldom where x is high."""
    stream = np.random.Generator(np.random.PCG64(seed))
    x = stream.normal(0, 1, count)
    y = np.round(10 + 3 * x + stream.normal(0, 1, count), 1)
    unsaid = stream.uniform(0, 1, count) < np.where(x > 0, 0.7, 0.1)
    frame = pd.DataFrame({"x y": x, "y": np.where(unsaid, np.nan, y), "truth": y, "word": "a", "never": np.nan,
                          "stratum": np.arange(count) % 4, "weight": 1.0 + np.arange(count) % 3})  # fmt: skip
    return survey.Design.from_rows(
        frame, kind="probability", weight="weight", stratum="stratum", psu=survey.EACH_ROW
    )


@pytest.fixture(scope="module")
def completed():
    return survey.impute(sample(), ["y", "x y"], seed=7, count=5)


def test_a_planted_mean_is_found_again_where_those_who_answered_mislead(completed):
    truth, said = survey.mean(sample(), "truth"), survey.mean(sample(), "y")
    found = survey.combine_imputations([survey.mean(each, "y") for each in completed])
    assert abs(said.estimate[0] - truth.estimate[0]) > 4 * truth.se[0]
    assert abs(found.estimate[0] - truth.estimate[0]) < 1.5 * found.se[0]
    # not knowing costs: the error is larger than that of a single completed table
    assert found.se[0] > max(survey.mean(each, "y").se[0] for each in completed)
    assert found.df[0] < 396


def test_answers_that_were_given_stay_and_others_are_borrowed(completed):
    before = sample().frame["y"]
    for each in completed:
        after = each.frame["y"]
        assert (after[before.notna()] == before.dropna()).all()
        assert set(after[before.isna()]) <= set(before.dropna())
    assert not completed[0].frame["y"].equals(completed[1].frame["y"])


def test_a_seed_gives_the_same_data_again():
    first, again, other = (
        survey.impute(sample(), ["y", "x y"], seed=seed, count=2)[1].frame["y"]
        for seed in (7, 7, 8)
    )
    assert first.equals(again)
    assert not first.equals(other)


@pytest.mark.parametrize(
    ("columns", "count", "code"),
    [
        (["y", "z"], 2, "no_column"),
        (["y", "word"], 2, "no_numbers_to_guess"),
        (["y", "never"], 2, "no_numbers_to_guess"),
        (["y", "x y"], 1, "few_imputations"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(columns, count, code):
    with pytest.raises(DesignFaults) as caught:
        survey.impute(sample(), columns, seed=1, count=count)
    assert [fault.code for fault in caught.value.faults] == [code]
