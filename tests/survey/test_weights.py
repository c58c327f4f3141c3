"""Weights from the sample list, for those who did not answer, and to known totals."""

import numpy as np
import pandas as pd
import pytest

from conftest import CLUS1, MAKE, design
from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.build_weights import build_weights

SAMPLE = pd.DataFrame(
    {
        "psu": ["a1", "a2", "b1", "b2"], "stratum": ["a", "a", "b", "b"],
        "stratum_size": [1000, 1000, 400, 400], "frame_size": [100, 50, 40, 20],
        "listed": [110, 60, 40, 20], "selected": [10, 10, 8, 8], "completed": [8, 10, 8, 0],
        "replaced": [0, 1, 0, 0], "inaccessible": [0, 0, 0, 1], "reason": ["", "", "", "road closed"],
    }
)  # fmt: skip
PEOPLE = pd.DataFrame(
    {"psu": ["a1"] * 8 + ["a2"] * 10 + ["b1"] * 8, "adults": [1, 2] * 13}, index=range(100, 126)
)


def test_weights_by_hand():
    built = build_weights(SAMPLE, PEOPLE, adults="adults")
    first = built.weights.iloc[0]
    # a1: pi = 2 x 100/1000 = .2, weight 5; households 110/8 x 5 = 68.75; one adult
    assert first.tolist() == pytest.approx([5, 68.75, 68.75])
    assert built.weights["weight"].iloc[1] == pytest.approx(2 * 68.75)
    assert built.weights.index.equals(PEOPLE.index)
    # b1: pi = 2 x 40/400 = .2; households 40/8 x 5 = 25
    assert built.weights["household_weight"].iloc[-1] == pytest.approx(25)
    assert built.unknown_psus == built.silent_psus == ()
    assert built.miscounted.empty


def test_units_are_found_however_their_codes_are_written():
    number = {"a1": 1, "a2": 2, "b1": 3, "b2": 4}
    sample = SAMPLE.assign(psu=SAMPLE["psu"].map(number))
    people = PEOPLE.assign(psu=PEOPLE["psu"].map(number).astype(float))
    built = build_weights(sample, people)
    assert built.unknown_psus == built.silent_psus == ()
    assert built.weights["weight"].sum() == pytest.approx(
        build_weights(SAMPLE, PEOPLE).weights["weight"].sum()
    )


def test_lost_coverage_is_told_and_not_made_up_for():
    built = build_weights(SAMPLE, PEOPLE)
    lost = built.coverage.set_index("stratum")
    assert lost["lost_pct"].to_dict() == {"a": 0.0, "b": 50.0}
    assert lost.loc["b", "reasons"] == "road closed"


def test_what_does_not_match_is_listed():
    people = pd.concat(
        [PEOPLE[PEOPLE["psu"] != "a2"], pd.DataFrame({"psu": ["c9"], "adults": [1]})]
    )
    built = build_weights(SAMPLE, people)
    assert built.unknown_psus == ("c9",)
    assert built.silent_psus == ("a2",)
    assert np.isnan(built.weights["weight"].iloc[-1])
    fewer = build_weights(SAMPLE, PEOPLE.iloc[1:])
    assert fewer.miscounted.to_dict("records") == [{"psu": "a1", "completed": 8, "people": 7}]


def test_a_unit_larger_than_the_step_is_drawn_for_certain():
    sample = SAMPLE.assign(frame_size=[900, 50, 40, 20])
    assert build_weights(sample, PEOPLE).weights["psu_weight"].iloc[0] == 1


def test_faults_of_the_sample_list_come_at_once():
    sample = SAMPLE.assign(
        psu=["a1", "a1", "b1", "b2"], listed=[5, 60, 40, 20], frame_size=[0, 50, 40, 20]
    )
    with pytest.raises(DesignFaults) as caught:
        build_weights(sample, PEOPLE.assign(adults=0), adults="adults")
    told = {(f.code, f.where.column, f.where.row) for f in caught.value.faults}
    assert told == {
        ("bad_count", "frame_size", 2), ("unit_twice", "psu", 3), ("too_many_selected", "selected", 2),
        ("bad_adults", "adults", 0),
    }  # fmt: skip
    with pytest.raises(DesignFaults, match="listed"):
        build_weights(SAMPLE.drop(columns="listed"), PEOPLE)


