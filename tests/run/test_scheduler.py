"""A run's jobs: in order, several at a time, each against what its inputs were when the run began."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from small_tasks import Change, Fail, Join, Notebook, Write

from wps_eval.run.job import Job, with_jobs_before
from wps_eval.run.ledger import Ledger
from wps_eval.run.scheduler import Cancelled, Schedule, snapshot
from wps_eval.run.temporary import temporary_folder
from wps_eval.run.workers import Worker


class Bench:
    """A few jobs over files in a folder, and what was told of them."""

    def __init__(self, folder):
        self.folder, self.events = folder, []
        self.ledger = Ledger(folder / "jobs", folder)
        (folder / "in.csv").write_text("input", encoding="utf-8")

    def job(self, name, task, needs=(), makes=None):
        return Job(
            name=name,
            notebook=name.partition(" ")[0],
            needs=tuple(self.folder / each for each in needs),
            makes=(self.folder / (makes or name),),
            task=task,
        )

    def write(self, name, needs=("in.csv",), **options):
        return self.job(name, Write(self.folder / name, **options), needs)

    def join(self, name, *sources):
        return self.job(
            name, Join(tuple(self.folder / each for each in sources), self.folder / name), sources
        )

    def run(self, *work, workers=2, cancelled=None):
        schedule = Schedule(work, self.ledger, snapshot(work), self.events.append)
        with suppress(Cancelled):
            schedule.work_through(workers, cancelled)
        return {end.name: end.status for end in schedule.all_ends()}, {
            end.name: end.message for end in schedule.all_ends() if end.message
        }


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def test_what_is_made_once_is_left_alone_and_what_rests_on_a_change_is_made_anew(bench):
    work = (bench.write("a"), bench.write("b", needs=()), bench.join("c", "a", "b"))
    assert bench.run(*work)[0] == dict.fromkeys("abc", "made")
    assert (bench.folder / "c").read_text(encoding="utf-8") == "made+made"
    assert bench.run(*work)[0] == dict.fromkeys("abc", "unchanged")
    (bench.folder / "in.csv").write_text("corrected", encoding="utf-8")
    # a is made again with the same content, so that c has nothing new to read
    assert bench.run(*work)[0] == {"a": "made", "b": "unchanged", "c": "unchanged"}


def test_beginnings_and_ends_are_told_with_how_many_have_ended(bench):
    bench.run(bench.write("a", seconds=0.05), bench.join("b", "a"), workers=1)
    told = [(event.job, event.state, event.ended, event.total) for event in bench.events]
    assert told == [
        ("a", "started", 0, 2),
        ("a", "made", 1, 2),
        ("b", "started", 1, 2),
        ("b", "made", 2, 2),
    ]
    assert bench.events[1].seconds > 0


def test_one_failure_stops_what_rests_on_it_and_nothing_else(bench):
    failing = bench.job("a", Fail("sentence"))
    ends, messages = bench.run(
        failing, bench.join("b", "a"), bench.join("c", "b"), bench.write("d")
    )
    assert ends == {"a": "failed", "b": "not reached", "c": "not reached", "d": "made"}
    assert messages == {"a": "found no figures"}


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("sentence", "found no figures"),
        ("full", "The disk is full."),
        ("closed", "s/measured/a.parquet: found a place where this user may not write"),
        ("killed", "stopped from outside"),
        ("unforeseen", "ValueError: what it says is left out"),
    ],
)
def test_every_bad_end_is_a_sentence_without_an_answer_of_a_person(bench, how, said):
    _, messages = bench.run(bench.job("a", Fail(how)))
    assert said in messages["a"]
    assert "0770" not in messages["a"]
    assert "Traceback" not in messages["a"]


def test_an_input_that_changes_while_it_is_read_fails_its_job_and_the_next_run_reads_it_again(
    bench,
):
    source, made = bench.folder / "in.csv", bench.folder / "a"
    ends, messages = bench.run(
        bench.job("a", Change(source, made), ["in.csv"]), bench.join("b", "a")
    )
    assert ends == {"a": "failed", "b": "not reached"}
    assert messages["a"].startswith("in.csv: changed while the run was reading it")
    reading = bench.job("a", Join((source,), made), ["in.csv"])
    assert bench.run(reading, bench.join("b", "a"))[0] == {"a": "made", "b": "made"}
    assert (bench.folder / "b").read_text(encoding="utf-8") == "corrected meanwhile"


def test_an_input_that_changed_between_the_beginning_and_its_job_counts_as_changed(bench):
    """The second job reads a file that somebody corrected while the first was at work."""
    source = bench.folder / "in.csv"
    first = bench.job("a", Change(source, bench.folder / "a"))  # not one of its own inputs
    second = bench.job("b", Join((source,), bench.folder / "b"), ["in.csv", "a"])
    ends, messages = bench.run(first, second)
    assert ends == {"a": "made", "b": "failed"}
    assert "in.csv" in messages["b"]


def test_who_cancels_gets_the_jobs_at_work_stopped_and_the_others_not_begun(bench):
    slow = bench.write("a", seconds=60)
    begun = time.monotonic()
    ends, _ = bench.run(
        slow,
        bench.write("b"),
        bench.join("c", "a"),
        cancelled=(bench.folder / "b").exists,
    )
    assert (
        ends == {"a": "interrupted", "b": "made", "c": "not reached"} or ends["b"] == "interrupted"
    )
    assert time.monotonic() - begun < 30
    assert not (bench.folder / "a").exists()
    assert not lives(bench.folder / "a.pid")


def lives(pid_file):
    """Whether the process that wrote its number down is still there."""
    if not pid_file.is_file():
        return False
    try:
        state = Path(f"/proc/{pid_file.read_text(encoding='utf-8')}/stat").read_text(
            encoding="utf-8"
        )
    except FileNotFoundError:
        return False
    return state.rpartition(") ")[2][0] != "Z"


RUNNER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from small_tasks import Write
from wps_eval.run.workers import Worker

if __name__ == "__main__":
    Worker(Write(Path({target!r}), seconds=60), {temporary!r}).end()
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks processes up where Linux keeps them")
def test_a_worker_dies_with_its_runner(tmp_path):
    script = tmp_path / "runner.py"
    script.write_text(
        RUNNER.format(
            tests=str(Path(__file__).parent), target=str(tmp_path / "a"), temporary=str(tmp_path)
        ),
        encoding="utf-8",
    )
    runner = subprocess.Popen([sys.executable, str(script)])
    pid_file = tmp_path / "a.pid"
    wait_for(lambda: pid_file.is_file() and pid_file.read_text(encoding="utf-8"), 60)
    assert lives(pid_file)
    runner.send_signal(signal.SIGKILL)
    runner.wait()
    wait_for(lambda: not lives(pid_file), 5)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks processes up where Linux keeps them")
def test_a_kernel_dies_with_its_worker(tmp_path):
    number = tmp_path / "kernel.pid"
    cell = f"import os, pathlib, time; pathlib.Path({str(number)!r}).write_text(str(os.getpid())); time.sleep(60)"
    cells = [new_code_cell('study = ""', metadata={"tags": ["parameters"]}), new_code_cell(cell)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), tmp_path / "page.ipynb")
    task = Notebook(tmp_path / "page.ipynb", tmp_path / "done.ipynb")
    worker = Worker(task, str(tmp_path))
    wait_for(lambda: number.is_file() and number.read_text(encoding="utf-8"), 60)
    assert lives(number)
    worker.stop()
    wait_for(lambda: not lives(number), 5)


def wait_for(what, seconds):
    """Wait until something is so, at most some seconds."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_jobs_of_some_notebooks_come_with_all_that_they_rest_on(bench):
    work = (
        bench.write("a"),
        bench.write("b"),
        bench.join("c", "a"),
        bench.join("d IQ en", "c"),
        bench.join("e", "b"),
    )
    assert [job.name for job in with_jobs_before(frozenset({"d"}), work)] == ["a", "c", "d IQ en"]
    assert [job.name for job in with_jobs_before(frozenset({"e", "a"}), work)] == ["a", "b", "e"]


def test_temporary_folders_of_runs_that_are_no_more_are_swept_and_those_of_others_stay(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, others = (tmp_path / f"wps-eval-run-{pid}-x" for pid in (gone.pid, os.getppid()))
    left.mkdir()
    others.mkdir()
    with temporary_folder() as folder:
        assert Path(folder).is_dir()
        assert (left.exists(), others.exists()) == (False, True)
    assert not Path(folder).exists()
