"""Comparison groups in a params file: read, held against the questionnaires, every fault at once."""

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from in_english import sentence
from wps_eval.errors import StudyFaults
from wps_eval.indicators.rules import rules_of
from wps_eval.run.preregistration import watched_choices
from wps_eval.study import load_study
from wps_eval.workspace.comparison_groups import comparison_group_faults
from wps_eval.workspace.opened import open_workspace

HOUSE = Path(__file__).parents[2]
ROUND = """
title: Made up
instrument: {form}
data: export.csv
design: {{kind: probability}}
start: {year}-09-01
end: {year}-09-30
population: Nobody
public_dataset: Made up for a test
"""
GROUPS = {
    "code": "programme", "title": {"text": "A programme", "text_ar": "برنامج"},
    "outcome": "awareness_protection_mechanisms", "baseline": "p-2020", "current": "p-2022",
    "treated": {"column": "area", "codes": ["urban"]}, "comparison": ["rural"],
    "balance_on": ["sex", "age"], "cluster": "governorate",
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("groups")
    for name in ("data/plan", "data/instruments"):
        shutil.copytree(HOUSE / name, folder / name)
    for form, code in (("population", "p"), ("youth", "y")):
        for year in (2020, 2022):
            where = folder / "data/surveys" / f"{code}-{year}"
            where.mkdir(parents=True)
            (where / "round.yml").write_text(ROUND.format(form=form, year=year))
    (folder / "params").mkdir()
    return folder


def opened(home, *changes):
    """Open a study whose comparisons of groups are the good one with changes, one a comparison."""
    choices = {
        "kind": "midterm", "places": ["IQ"], "current": {"start": "2021-01-01", "end": "2022-12-31"},
        "rounds": ["p-2020", "p-2022", "y-2020", "y-2022"],
        "comparisons": [
            {"baseline": "p-2020", "current": "p-2022", "test": "same_units"},
            {"baseline": "y-2020", "current": "y-2022"},
        ],
        "comparison_groups": [GROUPS | change for change in changes],
    }  # fmt: skip
    with (home / "params/s.yml").open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(choices, file)
    return open_workspace("s", home)


def faults(home, *changes):
    return comparison_group_faults(opened(home, *changes))


def test_a_comparison_that_holds_has_no_fault(home):
    assert faults(home, {}) == []
    by_place = {"treated": {"column": "governorate", "codes": ["IQG01"]}, "comparison": ["IQG02"]}
    assert faults(home, by_place) == []
    by_region = {"treated": {"column": "region", "codes": ["IQ-KR"]}, "comparison": ["IQG02"]}
    assert faults(home, by_region) == []
    assert faults(home, {"outcome": "I3.1.1-02-b"}) == []


def test_it_reaches_the_rules_and_is_watched(home):
    workspace = opened(home, {"parallel_trends": {"text": "Same months."}}, {"code": "other"})
    first, other = rules_of(workspace.study, workspace.plan).groups
    assert (first.column, first.treated, first.comparison) == ("area", ("urban",), ("rural",))
    assert (first.parallel_trends, other.parallel_trends) == ("Same months.", "")
    watched = watched_choices(workspace.study, ())
    assert "urban" in watched["comparison_groups.programme"]
    # what it is called may be worded anew without being another choice
    again = opened(home, {"parallel_trends": {"text": "Same months."}, "title": {"text": "X"}}, {"code": "other"})  # fmt: skip
    assert watched_choices(again.study, ()) == watched


AT = "comparison_groups.programme."


@pytest.mark.parametrize(
    ("change", "code", "column", "near"),
    [
        ({"current": "p-2021"}, "pair_not_declared", "baseline", "p-2020 > p-2022"),
        ({"comparison": ["rural", "urban"]}, "code_in_both", "comparison", "one of the groups"),
        ({"treated": {"column": "areaa", "codes": ["urban"]}}, "group_column", "treated.column", "area"),
        # what says who somebody is, and free text, never come in
        ({"balance_on": ["psu_cod"]}, "group_column", "balance_on", "psu_code"),
        ({"cluster": "enumerator_id"}, "group_column", "cluster", ""),
        # kept, but no results are told by it
        ({"treated": {"column": "consent", "codes": ["1"]}, "comparison": ["2"]}, "group_not_told_by", "treated.column", "disaggregate"),
        ({"treated": {"column": "area", "codes": ["urbn"]}}, "group_answer", "treated.codes", "urban"),
        ({"comparison": ["camp", "rurall"]}, "group_answer", "comparison", "rural"),
        ({"balance_on": ["sex", "area"]}, "balance_on_group", "balance_on", "balance_on"),
        ({"outcome": "awareness_protection_mechanism"}, "group_outcome", "outcome", "awareness_protection_mechanisms"),
        # of women alone: they are not crossed with another question
        ({"outcome": "I2.1.2-08-b"}, "outcome_of_one_group", "outcome", "scale"),
        ({"balance_on": ["displacement"]}, "group_sensitive", "balance_on", "country"),
        ({"treated": {"column": "disability", "codes": ["yes"]}, "comparison": ["no"]}, "group_sensitive", "treated.column", "country"),
    ],
)  # fmt: skip
def test_each_guard_tells_its_place_and_the_nearest(home, change, code, column, near):
    found = faults(home, change)
    assert [(f.code, f.where.file, f.where.column) for f in found if f.code == code][-1:] == [
        (code, "params/s.yml", AT + column)
    ]
    assert {f.code for f in found} == {code}
    assert near in sentence(found[-1])


def test_a_region_is_a_place_of_the_plan(home):
    found = faults(home, {"treated": {"column": "region", "codes": ["IQ-KRR"]}, "comparison": ["IQG02"]})  # fmt: skip
    assert [(f.code, f.found) for f in found] == [("group_answer", "IQ-KRR")]


def test_all_faults_of_all_comparisons_at_once(home):
    found = faults(home, {"balance_on": ["sexx"]}, {"outcome": "x"}, {"baseline": "y-2020", "current": "y-2022", "code": "y"})  # fmt: skip
    assert {f.code for f in found} == {"group_code_twice", "group_column", "group_outcome"}
    # one fault each, although both rounds have the same form
    assert len([f for f in found if "sexx" in sentence(f)]) == 1
    assert any("awareness_protection" in sentence(f) and "youth" in sentence(f) for f in found)


def test_numbers_are_codes_and_a_strange_key_names_the_nearest(home):
    numbered = opened(home, {"treated": {"column": "area", "codes": [1]}, "comparison": [2]})
    (groups,) = numbered.study.comparison_groups
    assert (groups.treated.codes, groups.comparison) == (("1",), ("2",))
    with pytest.raises(StudyFaults) as caught:
        opened(home, {"treatd": 1, "treated": {"column": "area"}})
    told = [sentence(fault) for fault in caught.value.faults]
    assert any("treated" in text and "treatd" in text for text in told)
    assert any("codes" in text for text in told)


def test_a_study_without_groups_has_nothing_to_tell():
    assert load_study(HOUSE / "params/midterm-2022.yml").comparison_groups == ()


def test_the_example_of_the_guide_is_read_as_it_stands(home):
    page = (HOUSE / "docs/guide-evaluator.md").read_text(encoding="utf-8")
    example = page[page.index("comparison_groups:\n") :].partition("```")[0]
    (groups,) = YAML(typ="safe", pure=True).load(example)["comparison_groups"]
    assert faults(home, groups | {"baseline": "p-2020", "current": "p-2022"}) == []
    keys = {name.split(".")[0] for name in groups}
    assert keys == set(type(opened(home, groups | {"baseline": "p-2020", "current": "p-2022"}).study.comparison_groups[0]).model_fields)  # fmt: skip
