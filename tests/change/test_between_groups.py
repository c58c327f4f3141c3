"""Two groups in two rounds: by hand, beside R's survey package, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from wps_eval import change, survey
from wps_eval.change import between_groups
from wps_eval.change.between_groups import group_difference
from wps_eval.errors import DesignFaults

REFERENCE = Path(__file__).parents[1] / "reference"
R = {
    entry["id"]: entry
    for entry in json.loads((REFERENCE / "groups.json").read_text(encoding="utf-8"))["statistics"]
}
DRAWN = {"kind": "probability", "weight": "w", "stratum": "stratum", "psu": "psu"}
YES_NO = {"group": "reached", "treated": "yes", "comparison": "no"}


def schools(outcome):
    frame = pd.read_csv(REFERENCE / "data" / "apistrat.csv")
    row = np.arange(1, len(frame) + 1)
    psu = frame["stype"] + (frame.groupby("stype").cumcount() // 5).astype(str)
    frame = frame.assign(
        y=frame[outcome], w=frame["pw"] * (1 + (row % 4) / 2), psu=psu, stratum=frame["stype"]
    )
    return survey.open(frame.drop(columns="fpc"), **DRAWN)


def rows(**columns):
    frame = pd.DataFrame(columns)
    return frame.assign(**{name: 1 for name in ("w", "stratum") if name not in frame})


def opened(frame):
    return survey.open(frame, **DRAWN)


def refused(*args, **options):
    with pytest.raises(DesignFaults) as caught:
        group_difference(*args, **options)
    return [(fault.code, fault.where.column, fault.found) for fault in caught.value.faults]


AWARDS = {"group": "awards", "treated": "Yes", "comparison": "No"}


@pytest.mark.parametrize("overlap", ["independent", "same_units"])
def test_the_difference_of_changes_is_rs_interaction(overlap):
    found = group_difference(schools("api99"), schools("api00"), "y", overlap=overlap, **AWARDS)
    wanted = R[overlap]
    assert found.difference.estimate == pytest.approx(wanted["estimate"], rel=1e-10)
    assert found.difference.se == pytest.approx(wanted["se"], rel=1e-10)
    assert found.df == wanted["df"]
    # 40 units in each round: 80 clusters apart need no bootstrap, the 40 that both share do
    assert (found.bootstrap is None) == (overlap == "independent")


def test_balanced_controls_have_rs_raked_weights():
    before, after = schools("api99"), schools("api00")
    columns = ["stype", "meals", "ell"]
    first = before.frame["awards"] == "Yes"
    moments = survey.balance_moments.balance_moments(before.frame, columns, first.to_numpy())
    mark = np.average(moments.columns[first], axis=0, weights=before.weights[first])
    own = (~first).to_numpy()
    ratio = survey.entropy_balance(moments.columns[own], before.weights[own], mark)
    assert ratio * before.weights[own] == pytest.approx(R["raked"]["weights"], rel=1e-8)
    found = group_difference(before, after, "y", balance_on=columns, **AWARDS)
    # the mean of the controls before, by R's weights
    raked = np.average(before.frame["api99"][own], weights=R["raked"]["weights"])
    assert found.means.estimate[2] == pytest.approx(raked, rel=1e-9)


def test_means_changes_and_their_difference_by_hand():
    # treated: (1 + 3 x 3) / 4 = 2.5 before, (4 + 3 x 8) / 4 = 7 now; others: 2 and 3 before, mean 2.5; 3 and 4 now
    people = {"psu": [1, 2, 3, 4], "reached": ["yes", "yes", "no", "no"], "w": [1, 3, 1, 1]}
    found = group_difference(
        opened(rows(y=[1, 3, 2, 3], **people)),
        opened(rows(y=[4, 8, 3, 4], **people)),
        "y",
        **YES_NO,
    )
    assert found.means.estimate.tolist() == [2.5, 7.0, 2.5, 3.5]
    numbers = (found.treated, found.comparison, found.difference)
    assert [each.estimate for each in numbers] == [4.5, 1.0, 3.5]
    # linearised: w (y - mean) / sum w. Treated before -1.5/4, 1.5/4; now -3/4, 3/4; others -.25, .25 in both rounds.
    # Each round is one stratum of 4 units: variance 4/3 x sum of squares, scores of the difference being
    # before .375, -.375, -.25, .25 and now -.75, .75, .25, -.25
    squares = 2 * (0.375**2 + 0.25**2) + 2 * (0.75**2 + 0.25**2)
    assert found.difference.se == pytest.approx(np.sqrt(4 / 3 * squares))
    assert found.df == 6  # 4 units less 1 stratum, twice
    assert found.clusters == (4, 4)
    # 16 / (1 + 9) people of equal weight; the second has three quarters of all weight
    assert found.spread[0].effective_n == pytest.approx(1.6)
    assert found.spread[0].largest_share == pytest.approx(0.75)


def test_units_of_both_rounds_carry_their_covariance():
    # each unit moves by what it had before and 2 more if reached: its error cancels out in the change
    people = {"psu": [1, 2, 3, 4], "reached": ["yes", "yes", "no", "no"]}
    before, now = (
        opened(rows(y=[1, 5, 2, 8], **people)),
        opened(rows(y=[3.0, 7.5, 2, 8.5], **people)),
    )
    apart = group_difference(before, now, "y", **YES_NO).difference.se
    together = group_difference(before, now, "y", overlap="same_units", **YES_NO).difference
    assert together.estimate == pytest.approx(2.0)  # 2.25 less .25
    # moves 2, 2.5, 0, .5: about their arm's mean -.25, .25 in both arms, halved by the arm's 2 people
    assert together.se == pytest.approx(np.sqrt(4 / 3 * 4 * 0.125**2))
    assert together.se < apart / 10


def made_up(wave, seed, effect=8.0):
    stream = np.random.Generator(np.random.PCG64(seed + wave))
    psu = np.repeat(np.arange(24), 10)
    reached = np.where(psu < 12, "yes", "no")
    is_reached = reached == "yes"
    sex = np.where(stream.random(240) < np.where(is_reached, 0.65, 0.4), "f", "m")
    age = stream.integers(18, 60, 240) + 4.0 * is_reached
    # older people and women gain more in both groups, and the others grow younger: the plain difference is off
    gain = wave * (0.4 * (age - 40) + 6 * (sex == "f") + effect * is_reached)
    y = 40 + gain + stream.normal(0, 6, 240) + stream.normal(0, 2, 24)[psu]
    return opened(
        rows(psu=psu, stratum=psu // 6, reached=reached, sex=sex, age=age, y=y,
             w=stream.uniform(0.5, 2, 240))
    )  # fmt: skip


@pytest.fixture
def plain_errors(monkeypatch):
    """Let no bootstrap take time where nothing asks for it."""
    monkeypatch.setattr(between_groups, "ENOUGH_CLUSTERS", 0)


@pytest.mark.usefixtures("plain_errors")
def test_a_planted_effect_is_found_by_balanced_controls_and_not_by_plain_ones():
    plain, balanced = (
        np.mean([
            group_difference(made_up(0, 7 * k), made_up(1, 7 * k), "y", balance_on=on, **YES_NO)
            .difference.estimate
            for k in range(12)
        ])
        for on in ((), ("sex", "age"))
    )  # fmt: skip
    assert balanced == pytest.approx(8.0, abs=0.6)
    assert plain > 10  # 8 + .4 x 4 + 6 x .25 = 11.1


@pytest.mark.usefixtures("plain_errors")
def test_the_error_of_balanced_groups_is_that_of_leaving_units_out_one_by_one():
    # delete-a-unit jackknife, the balance made anew each time: of each stratum of 6 units one is left out, the others
    # weigh 6/5, and 5/6 of the squares are summed
    rounds = made_up(0, 3), made_up(1, 3)
    found = group_difference(*rounds, "y", balance_on=("sex", "age"), **YES_NO)
    squares = 0.0
    for wave in (0, 1):
        frame = rounds[wave].frame
        left_out = []
        for unit in range(24):
            part = frame[frame["psu"] != unit]
            part = part.assign(w=part["w"].where(part["stratum"] != unit // 6, part["w"] * 6 / 5))
            with_part = [rounds[0], rounds[1]]
            with_part[wave] = opened(part)
            again = group_difference(*with_part, "y", balance_on=("sex", "age"), **YES_NO)
            left_out.append(again.difference.estimate)
        by_stratum = np.array(left_out).reshape(4, 6)
        squares += 5 / 6 * ((by_stratum - by_stratum.mean(1, keepdims=True)) ** 2).sum()
    assert found.difference.se == pytest.approx(np.sqrt(squares), rel=0.03)
    # taking the balanced weights as given would be further off
    plain = group_difference(*rounds, "y", **YES_NO).difference.se
    assert abs(plain - np.sqrt(squares)) > abs(found.difference.se - np.sqrt(squares)) * 3


def test_every_cell_is_like_the_treated_at_baseline_and_says_how_far_it_was():
    found = group_difference(made_up(0, 1), made_up(1, 1), "y", balance_on=["sex", "age"], **YES_NO)
    assert [(cell.arm, cell.wave) for cell in found.balanced] == [
        ("treated", "current"), ("comparison", "baseline"), ("comparison", "current"),
    ]  # fmt: skip
    for cell in found.balanced:
        assert [(row.column, row.answer) for row in cell.balance] == [
            ("sex", "f"), ("sex", "m"), ("age", ""),
        ]  # fmt: skip
        for row in cell.balance:
            assert row.after == pytest.approx(row.target, rel=1e-8)
            assert abs(row.standardised_after) < 1e-8
    far = {row.column for row in found.balanced[1].balance if abs(row.standardised_before) > 0.25}
    assert far == {"sex", "age"}


def test_standardised_differences_by_hand():
    # treated before: half women; others: all of 1, weights 1 and 3: a quarter women before
    people = {"psu": [1, 2, 3, 4], "reached": ["yes", "yes", "no", "no"], "w": [1, 1, 1, 3]}
    both = [
        opened(rows(y=y, sex=["f", "m", "f", "m"], **people)) for y in ([1, 2, 3, 4], [2, 3, 4, 6])
    ]
    (_, others, _) = group_difference(*both, "y", balance_on="sex", **YES_NO).balanced
    women = others.balance[0]
    assert (women.target, women.before) == (0.5, 0.25)
    # variances .5 x .5 and .25 x .75, their mean .21875
    assert women.standardised_before == pytest.approx(-0.25 / np.sqrt(0.21875))


def test_who_is_of_a_kind_that_the_treated_are_not_weighs_nothing():
    people = {"psu": [1, 2, 3, 4, 5], "reached": ["yes", "yes", "no", "no", "no"]}
    kind = ["a", "a", "a", "a", "b"]
    both = [
        opened(rows(y=y, kind=kind, **people)) for y in ([1, 2, 3, 5, 99.0], [2, 3, 4, 6, 50.0])
    ]
    found = group_difference(*both, "y", balance_on="kind", **YES_NO)
    assert found.means.estimate.tolist() == pytest.approx([1.5, 2.5, 4.0, 5.0])
    assert found.means.n.tolist() == [2, 2, 3, 3]
    assert found.spread[2].effective_n == pytest.approx(2.0)


def test_missing_answers_are_balanced_as_an_answer_of_their_own():
    people = {"psu": [1, 2, 3, 4, 5, 6], "reached": ["yes"] * 2 + ["no"] * 4}
    both = [
        opened(rows(y=y, kind=["a", None, "a", "a", "a", None], age=[20, np.nan, 20, 22, 18, np.nan], **people))
        for y in ([1, 2, 3, 5, 4, 6], [2, 4, 4, 6, 4, 7])
    ]  # fmt: skip
    (_, others, _) = group_difference(*both, "y", balance_on=["kind", "age"], **YES_NO).balanced
    told = {(row.column, row.answer): (row.target, row.after) for row in others.balance}
    assert told["kind", "no_answer"] == pytest.approx((0.5, 0.5))
    assert told["age", "no_answer"] == pytest.approx((0.5, 0.5))
    assert told["age", ""] == pytest.approx((20.0, 20.0))


def four(y=(1, 2, 3, 5), **more):
    people = {"psu": [1, 2, 3, 4], "reached": ["yes", "yes", "no", "no"]} | more
    return opened(rows(y=list(y), **people))


def test_no_variance_is_no_claim():
    still = group_difference(four(), four([2, 2, 4, 5]), "y", **YES_NO)
    assert still.difference.estimate == pytest.approx(
        0.0
    )  # + .5, + .5: the treated now do not vary
    assert np.isnan([still.difference.se, still.difference.p, still.mdc]).all()
    assert still.interval is None
    assert still.bootstrap is None
    # the other group varies in both rounds: its own change has an error
    assert still.comparison.se > 0


def test_a_convenience_sample_gives_no_error():
    frames = [design.frame for design in (four(), four([2, 4, 4, 7]))]
    both = [survey.open(frame, kind="convenience", weight="w") for frame in frames]
    found = group_difference(*both, "y", **YES_NO)
    assert found.difference.estimate == pytest.approx(0.0)
    assert np.isnan(found.difference.se)
    assert found.interval is None


def test_the_bootstrap_is_used_where_clusters_are_fewer_than_fifty(monkeypatch):
    both = made_up(0, 5), made_up(1, 5)
    assert group_difference(*both, "y", **YES_NO).bootstrap is not None  # 24 + 24 units
    monkeypatch.setattr(between_groups, "ENOUGH_CLUSTERS", 48)
    assert group_difference(*both, "y", **YES_NO).bootstrap is None
    # whole districts that were reached or not are the clusters, whatever their number
    districts = [design.with_columns({"district": design.frame["psu"] // 2}) for design in both]
    found = group_difference(*districts, "y", cluster="district", **YES_NO)
    assert found.bootstrap.clusters == 12
    assert found.clusters == (6, 6)
    assert found.interval == (found.bootstrap.low, found.bootstrap.high)
    assert found.interval != (found.difference.low, found.difference.high)


def test_one_cluster_that_was_reached_is_no_test():
    # what happened to that district otherwise cannot be told from the programme
    both = [d.with_columns({"d": np.where(d.frame["psu"] < 12, 0, d.frame["psu"])})
            for d in (made_up(0, 5), made_up(1, 5))]  # fmt: skip
    found = group_difference(*both, "y", cluster="d", **YES_NO)
    assert found.clusters == (1, 12)
    assert np.isnan(found.bootstrap.p)
    assert found.interval is None
    two = [d.with_columns({"d": np.where(d.frame["psu"] < 12, d.frame["psu"] % 2, d.frame["psu"])})
           for d in both]  # fmt: skip
    assert group_difference(*two, "y", cluster="d", **YES_NO).bootstrap.p > 0


def test_what_lacks_for_an_effect():
    both = made_up(0, 5), made_up(1, 5)
    plain = group_difference(*both, "y", **YES_NO)
    assert plain.lacking("") == ("balance", "parallel_trends")
    balanced = group_difference(*both, "y", balance_on="sex", **YES_NO)
    assert balanced.lacking("Both were surveyed in the same months.") == ()
    assert balanced.lacking("  ") == ("parallel_trends",)

    def by_district(of_units):
        districts = [d.with_columns({"d": of_units(d.frame["psu"])}) for d in both]
        return group_difference(*districts, "y", cluster="d", balance_on="sex", **YES_NO)

    assert by_district(lambda psu: np.where(psu < 16, psu, 16 + psu % 4)).lacking("a") == ()
    seven = by_district(lambda psu: np.where(psu < 7, psu, np.where(psu < 12, 0, psu)))
    assert seven.clusters == (7, 12)
    assert seven.lacking("a") == ("clusters",)


@pytest.mark.parametrize(
    ("options", "faults"),
    [
        ({"treated": ["yes", "no"]}, [("code_in_both", "reached", ("no",))]),
        ({"treated": "yess"}, [("nobody_gave", "reached", "yess")]),
        ({"group": "reach"}, [("no_column", "", "reach")]),
        ({"balance_on": "sexx"}, [("no_column", "", "sexx")]),
        ({"cluster": "place"}, [("no_column", "", "place")]),
        ({"overlap": "panel"}, [("unknown_choice", "overlap", "panel")]),
        ({"level": 95}, [("no_share", "level", "95")]),
    ],
)
def test_what_is_asked_for_must_be_there(options, faults):
    assert refused(four(), four(), "y", **(YES_NO | options)) == faults


def test_a_group_of_nobody_in_a_round_is_refused():
    assert refused(four(), four(y=[1, 2, np.nan, np.nan]), "y", **YES_NO) == [
        ("group_without_people", "reached", "comparison, current")
    ]


def test_a_column_that_a_group_never_answered_is_refused():
    unknown = four(kind=["a", "b", None, None])
    assert refused(unknown, four(kind=["a"] * 4), "y", balance_on="kind", **YES_NO) == [
        ("balance_missing", "kind", "comparison, baseline")
    ]


def test_means_that_a_group_cannot_be_weighted_to_are_refused_cell_by_cell():
    older = {"age": [60.0, 62.0, 20.0, 30.0]}
    assert refused(four(**older), four(**older), "y", balance_on="age", **YES_NO) == [
        ("not_balanced", "reached", "comparison, baseline"),
        ("not_balanced", "reached", "comparison, current"),
    ]


def test_nobody_of_the_kind_of_the_treated_is_refused():
    apart = {"kind": ["a", "a", "b", "b"]}
    assert [code for code, *_ in refused(four(**apart), four(**apart), "y", balance_on="kind", **YES_NO)] == [
        "not_balanced", "not_balanced",
    ]  # fmt: skip


def test_nothing_of_a_person_is_shown():
    found = group_difference(made_up(0, 1), made_up(1, 1), "y", balance_on="sex", **YES_NO)
    assert "array" not in repr(found)


def test_it_is_offered_to_researchers():
    assert change.group_difference is group_difference
