"""A study is made anew in a workbench of its own, and held against its record byte by byte."""

import json
import platform
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wps_eval.errors import InputFaults, RunFailed
from wps_eval.paths import Root, find_root
from wps_eval.run import verify as verifying
from wps_eval.run.cli import app
from wps_eval.run.digests import file_digest, file_digests, package_digest
from wps_eval.run.record import RunRecord, TaskEnd
from wps_eval.run.verify import changes_since, compare_anew, read_record, told_files
from wps_eval.run.worklist import input_files
from wps_eval.study import load_study

STUDY = "midterm-2022"
MADE = {
    "released/verdicts.parquet": b"verdicts",
    "IQ/en/midterm_report.html": b"<p>report</p>",
    "IQ/ar_IQ/midterm_report.pdf": b"%PDF",
    "IQ/en/midterm_report.ipynb": b"took 3 s",
    "measured/verdicts.parquet": b"internal",
    "notebooks/knowledge.ipynb": b"took 4 s",
}
TOLD = {f"outputs/{STUDY}/{name}" for name in list(MADE)[:3]}


@pytest.fixture
def run_once(bench_folder, monkeypatch):
    """A workbench with a run's outputs and record, as far as a record says them."""
    monkeypatch.chdir(bench_folder)
    root = Root(bench_folder)
    files = lay(root, MADE)
    inputs = file_digests(input_files(root, load_study(root.study(STUDY))), root.folder)
    RunRecord(
        study=STUDY, study_sha256="", package_sha256=package_digest(), started="2026-01-01T00:00:00+00:00",
        status="complete", inputs=inputs, files=files,
    ).write(root.outputs(STUDY))  # fmt: skip
    return root


def lay(root, contents):
    """Write files into a study's outputs; give their checksums as a record does."""
    files = {}
    for name, content in contents.items():
        path = root.outputs(STUDY) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        files[f"outputs/{STUDY}/{name}"] = file_digest(path)
    return files


def runs(monkeypatch, contents=MADE, status="complete", inputs=(), seen=None):
    """Put a run in the true one's place that makes some files where it is told to."""

    def run_study(study, *, start, **asked):
        root = find_root(start / "notebooks")  # as a kernel finds it
        if seen is not None:
            seen.update(asked, root=root, study=study, there=names_in(root.folder))
        return RunRecord(
            study=study, study_sha256="", package_sha256="", started="", status=status,
            files=lay(root, contents), inputs=dict(inputs),
            tasks=(TaskEnd("a", "made"), TaskEnd("b", "failed", "b.ipynb: it broke")),
        )  # fmt: skip

    monkeypatch.setattr(verifying, "run_study", run_study)


def names_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def rewrite(root, **changes):
    path = root.outputs(STUDY) / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def compared(root):
    study = load_study(root.study(STUDY))
    return compare_anew(root, study, read_record(root, STUDY))


def since(root):
    return changes_since(root, load_study(root.study(STUDY)), read_record(root, STUDY))


def test_released_tables_and_reports_are_compared_and_what_says_its_time_is_not(run_once):
    assert set(told_files(read_record(run_once, STUDY), STUDY)) == TOLD


def test_what_is_the_same_byte_by_byte_is_equal(run_once, monkeypatch):
    runs(monkeypatch)
    found = compared(run_once)
    assert (set(found.equal), found.differing, found.lacking) == (TOLD, (), ())


def test_one_byte_more_and_a_file_less_are_told(run_once, monkeypatch):
    other = MADE | {"released/verdicts.parquet": b"verdicts "}
    del other["IQ/ar_IQ/midterm_report.pdf"]
    runs(monkeypatch, other)
    found = compared(run_once)
    assert found.equal == (f"outputs/{STUDY}/IQ/en/midterm_report.html",)
    assert found.differing == (f"outputs/{STUDY}/released/verdicts.parquet",)
    assert found.lacking == (f"outputs/{STUDY}/IQ/ar_IQ/midterm_report.pdf",)


def test_it_works_in_a_workbench_of_its_own_that_is_gone_afterwards(run_once, monkeypatch):
    (run_once.outputs(STUDY) / "declared.json").write_text("[]")
    (run_once.ledger("figures") / "other").mkdir(parents=True)
    (run_once.ledger("figures") / "other/estimates.parquet").touch()
    before = {path: path.read_bytes() for path in run_once.folder.rglob("*") if path.is_file()}
    seen = {}
    runs(monkeypatch, MADE | {"released/verdicts.parquet": b"other"}, seen=seen)
    compared(run_once)
    root = seen["root"]
    assert root.folder not in (run_once.folder, *run_once.folder.parents)
    assert not root.folder.exists()
    assert {"notebooks/pipeline.yml", f"outputs/{STUDY}/declared.json",
            "outputs/ledger/figures/other/estimates.parquet"} <= seen["there"]  # fmt: skip
    assert f"outputs/{STUDY}/run.json" not in seen["there"]
    assert {path: path.read_bytes() for path in before} == before


def test_inputs_are_linked_so_that_no_answers_lie_about(run_once, monkeypatch):
    linked = []
    lay_out = verifying._lent_workbench

    def watched(root, study, folder):
        lent = lay_out(root, study, folder)
        linked.extend(name for name in ("data", "params") if (lent.folder / name).is_symlink())
        assert load_study(lent.study(STUDY)) == study
        return lent

    monkeypatch.setattr(verifying, "_lent_workbench", watched)
    runs(monkeypatch)
    compared(run_once)
    assert linked == ["data", "params"]


