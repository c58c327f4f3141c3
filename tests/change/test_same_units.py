"""Rounds that share their sampling units, from the round's own description to the verdict."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from in_memory import measure, verdict_of
from wps_eval import survey
from wps_eval.change import group_comparisons as group_comparisons_file
from wps_eval.change.group_comparisons import group_comparisons
from wps_eval.change.questionnaire import Unlike
from wps_eval.change.shared_units import shared_unit_questions
from wps_eval.errors import DesignFaults
from wps_eval.indicators.constructs import Scoring, score_people
from wps_eval.indicators.round_estimates import estimate_round
from wps_eval.paths import Root
from wps_eval.results.columns import SCALES
from wps_eval.results.store import frame
from wps_eval.run.check import check_study
from wps_eval.run.demonstration.write import write_demonstration
from wps_eval.workspace.opened import open_workspace

HOUSE = Path(__file__).parents[2]
ROUNDS = ("population-2020", "population-2022")
DESIGNS = {
    "spelled out": "{kind: probability, psu: psu_code, stratum: stratum, weight: weight}",
    "without weight": "{kind: probability, psu: psu_code, stratum: stratum}",
    "kind alone": "{kind: probability}",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("units")
    for name in ("data/plan", "data/figures", "data/instruments", "params", "notebooks"):
        shutil.copytree(HOUSE / name, folder / name)
    write_demonstration(Root(folder))
    params = folder / "params/demo-midterm.yml"
    text = params.read_text(encoding="utf-8")
    params.write_text(
        re.sub(r"(population-2020, current: population-2022, test: )\w+", r"\1same_units", text),
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def studies(home):
    """The same study, its rounds described in three ways."""
    return {
        name: measure(open_workspace("demo-midterm", described(home, d)))
        for name, d in DESIGNS.items()
    }


def described(home, design):
    for code in ROUNDS:
        path = home / "data/demo/surveys" / code / "round.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"design: \{[^}]*\}", f"design: {design}", text), encoding="utf-8")
    return home


@pytest.mark.parametrize(
    ("indicator", "difference", "low", "high"),
    [("I2.1.2-08-b", 9.251, 5.80, 12.70), ("I3.1.1-02-b", 1.015, -0.92, 2.95)],
)
def test_difference_and_interval_are_weighted_alike(studies, indicator, difference, low, high):
    # values of another hand, from the design with its weight named: R's svyby(covmat = TRUE) and svycontrast
    row = verdict_of(studies["without weight"], indicator)
    assert row["test"] == "same units"
    found = (row["difference"], row["ci_low"], row["ci_high"])
    assert found == pytest.approx((difference, low, high), abs=5e-3)
    assert (row["ci_low"] + row["ci_high"]) / 2 == pytest.approx(row["difference"])


@pytest.mark.parametrize("name", ["without weight", "kind alone"])
def test_a_design_says_the_same_however_it_is_spelled(studies, name):
    one, two = studies[name], studies["spelled out"]
    pd.testing.assert_frame_equal(frame("verdicts", one.verdicts), frame("verdicts", two.verdicts))
    for table in SCALES:
        rows = [frame(table, each.surveys[table].scales) for each in (one, two)]
        pd.testing.assert_frame_equal(*rows)


def test_every_domain_is_tested_in_the_same_way(studies):
    rows = [
        r
        for r in studies["kind alone"].verdicts
        if r["indicator"] == "I3.1.1-02-b" and r["difference"] is not None
    ]
    assert len(rows) > 30
    assert {r["test"] for r in rows} == {"same units"}


def test_groups_of_rounds_that_share_units_are_compared_in_one_design(studies):
    got = studies["kind alone"]
    rounds = {
        code: estimate_round(got.people[code], [Scoring.KNOWLEDGE], got.rules.scales)
        for code in ROUNDS
    }
    (declared,) = got.rules.groups
    plain = replace(declared, balance_on=(), cluster="")
    (found,) = group_comparisons(rounds, replace(got.rules, groups=(plain,)))
    # R: svyglm(y ~ t * wave) of svydesign(~psu_code, strata = ~stratum) of both rounds' rows
    assert found.found.difference.estimate == pytest.approx(12.743170602, abs=1e-6)
    assert found.found.difference.se == pytest.approx(2.74592071, abs=1e-6)
    assert found.found.df == 133
    assert found.found.bootstrap is None  # 152 units
    assert (found.change, found.lacking) == ("increased", ("balance", "parallel_trends"))
    # a scale that no round of this notebook holds is another notebook's
    other = replace(declared, outcome="attitudes_stereotypes_women")
    assert group_comparisons(rounds, replace(got.rules, groups=(other,))) == ()
    # faults of all of them, each at its place in the params file
    apart = replace(declared, treated=("IQG06", "IQG11"), comparison=("IQG01",), balance_on=("interview_language",))  # fmt: skip
    nobody = replace(declared, code="nobody", comparison=("IQG99",))
    with pytest.raises(DesignFaults) as caught:
        group_comparisons(rounds, replace(got.rules, groups=(apart, nobody)))
    where = "comparison_groups.{}.governorate"
    assert [(f.code, f.where.file, f.where.column) for f in caught.value.faults] == [
        ("nobody_gave", "params/demo-midterm.yml", where.format("nobody")),
        *[("not_balanced", "params/demo-midterm.yml", where.format("programme"))] * 2,
    ]


def test_rounds_that_did_not_ask_the_same_tell_nothing_of_groups(studies, monkeypatch):
    got = studies["kind alone"]
    rounds = {
        code: estimate_round(got.people[code], [Scoring.KNOWLEDGE], got.rules.scales)
        for code in ROUNDS
    }
    unlike = (Unlike("items_differ", "k_quota"),)
    monkeypatch.setattr(group_comparisons_file, "compare_questionnaires", lambda *_: unlike)
    (found,) = group_comparisons(rounds, got.rules)
    assert (found.change, found.reason) == ("cannot_tell", "definition_changed")
    assert found.found.interval is not None


def test_the_stack_is_the_design_of_all_rows(studies):
    got = studies["kind alone"]
    rows = [
        got.people[code].frame.assign(
            w=got.people[code].design.weights,
            y=score_people(got.people[code], "attitudes_stereotypes_women", got.rules.scales),
            wave=wave,
        )
        for wave, code in enumerate(ROUNDS)
    ]
    design = survey.Design.from_rows(
        pd.concat(rows, ignore_index=True), kind="probability", weight="w", stratum="stratum", psu="psu_code"
    )  # fmt: skip
    found = survey.mean(design, "y", "wave")
    difference = found.difference(found.find(group="wave=0"), found.find(group="wave=1"))
    row = verdict_of(got, "I3.1.1-02-b")
    assert row["difference"] == pytest.approx(float(difference.estimate[0]), rel=1e-12)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(
        np.ravel(difference.interval(0.95)), rel=1e-9
    )


def test_what_check_passes_a_run_does_not_refuse(home):
    described(home, DESIGNS["kind alone"])
    assert [fault for fault in check_study("demo-midterm", start=home)[1] if fault.blocks] == []


def test_b23_rounds_whose_units_have_the_same_codes_are_asked_about(home):
    """The demonstration numbers its units anew in each round; here people's rounds say same_units."""
    described(home, DESIGNS["kind alone"])
    asked = check_study("demo-midterm", start=home)[1]
    assert {(fault.code, fault.blocks) for fault in asked} == {("units_shared", False)}
    assert "staff-2022/round.yml" in {fault.where.file for fault in asked}


