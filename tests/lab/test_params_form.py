"""The form of a params file: every key is a field, and the file stays the file that it was."""

from pathlib import Path

import pytest
from ruamel.yaml.error import YAMLError

from wps_eval.lab.params_form import GROUPS, ParamsFile, form_fields
from wps_eval.study.load import load_study
from wps_eval.words.catalogue import Words, untranslated

HOUSE = Path(__file__).parents[2]
FIELDS = {field.key: field for field in form_fields()}
PARAMS = sorted((HOUSE / "params").glob("*.yml"))
SMALL = """# what this is
kind: midterm  # not the end
current:
  start: 2021-01-01
  end: 2022-12-31
places: [IQ]
rating:
  on_track: 0.95  # as agreed
"""


def with_entered(text, **entered):
    """Enter texts by key, with a dot for each two underscores, and give the file's text."""
    keys = {key.replace("__", "."): value for key, value in entered.items()}
    return ParamsFile(text).with_entered({FIELDS[key]: value for key, value in keys.items()})


def test_every_key_is_in_one_group_and_has_its_help_in_every_language():
    grouped = [key for keys in GROUPS.values() for key in keys]
    assert sorted(grouped) == sorted(FIELDS)
    needed = {field.help_code for field in FIELDS.values()} | {
        f"lab.form.group.{code}" for code in GROUPS
    }
    assert [code for code in needed if not Words("en").knows(code)] == []
    for language in ("ar_IQ", "ckb_IQ"):
        assert needed.isdisjoint(untranslated(language))


def test_fields_know_what_can_be_chosen_what_must_be_given_and_what_holds_else():
    assert FIELDS["kind"].choices == ("annual", "midterm", "final")
    assert [key for key, field in FIELDS.items() if field.required] == ["kind", "current.start", "current.end", "places"]  # fmt: skip
    assert (FIELDS["rating.on_track"].default, FIELDS["demonstration"].default) == ("0.95", "false")
    assert FIELDS["formats"].default == "html, pdf, docx"
    kinds = {key: FIELDS[key].kind for key in ("plan", "places", "evaluators", "cover.issuer")}
    assert kinds == {"plan": "text", "places": "names", "evaluators": "records", "cover.issuer": "records"}  # fmt: skip


@pytest.mark.parametrize("path", PARAMS, ids=lambda path: path.stem)
def test_what_a_file_says_entered_again_leaves_it_as_it_is(path):
    text = path.read_text(encoding="utf-8")
    opened = ParamsFile(text)
    entered = {field: opened.entered(field) for field in FIELDS.values()}
    assert opened.with_entered(entered) == text


@pytest.mark.parametrize("path", PARAMS, ids=lambda path: path.stem)
def test_one_changed_key_changes_one_line(path):
    text = path.read_text(encoding="utf-8")
    (kind,) = [line for line in text.splitlines() if line.startswith("kind:")]
    assert with_entered(text, kind="annual") == text.replace(kind, "kind: annual")


def test_a_file_in_another_form_stays_as_it_is_where_nothing_was_changed():
    text = SMALL.replace("  start:", "        start:").replace("  end:", "        end:")
    assert with_entered(text, kind="midterm", places="IQ") == text


def test_comments_stay_where_they_were():
    changed = with_entered(SMALL, kind="annual", rating__on_track="0.90")
    same_column = SMALL.replace("midterm  #", "annual   #").replace("0.95  #", "0.9   #")
    assert changed == same_column


def test_an_emptied_field_is_left_out_and_an_empty_one_adds_nothing():
    assert with_entered(SMALL, rating__on_track=" ").count("on_track") == 0
    assert with_entered(SMALL, cover__number="", earlier="") == SMALL


def test_a_new_key_under_a_new_one():
    assert with_entered(SMALL, cover__number="7/2023").endswith("cover:\n  number: 7/2023\n")


@pytest.mark.parametrize(
    ("key", "entered", "line"),
    [
        ("rounds", "2020, 007, on", "rounds: ['2020', '007', on]"),  # names, never numbers
        ("cover__number", "2023", "  number: '2023'"),
        ("cover__dated", "2023-03-31", "  dated: 2023-03-31"),
        ("scales__top", "4, 5", "  top: [4, 5]"),
        ("power", "0.90", "power: 0.9"),
        ("demonstration", "true", "demonstration: true"),
        ("power", "much", "power: much"),  # which the check refuses
        ("power", "[1]", "power: '[1]'"),
        ("evaluators", "- role:\n    text: Lead", "evaluators:\n  - role:\n      text: Lead"),
    ],
)
def test_what_is_entered_is_written_as_what_it_is(key, entered, line):
    assert line in with_entered(SMALL, **{key: entered})


def test_what_was_written_loads_as_a_study(tmp_path):
    text = with_entered(SMALL, rounds="2020", cover__number="2023", cover__dated="2023-03-31", scales__top="5")  # fmt: skip
    path = tmp_path / "x.yml"
    path.write_text(text, encoding="utf-8")
    study = load_study(path)
    assert (study.rounds, study.cover.number, str(study.cover.dated), study.scales.top) == (("2020",), "2023", "2023-03-31", (5,))  # fmt: skip


def test_lines_that_are_no_yaml_name_their_key():
    with pytest.raises(YAMLError, match="evaluators"):
        with_entered(SMALL, evaluators="- role: [")


def test_a_file_that_is_no_record_is_refused():
    with pytest.raises(YAMLError):
        ParamsFile("- a\n- b\n")
