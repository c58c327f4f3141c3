"""Replicate weights at their edges: of calibrated weights, in domains, without a case of a domain."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from conftest import CLUS1, LONE, MAKE, STATISTICS, design
from wps_eval import survey
from wps_eval.errors import DesignFaults
from wps_eval.survey.combine import combine_independent

NEAR = {"rtol": 1e-9, "atol": 1e-12}
CALIBRATED = ("jk1_calibrated", "jkn_raked")


def close(got, wanted):
    np.testing.assert_allclose(got, np.array(wanted, dtype=float), **NEAR)


@pytest.mark.parametrize("name", CALIBRATED)
def test_each_replicate_is_calibrated_anew(made, name):
    means, r = survey.mean(made[name], ["api00", "enroll"]), STATISTICS[f"replicated_mean_{name}"]
    close(means.estimate, r["estimate"])
    close(means.covariance, r["covariance"])
    totals, r = (
        survey.total(made[name], ["api00", "enroll"]),
        STATISTICS[f"replicated_total_{name}"],
    )
    close(totals.se, r["se"])
    domains, r = survey.mean(made[name], "api00", "awards"), STATISTICS[f"replicated_by_{name}"]
    close(domains.se, r["se"])


def test_s11_the_order_of_calibration_and_replicates_does_not_matter():
    """R: 3.476370 without, 3.982510 with the jackknife; never 24.39."""
    drawn = design(CLUS1, psu="dnum")
    margins = {"stype": {"H": 755.0, "M": 1018.0, "E": 4421.0}}
    how = {"margins": margins, "totals": {"api99": 3914069.0}, "method": "linear"}
    first = survey.calibrate(drawn, **how).with_replicates(survey.jackknife(drawn.units))
    last = survey.calibrate(drawn.with_replicates(survey.jackknife(drawn.units)), **how)
    for made in (first, last):
        found = survey.mean(made, "api00")
        assert found.se[0] == pytest.approx(3.982510, abs=5e-6)
        assert found.method == "JK1, calibrated weights"
        assert found.df.tolist() == [14]
    assert survey.mean(first.unweighted(), "api00").method == "linearisation"


def test_a_replicate_that_loses_a_category_is_refused_and_counted():
    # "few" lies in two of fifteen districts; a category of one district is lost when that is left out
    drawn = design(
        CLUS1.assign(one=np.where(CLUS1["dnum"] == CLUS1["dnum"].iloc[0], "here", "there")),
        psu="dnum",
    )
    made = survey.calibrate(drawn, margins={"one": {"here": 500.0, "there": 5694.0}})
    with pytest.raises(DesignFaults, match="1 of 15 replicates") as caught:
        made.with_replicates(survey.jackknife(drawn.units))
    assert [fault.code for fault in caught.value.faults] == ["replicate_not_calibrated"]


@pytest.mark.parametrize("name", ["jk1", "given"])
@pytest.mark.parametrize("part", ["few", "some", "rest"])
def test_degrees_of_freedom_of_a_domain_with_replicates(made, name, part):
    found = survey.mean(made[name], "api00", "part")
    assert found.df[found.find(group=f"part={part}")] == STATISTICS[f"df_{name}_{part}"]["estimate"]


def test_the_replicates_own_degrees_and_their_rank_are_bounds():
    made = MAKE["given"]()
    fewer = replace(made.replicates, df=5)
    assert survey.mean(made.with_replicates(fewer), "api00").df.tolist() == [5]
    three = replace(made.replicates, factors=made.replicates.factors[:3], rscales=np.ones(3), df=99)
    assert survey.mean(made.with_replicates(three), "api00").df.tolist() == [2]
    # beside another sample the smaller counts, as before
    both = combine_independent([survey.mean(made, "api00"), survey.mean(MAKE["srs"](), "api00")])
    assert both.degrees([0, 1]) == survey.mean(made, "api00").df[0]


@pytest.mark.parametrize("part", ["few", "some", "rest"])
def test_a_replicate_without_a_case_of_the_domain_is_left_out(made, part):
    r = STATISTICS[f"mean_given_{part}"]
    found = survey.mean(made["given"], "api00", "part")
    at = found.find(group=f"part={part}")
    close([found.estimate[at], found.se[at]], [r["estimate"], r["se"]])


def test_replicate_weights_of_rows_stand_beside_units_of_several(made):
    """A file's columns of replicate weights, in a design that names its districts."""
    drawn, jk = MAKE["clus1_fpc"](), made["jk1"].replicates
    weight = CLUS1["pw"].to_numpy(float)
    columns = (jk.factors[:, drawn.memory().unit] * weight).T
    given = survey.replicate_weights(
        weight, columns, scale=1.0, rscales=jk.rscales, about_estimate=False
    )
    found = survey.mean(drawn.with_replicates(given), "api00", ["stype"])
    wanted = survey.mean(made["jk1"], "api00", ["stype"])
    close(found.covariance, wanted.covariance)
    assert found.df.tolist() == wanted.df.tolist()
    bad = survey.replicate_weights(weight[:7], columns[:7], scale=1.0)
    for base in (drawn, made["linear"]):
        with pytest.raises(DesignFaults) as caught:
            base.with_replicates(bad)
        assert [fault.code for fault in caught.value.faults] == ["bad_replicates"]


