"""Rows of a round to be shared: what leaves, in which order, and when nothing does."""

import csv
import json
import re
import shutil
import stat
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from in_memory import HOUSE
from wps_eval.errors import SurveyFaults
from wps_eval.run.cli import app
from wps_eval.run.microdata import anonymous_rows, lines, write_microdata
from wps_eval.survey.design import EQUAL, Design
from wps_eval.survey.design_file import write_design
from wps_eval.words.catalogue import Words
from wps_eval.workspace.opened import open_workspace
from wps_eval.workspace.people import people_file
from wps_eval.workspace.regions import with_regions

ROUND = """
title: A test
instrument: population
data: export.csv
design: {kind: probability}
start: 2022-09-01
end: 2022-09-30
population: People
ethics: {approval: A board, date: 2022-01-01, referral_pathway: A card}
microdata: true
"""
STUDY = """
kind: midterm
current: {start: 2021-01-01, end: 2022-12-31}
places: [IQ]
rounds: [r1, r2]
"""
KURDISTAN = ("IQG06", "IQG09", "IQG11")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A study of two rounds, opened once."""
    folder = tmp_path_factory.mktemp("bench")
    for name in ("data/plan", "data/figures", "data/instruments"):
        shutil.copytree(HOUSE / name, folder / name)
    (folder / "params").mkdir()
    for study in ("one", "other"):
        (folder / "params" / f"{study}.yml").write_text(STUDY, encoding="utf-8")
    return SimpleNamespace(
        folder=folder,
        one=open_workspace("one", folder),
        other=open_workspace("other", folder),
    )


@pytest.fixture
def bench(made):
    """The study without anything that a run or an earlier test made."""
    shutil.rmtree(made.folder / "outputs", ignore_errors=True)
    for code in ("r1", "r2"):
        lay_round(made.one, code)
    return made


def lay_round(workspace, code, text=ROUND):
    path = workspace.folders.surveys / code / "round.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def answers(places=("IQG01", "IQG08", "IQG15"), units=4, size=12, **changes):
    """Make people of some places; in each unit everybody lives alike, and all answers differ."""
    n = len(places) * units * size
    at = np.arange(n)
    frame = pd.DataFrame(
        {
            "sex": np.where(at % 2, "f", "m"),
            "age_group": np.array(["18-24", "25-44", "45-59", "60+"])[at // 2 % 4],
            "governorate": np.repeat(places, units * size),
            "area": "urban",
            "psu_code": np.repeat([f"village-{i}" for i in range(len(places) * units)], size),
            "age": 18.0 + at % 50,
            "displacement": "displaced",
            "interview_language": "ckb",
            "month": "2022-09",
            "k_quota": (at % 3 + 1).astype(str),
            "a_leaders": (at % 5 + 1).astype(str),
            "weight": 100.0 + np.repeat(np.arange(len(places) * units), size),
            "stratum": "all",
        }
    ).astype({"age": float, "weight": float})
    return frame.assign(**changes)


def lay_people(workspace, frame, code="r1", kind="probability"):
    if kind == "probability":
        drawn = {"weight": "weight", "stratum": "stratum", "psu": "psu_code"}
    elif kind == "training_intake":
        drawn = {"weight": EQUAL, "psu": "psu_code"}
    else:
        drawn = {"weight": EQUAL}
    design = with_regions(Design.from_rows(frame, kind=kind, **drawn), workspace.plan.places)
    write_design(design, people_file(workspace, code))


def released(bench, frame, **more):
    lay_people(bench.one, frame, **more)
    return anonymous_rows(bench.one, "r1")


def refusal(call):
    with pytest.raises(SurveyFaults) as caught:
        call()
    (fault,) = caught.value.faults
    return fault


def test_what_leaves_are_keys_answers_and_safe_parts_of_the_design(bench):
    rows = released(bench, answers()).rows
    assert list(rows) == [
        "sex", "age_group", "governorate", "area", "month", "k_quota", "a_leaders",
        "design_weight", "design_unit",
    ]  # fmt: skip
    cells = {cell for name in rows for cell in rows[name]}
    assert cells.isdisjoint({"displaced", "ckb"})
    assert not any("village" in cell for cell in cells)


def test_each_person_is_there_once_with_their_own_answers_in_another_order(bench):
    frame = answers(k_quota="2", a_leaders=(np.arange(144) // 12 % 5 + 1).astype(str))
    rows = released(bench, frame).rows
    columns = ["sex", "governorate", "a_leaders"]
    assert rows[columns].value_counts().to_dict() == frame[columns].value_counts().to_dict()
    assert rows["a_leaders"].tolist() != frame["a_leaders"].tolist()


def test_the_order_is_the_secrets_and_the_same_each_time(bench):
    first = released(bench, answers()).rows
    assert anonymous_rows(bench.one, "r1").rows.equals(first)
    salt = bench.folder / "data/private/salt"
    salt.write_bytes(salt.read_bytes()[::-1])
    assert not anonymous_rows(bench.one, "r1").rows.equals(first)


def test_units_are_numbered_anew_and_stay_together(bench):
    frame = answers(a_leaders=(np.repeat(np.arange(12), 12) + 1).astype(str))
    rows = released(bench, frame).rows
    assert sorted(set(rows["design_unit"]), key=int) == [str(i + 1) for i in range(12)]
    pairs = rows[["a_leaders", "design_unit"]].drop_duplicates()
    assert len(pairs) == 12
    assert pairs["a_leaders"].tolist() != pairs["design_unit"].tolist()


@pytest.mark.parametrize(("units", "numbered"), [(3, True), (2, False)])
def test_units_are_not_numbered_where_their_place_tells_which_they_are(bench, units, numbered):
    found = released(bench, answers(units=units, size=16))
    assert "governorate" in found.rows
    assert ("design_unit" in found.rows) is numbered
    assert any("not numbered" in line for line in lines(found, Words("en"))) is not numbered


def test_classes_of_a_course_are_not_numbered(bench):
    lay_round(bench.one, "r1", ROUND.replace("kind: probability", "kind: training_intake"))
    frame = answers(age_group="18-24")
    assert "design_unit" not in released(bench, frame, kind="training_intake").rows


@pytest.mark.parametrize(("mixed", "may_hide"), [(6, False), (7, True)])
def test_a_key_that_most_villages_share_is_not_hidden_for_one_person(bench, mixed, may_hide):
    frame = answers()  # 12 villages
    villages = [f"village-{i}" for i in range(mixed)]
    frame.loc[frame["psu_code"].isin(villages) & (frame.index % 2 == 0), "area"] = "rural"
    found = {each.key.name: each.key.may_hide for each in released(bench, frame).keys}
    assert found["area"] is may_hide
    assert not found["governorate"]
    assert not found["month"]
    assert found["sex"]


def test_the_wave_of_a_course_is_neither_left_out_nor_hidden(bench):
    lay_round(bench.one, "r1", ROUND.replace("population\n", "training\n", 1))
    frame = answers(wave=np.repeat(["pre", "post"], 72))
    (wave,) = (each.key for each in released(bench, frame).keys if each.key.name == "wave")
    assert not wave.may_leave
    assert not wave.may_hide


def test_months_are_merged_to_a_span(bench):
    frame = answers(age_group="18-24")
    at = frame.index % 48  # of each governorate: 36, 10 and 2 people
    months = np.select([at < 36, at < 46], ["2022-09", "2022-10"], "2022-11")
    found = released(bench, frame.assign(month=months))
    assert found.merged == {"month": ("2022-09", "2022-10/2022-11")}


def test_a_weight_is_the_mean_of_those_who_share_the_keys(bench):
    frame = answers()
    rows = released(bench, frame).rows
    weights = rows["design_weight"].astype(float)
    assert weights.sum() == pytest.approx(frame["weight"].sum(), rel=1e-5)
    keys = ["sex", "age_group", "governorate"]
    assert len(rows[[*keys, "design_weight"]].drop_duplicates()) == len(
        rows[keys].drop_duplicates()
    )
    one = frame[frame["governorate"] == "IQG01"]["weight"].mean()
    assert weights[rows["governorate"] == "IQG01"].mean() == pytest.approx(one, rel=1e-5)


def test_equal_weights_do_not_leave(bench):
    frame = answers(age_group="18-24")
    assert "design_weight" not in released(bench, frame, kind="convenience").rows


def test_small_governorates_become_their_region_and_those_of_none_the_country(bench):
    frame = answers(("IQG01", "IQG02", *KURDISTAN), units=1, size=12)
    rows = released(bench, frame.assign(age_group="18-24", sex="f")).rows
    assert set(rows["governorate"]) == {"IQG01", "IQG02", *KURDISTAN}
    few = frame.assign(age_group="18-24").groupby("governorate").head(8)
    assert set(released(bench, few).rows["governorate"]) == {"IQ", "IQ-KR"}


def test_ages_are_merged_and_the_span_is_named(bench):
    frame = answers()
    most = frame["age_group"].map({"18-24": 6, "25-44": 6, "45-59": 3, "60+": 5})
    frame = frame[frame.groupby(["sex", "age_group", "governorate"]).cumcount() < most]
    found = released(bench, frame)
    assert found.merged == {"age_group": ("18-24", "25-44", "45+")}
    assert set(found.rows["age_group"]) == {"18-24", "25-44", "45+"}


def test_a_cell_that_was_hidden_says_so_and_one_that_was_never_there_is_empty(bench):
    frame = answers()
    alone = frame["governorate"].eq("IQG01") & frame["age_group"].eq("60+") & frame["sex"].eq("m")
    frame = frame[~alone | (alone.cumsum() > 3)]  # three are left of six
    frame.loc[frame.index[0], "age_group"] = None
    rows = released(bench, frame).rows
    hidden = int((rows[["sex", "age_group"]] == "suppressed").to_numpy().sum())
    assert (
        hidden == released(bench, frame).hidden["sex"] + released(bench, frame).hidden["age_group"]
    )
    assert hidden >= 1
    assert (rows["age_group"] == "").sum() == 1
    assert (rows["governorate"] == "suppressed").sum() == 0  # its village would tell


def test_who_did_not_want_to_say_has_no_key(bench):
    frame = answers()
    lay_people(bench.one, frame)
    form = bench.folder / "data/instruments/population/choices.csv"
    text = form.read_text(encoding="utf-8")
    try:
        form.write_text(text + "area,99,Refused,,,refused\n", encoding="utf-8")
        frame.loc[0, "area"] = "99"
        rows = released(bench, frame).rows
    finally:
        form.write_text(text, encoding="utf-8")
    assert sorted(set(rows["area"])) == ["", "urban"]


def test_the_limit_is_the_studys_smallest_count(bench):
    frame = answers(units=1, size=40)
    counts = released(bench, frame).rows.groupby(["sex", "age_group", "governorate"]).size()
    assert counts.min() == 5
    strict = bench.one.study.disclosure.model_copy(update={"smallest_count": 6})
    study = bench.one.study.model_copy(update={"disclosure": strict})
    workspace = type(bench.one)(bench.one.root, study, bench.one.plan)
    assert anonymous_rows(workspace, "r1").anonymous.after.below == 0
    found = anonymous_rows(workspace, "r1")
    assert found.merged or found.left_out


def test_files_of_a_demonstration_say_so_in_their_names(bench):
    made = released(bench, answers())
    shown_as = made.people.round.model_copy(update={"demonstration": True})
    paths = write_microdata(replace(made, people=replace(made.people, round=shown_as)), bench.one)
    assert {path.name.partition("-")[0] for path in paths} == {"demonstration"}


def test_files_are_their_owners_and_say_what_was_done_in_counts(bench):
    paths = write_microdata(released(bench, answers()), bench.one)
    assert [path.name for path in paths] == ["r1.json", "r1-codebook.csv", "r1.csv"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE(paths[0].parent.stat().st_mode) == 0o700
    told = json.loads(paths[0].read_text(encoding="utf-8"))
    assert (told["round"], told["people"], told["smallest"]) == ("r1", 144, 5)
    assert told["keys"] == ["sex", "age_group", "governorate", "area", "month"]
    assert told["after"]["below"] == 0
    assert told["questions_left_out"]["displacement"] == "sensitive"
    assert told["diversity"]["awareness_protection_mechanisms"] == {"least": 3, "alike": 0}
    assert not any("village" in path.read_text(encoding="utf-8") for path in paths)


def test_a_question_that_all_answered_alike_is_told(bench):
    found = released(bench, answers(k_quota="2"))
    assert any(
        line.startswith("awareness_protection_mechanisms: 144 people")
        for line in lines(found, Words("en"))
    )


def test_the_codebook_names_every_column_and_category_in_three_languages(bench):
    found = released(bench, answers(("IQG01", "IQG02", *KURDISTAN), units=1, size=8))
    _, path, data = write_microdata(found, bench.one)
    with path.open(encoding="utf-8") as handle:
        book = list(csv.DictReader(handle))
    with data.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    named = {(line["column"], line["code"]) for line in book}
    assert {(name, cell) for row in rows for name, cell in row.items()
            if cell and not name.startswith("design_")} <= named  # fmt: skip
    assert {(name, "") for name in rows[0]} <= named
    label = {(line["column"], line["code"]): line for line in book}
    assert label["sex", "f"]["label_ar_IQ"] == "أنثى"
    assert label["governorate", "IQ-KR"]["label_ckb_IQ"] == "هەرێمی کوردستان"
    assert label["governorate", "IQ"]["label_en"] == "Iraq: elsewhere"


def test_a_code_that_a_spreadsheet_would_compute_is_a_text(bench):
    frame = answers(k_quota="=1+1")
    *_, path = write_microdata(released(bench, frame), bench.one)
    assert "'=1+1" in path.read_text(encoding="utf-8")
    assert ",=1+1" not in path.read_text(encoding="utf-8")


def test_the_same_rows_may_be_written_again_and_others_not_by_any_study(bench):
    written = write_microdata(released(bench, answers()), bench.one)[-1].read_bytes()
    write_microdata(anonymous_rows(bench.one, "r1"), bench.one)
    lay_people(bench.other, answers(units=5))
    found = anonymous_rows(bench.other, "r1")
    fault = refusal(lambda: write_microdata(found, bench.other))
    assert (fault.code, fault.where.file) == (
        "microdata_other_rows",
        "outputs/one/microdata/r1.csv",
    )
    assert not bench.one.root.microdata("other").exists()
    changed = released(bench, answers(units=5))
    assert refusal(lambda: write_microdata(changed, bench.one)).code == "microdata_other_rows"
    assert (bench.one.root.microdata("one") / "r1.csv").read_bytes() == written


def test_a_round_of_other_surveys_with_the_same_code_is_another_round(bench):
    write_microdata(released(bench, answers()), bench.one)
    elsewhere = bench.other.study.model_copy(update={"surveys": "elsewhere"})
    other = type(bench.other)(bench.other.root, elsewhere, bench.other.plan)
    lay_round(other, "r1")
    lay_people(other, answers(units=5))
    write_microdata(anonymous_rows(other, "r1"), other)
    assert (other.root.microdata("other") / "r1.csv").is_file()


@pytest.mark.parametrize("line", ["", "microdata: false\n"])
def test_without_the_consent_of_those_who_took_part_nothing_leaves(bench, line):
    lay_round(bench.one, "r1", ROUND.replace("microdata: true\n", line))
    lay_people(bench.one, answers())
    fault = refusal(lambda: anonymous_rows(bench.one, "r1"))
    assert (fault.code, fault.where.file) == ("microdata_not_agreed", "r1/round.yml")


def test_a_round_that_nobody_took_in_or_named_is_told(bench):
    assert refusal(lambda: anonymous_rows(bench.one, "r2")).code == "round_not_taken_in"
    fault = refusal(lambda: anonymous_rows(bench.one, "r3"))
    assert (fault.code, fault.known) == ("round_not_named", ("r1", "r2"))


def test_counts_of_survivors_never_leave(bench):
    lay_round(bench.one, "r1", ROUND.replace("population\n", "feedback\n", 1))
    lay_people(bench.one, answers())
    assert refusal(lambda: anonymous_rows(bench.one, "r1")).code == "microdata_of_counts"


@pytest.mark.parametrize(("n", "safe"), [(34, True), (33, False)])
def test_where_three_in_a_hundred_would_be_recognised_nothing_leaves(bench, n, safe):
    lay_people(bench.one, answers().head(n), kind="convenience")  # 1/34 is 2.9 %, 1/33 is 3.03 %
    if safe:
        assert anonymous_rows(bench.one, "r1").anonymous.after.risk < 0.03
    else:
        assert refusal(lambda: anonymous_rows(bench.one, "r1")).code == "microdata_unsafe"


def asked(*words):
    done = CliRunner().invoke(app, ["release-microdata", *words])
    return done.output, done.exit_code


def test_the_command_proposes_and_then_writes(bench, monkeypatch):
    monkeypatch.chdir(bench.folder)
    lay_people(bench.one, answers())
    proposed, code = asked("r1", "--study", "one", "--propose")
    assert code == 0
    assert "144 people, told apart by sex, age_group, governorate, area, month" in proposed
    assert "Nothing was written" in proposed
    assert not bench.one.root.microdata("one").exists()
    written, code = asked("r1", "--study", "one")
    assert code == 0
    assert "outputs/one/microdata/r1.csv" in written
    assert "Nothing was written" not in written


def test_the_command_tells_a_refusal_in_the_language_asked_for(bench, monkeypatch):
    monkeypatch.chdir(bench.folder)
    told, code = asked("r9", "--study", "one", "--language", "ar_IQ")
    assert code == 1
    assert "لا تذكرها الدراسة" in told


def test_the_guides_commands_run(bench, monkeypatch):
    monkeypatch.chdir(bench.folder)
    guide = (HOUSE / "docs/guide-researcher.md").read_text(encoding="utf-8")
    commands = re.findall(r"^wps-eval release-microdata (.+)$", guide, re.MULTILINE)
    lay_people(bench.one, answers())
    found = [asked(*c.replace("<round>", "r1").replace("<study>", "one").split()) for c in commands]
    assert [code for _, code in found] == [0, 0]