def test_those_who_answered_stand_for_their_cell():
    frame = pd.DataFrame({"w": [2.0, 2.0, 3.0, 5.0], "cell": ["x", "x", "y", "y"]})
    adjusted = survey.adjust_nonresponse(frame, "w", [True, False, True, True], ["cell"])
    np.testing.assert_allclose(adjusted, [4, 0, 3, 5])
    with pytest.raises(DesignFaults, match="1 cells without a respondent"):
        survey.adjust_nonresponse(frame, "w", [False, False, True, True], ["cell"])


@pytest.mark.parametrize("name", ["linear", "raking", "logit", "poststrat", "linear_group"])
def test_calibrated_weights_reproduce_the_known_totals(name):
    made = MAKE[name]()
    known = made.calibration
    margins = survey.total(made.with_columns({"x": known.columns[:, 0]}), "x")
    assert margins.estimate[0] == pytest.approx((made.weights @ known.columns)[0])
    # what was calibrated to has no sampling error left
    assert margins.se[0] < 1e-6 * margins.estimate[0]


def test_logit_weights_stay_inside_their_bounds():
    made = MAKE["logit"]()
    ratio = made.weights / made.calibration.before
    assert 0.6 <= ratio.min() < ratio.max() <= 1.6


@pytest.mark.parametrize(
    ("margins", "code"),
    [
        ({"stype": {"E": 4421.0, "H": 755.0}}, "no_count"),
        ({"stype": {"E": 4421.0, "H": 755.0, "M": 1018.0, "X": 1.0}}, "no_row_of"),
        ({"stype": {"E": 4421.0, "H": 755.0, "M": 1018.0}, "awards": {"Yes": 1.0, "No": 2.0}},
         "margins_differ"),
        ({}, "no_totals"),
    ],
)  # fmt: skip
def test_margins_that_cannot_be_are_refused(margins, code):
    with pytest.raises(DesignFaults) as caught:
        survey.calibrate(design(CLUS1, psu="dnum"), margins=margins)
    assert code in {fault.code for fault in caught.value.faults}


def test_a_missing_auxiliary_value_is_a_fault():
    frame = CLUS1.assign(stype=CLUS1["stype"].where(CLUS1["row"] > 2))
    with pytest.raises(DesignFaults, match="2 rows without a value"):
        survey.calibrate(
            design(frame, psu="dnum"), margins={"stype": {"E": 1.0, "H": 1.0, "M": 1.0}}
        )


def test_totals_out_of_reach_have_no_solution():
    with pytest.raises(DesignFaults, match="no weights that reproduce"):
        survey.calibrate(
            design(CLUS1, psu="dnum"), totals={"api99": 9e9}, method="logit", bounds=(0.9, 1.1)
        )


def test_a_design_is_calibrated_once():
    with pytest.raises(DesignFaults, match="calibrated once"):
        survey.calibrate(MAKE["linear"](), margins={"stype": {"E": 1.0, "H": 1.0, "M": 1.0}})


def test_bounds_that_cannot_hold_the_sum_are_refused():
    with pytest.raises(DesignFaults, match="bounds that can hold"):
        survey.trim(design(CLUS1, psu="dnum"), high=1)


@pytest.mark.parametrize("spell", [int, float, str, lambda code: f"{code}.0"])
@pytest.mark.parametrize("held", [int, float, str])
def test_a_margin_is_found_however_its_code_is_written(held, spell):
    code = {"E": 1, "H": 2, "M": 3}
    counts = {"E": 4421.0, "H": 755.0, "M": 1018.0}
    coded = CLUS1.assign(level=[held(code[each]) for each in CLUS1["stype"]])
    found = survey.calibrate(
        design(coded, psu="dnum"),
        margins={"level": {spell(code[name]): count for name, count in counts.items()}},
    )
    plain = survey.calibrate(design(CLUS1, psu="dnum"), margins={"stype": counts})
    np.testing.assert_allclose(found.weights, plain.weights, rtol=1e-13)
