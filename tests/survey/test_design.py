"""Designs that are refused, and what is never assumed."""

import numpy as np
import pandas as pd
import pytest

from conftest import CLUS1, STRAT, design
from in_english import sentence
from wps_eval import survey
from wps_eval.codes import DesignKind
from wps_eval.errors import DesignFaults


def refused(frame, **columns):
    with pytest.raises(DesignFaults) as caught:
        design(frame, **columns)
    return {fault.code: sentence(fault) for fault in caught.value.faults}


def test_a_file_never_becomes_a_simple_random_sample_by_silence():
    with pytest.raises(DesignFaults) as caught:
        survey.Design.from_rows(STRAT, kind="probability")
    assert [fault.code for fault in caught.value.faults] == ["design_not_said"] * 3
    assert "'each row'" in str(caught.value)


def test_the_kind_has_no_default():
    with pytest.raises(TypeError):
        survey.Design.from_rows(STRAT, weight="pw")
    with pytest.raises(DesignFaults, match="guess"):
        survey.Design.from_rows(STRAT, kind="guess")


def test_a_psu_in_two_strata_is_refused():
    frame = CLUS1.assign(half=np.where(CLUS1["row"] % 2 == 0, "a", "b"))
    told = refused(frame, stratum="half", psu="dnum")
    assert "join the codes of stratum and unit" in told["psu_in_two_strata"]


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
def test_weights_must_be_positive(bad):
    frame = CLUS1.assign(pw=CLUS1["pw"].where(CLUS1["row"] != 3, bad))
    assert "1 weights that are missing, zero, negative" in refused(frame, psu="dnum")["bad_weight"]


def test_words_in_the_weight_column_are_refused():
    frame = CLUS1.assign(pw=CLUS1["pw"].astype(str).where(CLUS1["row"] != 3, "about 30"))
    assert "bad_weight" in refused(frame, psu="dnum")


def test_a_population_below_the_sample_is_refused():
    assert (
        "below the number of units"
        in refused(CLUS1.assign(few=3), psu="dnum", fpc="few")["fpc_below_sample"]
    )


def test_a_population_that_varies_within_a_stratum_is_refused():
    told = refused(CLUS1.assign(odd=CLUS1["row"] + 1000), psu="dnum", fpc="odd")
    assert "fpc_varies" in told


def test_one_psu_in_all_is_refused():
    assert "one_psu" in refused(CLUS1.assign(all="x"), psu="all")


def test_missing_design_values_are_refused_together():
    frame = CLUS1.assign(
        dnum=CLUS1["dnum"].where(CLUS1["row"] > 2), pw=CLUS1["pw"].where(CLUS1["row"] != 9)
    )
    assert set(refused(frame, psu="dnum")) == {"design_missing", "bad_weight"}


def test_an_empty_table_is_refused():
    assert "empty_design" in refused(CLUS1.iloc[:0], psu="dnum")


def test_an_unknown_column_gets_the_nearest_name():
    assert "Did you mean 'dnum'?" in refused(CLUS1, psu="dnumm")["no_column"]


def test_a_stratum_of_one_unit_is_refused_by_name_unless_a_rule_is_said():
    told = refused(STRAT.drop_duplicates("stype"), stratum="stype")
    assert "E, H, M" in told["single_psu"]


def test_a_stratum_taken_whole_is_not_one_of_a_single_unit():
    # two of E in 4421; the one of H is all there is
    frame = pd.DataFrame(
        {"s": ["E", "E", "H"], "w": 1.0, "N": [4421, 4421, 1], "y": [1.0, 3.0, 9.0]}
    )
    made = design(frame, weight="w", stratum="s", fpc="N")
    # var of the total = 2^2 (1 - 2/4421) s^2 / 2 with s^2 = 2
    assert survey.total(made, "y").se[0] ** 2 == pytest.approx(4 * (1 - 2 / 4421) * 2 / 2)


@pytest.mark.parametrize("kind", ["convenience", "training_intake"])
def test_samples_of_no_known_chance_get_no_error_no_interval_and_no_p(kind):
    made = survey.Design.from_rows(STRAT, kind=kind, psu="stype" if kind != "convenience" else "")
    found = survey.mean(made, "api00", [(), "stype"])
    table = found.frame()
    assert table[["se", "ci_low", "ci_high", "df"]].isna().all(axis=None)
    assert found.difference(1, 2).t_test()["p"].isna().all()
    assert "no margin of error" in table["method"][0]
    assert table["estimate"][0] == pytest.approx(STRAT["api00"].mean())


def test_a_full_count_has_no_sampling_error_and_says_so():
    made = survey.Design.from_rows(STRAT, kind=DesignKind.CENSUS)
    table = survey.proportion(made, "sch.wide", ["Yes"]).frame()
    assert table["se"][0] == 0
    assert table["method"][0] == "full count, no sampling error"
    assert table["ci_low"][0] == table["estimate"][0] == table["ci_high"][0]


def test_shares_drawn_may_stand_for_counts():
    counts = design(CLUS1, psu="dnum", fpc="fpc")
    shares = design(CLUS1.assign(f=15 / CLUS1["fpc"]), psu="dnum", fpc="f")
    assert survey.mean(counts, "api00").se == pytest.approx(survey.mean(shares, "api00").se)


def test_a_design_is_shown_in_four_lines_and_without_its_rows():
    people = pd.DataFrame(
        {"name": ["Made-Up Person"] * 4, "w": [1.5, 2, 3, 4], "s": [1, 1, 2, 2], "p": [1, 2, 3, 4]}
    )
    made = survey.Design.from_rows(people, kind="probability", weight="w", stratum="s", psu="p")
    assert repr(made).splitlines() == [
        "Survey design, probability",
        "2 strata, 4 primary units",
        "weight: w, stratum: s, psu: p",
        "weights as they came",
    ]
    held = f"{made.source!r} {made.source.rows!r} {made.units!r}"
    assert "Made-Up" not in held
    assert "1.5" not in held


def test_a_design_without_units_says_so():
    made = survey.Design.from_rows(pd.DataFrame({"y": [1, 2]}), kind="convenience")
    assert repr(made).splitlines()[1] == "no sampling variance"
