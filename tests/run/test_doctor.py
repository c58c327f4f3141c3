"""Whether a machine and a folder can do the work: each thing as it should be, and cut on its edge."""

import subprocess
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from wps_eval.paths import Root
from wps_eval.publish import typst
from wps_eval.run import doctor
from wps_eval.run.cli import app
from wps_eval.run.doctor import EXPORTERS, Finding, Level

GOOD, LOOK, STOP = Level.GOOD, Level.LOOK, Level.STOP


@pytest.fixture
def root(tmp_path):
    for name in ("params", "data"):
        (tmp_path / name).mkdir()
    return Root(tmp_path)


@pytest.mark.parametrize(
    ("found", "level"), [((3, 10, 9), STOP), ((3, 11, 0), GOOD), ((3, 13, 1), GOOD)]
)
def test_python_is_held_against_the_least_that_is_asked_for(monkeypatch, found, level):
    monkeypatch.setattr(doctor.sys, "version_info", (*found, "final", 0))
    assert doctor.python_version().level == level


@pytest.mark.parametrize(
    ("lock", "thing", "level", "told"),
    [
        ("pandas==1.0 \\\n    --hash=sha256:x\nnumpy==2.0 \\\n", "packages", GOOD, ""),
        ("pandas==1.1 \\\nnumpy==2.0 \\\n", "packages", LOOK, "pandas 1.0 (1.1)"),
        # another version for another Python: either will do
        ("numpy==1.9 ; python_full_version < '3.12' \\\nnumpy==2.0 ; python_full_version >= '3.12' \\\n", "packages", GOOD, ""),
        ("pandas==1.0 \\\ntypst==1 \\\n", "packages_missing", STOP, "typst"),
        ("appnope==1.0 ; sys_platform == 'darwin' \\\n", "packages", GOOD, ""),  # not for this system
    ],
)  # fmt: skip
def test_packages_are_held_against_the_lock(root, monkeypatch, lock, thing, level, told):
    (root.folder / "requirements.lock").write_text(lock)
    there = {"pandas": "1.0", "numpy": "2.0"}
    monkeypatch.setattr(doctor, "installed", lambda name: there.get(name, ""))
    found = doctor.packages(root)
    assert (found.thing, found.level, found.facts["names"]) == (thing, level, told)


def test_without_a_lock_what_the_package_needs_is_asked_for(root, monkeypatch):
    assert doctor.packages(root) == Finding("packages_without_lock", GOOD, {"names": "", "n": "0"})
    monkeypatch.setattr(doctor, "requires", lambda _: ["pandas>=3", "typst>=0.15; extra == 'workbench'", "ruff; extra == 'dev'"])  # fmt: skip
    monkeypatch.setattr(doctor, "installed", lambda _: "")
    found = doctor.packages(root)
    assert (found.level, found.facts) == (STOP, {"names": "pandas, typst", "n": "2"})


def test_a_folder_that_refuses_to_be_written_to_stops_work(root, monkeypatch):
    assert doctor.writing(root.folder / "outputs").level == GOOD
    assert not (root.folder / "outputs").exists()

    def refuse(**_):
        raise PermissionError

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    assert doctor.writing(root.folder / "outputs").level == STOP


@pytest.mark.parametrize(
    ("free", "level"),
    [(199_999_999, STOP), (200_000_000, LOOK), (1_999_999_999, LOOK), (2_000_000_000, GOOD)],
)
def test_little_room_is_told_and_too_little_stops(root, monkeypatch, free, level):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    found = doctor.disk(root.folder)
    assert (found.level, found.facts["free"]) == (level, f"{free / 1e9:.1f}")


def test_a_page_is_set_and_what_stops_that_is_told(monkeypatch):
    assert doctor.setting() == Finding("setting", GOOD)

    def refuse(*_):
        raise OSError("no pandoc was found")

    monkeypatch.setattr(typst, "typst_markup", refuse)
    assert doctor.setting() == Finding("setting", STOP, {"why": "OSError: no pandoc was found"})


def test_an_exporter_that_is_not_found_is_named():
    assert doctor.exporters([*EXPORTERS, "HTML"]).level == GOOD
    found = doctor.exporters(EXPORTERS[1:])
    assert (found.level, found.facts) == (LOOK, {"names": EXPORTERS[0]})


def test_git_is_asked_for_its_hook_where_there_is_git(root):
    assert list(doctor.hooks(root.folder)) == []
    subprocess.run(["git", "init", "-q"], cwd=root.folder, check=True)
    assert list(doctor.hooks(root.folder)) == [Finding("hooks", LOOK)]
    (root.folder / ".git/hooks").mkdir(exist_ok=True)
    (root.folder / ".git/hooks/pre-commit").touch()
    assert list(doctor.hooks(root.folder)) == [Finding("hooks", GOOD)]


@pytest.mark.parametrize(("mode", "level"), [(0o700, GOOD), (0o710, STOP), (0o704, STOP), (0o755, STOP)])  # fmt: skip
@pytest.mark.parametrize("name", ["data/private", "data/demo/private"])
def test_an_open_folder_of_raw_exports_stops_work(root, name, mode, level):
    assert doctor.private_modes(root).level == GOOD  # there is none
    (root.folder / name).mkdir(parents=True)
    (root.folder / name).chmod(mode)
    found = doctor.private_modes(root)
    assert (found.level, found.facts["folders"]) == (level, name if level == STOP else "")


@pytest.mark.parametrize(
    ("names", "level"),
    [
        (("utf-8", "UTF-8"), GOOD),
        (("utf8",), GOOD),
        (("utf-8", "cp1256"), LOOK),
        (("ascii",), LOOK),
    ],
)
def test_another_encoding_is_told(names, level):
    assert doctor.encodings(names).level == level


def asked(*words):
    done = CliRunner().invoke(app, ["doctor", *words])
    return done.output.splitlines(), done.exit_code


@pytest.mark.parametrize("language", ["en", "ar_IQ", "ckb_IQ"])
def test_the_command_says_a_line_a_thing_and_ends_with_one_where_something_stops_work(
    root, monkeypatch, language
):
    monkeypatch.chdir(root.folder)
    lines, code = asked("--language", language)
    assert (len(lines), code) == (8, 0)
    (root.folder / "data/private").mkdir()
    (root.folder / "data/private").chmod(0o755)
    lines, code = asked("--language", language)
    assert code == 1
    assert sum("chmod 700 data/private" in line for line in lines) == 1


def test_what_is_only_to_be_looked_at_stops_nothing(root, monkeypatch):
    monkeypatch.chdir(root.folder)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: SimpleNamespace(free=10**9))
    lines, code = asked()
    assert "look: only 1.0 GB of the disk are free; a run with many places may not end. Make room." in lines  # fmt: skip
    assert code == 0