@pytest.mark.parametrize(("shared", "asked"), [(5, 1), (4, 0), (10, 1), (0, 0)])
def test_units_are_asked_about_from_half_of_the_codes(shared, asked):
    def drawn(codes):
        rows = pd.DataFrame({"y": 1.0, "psu": codes})
        return survey.Design.from_rows(
            rows, kind="probability", weight=survey.EQUAL, stratum=survey.UNSTRATIFIED, psu="psu"
        )

    # ten units before as numbers, twelve now as text: 1 and "1" are one code
    now = [str(code) for code in range(shared)] + [f"new {i}" for i in range(12 - shared)]
    designs = {"one": drawn(list(range(10))), "two": drawn(now)}
    found = shared_unit_questions(designs, {("one", "two"): "independent"})
    assert len(found) == asked
    assert shared_unit_questions(designs, {("one", "two"): "same_units"}) == []
    assert shared_unit_questions(designs, {("one", "gone"): "independent"}) == []
    counted = survey.Design.from_rows(pd.DataFrame({"y": [1.0]}), kind="census")
    assert (
        shared_unit_questions({"one": counted, "two": counted}, {("one", "two"): "independent"})
        == []
    )


def test_what_a_run_refuses_check_does_not_pass(home):
    """A stratum of one unit cannot be seen before the designs are made."""
    described(home, DESIGNS["kind alone"])
    sample = home / "data/demo/surveys/population-2022/sample.csv"
    text = sample.read_text(encoding="utf-8")
    listed = pd.read_csv(sample, dtype=str)
    listed.loc[listed.index[0], "stratum"] = "alone"
    listed.to_csv(sample, index=False)
    try:
        codes = {fault.code for fault in check_study("demo-midterm", start=home)[1]}
    finally:
        sample.write_text(text, encoding="utf-8")
    assert codes == {"single_psu"}
