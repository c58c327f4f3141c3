"""An empty folder becomes a workbench, and nothing that is somebody's goes along."""

import json
import shutil
import tomllib

import pytest
from typer.testing import CliRunner

from in_memory import HOUSE
from wps_eval.errors import InputFaults
from wps_eval.paths import find_root
from wps_eval.plan.load import load_plan
from wps_eval.run import new_workbench as laying
from wps_eval.run.check import check_study
from wps_eval.run.cli import app
from wps_eval.run.new_evaluation import NewEvaluation, new_evaluation
from wps_eval.run.new_workbench import LAID, files_to_lay, new_workbench
from wps_eval.words.catalogue import Words


def names_in(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    folder = tmp_path_factory.mktemp("laid") / "bench"
    new_workbench(folder)
    return folder


def test_an_evaluation_begun_in_it_has_no_fault(laid, tmp_path):
    folder = tmp_path / "bench"
    shutil.copytree(laid, folder)
    root = find_root(folder / "docs")
    asked = NewEvaluation(
        name="review", plan="plan", kind="midterm", title="", start="", end="", languages=(), places=()
    )  # fmt: skip
    new_evaluation(root, asked, Words("en"))
    _, faults, _ = check_study("review", start=folder)
    assert faults == []


def test_it_holds_the_house_s_files_and_no_figure_answer_or_result(laid):
    names = names_in(laid)
    for one in ("notebooks/pipeline.yml", "data/instruments/population/survey.csv", ".gitignore", ".jupyter/jupyter_lab_config.py", ".jupyter/settings/overrides.json", "notebooks/start.ipynb",
                "params/schema/study.json", "docs/guide-evaluator.md", "data/plan/indicators.csv"):  # fmt: skip
        assert (laid / one).read_bytes() == (HOUSE / one).read_bytes()
    assert load_plan(laid / "data/plan").indicators
    tops = {name.partition("/")[0] for name in names}
    assert tops == {".gitignore", ".jupyter", "data", "docs", "notebooks", "params"}
    assert {name.split("/")[1] for name in names if name.startswith("data/")} == {
        "instruments",
        "plan",
    }
    assert {name.split("/")[1] for name in names if name.startswith("params/")} == {"schema"}


def test_what_somebody_left_beside_them_stays_where_it_is(laid, tmp_path):
    source = tmp_path / "checkout"
    shutil.copytree(laid, source)
    for stray in ("notebooks/answers.csv", "notebooks/round.sav", "notebooks/.ipynb_checkpoints/a.ipynb", "data/plan/export.xlsx",
                  "data/private/r/export.csv", "data/demo/a.csv", "data/figures/a.csv", "outputs/x/run.json", "params/x.yml",
                  "data/instruments/population/answers.xlsx"):  # fmt: skip
        (source / stray).parent.mkdir(parents=True, exist_ok=True)
        (source / stray).touch()
    assert {path.relative_to(source).as_posix() for path in files_to_lay(source)} == names_in(laid)


def test_a_notebook_is_laid_without_what_it_once_showed(laid, tmp_path, monkeypatch):
    source = tmp_path / "checkout"
    shutil.copytree(laid, source)
    path = source / "notebooks/summary.ipynb"
    clean = json.loads(path.read_text(encoding="utf-8"))
    dirty = json.loads(path.read_text(encoding="utf-8"))
    cell = next(each for each in dirty["cells"] if each["cell_type"] == "code")
    cell.update(outputs=[{"output_type": "stream", "name": "stdout", "text": "a result"}], execution_count=3)  # fmt: skip
    path.write_text(json.dumps(dirty), encoding="utf-8")
    monkeypatch.setattr(laying, "_CARRIED", source)  # a wheel's own folder goes before the checkout
    new_workbench(tmp_path / "new")
    new = (tmp_path / "new/notebooks/summary.ipynb").read_text(encoding="utf-8")
    assert json.loads(new) == clean


@pytest.mark.parametrize("there", ["file", "folder/file", "folder/.hidden"])
def test_nothing_is_written_over(tmp_path, there):
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine")
    folder = tmp_path / there.split("/")[0]
    with pytest.raises(InputFaults) as caught:
        new_workbench(folder)
    assert [fault.code for fault in caught.value.faults] == ["folder_not_empty"]
    assert names_in(tmp_path) == {there}


def test_a_package_that_carries_nothing_says_so(tmp_path, monkeypatch):
    for name in ("_CARRIED", "_CHECKOUT"):
        monkeypatch.setattr(laying, name, tmp_path / "nowhere")
    with pytest.raises(InputFaults) as caught:
        new_workbench(tmp_path / "new")
    assert [fault.code for fault in caught.value.faults] == ["nothing_to_lay"]
    assert not (tmp_path / "new").exists()


def test_the_wheel_carries_what_is_laid():
    build = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    wheel = build["build"]["targets"]["wheel"]
    carried = {name.removeprefix("/") for name in wheel["include"]} | set(wheel["force-include"])
    assert carried == {"src/wps_eval", *LAID}
    moved = wheel["sources"] | wheel["force-include"]
    tops = {pattern.partition("/")[0] for pattern in LAID}
    assert moved == {"src/wps_eval": "wps_eval"} | {top: f"wps_eval/begin/{top}" for top in tops}


def test_the_command_says_what_comes_next_in_the_language_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["init", "bench", "--language", "ckb_IQ"])
    assert done.exit_code == 0, done.output
    assert "wps-eval new NAME" in done.output
    assert "هەنگاوی داهاتوو" in done.output
    again = CliRunner().invoke(app, ["init", "bench"])
    assert again.exit_code == 1
    assert "Nothing was written" in again.output
