"""A new study is faultless at once, reads no other study's inputs, and writes over nothing."""

import csv
import shutil
import stat
from datetime import date

import pytest
from typer.testing import CliRunner

from wps_eval.errors import StudyFaults
from wps_eval.paths import Root
from wps_eval.plan.load import load_plan
from wps_eval.run.check import check_prose, check_study
from wps_eval.run.cli import app
from wps_eval.run.new_evaluation import (
    NewEvaluation,
    new_evaluation,
    plans_there,
    refuse_taken,
    usual_period,
)
from wps_eval.study import Study, load_study
from wps_eval.words.catalogue import Words

SAID = {
    "name": "review", "plan": "plan", "kind": "midterm", "title": "A review: of 2022", "start": "", "end": "",
    "languages": ("en", "ar_IQ"), "places": (),
}  # fmt: skip


def begin(folder, language="en", **said):
    return new_evaluation(Root(folder), NewEvaluation(**(SAID | said)), Words(language))


def files_in(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def run(*words, answers=None):
    done = CliRunner().invoke(app, ["new", *words], input=answers)
    return done.output, done.exit_code


@pytest.mark.parametrize("kind", ["annual", "midterm", "final"])
def test_a_new_study_has_no_fault(bench_folder, kind):
    begin(bench_folder, kind=kind)
    edition, faults, _ = check_study("review", start=bench_folder)
    assert faults + check_prose(edition) == []


@pytest.mark.parametrize("language", ["en", "ar_IQ", "ckb_IQ"])
def test_every_key_is_said_and_explained_and_changes_nothing(bench_folder, language):
    *_, path = begin(bench_folder, language).paths
    lines = path.read_text(encoding="utf-8").splitlines()
    keys = [line.partition(":")[0] for line in lines if line[:1].isalpha()]
    assert keys == [key for key in Study.model_fields if key != "name"]
    assert all(
        lines[lines.index(line) - 1].startswith("# ") for line in lines if line[:1].isalpha()
    )
    assert lines[1] == "# A review: of 2022"
    explained = "".join(lines[at - 1] for at, line in enumerate(lines) if line.startswith("state:"))
    assert ("consultation" in explained, "draft, consultation or final" in explained) == (True, language == "en")  # fmt: skip
    study = load_study(path)
    usual = Study(
        name="x", kind="midterm", current={"start": "2021-01-01", "end": "2022-12-31"}, places=("IQ",)
    )  # fmt: skip
    own = ("name", "plan", "figures", "surveys", "returns", "studies", "private", "languages")
    assert study.model_dump(exclude=own) == usual.model_dump(exclude=own)
    assert study.languages == ("en", "ar_IQ")


def test_its_inputs_are_its_own(bench_folder):
    before = files_in(bench_folder)
    begin(bench_folder)
    study = load_study(bench_folder / "params/review.yml")
    folders = [study.plan, study.figures, study.surveys, study.returns, study.studies]
    assert all(name.startswith("review/") for name in folders)
    assert study.private == "private/review"  # what lies in data/private/ is never committed
    for folder in ("data/private", "data/private/review"):
        assert stat.S_IMODE((bench_folder / folder).stat().st_mode) == 0o700
    assert all((bench_folder / "params/review" / name).is_dir() for name in study.languages)
    assert {path: files_in(bench_folder)[path] for path in before} == before


def test_the_plan_is_copied_with_the_targets_of_its_own_indicators(bench_folder):
    assert begin(bench_folder).left_out == 1  # T-C-01, of a context figure
    old, new = bench_folder / "data/plan", bench_folder / "data/review/plan"
    same = {path.name for path in old.iterdir() if path.is_file()} - {"targets.csv"}
    assert all((new / name).read_bytes() == (old / name).read_bytes() for name in same)
    assert [target.code for target in load_plan(new).targets] == ["T-01"]
    with (new / "targets.csv").open(encoding="utf-8") as handle:
        assert len({len(cells) for cells in csv.reader(handle)}) == 1


def test_a_study_of_made_up_targets_is_one_of_demonstration_data(bench_folder):
    shutil.copytree(bench_folder / "data/plan", bench_folder / "data/demo/plan")
    begin(bench_folder, plan="demo/plan")
    begin(bench_folder, name="real")
    assert load_study(bench_folder / "params/review.yml").demonstration is True
    assert load_study(bench_folder / "params/real.yml").demonstration is False


def test_a_plan_without_targets_gets_a_table_for_them(bench_folder):
    (bench_folder / "data/plan/targets.csv").unlink()
    begin(bench_folder)
    head, *rows = (bench_folder / "data/review/plan/targets.csv").read_text().splitlines()
    assert set(head.split(",")) >= {"code", "indicator", "kind", "value", "date", "status"}
    assert rows == []


@pytest.mark.parametrize(
    ("kind", "period"),
    [
        ("annual", (date(2021, 1, 1), date(2021, 12, 31))),
        ("midterm", (date(2021, 1, 1), date(2022, 12, 31))),
        ("final", (date(2021, 1, 1), date(2024, 12, 31))),
    ],
)
def test_the_period_follows_from_the_plan(bench_folder, kind, period):
    assert usual_period(load_plan(bench_folder / "data/plan"), kind) == period


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": "a b"}, "bad_study_name"),
        ({"name": "../x"}, "bad_study_name"),
        ({"name": "midterm-2022"}, "name_taken"),
        ({"name": "schema"}, "name_taken"),  # a folder of params/
        ({"name": "figures"}, "name_taken"),  # a folder of data/
        ({"name": "ledger"}, "name_taken"),  # a folder of outputs/, there or not
        ({"plan": "plam"}, "unknown_plan"),
        ({"kind": "yearly"}, "bad_value.choice"),
        ({"places": ("IQ-X",)}, "unknown_places"),
        ({"languages": ("fr",)}, "unknown_languages"),
        ({"end": "2025-01-01"}, "current_after_plan"),
    ],
)
def test_what_cannot_be_is_a_fault_and_nothing_is_written(bench_folder, said, code):
    before = files_in(bench_folder)
    with pytest.raises(StudyFaults) as caught:
        begin(bench_folder, **said)
    assert [fault.code for fault in caught.value.faults] == [code]
    assert files_in(bench_folder) == before
    assert not (bench_folder / "data/review").exists()


