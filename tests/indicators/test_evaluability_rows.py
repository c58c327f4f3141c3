"""Evaluability: asked of every indicator, none left out, the first reason named."""

import shutil
from pathlib import Path

from wps_eval.change.judging import judge_study
from wps_eval.indicators.evaluability_rows import evaluability_rows
from wps_eval.indicators.register import read_register, windows_of
from wps_eval.indicators.rules import rules_of
from wps_eval.indicators.subject import subjects
from wps_eval.plan import load_plan
from wps_eval.results.columns import EVALUABILITY_CHECKS
from wps_eval.sources.indicator_sheets import read_indicator_sheets
from wps_eval.study import load_study

HOUSE = Path(__file__).parents[2]
PLAN = load_plan(HOUSE / "data" / "plan")


def rows(folder, figures, place="IQ"):
    path = folder / "figures.csv"
    path.write_text("indicator,place,date,value,status,source,group\n" + figures, encoding="utf-8")
    shutil.copy(HOUSE / "data" / "figures" / "sheets.csv", folder)
    study = load_study(HOUSE / "params" / "midterm-2022.yml")
    got = read_register(study, PLAN, folder)
    assert got.faults == ()
    known = subjects(PLAN, read_indicator_sheets(folder, []))
    windows, rules = windows_of(study, PLAN), rules_of(study, PLAN)
    judged = judge_study(got.figures, [], known, PLAN, windows, rules)
    found = evaluability_rows("e", judged.pairs, rounds=False)
    return {row["indicator"]: row for row in found if row["place"] == place}


def test_every_indicator_of_the_plan_is_asked_and_no_context_figure(tmp_path):
    found = rows(tmp_path, "I2.1.6-01-b,IQ,2020,30,final,A,\n")
    assert list(found) == [indicator.code for indicator in PLAN.indicators]


def test_an_indicator_with_both_ends_and_a_target_is_assessable(tmp_path):
    found = rows(tmp_path, "I2.1.6-01-b,IQ,2020,30,final,A,\nI2.1.6-01-b,IQ,2022,45,final,A,\n")
    row = found["I2.1.6-01-b"]
    assert row["assessable"]
    assert row["reason"] == ""
    assert "has_milestone" in row["missing"].split(";")


def test_without_a_current_value_it_says_so(tmp_path):
    row = rows(tmp_path, "I2.1.6-01-b,IQ,2020,30,final,A,\n")["I2.1.6-01-b"]
    assert (row["assessable"], row["reason"]) == (False, "no_current")
    assert row["has_baseline"]
    assert not row["has_current"]


def test_survey_indicators_wait_for_a_round(tmp_path):
    found = rows(tmp_path, "I2.1.6-01-b,IQ,2020,30,final,A,\n")
    waiting = {i.code for i in PLAN.indicators if i.needs_survey}
    assert {code for code, row in found.items() if row["reason"] == "no_round"} == waiting


def test_groups_count_as_disaggregation_and_the_total_is_judged(tmp_path):
    text = "I2.1.6-01-b,IQ,2020,30,final,A,\nI2.1.6-01-b,IQ,2020,30,final,A,sex=f\n"
    row = rows(tmp_path, text)["I2.1.6-01-b"]
    assert row["has_disaggregation"]
    assert row["reason"] == "no_current"


def test_the_bodies_that_owe_an_indicator_are_named(tmp_path):
    found = rows(tmp_path, "I2.1.6-01-b,IQ,2020,30,final,A,\n")
    bodies = {body.code for body in PLAN.bodies}
    for row in found.values():
        assert set(row["owners"].split(";")) <= bodies
        assert {*row["missing"].split(";")} <= {*EVALUABILITY_CHECKS, ""}


def test_every_place_is_asked_by_itself(tmp_path):
    text = "I2.1.6-01-b,Erbil,2020,30,final,A,\nI2.1.6-01-b,Erbil,2022,45,final,A,\n"
    erbil = rows(tmp_path, text, "IQG11")
    country = rows(tmp_path, text)
    assert list(erbil) == list(country) == [indicator.code for indicator in PLAN.indicators]
    # the target is the country's, and of 18 governorates one has returned
    assert (erbil["I2.1.6-01-b"]["reason"], erbil["I2.1.6-01-b"]["has_current"]) == (
        "out_of_scope",
        True,
    )
    assert country["I2.1.6-01-b"]["reason"] == "parts_missing"
