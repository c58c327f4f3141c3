"""A new statistic is fifteen lines: here a correlation, and the mean again."""

import numpy as np
import pandas as pd
import pytest

from conftest import MAKE
from wps_eval import survey
from wps_eval.survey import RowStatistic, estimate_rows
from wps_eval.survey.delta import gradient

NAMES = ("strat_fpc", "strat_group", "clus2_fpc", "linear", "jkn", "brr", "jk1_calibrated")


def mean_of_rows(values, weight):
    total = weight.sum()
    mean = weight @ values / total
    return RowStatistic(mean, (values - mean) / total)


def correlation(design, first, second, by=None):
    """Estimate the correlation of two items."""

    def of_rows(values, weight):
        centred = values - np.average(values, axis=0, weights=weight)
        sd = np.sqrt(np.average(centred**2, axis=0, weights=weight))
        x, y = (centred / sd).T
        r = np.average(x * y, weights=weight)
        moved = (x * y - r * (x**2 + y**2) / 2) / weight.sum()
        return RowStatistic(np.array([r]), moved[:, None])

    return estimate_rows(
        design, [first, second], by, of_rows, names=[f"{first}*{second}"], statistic="correlation"
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by", [None, [(), "stype", ("stype", "awards")]])
def test_the_mean_by_rows_is_the_mean_by_sums(made, name, by):
    wanted = survey.mean(made[name], ["api00"], by)
    found = estimate_rows(made[name], "api00", by, mean_of_rows, names=["api00"], statistic="mean")
    assert found.labels == wanted.labels
    for part in ("estimate", "se", "df", "n", "n_missing", "n_weighted"):
        np.testing.assert_allclose(getattr(found, part), getattr(wanted, part), rtol=1e-9)
    assert found.method == wanted.method


@pytest.mark.parametrize("name", NAMES)
def test_a_correlation_by_rows_is_that_of_variances_by_the_delta_method(made, name):
    moments = survey.covariance(made[name], "api00", "meals")
    wanted = moments.function({"r": lambda x: x[1] / (x[0] * x[2]) ** 0.5})
    found = correlation(made[name], "api00", "meals")
    assert found.estimate == pytest.approx(wanted.estimate, rel=1e-9)
    # replicates are estimated again, not linearised, and half samples are far from the whole
    near = {"jkn": 0.05, "jk1_calibrated": 0.05, "brr": 0.2}.get(name, 1e-8)
    assert found.se == pytest.approx(wanted.se, rel=near)


def test_rows_that_miss_an_item_take_no_part(made):
    found = correlation(made["strat_group"], "api00_gap", "enroll_gap", "awards")
    frame = made["strat_group"].frame
    complete = frame[frame["api00_gap"].notna() & frame["enroll_gap"].notna()]
    assert found.n.tolist() == complete.groupby("awards").size().tolist()
    assert (found.n + found.n_missing).tolist() == frame.groupby("awards").size().tolist()


def test_a_domain_without_a_case_has_no_number():
    rows = pd.DataFrame({"y": [1.0, 2, np.nan], "g": ["a", "a", "b"], "u": range(3)})
    made = survey.Design.from_rows(
        rows, kind="probability", weight=survey.EQUAL, stratum=survey.UNSTRATIFIED, psu="u"
    )
    found = estimate_rows(made, "y", "g", mean_of_rows, names=["y"], statistic="mean")
    assert np.isnan([found.estimate[1], found.se[1]]).all()
    assert found.n.tolist() == [2, 0]
    counted = survey.Design.from_rows(rows, kind="census")
    assert estimate_rows(counted, "y", None, mean_of_rows, names=["y"], statistic="mean").se == [0]
    loose = survey.Design.from_rows(rows, kind="convenience")
    assert np.isnan(
        estimate_rows(loose, "y", None, mean_of_rows, names=["y"], statistic="mean").se
    ).all()


def test_slopes_are_exact_where_a_function_can_be_continued():
    at = np.array([2.0, 3.0, 0.0, np.nan])
    # d/dx x^3 / y = 3 x^2 / y, d/dy = -x^3 / y^2; cos at 0 has the slope -sin 0 = 0; the last is not used
    found = gradient(lambda x: x[0] ** 3 / x[1] + np.cos(x[2]), at)
    assert found == pytest.approx([4, -8 / 9, 0, 0], rel=1e-15, abs=1e-15)


def test_slopes_of_functions_of_real_numbers_alone():
    # along the imaginary axis an absolute value is flat: central differences stand
    assert gradient(lambda x: abs(x[0]), np.array([-2.0])) == pytest.approx([-1], rel=1e-9)
    assert gradient(lambda x: max(float(x[0]), 1.0), np.array([2.0])) == pytest.approx(
        [1], rel=1e-9
    )


def test_a_function_of_a_number_that_is_missing_is_missing(made):
    numbers = survey.mean(made["strat_group"], "never")
    found = numbers.function({"odds": lambda x: x[0] / x[0], "kept": lambda x: 1 + x[0]})
    assert np.isnan(found.estimate[0])
    assert np.isnan(found.se[0])
    assert found.estimate[1] == 1


def test_the_error_of_a_part_that_is_not_known_is_not_left_out(made):
    found = survey.quantile(made["clus1_plain"], "api00", (0.01, 0.5))
    assert np.isnan(found.se[0])
    both = found.function({"sum": lambda x: x[0] + x[1], "second": lambda x: 2 * x[1]})
    assert np.isnan(both.se[0])
    assert both.se[1] == pytest.approx(2 * found.se[1])


def test_a_rank_does_not_depend_on_the_order_of_tied_rows():
    frame = MAKE["strat_group"]().frame
    turned = frame.iloc[::-1].reset_index(drop=True)
    columns = {"kind": "probability", "weight": "uneven", "stratum": "stype", "psu": "group"}
    one, two = (
        survey.rank_test(survey.Design.from_rows(rows, **columns), "five", "awards")
        for rows in (frame, turned)
    )
    assert one.statistic == pytest.approx(two.statistic, rel=1e-10)
    assert one.differences[0][0] == "Yes"
    # by hand: weight below a point and half of its own, over all
    weight = frame.groupby("five")["uneven"].sum()
    rank = (weight.cumsum() - weight / 2) / weight.sum()
    score = frame["five"].map(rank)
    means = (score * frame["uneven"]).groupby(frame["awards"]).sum() / frame.groupby("awards")[
        "uneven"
    ].sum()
    assert one.differences[0][1] == pytest.approx(means["Yes"] - means["No"])


def test_one_group_or_no_sampling_error_is_no_rank_test(made):
    frame = made["strat_group"].frame
    alone = made["strat_group"].with_columns({"one_group": ["x"] * len(frame)})
    assert np.isnan(survey.rank_test(alone, "api00", "one_group").p)
    loose = survey.Design.from_rows(frame, kind="convenience")
    found = survey.rank_test(loose, "api00", "awards")
    assert np.isnan(found.p)
    assert found.differences[0][1] > 0
    gaps = survey.rank_test(made["strat_group"], "api00_gap", "awards")
    assert (gaps.n, gaps.n_missing) == (200 - 200 // 7, 200 // 7)
