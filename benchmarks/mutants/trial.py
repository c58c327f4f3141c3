"""Run some tests in a copy of the house, in a process of its own that has the libraries loaded."""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from multiprocessing.context import ForkProcess

    from coverage import Coverage

HOUSE = Path(__file__).parents[2]
OURS = ("src", "tests", "data", "params", "notebooks", "docs", "benchmarks", ".ci", ".jupyter")
# loaded once, before a process is split off; nothing of ours is among them
LIBRARIES = (
    "numpy", "pandas", "scipy.stats", "statsmodels.api", "matplotlib.pyplot", "seaborn", "duckdb",
    "pandera.pandas", "pytask", "papermill", "hypothesis", "bs4", "nbconvert", "pptx", "openpyxl",
    "pypandoc", "typst", "babel.dates", "typer", "jinja2", "fontTools.ttLib", "pyreadstat",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """How a run of tests ended: the test that failed, if one did, and the processor's seconds."""

    passed: bool
    by: str
    seconds: float


class Ledger:
    """Writes down each test with its outcome; lets only the wanted ones run, in their order."""

    def __init__(
        self, page: Path, wanted: Sequence[str] | None, coverage: Coverage | None = None
    ) -> None:
        self.page = page
        self.rank = None if wanted is None else {test: place for place, test in enumerate(wanted)}
        self.coverage = coverage

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the wanted tests."""
        if self.rank is not None:
            rank = self.rank
            kept = [item for item in items if item.nodeid in rank]
            items[:] = sorted(kept, key=lambda item: rank[item.nodeid])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Write down a file that can no longer be read."""
        if report.failed:
            self._write(report.nodeid, "collect", "failed", 0.0)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None]:
        """Name what is made ready for a test."""
        self._switch(f"{item.nodeid}|setup")
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Name the test."""
        self._switch(f"{item.nodeid}|call")
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down a step of a test."""
        self._write(report.nodeid, report.when or "", report.outcome, report.duration)

    def _switch(self, context: str) -> None:
        if self.coverage is not None:
            self.coverage.switch_context(context)

    def _write(self, test: str, when: str, outcome: str, seconds: float) -> None:
        entry = {"test": test, "when": when, "outcome": outcome, "seconds": round(seconds, 4)}
        with self.page.open("a", encoding="utf-8") as page:
            page.write(json.dumps(entry) + "\n")


def copy_of_the_house(tree: Path) -> None:
    """Lay a fresh copy of the house, in which mutants are written."""
    shutil.rmtree(tree, ignore_errors=True)
    skipped = shutil.ignore_patterns("__pycache__", "private", "demo", "node_modules")
    for name in OURS:
        shutil.copytree(HOUSE / name, tree / name, ignore=skipped)
    for path in HOUSE.iterdir():
        if path.is_file():
            shutil.copy(path, tree)


def load_libraries(tree: Path) -> None:
    """Load what every test needs, and let processes find the copy of the house."""
    os.environ.update(
        PYTHONPATH=os.pathsep.join([str(tree / "src"), os.environ.get("PYTHONPATH", "")]),
        PYTHONDONTWRITEBYTECODE="1",
        MPLBACKEND="agg",
    )
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(tree / "src"))
    for name in LIBRARIES:
        importlib.import_module(name)
    if "wps_eval" in sys.modules:
        raise RuntimeError("the house was loaded before it was mutated")


def run_tests(tree: Path, page: Path, tests: Sequence[str], patience: float) -> Trial:
    """Run tests until one fails.

    Args:
        tree: The copy of the house.
        page: The ledger, written anew; what the tests printed comes beside it.
        tests: The tests, in order.
        patience: Seconds in which nothing is written down after which the run is ended.

    Returns:
        Whether all passed. A run that was ended, or broke off, has not passed.
    """
    page.unlink(missing_ok=True)
    before = _processor()
    process = multiprocessing.get_context("fork").Process(target=_inside, args=(tree, page, tests))
    process.start()
    timed_out = not _waited(process, page, patience)
    seconds = _processor() - before
    failed = [entry["test"] for entry in _entries(page) if entry["outcome"] == "failed"]
    if failed:
        return Trial(passed=False, by=failed[0], seconds=seconds)
    if timed_out:
        return Trial(passed=False, by="out of time", seconds=seconds)
    ok = process.exitcode in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return Trial(passed=ok, by="" if ok else f"broke off ({process.exitcode})", seconds=seconds)


def learn(tree: Path, page: Path, data_file: Path, files: Sequence[str]) -> None:
    """Run files of tests in the unmutated house; write down which lines each reaches, beside what is known.

    Raises:
        RuntimeError: A test fails unmutated: then no mutant can be told by it.
    """
    process = multiprocessing.get_context("fork").Process(
        target=_inside, args=(tree, page, files, data_file)
    )
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"the tests do not pass unmutated; see {page.with_suffix('.log')}")


def _inside(tree: Path, page: Path, tests: Sequence[str], data_file: Path | None = None) -> None:
    """Be the process that runs the tests."""
    os.setsid()
    os.chdir(tree)
    with page.with_suffix(".log").open("w", encoding="utf-8") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        code = 3
        try:
            code = _pytest(tree, page, tests, data_file)
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _pytest(tree: Path, page: Path, tests: Sequence[str], data_file: Path | None) -> int:
    """Call pytest on some tests, or, with coverage, on all of some files."""
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    options = ["-n0", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1325", "--tb=short"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # libraries are loaded already
    if data_file is None:
        return int(pytest.main([*options, "-x", *files], plugins=[Ledger(page, tests)]))
    from coverage import Coverage  # noqa: PLC0415

    coverage = Coverage(data_file=str(data_file), source=[str(tree / "src")], config_file=False)
    coverage.load()
    coverage.start()
    code = pytest.main([*options, *files], plugins=[Ledger(page, None, coverage)])
    coverage.stop()
    coverage.save()
    return int(code)


def _waited(process: ForkProcess, page: Path, patience: float) -> bool:
    """Wait for the process to end; end it, and what it started, if nothing happens for too long."""
    last, size = time.monotonic(), -1
    while process.exitcode is None:
        process.join(0.2)
        grown = page.stat().st_size if page.exists() else 0
        if grown != size:
            last, size = time.monotonic(), grown
        if time.monotonic() - last > patience:
            os.killpg(process.pid or 0, signal.SIGKILL)
            process.join()
            return False
    return True


def _entries(page: Path) -> list[dict[str, str]]:
    """Read the ledger."""
    if not page.exists():
        return []
    return [json.loads(line) for line in page.read_text(encoding="utf-8").splitlines()]


def _processor() -> float:
    """Give the processor's seconds of all processes that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