def test_the_same_is_asked_for_as_the_record_lists(run_once, monkeypatch):
    seen = {}
    runs(monkeypatch, seen=seen)
    compared(run_once)
    assert (seen["study"], seen["places"], seen["languages"]) == (STUDY, ("IQ",), ("ar_IQ", "en"))
    assert seen["formats"] == ("html", "pdf")


def test_the_editions_before_are_there_and_stay_as_they_are(run_once, monkeypatch):
    path = run_once.study(STUDY)
    path.write_text(path.read_text() + "earlier: final-2024\n")  # which follows this one: a ring
    (run_once.released("final-2024")).mkdir(parents=True)
    (run_once.released("final-2024") / "verdicts.parquet").touch()
    seen = {}
    runs(monkeypatch, seen=seen)
    study = load_study(path)
    assert list(verifying._earlier_editions(run_once, study)) == ["final-2024"]
    compare_anew(run_once, study, read_record(run_once, STUDY))
    assert (run_once.released("final-2024") / "verdicts.parquet").is_file()


def test_a_run_that_fails_is_its_own_sentence(run_once, monkeypatch):
    runs(monkeypatch, status="failed")
    with pytest.raises(RunFailed, match="it broke"):
        compared(run_once)


def test_an_export_is_held_against_the_record_by_what_the_intake_read(run_once, monkeypatch):
    study = load_study(run_once.study(STUDY)).model_copy(update={"rounds": ("r1", "r2")})
    record = read_record(run_once, STUDY)
    record["inputs"] |= {"data/private/r1": "a", "data/private/r2": "b"}
    runs(monkeypatch, inputs={"data/private/r1": "a", "data/private/r2": "c"})
    found = compare_anew(run_once, study, record)
    assert found.exports == ("data/private/r2",)


def test_nothing_has_changed_since(run_once):
    assert since(run_once) == verifying.Since((), (), ())


def test_an_input_that_changed_is_new_or_is_gone_is_told(run_once):
    folder = run_once.data("figures")
    (folder / "iraq-context.csv").write_bytes(b"other")
    (folder / "women-in-parliament.csv").unlink()
    (folder / "new.csv").touch()
    assert since(run_once).inputs == (
        "data/figures/iraq-context.csv", "data/figures/new.csv", "data/figures/women-in-parliament.csv",
    )  # fmt: skip


def test_another_program_and_an_altered_report_are_told(run_once):
    record = read_record(run_once, STUDY)
    versions = record["versions"] | {"pandas": "0.1", "no-such-package": "1"}
    rewrite(run_once, versions=versions, package_sha256="f" * 64, python="3.0.0")
    (run_once.outputs(STUDY) / "IQ/en/midterm_report.html").write_text("<p>report!</p>")
    (run_once.outputs(STUDY) / "released/verdicts.parquet").unlink()
    found = since(run_once)
    told = {name: (then, now) for name, then, now in found.program}
    assert set(told) == {"pandas", "no-such-package", "Python", "wps_eval"}
    assert told["no-such-package"] == ("1", "")
    assert told["Python"] == ("3.0.0", platform.python_version())
    assert [Path(name).name for name in found.altered] == [
        "verdicts.parquet",
        "midterm_report.html",
    ]


@pytest.mark.parametrize(
    ("status", "code"), [("started", "record_not_whole"), ("failed", "record_not_whole"),
                         ("interrupted", "record_not_whole"), ("partial", ""), ("complete", "")],
)  # fmt: skip
def test_only_a_run_that_ended_well_can_be_verified(run_once, status, code):
    rewrite(run_once, status=status)
    try:
        read_record(run_once, STUDY)
        found = ""
    except InputFaults as error:
        found = error.faults[0].code
    assert found == code


@pytest.mark.parametrize("content", [None, "{", "[]", "{}"])
def test_no_record_is_a_sentence(run_once, content):
    path = run_once.outputs(STUDY) / "run.json"
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(InputFaults) as caught:
        read_record(run_once, STUDY)
    assert caught.value.faults[0].code == "no_record"


def printed(*words):
    done = CliRunner().invoke(app, ["verify", STUDY, *words])
    return done.stdout.splitlines(), done.exit_code


@pytest.mark.usefixtures("run_once")
def test_the_command_says_that_all_is_equal(monkeypatch):
    runs(monkeypatch)
    lines, code = printed()
    assert lines == [
        "Made anew byte by byte as run.json lists them: 3 of 3 tables and reports.",
        f"{STUDY} is verified.",
    ]
    assert code == 0


def test_the_command_says_first_that_inputs_differ_and_that_this_may_be_why(run_once, monkeypatch):
    (run_once.data("figures") / "new.csv").touch()
    runs(monkeypatch, MADE | {"released/verdicts.parquet": b"other"})
    lines, code = printed()
    assert lines[0].startswith("data/figures/new.csv: the input is not what the run of 2026-01-01")
    assert lines[1].startswith(f"outputs/{STUDY}/released/verdicts.parquet: made anew")
    assert "2 of 3" in lines[2]
    assert "Inputs or program" in lines[3]
    assert (lines[4:], code) == ([f"{STUDY} is not verified."], 1)


def test_a_report_that_somebody_altered_is_not_verified(run_once, monkeypatch):
    (run_once.outputs(STUDY) / "IQ/en/midterm_report.html").write_text("better numbers")
    runs(monkeypatch)
    lines, code = printed("--language", "ar_IQ")
    assert code == 1
    assert "midterm_report.html" in lines[0]
    assert lines[-1] == f"لم يُتحقّق من {STUDY}."
