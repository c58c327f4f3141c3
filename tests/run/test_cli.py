"""What the command line prints, without a run."""

import shutil
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from in_memory import HOUSE
from wps_eval.run import run as running
from wps_eval.run import worklist
from wps_eval.run.cli import app


def printed(*words):
    """Give the lines that a command prints, and its exit code."""
    done = CliRunner().invoke(app, words)
    return done.output.splitlines(), done.exit_code


@pytest.mark.parametrize(("status", "code"), [("complete", 0), ("failed", 1)])
def test_a_run_tells_every_step_its_message_the_reports_and_what_to_look_at(
    monkeypatch, status, code
):
    record = SimpleNamespace(
        tasks=[
            SimpleNamespace(status="made", name="measure", message=""),
            SimpleNamespace(status="failed", name="report", message="no room left"),
        ],
        files=["outputs/x/IQ/en/report.html", "outputs/x/released/verdicts.parquet"],
        warnings=["look at this"],
        status=status,
    )
    monkeypatch.setattr(running, "run_study", lambda *_, **__: record)
    assert printed("run", "x") == (
        [
            "made         measure",
            "failed       report",
            "             no room left",
            "outputs/x/IQ/en/report.html",
            "warning: look at this",
            f"outputs/x/run.json: {status}",
        ],
        code,
    )


def test_status_counts_what_is_out_of_date_with_each_reason_once(bench_folder, monkeypatch):
    monkeypatch.chdir(bench_folder)
    reasons = ["a.csv has changed", "a.csv has changed", "b.csv has changed"]
    monkeypatch.setattr(worklist, "outdated_tasks", lambda *_: [("measure", reasons)])
    monkeypatch.setattr(worklist, "jobs", lambda *_: ["measure", "release", "report"])
    assert printed("status", "midterm-2022") == (
        ["measure: a.csv has changed; b.csv has changed", "1 of 3 out of date"],
        0,
    )
    monkeypatch.setattr(worklist, "outdated_tasks", lambda *_: [])
    assert printed("status", "midterm-2022") == (["everything is up to date"], 0)


def test_a_questionnaire_is_written_as_the_form_of_its_name(bench_folder, monkeypatch):
    shutil.copytree(HOUSE / "data/instruments", bench_folder / "data/instruments")
    monkeypatch.chdir(bench_folder)
    assert printed("form", "population") == (["outputs/forms/population.xlsx"], 0)
    assert (bench_folder / "outputs/forms/population.xlsx").is_file()
    assert not list(bench_folder.glob("outputs/forms/*.pdf"))
    paper, code = printed("form", "feedback", "--paper")
    assert (len(paper), code) == (7, 0)
    assert all((bench_folder / name).is_file() for name in paper)


def test_every_command_stands_in_the_readme():
    page = (HOUSE / "README.md").read_text(encoding="utf-8")
    names = [each.name or each.callback.__name__ for each in app.registered_commands]
    assert len(names) > 10
    assert [name for name in names if f"`wps-eval {name}" not in page] == []
