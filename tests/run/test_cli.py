"""What the command line prints, without a run."""

import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest
from typer.testing import CliRunner

from in_memory import HOUSE
from wps_eval.errors import RunFailed
from wps_eval.run import outdated as outdating
from wps_eval.run import run as running
from wps_eval.run.cli import app
from wps_eval.run.commands.options import study_names
from wps_eval.run.outdated import Outdated
from wps_eval.run.record import RunRecord, TaskEnd


def printed(*words):
    """Give the lines that a command prints, and its exit code."""
    done = CliRunner().invoke(app, words)
    return done.output.splitlines(), done.exit_code


def record_of(status):
    return RunRecord(
        study="x",
        study_sha256="",
        package_sha256="",
        started="",
        status=status,
        tasks=(TaskEnd("measure", "made"), TaskEnd("report", "failed", "no room left")),
        files={"outputs/x/IQ/en/report.html": "", "outputs/x/released/verdicts.parquet": ""},
        warnings=("look at this",),
    )


@pytest.mark.parametrize(
    ("status", "code"), [("complete", 0), ("partial", 0), ("failed", 1), ("interrupted", 130)]
)
def test_a_run_tells_every_step_its_message_the_reports_and_what_to_look_at(
    monkeypatch, bench_folder, status, code
):
    monkeypatch.chdir(bench_folder)
    monkeypatch.setattr(running, "run_study", lambda *_, **__: record_of(status))
    lines, exit_code = printed("run", "x")
    assert lines[:6] == [
        "made         measure",
        "failed       report",
        "             no room left",
        "outputs/x/IQ/en/report.html",
        "warning: look at this",
        f"outputs/x/run.json: {status}",
    ]
    assert [line for line in lines[6:] if "run again to go on" not in line] == []
    assert (len(lines) > 6) is (status == "interrupted")
    assert exit_code == code


def test_what_is_asked_for_reaches_the_run(monkeypatch, bench_folder):
    asked = {}
    monkeypatch.chdir(bench_folder)
    monkeypatch.setattr(
        running, "run_study", lambda _, **said: asked.update(said) or record_of("partial")
    )
    printed(
        "run", "x", "--only", "summary", "--format", "html", "--language", "en", "--place", "IQ",
        "--jobs", "3",
    )  # fmt: skip
    del asked["watch"]
    assert asked == {
        "places": ("IQ",), "languages": ("en",), "formats": ("html",), "only": ("summary",),
        "workers": 3,
    }  # fmt: skip


def test_status_and_a_dry_run_say_what_is_out_of_date_and_why(bench_folder, monkeypatch):
    monkeypatch.chdir(bench_folder)
    found = [Outdated("measure", ("a.csv has changed", "b.csv has changed"))]
    monkeypatch.setattr(outdating, "outdated", lambda *_, **__: found)
    lines = ["measure: a.csv has changed; b.csv has changed", "1 out of date"]
    assert printed("status", "midterm-2022") == (lines, 0)
    assert printed("run", "midterm-2022", "--dry-run") == (lines, 0)
    found.clear()
    assert printed("status", "midterm-2022") == (["everything is up to date"], 0)


def test_status_speaks_the_language_asked_for(bench_folder, monkeypatch):
    monkeypatch.chdir(bench_folder)
    lines, _ = printed("status", "midterm-2022", "--language", "ar_IQ")
    assert lines[0] == "data_quality: لم يُنجَز بعد"


@pytest.mark.parametrize(
    ("option", "word", "nearest"),
    [
        ("--only", "sumary", "'summary'"),
        ("--format", "htm", "'html'"),
        ("--only", "final_report", ""),
    ],
)
def test_a_notebook_or_a_format_that_there_is_not_is_a_sentence(
    bench_folder, monkeypatch, option, word, nearest
):
    monkeypatch.chdir(bench_folder)
    monkeypatch.setattr(running, "warm_up", lambda: None)
    with pytest.raises(RunFailed, match=word) as caught:
        running.run_study(
            "midterm-2022", **{option.strip("-").replace("format", "formats"): [word]}
        )
    assert nearest in str(caught.value)


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


def test_the_version_is_said_by_the_module_too():
    command = [sys.executable, "-m", "wps_eval", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"wps-eval {version('wps-eval')}\n"
    assert printed("--version") == ([f"wps-eval {version('wps-eval')}"], 0)


def test_a_shell_completes_the_names_of_studies(bench_folder, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(bench_folder)
    assert study_names("m") == ["midterm-2022"]
    assert {"demo-final", "final-2024"} <= set(study_names(""))
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert study_names("m") == []


def test_help_names_every_command_once_and_completion():
    lines, code = printed("--help")
    firsts = [line[2:].partition(" ")[0] for line in lines]
    names = [each.name or each.callback.__name__ for each in app.registered_commands]
    assert (code, len(names) > 10) == (0, True)
    assert [name for name in [*names, "study"] if firsts.count(name) != 1] == []
    assert "--install-completion" in firsts