def test_results_of_an_earlier_study_keep_their_name(bench_folder):
    refuse_taken(Root(bench_folder), "review")
    (bench_folder / "outputs/review").mkdir(parents=True)
    with pytest.raises(StudyFaults) as caught:
        refuse_taken(Root(bench_folder), "review")
    assert caught.value.faults[0].where.file == "outputs/review"


def test_plans_are_found_one_folder_down_and_two(bench_folder):
    (bench_folder / "data/harmonia/plan").mkdir(parents=True)
    (bench_folder / "data/harmonia/plan/plan.yml").touch()
    assert plans_there(Root(bench_folder)) == ("harmonia/plan", "plan")


def test_it_asks_in_the_language_asked_for_and_proposes_what_is_usual(bench_folder, monkeypatch):
    monkeypatch.chdir(bench_folder)
    answers = "yearly\nfinal\nA title\n\n\n\nen، ckb_IQ\nIQ,IQG01\n"
    output, code = run("review", "--language", "ar_IQ", answers=answers)
    assert code == 0, output
    assert output.count("ما نوع التقييم") == 2  # asked again
    assert "annual" in output
    study = load_study(bench_folder / "params/review.yml")
    assert (study.kind, study.places, study.languages) == ("final", ("IQ", "IQG01"), ("en", "ckb_IQ"))  # fmt: skip
    assert (study.current.start, study.current.end) == (date(2021, 1, 1), date(2024, 12, 31))
    assert "params/review.yml" in output
    assert "wps-eval check review" in output


def test_options_answer_without_being_asked(bench_folder, monkeypatch):
    monkeypatch.chdir(bench_folder)
    output, code = run("review", "--kind", "annual", "--end", "2021-06-30", "--yes")
    assert code == 0, output
    study = load_study(bench_folder / "params/review.yml")
    assert (study.kind, study.current.end) == ("annual", date(2021, 6, 30))


def test_a_taken_name_is_a_sentence_before_anything_is_asked(bench_folder, monkeypatch):
    monkeypatch.chdir(bench_folder)
    output, code = run("midterm-2022")
    assert code == 1
    assert "params/midterm-2022.yml" in output
