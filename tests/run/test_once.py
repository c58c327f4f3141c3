"""One run: each export opened by one process, each scale and round estimated once, each verdict given once.

A recorder sits in every process of the run: it writes down which private files are opened, and when
the functions that estimate and that judge are called.
"""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections import Counter, defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

from wps_eval.paths import Root
from wps_eval.results.store import read_table
from wps_eval.run.demonstration.write import write_demonstration

HOUSE = Path(__file__).parents[2]
ROUNDS = 19  # of the study: nine populations at two times each, and a course
STUDY = "demo-midterm"
# what is counted: the module, its function, and what tells one call from another
COUNTED = {
    "wps_eval.sources.intake.take_in": "code",
    "wps_eval.indicators.round_estimates.estimate_construct": "people.round.code + ' ' + name",
    "wps_eval.change.judging.verdict_row": "' '.join([pair.subject.code, pair.domain.place, str(pair.domain.group)])",
    "wps_eval.sources.figures.read_figures": "folder.name",
}  # fmt: skip
RECORDER = """
import importlib.abc, importlib.util, inspect, json, os, sys

LOG, PRIVATE = os.environ["RECORD_TO"], os.environ["RECORD_PRIVATE"]
COUNTED = json.loads(os.environ["RECORD_CALLS"])


def write(kind, what):
    with open(LOG, "a", encoding="utf-8") as log:
        log.write(json.dumps([kind, what, os.getpid()]) + "\\n")


def opened(event, args):
    if event == "open" and isinstance(args[0], str) and PRIVATE in args[0]:
        write("open", args[0].rpartition(PRIVATE)[2])


sys.addaudithook(opened)


def recorded(function, name, told):
    signature = inspect.signature(function)

    def call(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        write(name, eval(told, {}, dict(bound.arguments)))
        return function(*args, **kwargs)

    return call


class Recorder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        mine = {f: told for f, told in COUNTED.items() if f.rpartition(".")[0] == name}
        if not mine:
            return None
        sys.meta_path.remove(self)
        try:
            spec = importlib.util.find_spec(name)
        finally:
            sys.meta_path.insert(0, self)
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            for full, told in mine.items():
                short = full.rpartition(".")[2]
                setattr(module, short, recorded(getattr(module, short), full, told))

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Recorder())
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A whole run of the mid-term demonstration, in English and HTML, for Iraq and for Erbil."""
    home, recorder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("recorder")
    for name in ("data/plan", "data/figures", "data/instruments", "params", "notebooks"):
        shutil.copytree(HOUSE / name, home / name)
    write_demonstration(Root(home))
    params = home / "params" / f"{STUDY}.yml"
    text = params.read_text(encoding="utf-8")
    params.write_text(text.replace("[html, pdf, docx]", "[html]").replace("[en, ar_IQ, ckb_IQ]", "[en]"), encoding="utf-8")  # fmt: skip
    (recorder / "sitecustomize.py").write_text(RECORDER, encoding="utf-8")
    log = recorder / "log.jsonl"
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(recorder), str(HOUSE / "src")]),
        "RECORD_TO": str(log),
        "RECORD_PRIVATE": "/data/demo/private/",
        "RECORD_CALLS": json.dumps(COUNTED),
    }
    command = [sys.executable, "-c", "from wps_eval.run.cli import main; main()", "run", STUDY]
    done = subprocess.run(
        [*command, "--place", "IQ", "--place", "IQG11"], cwd=home, env=env, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return home, [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def calls(run, function):
    return Counter(what for kind, what, _ in run[1] if kind == function)


def test_each_export_is_opened_by_one_process(run):
    processes = defaultdict(set)
    for kind, what, process in run[1]:
        if kind == "open":
            processes[what].add(process)
    exports = {
        path.relative_to(run[0] / "data/demo/private").as_posix()
        for path in (run[0] / "data/demo/private").rglob("export.*")
        if "2024" not in path.parent.name
    }
    assert len(exports) == ROUNDS
    assert exports <= set(processes)
    assert {name: len(who) for name, who in processes.items() if name in exports} == dict.fromkeys(
        exports, 1
    )
    intake = set().union(*(processes[name] for name in exports))
    assert len(intake) == 1
    read_by_others = {name for name, who in processes.items() if who - intake}
    assert read_by_others <= {"salt"}  # with which checksums are keyed; nothing about people


def test_each_round_is_taken_in_once_and_the_figures_are_read_once(run):
    taken = calls(run, "wps_eval.sources.intake.take_in")
    assert set(taken.values()) == {1}
    assert len(taken) == ROUNDS
    assert list(calls(run, "wps_eval.sources.figures.read_figures").values()) == [1]


def test_each_scale_of_each_round_is_estimated_once(run):
    estimated = calls(run, "wps_eval.indicators.round_estimates.estimate_construct")
    assert set(estimated.values()) == {1}
    # three scales of adults, one of staff and sixteen of the six other groups, in two rounds each
    assert len(estimated) == 2 * (3 + 1 + 16)


def test_each_indicator_is_judged_once_in_each_domain(run):
    judged = calls(run, "wps_eval.change.judging.verdict_row")
    assert set(judged.values()) == {1}
    rows = read_table(run[0] / "outputs" / STUDY / "measured", "verdicts")
    assert set(judged) == set(rows["indicator"] + " " + rows["place"] + " " + rows["group"])


def test_people_lie_where_only_their_owner_reads_them_and_leave_in_no_table(run):
    measured = run[0] / "outputs" / STUDY / "measured"
    people = sorted((measured / "people").glob("*"))
    assert len(people) == ROUNDS
    assert {stat.S_IMODE(path.stat().st_mode) for path in people} == {0o600}
    assert stat.S_IMODE((measured / "people").stat().st_mode) == 0o700
    assert not list((run[0] / "outputs" / STUDY / "released").glob("people*"))


def test_no_identity_is_among_the_people(run):
    import duckdb  # noqa: PLC0415

    for path in (run[0] / "outputs" / STUDY / "measured" / "people").glob("*.parquet"):
        columns = duckdb.read_parquet(str(path)).columns
        assert not {"name", "phone", "_uuid", "gps", "latitude"} & {c.lower() for c in columns}


def test_the_governorates_report_prints_no_value_of_the_country_as_its_own(run):
    pages = {
        place: (run[0] / "outputs" / STUDY / place / "en" / "midterm_report.html").read_text(encoding="utf-8")
        for place in ("IQ", "IQG11")
    }  # fmt: skip
    rows = read_table(run[0] / "outputs" / STUDY / "released", "knowledge")
    rows = rows[rows["indicator"] == "awareness_protection_mechanisms"]
    whole = rows[(rows["statistic"] == "value") & (rows["group"] == "")].set_index("place")
    iraq, erbil = (f"{whole.loc[place, 'estimate'].iloc[-1]:.1f}" for place in ("IQ", "IQG11"))
    # with its interval: another number of the report may round to the same
    iraq += f" ({whole.loc['IQ', 'ci_low'].iloc[-1]:.1f} to "
    assert f">{iraq}" in pages["IQ"]
    assert iraq not in pages["IQG11"]
    assert f">({erbil})" in pages["IQG11"]  # few degrees of freedom: in brackets


def test_a_raw_export_that_is_written_anew_is_taken_in_again(run):
    command = [sys.executable, "-c", "from wps_eval.run.cli import main; main()", "status", STUDY]
    export = run[0] / "data/demo/private/staff-2022/export.csv"
    before = export.stat()
    os.utime(export, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    output = subprocess.run(command, cwd=run[0], capture_output=True, text=True, check=True).stdout
    assert "data_quality: a raw export was written anew" in output
    os.utime(export, ns=(before.st_atime_ns, before.st_mtime_ns))
    output = subprocess.run(command, cwd=run[0], capture_output=True, text=True, check=True).stdout
    assert "a raw export" not in output


def test_the_record_names_each_export_by_what_the_intake_read(run):
    record = json.loads((run[0] / "outputs" / STUDY / "run.json").read_text(encoding="utf-8"))
    export = run[0] / "data/demo/private/staff-2022/export.csv"
    assert (
        record["inputs"]["data/demo/private/staff-2022"] == sha256(export.read_bytes()).hexdigest()
    )
