"""Two rounds that asked the same, and two that did not."""

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from form import CHOICES, rows, write_form

from wps_eval.change.questionnaire import compare_questionnaires, grade
from wps_eval.codes import Comparability, Reason
from wps_eval.sources.instrument import read_instrument


def asked(folder, change=None, choices=CHOICES, **round_facts):
    questions = [row | (change or {}) if row["name"] == "q1" else row for row in rows()]
    form = read_instrument(write_form(folder, questions, choices))
    facts = {"population": "Adults", "mode": "Face to face"} | round_facts
    return SimpleNamespace(instrument=form, round=SimpleNamespace(**facts))


@pytest.mark.parametrize(
    ("change", "what", "broken"),
    [
        ({}, [], False),
        ({"label::English (en)": "Another wording"}, ["wording_changed"], False),
        ({"relevant": "${sex} = 'f'"}, ["skip_changed"], False),
        ({"reverse": "yes"}, ["reverse_changed"], True),
        ({"key": "5"}, ["key_changed"], True),
        ({"construct": "other"}, ["items_differ"], True),
    ],
)
def test_what_differs_and_what_it_means(tmp_path, change, what, broken):
    found = compare_questionnaires(
        asked(tmp_path / "a"), asked(tmp_path / "b", change), "attitude_x"
    )
    assert [d.what for d in found] == what
    graded = grade(found)
    expected = (
        Comparability.BROKEN if broken else Comparability.NOTED if what else Comparability.SAME
    )
    assert graded.grade is expected
    assert graded.reason is (Reason.DEFINITION_CHANGED if broken else None)


def test_other_answers_make_another_scale(tmp_path):
    fewer = [c for c in CHOICES if c[:2] != ("five", "3")]
    found = compare_questionnaires(
        asked(tmp_path / "a"), asked(tmp_path / "b", choices=fewer), "attitude_x"
    )
    assert {(d.what, d.where) for d in found} == {
        ("options_changed", "q1"),
        ("options_changed", "q2"),
    }


def test_a_key_or_a_wording_that_is_the_same_in_both_files_did_not_change(tmp_path):
    choices = [*CHOICES, ("five", "none_of_these", "None of these", "", "")]
    two = [asked(tmp_path / name, {"key": "none_of_these"}, choices) for name in "ab"]
    assert compare_questionnaires(*two, "attitude_x") == ()


def test_other_people_modes_and_languages_are_noted(tmp_path):
    one = asked(tmp_path / "a")
    two = asked(tmp_path / "b", population="Women", mode="Telephone")
    two.instrument = replace(two.instrument, languages=("en",))
    found = grade(compare_questionnaires(one, two, "attitude_x"))
    assert found.notes == ("languages_changed", "mode_changed", "population_changed")
    assert found.grade is Comparability.NOTED
