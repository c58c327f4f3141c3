"""Faults of figures and surveys in a run: told as check tells them, and nothing of before is lost."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from in_memory import lay_figures
from wps_eval.errors import Data, Fault, FigureFaults, SurveyFaults, Where
from wps_eval.pages import indicator_change
from wps_eval.pages.bench import open_bench
from wps_eval.run.check import check_study
from wps_eval.workspace.faults_met import faults_met, faults_told, forget_faults
from wps_eval.workspace.opened import RUNNER_VARIABLE, open_workspace

STUDY = "midterm-2022"
HEAD = "indicator,place,date,value,status,source\n"
FAULTY = HEAD + "I1.1.1-03-a,Atlantis,2020,100,final,Made up\n"
WORSE = HEAD + "I1.1.1-03-a,IQ,2020,200,final,Made up\nI1.1.1-03-a,IQ,2022,210,final,Made up\n"
FAULTS = (
    Fault("not_a_number", Where("f.csv", "Ninewa", 3, "value"), found="about 20"),
    Fault("current_before_plan", Where("s.yml"), date(2020, 1, 1), date(2021, 1, 1)),
    Fault("unknown_place", Where("f.csv"), found="Bagdad", known=("IQG08",)),
    Fault("value_disagrees", Where(), "20", Data(exact=28.88, numerator=95, denominator=329.0)),
    Fault(
        "two_final_values",
        Where("f.csv"),
        Data(indicator="C-x", date=("2021",), values=("2", "3"), places=(Where("f.csv", row=2),)),
    ),
)
TARGET = "T-X,I1.1.1-03-a,target,150,2024-12-31,official,,made up,clear,\n"


def run(folder):
    command = [
        sys.executable,
        "-c",
        "from wps_eval.run.cli import main; main()",
        "run",
        STUDY,
        "--jobs",
        "1",
    ]
    env = {**os.environ, "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_a_run_tells_what_check_tells_and_takes_nothing_away(tmp_path):
    folder, codes = lay_figures(tmp_path, FAULTY), {"unknown_place"}
    old = folder / "outputs" / STUDY / "IQ/en/midterm_report.html"
    old.parent.mkdir(parents=True)
    old.write_text("before", encoding="utf-8")
    assert {fault.code for fault in check_study(STUDY, start=folder)[1]} == codes
    done = run(folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "1 fault in the study midterm-2022" in done.stdout
    assert old.read_text(encoding="utf-8") == "before"
    assert not list((folder / "outputs" / STUDY / "released").glob("*.parquet"))
    record = json.loads((folder / "outputs" / STUDY / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == "failed"
    assert not any(name.endswith(".html") for name in record["files"])


def test_what_only_judging_finds_is_found_by_check_and_by_the_notebook(tmp_path, monkeypatch):
    folder = lay_figures(tmp_path, WORSE, targets=TARGET)
    faults = check_study(STUDY, start=folder)[1]
    assert {fault.code for fault in faults} == {"target_worse_than_baseline"}
    monkeypatch.chdir(folder)
    monkeypatch.setenv(RUNNER_VARIABLE, "1")
    monkeypatch.setattr("wps_eval.pages.bench.display", lambda *_, **__: None)
    bench = open_bench(STUDY)
    with pytest.raises(FigureFaults):
        indicator_change.measure(bench)
    assert list(faults_met(bench.workspace)) == faults
    assert not bench.workspace.holds("verdicts")


def test_faults_come_back_as_they_were_and_are_forgotten(tmp_path, monkeypatch):
    workspace = open_workspace(STUDY, lay_figures(tmp_path, HEAD))
    for value, kept in (("", ()), ("1", FAULTS)):
        monkeypatch.setenv(RUNNER_VARIABLE, value)
        with pytest.raises(SurveyFaults), faults_told(workspace):
            raise SurveyFaults(FAULTS, "rounds")
        assert faults_met(workspace) == kept
    forget_faults(workspace)
    assert faults_met(workspace) == ()


def test_nothing_of_a_row_about_a_person_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv(RUNNER_VARIABLE, "1")
    workspace = open_workspace(STUDY, lay_figures(tmp_path, HEAD))
    with pytest.raises(SurveyFaults), faults_told(workspace):
        raise SurveyFaults([Fault("answers_not_numbers", Where("e.csv"), found=12)], "rounds")
    path = workspace.root.work(STUDY) / "faults.json"
    assert path.stat().st_mode & 0o077 == 0
    assert [set(each["Fault"]) for each in json.loads(path.read_text(encoding="utf-8"))] == [
        {"where", "code", "found", "expected", "known", "blocks"}
    ]
