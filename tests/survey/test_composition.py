"""Rounds against a base round, and composition apart from change."""

import json

import numpy as np
import pandas as pd
import pytest

from conftest import REFERENCE, WAVES, design
from wps_eval import survey
from wps_eval.errors import DesignFaults

R = {
    entry["id"]: entry
    for entry in json.loads((REFERENCE / "models.json").read_text(encoding="utf-8"))["statistics"]
}


def waves():
    moved = np.where(WAVES["wave"] == 2, WAVES["uneven"], WAVES["pw"])
    return design(WAVES.assign(moved=moved), weight="moved", stratum="stype", psu="row")


def refused(call, *args, **options):
    with pytest.raises(DesignFaults) as caught:
        call(*args, **options)
    return [fault.code for fault in caught.value.faults]


def small(rows):
    frame = pd.DataFrame(rows, columns=["round", "age", "y"])
    return design(frame, weight=survey.EQUAL)


def test_composition_and_change_by_hand():
    # round 1: 3 young at 10, 1 old at 20 -> 12.5; round 2: 1 young at 12, 3 old at 22 -> 19.5; change 7
    # composition: young 11 x (1/4 - 3/4) + old 21 x (3/4 - 1/4) = 5; within: 1/2 x 2 + 1/2 x 2 = 2
    rows = [(1, "young", 10)] * 3 + [(1, "old", 20), (2, "young", 12)] + [(2, "old", 22)] * 3
    found = survey.decompose_change(small(rows[::-1]), "y", rounds="round", groups="age")
    assert [label.item for label in found.labels] == ["change", "composition", "within groups"]
    assert found.estimate == pytest.approx([7, 5, 2])


def test_parts_beside_r():
    found = survey.decompose_change(waves(), "api00", rounds="wave", groups="sch.wide")
    for k, name in ((1, "composition"), (2, "within")):
        np.testing.assert_allclose(
            [found.estimate[k], found.se[k]], [R[name]["estimate"], R[name]["se"]], rtol=1e-8
        )


def test_the_parts_add_up_and_the_whole_is_the_difference_of_the_means():
    found = survey.decompose_change(waves(), "api00", rounds="wave", groups="stype")
    whole = survey.mean(waves(), "api00", "wave").difference(0, 1)
    np.testing.assert_allclose(
        [found.estimate[0], found.se[0]], [whole.estimate[0], whole.se[0]], rtol=1e-9
    )
    assert found.estimate[0] == pytest.approx(found.estimate[1:].sum())
    assert found.df[0] == whole.df[0]


def test_rows_that_miss_the_item_count_in_no_share():
    rows = [(1, "young", 10)] * 3 + [(1, "old", 20), (2, "young", 12)] + [(2, "old", 22)] * 3
    gaps = [(1, "old", np.nan)] * 5 + [(2, None, 99)]
    found = survey.decompose_change(small(rows + gaps), "y", rounds="round", groups="age")
    assert found.estimate == pytest.approx([7, 5, 2])


def test_standardised_means_beside_r():
    shares = {"No": 0.4, "Yes": 0.6}
    found = survey.mean(
        survey.standardise(waves(), "sch.wide", shares, over="wave"), "api00", "wave"
    )
    assert [str(label.group) for label in found.labels] == ["wave=1", "wave=2"]
    np.testing.assert_allclose(found.estimate, R["standardised"]["estimate"], rtol=1e-9)
    np.testing.assert_allclose(found.covariance, R["standardised"]["covariance"], rtol=1e-8)


def test_what_cannot_be_parted_is_refused():
    rows = [(1, "young", 10), (1, "old", 20), (2, "young", 12), (2, "young", 22)]
    call, columns = survey.decompose_change, {"rounds": "round", "groups": "age"}
    assert refused(call, small(rows), "y", **columns) == ["empty_group"]
    assert refused(call, small(rows[:2]), "y", **columns) == ["not_two_rounds"]
    assert refused(call, small([*rows, (3, "old", 1)]), "y", **columns) == ["not_two_rounds"]
    assert refused(call, small(rows), "z", **columns) == ["no_column"]
    lacking = small(rows)  # nobody is old in the second round
    assert refused(survey.standardise, lacking, "age", {"young": 1, "old": 1}, "round") == [
        "empty_group"
    ]


def three_rounds():
    third = WAVES[WAVES["wave"] == 2].assign(wave=3, api00=lambda d: d["api00"] + d["row"] % 5)
    return design(pd.concat([WAVES, third], ignore_index=True), stratum="stype", psu="row")


def test_rounds_are_held_against_a_base_round_with_one_test():
    means = survey.mean(three_rounds(), "api00", "wave")
    found = survey.change_since(means, "wave=1")
    assert [label.item for label in found.differences.labels] == [
        "wave=2 less wave=1",
        "wave=3 less wave=1",
    ]
    for k in (1, 2):
        alone = means.difference(0, k)
        np.testing.assert_allclose(found.differences.estimate[k - 1], alone.estimate[0])
        np.testing.assert_allclose(found.differences.se[k - 1], alone.se[0])
    # by hand: F = d'V^-1 d / 2 on 2 and the design's degrees of freedom
    d, v = found.differences.estimate, found.differences.covariance
    assert found.together.statistic == pytest.approx(d @ np.linalg.inv(v) @ d / 2)
    assert (found.together.ndf, found.together.ddf) == (2, 197)


def test_separate_samples_of_one_item_are_all_held_against_the_base():
    waves = [design(WAVES[WAVES["wave"] == k], stratum="stype", psu="row") for k in (1, 2, 1)]
    found = survey.change_since(
        survey.combine_independent([survey.mean(each, "api00") for each in waves]), 0
    )
    names = [label.item for label in found.differences.labels]
    assert names == ["api00 (1) less api00 (0)", "api00 (2) less api00 (0)"]
    assert found.differences.estimate[0] != 0
    assert found.differences.estimate[1] == 0
    assert found.together.ndf == 2


def test_the_base_may_be_any_round_and_must_be_one():
    means = survey.mean(three_rounds(), ["api00", "ell"], "wave")
    alone = means.select([0, 2, 4])
    assert survey.change_since(alone, 1).differences.labels[1].item == "wave=3 less wave=2"
    assert survey.change_since(alone, 1).together.p == pytest.approx(
        survey.change_since(alone, 0).together.p
    )
    assert refused(survey.change_since, means, "wave=1") == ["several_numbers"]