def test_one_replicate_with_a_case_has_no_spread():
    rows = pd.DataFrame({"y": [1.0, 2, 3, 4], "g": ["a", "b", "b", "b"], "u": range(4)})
    made = survey.Design.from_rows(
        rows, kind="probability", weight=survey.EQUAL, stratum=survey.UNSTRATIFIED, psu="u"
    )
    factors = np.array([[2.0, 0, 1, 1], [0, 2, 1, 1], [0, 1, 2, 1]])
    given = survey.Replicates(factors, 1 / 3, np.ones(3), "given", 2)
    found = survey.mean(made.with_replicates(given), "y", "g")
    assert np.isnan(found.se[0])
    assert found.se[1] > 0
    # b: (0+3+4)/2, (4+3+4)/4, (2+6+4)/4 = 3.5, 2.75, 3; mean 37/12
    centre = 37 / 12
    wanted = np.sqrt(((3.5 - centre) ** 2 + (2.75 - centre) ** 2 + (3 - centre) ** 2) / 3)
    assert found.se[1] == pytest.approx(wanted)
    assert np.isnan(found.difference(0, 1).se[0])  # never the error of the other alone


@pytest.mark.parametrize("how", ["average", "adjust"])
@pytest.mark.parametrize("there", [False, True])
def test_strata_of_which_a_domain_has_one_unit(how, there):
    made = design(LONE, stratum="stype", single_psu=how, single_psu_in_domains=there)
    found = survey.mean(made, "api00", "dom")
    r = STATISTICS[f"lonely_{how}_{str(there).upper()}"]
    close(found.estimate, r["estimate"])
    close(found.se, r["se"])


def test_average_without_a_stratum_that_shows_variance_is_no_variance():
    rows = pd.DataFrame({"y": [1.0, 2, 3, 4, 5], "s": [1, 1, 1, 2, 3], "g": list("aaabb")})
    made = survey.Design.from_rows(
        rows, kind="probability", weight=survey.EQUAL, stratum="s", psu=survey.EACH_ROW,
        single_psu="average",
    )  # fmt: skip
    assert np.isnan(survey.mean(made, "y", "g").se).tolist() == [False, True]


@pytest.mark.parametrize("name", ["strat_group", "clus1_plain"])
def test_woodruffs_limits_beyond_the_data_are_no_limits(made, name):
    found = survey.quantile(made[name], "api00", (0.01, 0.99))
    low, high = found.interval()
    close(
        np.stack([found.estimate, low, high, found.se], axis=1),
        STATISTICS[f"beyond_{name}"]["table"],
    )
    assert np.isnan(low[0])
    # a number without an error gives none to what is made of it
    assert np.isnan(found.difference(0, 1).se[0])
