"""Several rounds as one trend: beside R, by hand, and what has none."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from conftest import REFERENCE, STRAT, WAVES, design
from wps_eval import survey
from wps_eval.errors import DesignFaults

R = {
    entry["id"]: entry
    for entry in json.loads((REFERENCE / "models.json").read_text(encoding="utf-8"))["statistics"]
}


def three_waves():
    waves = WAVES.assign(moved=np.where(WAVES["wave"] == 1, WAVES["pw"], WAVES["uneven"]))
    third = STRAT.assign(wave=3, moved=STRAT["pw"], api00=STRAT["api00"] + (STRAT["row"] % 7) * 4)
    rows = pd.concat([waves, third], ignore_index=True)
    return design(rows, weight="moved", stratum="stype", psu="row")


def test_slope_and_departure_beside_r():
    found = survey.trend(survey.mean(three_waves(), "api00", "wave"), [2020, 2022, 2025])
    np.testing.assert_allclose(
        [found.slope.estimate[0], found.slope.se[0], found.departure.statistic],
        [R["trend"]["slope"], R["trend"]["se"], R["trend"]["departure"]],
        rtol=1e-8,
    )
    assert found.slope.df[0] == 200 - 3 - 1
    assert (found.departure.ndf, found.departure.ddf) == (1, 200 - 3)


def test_few_units_beside_the_regression_that_it_is():
    """Of units drawn singly the line is exactly the mean slope of units where they lie off no line (Rao 1965)."""
    years, units = np.array([2020, 2021, 2023, 2026]), 8
    rng = np.random.default_rng(11)
    y = 50 + 3 * (years - 2022) + rng.normal(size=(units, 1)) * 4 + rng.normal(size=(units, 4)) * 5
    rows = pd.DataFrame(
        {"y": y.ravel(), "unit": np.repeat(range(units), 4), "round": [1, 2, 3, 4] * units}
    )
    drawn = {"kind": "probability", "weight": "equal", "stratum": "unstratified", "psu": "unit"}
    found = survey.trend(survey.mean(survey.open(rows, **drawn), "y", "round"), years)
    # each unit's own line, and two contrasts of the rounds that no line has
    line = np.column_stack([np.ones(4), years - years.mean()])
    off_line = y @ np.linalg.svd(line)[0][:, 2:]
    own = sm.OLS((y @ np.linalg.pinv(line).T)[:, 1], sm.add_constant(off_line)).fit()
    assert found.slope.estimate[0] == pytest.approx(own.params[0])
    assert found.slope.se[0] == pytest.approx(own.bse[0])
    assert found.slope.df[0] == own.df_resid == 8 - 1 - 2
    # Hotelling's T2 of both contrasts, as F
    mean = off_line.mean(axis=0)
    t2 = units * mean @ np.linalg.solve(np.cov(off_line.T), mean)
    assert found.departure.statistic == pytest.approx(t2 * 6 / (7 * 2))
    assert (found.departure.ndf, found.departure.ddf) == (2, 6)


def test_without_a_degree_of_freedom_beyond_the_rounds_there_is_no_line():
    rows = pd.DataFrame(
        {"y": [1.0, 5, 2, 9, 4, 4], "unit": [1, 2] * 3, "round": [1, 1, 2, 2, 3, 3]}
    )
    drawn = {"kind": "probability", "weight": "equal", "stratum": "unstratified", "psu": "unit"}
    found = survey.trend(survey.mean(survey.open(rows, **drawn), "y", "round"), [1, 2, 3])
    assert np.isnan([found.slope.estimate[0], found.slope.se[0], found.departure.p]).all()


def rounds(values):
    """Rounds of four people each; of separate samples, with equal variances."""
    drawn = {"kind": "probability", "weight": "equal", "stratum": "unstratified", "psu": "each row"}
    parts = [
        survey.mean(
            survey.open(pd.DataFrame({"y": np.array([-1, 1, -1, 1]) + value}), **drawn), "y"
        )
        for value in values
    ]
    return survey.combine_independent(parts)


def test_equal_variances_give_the_line_of_least_squares():
    # times 0 1 2, numbers 1 2 6: slope (6 - 1) / 2 = 2.5; residuals about 3 + 2.5 (t - 1): .5 -1 .5
    # the variance of each mean is (4/3) / 4 = 1/3: SE of the slope sqrt(1/3 / 2), departure 1.5 / (1/3) = 4.5
    found = survey.trend(rounds([1, 2, 6]), [0, 1, 2])
    assert found.slope.estimate[0] == pytest.approx(2.5)
    # 12 people of 3 samples: 9 degrees of freedom, and a round beyond two
    assert found.slope.se[0] == pytest.approx(np.sqrt(1 / 6 * 9 / 8 * (1 + 4.5 / 9)))
    assert found.slope.df[0] == 8
    assert found.departure.statistic == pytest.approx(4.5)
    assert survey.trend(rounds([1, 2, 3]), [0, 1, 2]).departure.statistic == pytest.approx(
        0, abs=1e-9
    )


def test_the_order_and_the_origin_of_the_times_change_nothing():
    found = survey.trend(rounds([1, 2, 6]), [2020, 2021, 2023])
    other = survey.trend(rounds([6, 1, 2]), [3, 0, 1])
    assert found.slope.estimate[0] == pytest.approx(other.slope.estimate[0])
    assert found.departure.p == pytest.approx(other.departure.p)


def test_without_variance_there_is_no_trend():
    convenience = survey.mean(
        survey.open(pd.DataFrame({"y": [1, 2, 3.0], "r": [1, 2, 3]}), kind="convenience"), "y", "r"
    )
    drawn = {"kind": "probability", "weight": "equal", "stratum": "unstratified", "psu": "each row"}
    alike = pd.DataFrame({"y": [1.0, 1, 2, 3, 3, 5], "r": [1, 1, 2, 2, 3, 3]})
    for found in (convenience, survey.mean(survey.open(alike, **drawn), "y", "r")):
        line = survey.trend(found, [1, 2, 3])
        assert np.isnan([line.slope.estimate[0], line.slope.se[0], line.departure.p]).all()


@pytest.mark.parametrize(
    ("values", "at", "code"),
    [
        ([1, 2], [0, 1], "few_rounds"),
        ([1, 2, 3], [1, 1, 1], "few_rounds"),
        ([1, 2, 3], [0, 1], "unequal_lengths"),
        ([1, 2, 3], [0, "late", 2], "no_numbers"),
    ],
)
def test_what_is_no_trend_is_told(values, at, code):
    with pytest.raises(DesignFaults) as caught:
        survey.trend(rounds(values), at)
    assert [fault.code for fault in caught.value.faults] == [code]
