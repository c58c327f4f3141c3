from pathlib import Path

import pytest

from in_english import english
from wps_eval.errors import StudyFaults
from wps_eval.plan import load_plan
from wps_eval.study import load_study, study_schema
from wps_eval.study.load import check_against_plan

HOUSE = Path(__file__).parents[2]
GOOD = """kind: midterm
current: {start: 2021-01-01, end: 2022-12-31}
places: [IQ]
"""


def faults_of(text, tmp_path):
    (tmp_path / "s.yml").write_text(text, encoding="utf-8")
    with pytest.raises(StudyFaults) as caught:
        load_study(tmp_path / "s.yml")
    return caught.value.faults


def test_the_studies_of_the_house_load():
    for name in ("midterm-2022", "final-2024"):
        assert load_study(HOUSE / "params" / f"{name}.yml").name == name


def test_a_study_cannot_be_changed(tmp_path):
    (tmp_path / "s.yml").write_text(GOOD, encoding="utf-8")
    study = load_study(tmp_path / "s.yml")
    with pytest.raises(ValueError, match="frozen"):
        study.seed = 2


def test_a_misspelt_key_is_refused_with_the_nearest_name(tmp_path):
    found = faults_of(GOOD + "plcaes: [IQ]\nrating: {on_trak: 0.9}\n", tmp_path)
    remedies = [english(fault).remedy for fault in found]
    assert remedies == ["Did you mean 'places'?", "Did you mean 'on_track'?"]


def test_all_faults_come_at_once(tmp_path):
    text = "kind: midterme\ncurrent: {start: 2022-12-31, end: 2021-01-01}\nplaces: [IQ]\n"
    columns = {fault.where.column for fault in faults_of(text, tmp_path)}
    assert columns >= {"kind", "current"}


def test_an_impossible_date_is_refused(tmp_path):
    text = GOOD.replace("2021-01-01", "2021-02-31")
    assert faults_of(text, tmp_path)[0].where.file == "params/s.yml"


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "kind: [", "kind: midterm\n\tx: 1\n"])
def test_what_is_no_params_file_is_said(text, tmp_path):
    assert len(faults_of(text, tmp_path)) == 1


def test_a_missing_study_names_the_nearest(tmp_path):
    (tmp_path / "midterm-2022.yml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(StudyFaults, match="midterm-2022"):
        load_study(tmp_path / "midterm-202.yml")


LANGUAGES = ("en", "ar_IQ", "ckb_IQ")


def test_the_plan_shows_unknown_places_indicators_and_languages():
    study = load_study(HOUSE / "params" / "midterm-2022.yml")
    wrong = study.model_copy(
        update={"places": ("Atlantis",), "primary": ("I9.9.9-a",), "languages": ("xx",)}
    )
    plan = load_plan(HOUSE / "data" / "plan")
    codes = {fault.code for fault in check_against_plan(wrong, plan, LANGUAGES)}
    assert codes == {"unknown_places", "unknown_primary", "unknown_languages"}
    assert check_against_plan(study, plan, LANGUAGES) == []


def test_the_schema_completes_every_key():
    schema = study_schema()
    assert "name" not in schema["properties"]
    assert {"kind", "places", "current", "rating"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
    issuer = schema["$defs"]["CoverText"]
    assert list(issuer["properties"]) == ["text"]
    assert list(issuer["patternProperties"]) == ["^(text)_[a-z]{2,3}$"]


def test_a_cover_is_told_in_every_language_and_a_strange_key_names_the_nearest(tmp_path):
    text = GOOD + "cover: {issuer: {text: Office, text_ar: مكتب}}\n"
    (tmp_path / "s.yml").write_text(text, encoding="utf-8")
    issuer = load_study(tmp_path / "s.yml").cover.issuer
    assert [issuer.in_language(language) for language in LANGUAGES] == ["Office", "مكتب", "Office"]
    wrong = text.replace("text_ar: مكتب", "text_ckb: 5, text_arr: مكتب")
    found = {fault.where.column: english(fault).remedy for fault in faults_of(wrong, tmp_path)}
    assert set(found) == {"cover.issuer.text_ckb", "cover.issuer.text_arr"}
    assert "text_ar" in found["cover.issuer.text_arr"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("smallest_meaningful_change", ".inf"), ("smallest_meaningful_change", ".nan"),
        ("smallest_meaningful_change", "1e9"), ("smallest_meaningful_change", "-0.1"),
        ("confidence_level", ".nan"), ("scales", "{valid_prop: .inf}"), ("rating", "{on_track: .nan}"),
    ],
)  # fmt: skip
def test_a_number_is_finite_and_within_sense(key, value, tmp_path):
    (fault,) = faults_of(f"{GOOD}{key}: {value}\n", tmp_path)
    assert fault.where.column.startswith(key)


def test_the_largest_difference_that_may_be_meaningful(tmp_path):
    (tmp_path / "s.yml").write_text(f"{GOOD}smallest_meaningful_change: 999999999\n")
    assert load_study(tmp_path / "s.yml").smallest_meaningful_change == 999_999_999


@pytest.mark.parametrize(
    "choice",
    ["rounds: [../r]", "rounds: ['a b']", "comparisons: [{baseline: a/b, current: b}]",
     "comparisons: [{baseline: a, current: '.'}]", "earlier: a.yml", "figures: figures/../x"],
)  # fmt: skip
def test_a_name_is_a_name(choice, tmp_path):
    found = faults_of(f"{GOOD}{choice}\n", tmp_path)
    assert {fault.where.column.partition(".")[0] for fault in found} == {choice.partition(":")[0]}


def test_names_in_any_script_and_folders_in_folders_are_names(tmp_path):
    text = f"{GOOD}plan: harmonia/plan\nrounds: [مسح-2022, a_b]\nearlier: midterm-2022\n"
    (tmp_path / "s.yml").write_text(text, encoding="utf-8")
    assert load_study(tmp_path / "s.yml").rounds == ("مسح-2022", "a_b")
