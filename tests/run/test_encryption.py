"""People's data at rest: locked and unlocked whole, by one key, whatever stops in the middle."""

import shutil
import stat
import subprocess
import sys

import pyrage
import pytest

from in_english import sentence
from in_memory import HOUSE
from wps_eval.errors import InputFaults
from wps_eval.files import whole_file
from wps_eval.run.check import check_choices
from wps_eval.run.encryption import lock_data, unlock_data

STUDY, SECRET = "midterm-2022", b"07700000000 Made-Up Person"
PRIVATE = ("data/private/salt", "data/private/r1/export.csv")
PEOPLE = f"outputs/{STUDY}/measured/people/r1.parquet"


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "workbench"
    for name in ("data/plan", "data/figures", "notebooks", "params"):
        shutil.copytree(HOUSE / name, folder / name)
    for name in (*PRIVATE, PEOPLE):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SECRET + name.encode())
    return folder


@pytest.fixture
def key(tmp_path):
    return tmp_path / "elsewhere" / "wps.key"


def content(home):
    """Give all that lies in the folders of people, by name."""
    folders = (home / "data/private", home / f"outputs/{STUDY}/measured/people")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files}


def refused(call, *words, **names):
    with pytest.raises(InputFaults) as caught:
        call(*words, **names)
    (fault,) = caught.value.faults
    sentence(fault)  # is worded
    return fault.code


def test_what_was_locked_cannot_be_read_and_comes_back_byte_by_byte(home, key):
    before = content(home)
    locked = lock_data(STUDY, key, start=home)
    after = content(home)
    assert set(after) == {f"{name}.age" for name in before}
    assert len(locked) == len(before) == 3
    assert not any(b"Made-Up" in each for each in after.values())
    assert {stat.S_IMODE(path.stat().st_mode) for path in [*locked, key]} == {0o600}
    assert len(unlock_data(STUDY, key, start=home)) == 3
    assert content(home) == before


def test_locked_data_stop_a_study_with_one_fault_that_says_what_to_do(home, key):
    assert check_choices(STUDY, start=home)[1] == []
    lock_data(STUDY, key, start=home)
    edition, (fault,) = check_choices(STUDY, start=home)
    assert edition is None
    assert fault.code == "data_locked"
    assert "wps-eval unlock-data" in sentence(fault)
    unlock_data(STUDY, key, start=home)
    lock_people_only(home, key)
    assert [each.where.file for each in check_choices(STUDY, start=home)[1]] == [
        f"outputs/{STUDY}/measured/people/"
    ]


def lock_people_only(home, key):
    path = home / PEOPLE
    identity = pyrage.x25519.Identity.from_str(key.read_text().strip())
    path.with_name(path.name + ".age").write_bytes(pyrage.encrypt(SECRET, [identity.to_public()]))
    path.unlink()


def test_a_key_inside_the_workbench_open_to_others_or_wrong_is_refused(home, key):
    before = content(home)
    assert refused(lock_data, STUDY, home / "data/wps.key", start=home) == "key_in_workbench"
    link = key.parent / "link"
    key.parent.mkdir()
    link.symlink_to(home / "inside.key")
    assert refused(lock_data, STUDY, link, start=home) == "key_in_workbench"
    key.write_text("no key\n")
    key.chmod(0o600)
    assert refused(lock_data, STUDY, key, start=home) == "not_a_key"
    key.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    key.chmod(0o640)
    assert refused(lock_data, STUDY, key, start=home) == "key_open_to_others"
    assert refused(unlock_data, STUDY, key.parent / "none", start=home) == "no_key"
    assert content(home) == before


def test_another_key_opens_nothing_and_locks_nothing_beside(home, key):
    lock_data(STUDY, key, start=home)
    (home / "data/private/new.csv").write_bytes(SECRET)
    before = content(home)
    other = key.with_name("other.key")
    assert refused(lock_data, STUDY, other, start=home) == "other_key"
    assert refused(unlock_data, STUDY, other, start=home) == "other_key"
    assert content(home) == before


@pytest.mark.parametrize("step", range(1, 8))
def test_what_stops_in_the_middle_loses_nothing(home, key, monkeypatch, step):
    """The disk fills up, or the power goes, at each step of locking and unlocking."""
    before = content(home)
    lock_data(STUDY, key, start=home)
    unlock_data(STUDY, key, start=home)
    steps = 0

    def stopping(*words):
        nonlocal steps
        steps += 1
        if steps == step:
            raise OSError(28, "No space left on device")
        return real(*words)

    real = whole_file.os.fsync
    monkeypatch.setattr(whole_file.os, "fsync", stopping)
    for each in (lock_data, unlock_data):
        try:
            each(STUDY, key, start=home)
        except OSError:
            break
    found = content(home)
    for name, text in before.items():
        assert found.get(name) == text or f"{name}.age" in found
    assert not [name for name in found if name.endswith(".part")]
    monkeypatch.setattr(whole_file.os, "fsync", real)
    lock_data(STUDY, key, start=home)
    unlock_data(STUDY, key, start=home)
    assert content(home) == before


def test_a_locked_file_that_gives_back_something_else_leaves_the_plain_one(home, key, monkeypatch):
    before = content(home)
    real = pyrage.encrypt
    monkeypatch.setattr(pyrage, "encrypt", lambda _content, to: real(b"other", to))
    assert refused(lock_data, STUDY, key, start=home) == "not_written_whole"
    found = content(home)
    assert all(found[name] == text for name, text in before.items())


def test_a_plain_file_that_was_changed_beside_its_locked_one_is_not_overwritten(home, key):
    lock_data(STUDY, key, start=home)
    (home / PRIVATE[1]).write_bytes(b"edited")
    before = content(home)
    assert refused(unlock_data, STUDY, key, start=home) == "both_forms"
    assert content(home) == before


def test_without_the_extra_a_sentence_says_how_to_get_it(home, key, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrage", None)
    assert refused(lock_data, STUDY, key, start=home) == "no_encryption"


def test_the_command_line_locks_and_unlocks(home, key):
    for command, told in (
        ("lock-data", "3 files are locked"),
        ("unlock-data", "3 files can be read"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", "from wps_eval.run.cli import main; main()", command, STUDY, "--key", str(key)],
            cwd=home, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert told in done.stdout
