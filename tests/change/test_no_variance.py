"""No variance, no claim: what a sample without spread, a full count and a single unit allow to be said."""

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.change.comparison_group import difference_in_differences
from wps_eval.change.detectable import smallest_detectable
from wps_eval.change.paired import paired_change
from wps_eval.change.rounds import change_between, change_within, interval_at
from wps_eval.change.verdict import change_of
from wps_eval.codes import Change

SCORES = [4.0, 6, 5, 7, 3, 5, 6, 8, 2, 4]
DRAWN = {"weight": survey.EQUAL, "stratum": survey.UNSTRATIFIED, "psu": "id"}


def sample(values):
    frame = pd.DataFrame({"y": values, "id": range(len(values))})
    return survey.mean(survey.Design.from_rows(frame, kind="probability", **DRAWN), "y")


def replicated(values):
    frame = pd.DataFrame({"y": values, "id": range(len(values))})
    made = survey.Design.from_rows(frame, kind="probability", **DRAWN)
    return survey.mean(made.with_replicates(survey.jackknife(made.units)), "y")


def count(values):
    return survey.mean(survey.Design.from_rows(pd.DataFrame({"y": values}), kind="census"), "y")


@pytest.mark.parametrize("same", [0.0, 5.0, 0.1])
def test_a_sample_without_variance_cannot_tell(same):
    for pair in (
        (sample([same] * 30), sample([same] * 30)),
        (sample([same] * 30), sample(SCORES)),
        (sample(SCORES), sample([same] * 30)),
    ):
        change = change_between(*pair)
        assert np.isnan([change.se, change.low, change.high, change.p, change.mdc]).all()
        assert change_of(interval_at(change, 0.95), 0.0) is Change.CANNOT_TELL


@pytest.mark.parametrize("step", [0.0, 0.1])
def test_a_panel_that_moved_alike_cannot_tell(step):
    rows = pd.DataFrame({"y": [0.1, 0.2, 0.3, 0.7], "id": range(4), "wave": 0})
    both = pd.concat([rows, rows.assign(y=rows["y"] + step, wave=1)], ignore_index=True)
    made = survey.Design.from_rows(both, kind="probability", **DRAWN)
    change = change_within(survey.mean(made, "y", "wave"))
    assert change.difference == pytest.approx(step)
    assert np.isnan([change.se, change.low, change.p, change.mdc]).all()
    assert interval_at(change, 0.95) is None


def test_a_full_count_beside_a_sample_has_the_samples_error():
    # R: svymean gives 5 (0.57735), t(9) = 2.262157
    for change in (
        change_between(count([value - 2 for value in SCORES]), sample(SCORES)),
        change_between(count([value - 2 for value in SCORES]), replicated(SCORES)),
    ):
        assert (change.difference, change.se, change.df) == pytest.approx((2, 0.57735027, 9))
        assert (change.low, change.high) == pytest.approx((0.693943, 3.306057), abs=1e-6)
        assert 0 < change.p < 0.05
    back = change_between(sample(SCORES), count([value - 2 for value in SCORES]))
    assert (back.low, back.high, back.df) == pytest.approx((-3.306057, -0.693943, 9), abs=1e-6)


def test_two_full_counts_differ_without_error_and_say_so():
    change = change_between(count([value - 2 for value in SCORES]), count(SCORES))
    assert (change.difference, change.se, change.low, change.high) == (2, 0, 2, 2)
    assert np.isnan([change.p, change.mdc]).all()
    assert (change.test, change.method) == ("full counts", "full count, no sampling error")
    assert interval_at(change, 0.99) == (2, 2)
    assert change_of(interval_at(change, 0.99), 0.0) is Change.INCREASED
    same = change_between(count(SCORES), count(SCORES))
    assert change_of(interval_at(same, 0.95), 0.0) is Change.EQUIVALENT


def test_degrees_of_freedom_do_not_hang_on_the_order():
    # 10 units linearised (df 9), 6 units by jackknife (df 5)
    pair = sample(SCORES), replicated(SCORES[:6])
    assert change_between(*pair).df == change_between(*pair[::-1]).df == 5


def test_decimals_that_moved_alike_have_no_error():
    found = paired_change([0.1, 0.2, 0.3, 0.7], [0.2, 0.3, 0.4, 0.8])
    assert found.difference == pytest.approx(0.1)
    assert np.isnan([found.se, found.p, found.d_z, found.low, found.high]).all()
    in_classes = paired_change(
        [0.1, 0.2, 0.3, 0.7], [0.2, 0.3, 0.4, 0.8], cluster=["a", "a", "b", "b"]
    )
    assert np.isnan([in_classes.se, in_classes.p, in_classes.d_z, in_classes.low]).all()


def test_a_spread_of_a_millionth_is_a_spread():
    found = paired_change([50.0] * 4, [50.1, 50.1, 50.1, 50.100001])
    assert found.p < 1e-9
    assert found.se > 0


def test_two_arms_that_moved_alike_have_no_error():
    change = np.array([0.2, 0.3, 0.4, 0.8]) - np.array([0.1, 0.2, 0.3, 0.7])
    found = difference_in_differences(change, [True, True, False, False])
    assert np.isnan([found.se, found.p, found.low, found.high]).all()


def test_decimals_that_are_all_alike_are_not_tested():
    assert sample([0.1] * 7).t_test()["p"].isna().all()
    assert sample([0.1] * 6 + [0.2]).t_test()["p"].notna().all()


@pytest.mark.parametrize(("se", "df"), [(0.0, 5), (1.0, 0), (np.nan, 5)])
def test_nothing_is_detected_without_error_or_degree_of_freedom(se, df):
    assert np.isnan(smallest_detectable(se, df))


@pytest.mark.parametrize("how", ["student", "logit", "beta", "wilson"])
@pytest.mark.parametrize("answer", [[1.0, 0, 0, 1, 1], [0.0] * 5, [1.0] * 5])
def test_a_group_in_one_unit_has_no_interval(how, answer):
    rows = pd.DataFrame({"id": np.repeat(range(10), 10), "y": np.tile([1.0, 0, 0, 1, 1], 20)})
    rows["g"] = np.where(rows["id"] == 3, "one", "rest")
    rows.loc[rows["g"] == "one", "y"] = answer * 2
    made = survey.Design.from_rows(rows, kind="probability", **DRAWN)
    low, high = survey.proportion(made, "y", [1], "g").interval(how=how)
    assert np.isnan([low[0], high[0]]).all()


@pytest.mark.parametrize("how", ["logit", "beta", "wilson"])
def test_units_that_all_say_the_same_share_give_no_interval(how):
    rows = pd.DataFrame({"id": np.repeat(range(10), 10), "y": np.tile([1.0, 0, 0, 1, 1], 20)})
    made = survey.Design.from_rows(rows, kind="probability", **DRAWN)
    assert np.isnan(survey.proportion(made, "y", [1]).interval(how=how)).all()
