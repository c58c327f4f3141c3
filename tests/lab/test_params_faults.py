"""Faults of a form: beside their field, and nothing faulty or foreign is written over."""

import pytest

from wps_eval.errors import Fault, Where
from wps_eval.lab.params_faults import faults_by_field, save_params
from wps_eval.lab.params_form import ParamsFile, form_fields
from wps_eval.paths import Root

FIELDS = {field.key: field for field in form_fields()}
NAME = "midterm-2022"


@pytest.fixture
def opened(bench_folder):
    root = Root(bench_folder)
    return root, ParamsFile(root.study(NAME).read_text(encoding="utf-8"))


def save(opened, entered, new_name=NAME):
    root, file = opened
    faults = save_params(root, file, NAME, {FIELDS[k]: v for k, v in entered.items()}, new_name)
    return [(fault.code, fault.where.column) for fault in faults]


def test_a_file_without_faults_is_saved(opened):
    root, file = opened
    assert save(opened, {"state": "consultation"}) == []
    saved = root.study(NAME).read_text(encoding="utf-8")
    assert saved == file.text.replace("state: draft", "state: consultation")


@pytest.mark.parametrize(
    ("entered", "column"),
    [
        ({"rating.on_track": "2"}, "rating.on_track"),
        ({"places": "IQ, Baghdad"}, "places"),  # what the plan knows
        ({"current.end": "2031-01-01"}, "current.end"),
        ({"kind": ""}, "kind"),
        ({"evaluators": "- role: ["}, "evaluators"),
    ],
)
def test_a_faulty_one_is_not_and_the_fault_names_its_field(opened, entered, column):
    root, file = opened
    assert [where for _, where in save(opened, entered)] == [column]
    assert root.study(NAME).read_text(encoding="utf-8") == file.text


def test_a_new_name_makes_a_new_study_and_takes_nobody_s(opened):
    root, file = opened
    assert save(opened, {"state": "consultation"}, "own-2022") == []
    assert root.study(NAME).read_text(encoding="utf-8") == file.text
    assert "state: consultation" in root.study("own-2022").read_text(encoding="utf-8")
    assert save(opened, {}, "own-2022") == [("params_there", "")]
    assert save(opened, {}, "../own") == [("not_a_name", "")]


def test_what_somebody_else_changed_meanwhile_is_not_lost(opened):
    root, file = opened
    others = file.text + "# a remark\n"
    root.study(NAME).write_text(others, encoding="utf-8")
    assert save(opened, {"state": "consultation"}) == [("changed_since_opened", "")]
    assert root.study(NAME).read_text(encoding="utf-8") == others


def test_faults_stand_beside_the_key_above_and_below_them():
    def at(column):
        return Fault("x", Where("params/a.yml", column=column))

    faults = [at("comparisons.0.test"), at("rating"), at("power"), at("powers"), at("")]
    found = faults_by_field(faults, FIELDS.values())
    assert {key: len(beside) for key, beside in found.beside.items()} == {"comparisons": 1, "rating.rule": 1, "power": 1}  # fmt: skip
    assert [fault.where.column for fault in found.above] == ["powers", ""]
