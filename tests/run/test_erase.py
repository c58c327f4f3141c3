"""How long people's answers may stay, and how they go: files, certificate, what stays."""

import hashlib
import hmac
import json
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from in_english import sentence
from in_memory import HOUSE
from wps_eval.errors import InputFaults
from wps_eval.run.check import check_study
from wps_eval.run.erase import erase_round, private_files
from wps_eval.run.kept_too_long import kept_too_long
from wps_eval.workspace.opened import open_workspace

STUDY, OTHER, APART = "midterm-2022", "other", "apart"
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
FACTS = """
title: A test
instrument: population
data: export.csv
design: {kind: convenience}
start: 2022-09-01
end: 2022-09-30
population: People
keep_until: 2025-12-31
ethics: {approval: A board, date: 2022-01-01, referral_pathway: A card}
"""


def put(path, text="07700000000"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def home(tmp_path):
    for name in ("data/plan", "data/instruments", "data/figures", "notebooks"):
        shutil.copytree(HOUSE / name, tmp_path / name)
    text = (HOUSE / f"params/{STUDY}.yml").read_text(encoding="utf-8")
    text = "".join(line + "\n" for line in text.splitlines() if not line.startswith("rounds:"))
    for study, more in ((STUDY, ""), (OTHER, ""), (APART, "private: private2\n")):
        put(tmp_path / f"params/{study}.yml", f"{text}\nrounds: [r1, r2]\n{more}")
        put(tmp_path / f"outputs/{study}/measured/people/r1.parquet")
        put(tmp_path / f"outputs/{study}/measured/people/r2.parquet")
        put(tmp_path / f"outputs/{study}/scratch/estimates.parquet")
        put(tmp_path / f"outputs/{study}/released/estimates.parquet", "released")
    for code in ("r1", "r2"):
        put(tmp_path / f"data/surveys/{code}/round.yml", FACTS)
        put(tmp_path / f"data/private/{code}/export.csv")
    put(tmp_path / "data/private/r1/more/photo.csv")
    put(tmp_path / f"outputs/{STUDY}/microdata/r1.csv", "agreed")
    (tmp_path / "data/private/salt").write_bytes(b"secret")
    return tmp_path


def files(home):
    return {p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file()}


GONE = {
    "data/private/r1/export.csv", "data/private/r1/more/photo.csv",
    *(f"outputs/{study}/{name}" for study in (STUDY, OTHER)
      for name in ("measured/people/r1.parquet", "scratch/estimates.parquet")),
}  # fmt: skip


def test_what_holds_people_goes_and_all_else_stays(home):
    before = files(home)
    erase_round(STUDY, "r1", WHEN, start=home)
    assert before - files(home) == GONE
    assert files(home) - before == {f"outputs/{STUDY}/erased.json"}
    assert not (home / "data/private/r1").exists()


def test_the_certificate_says_what_when_and_what_stays_and_nothing_can_be_guessed_by_it(home):
    certificate = erase_round(STUDY, "r1", WHEN, start=home)
    (entry,) = json.loads(certificate.read_text(encoding="utf-8"))
    assert {erased["file"] for erased in entry["erased"]} == GONE
    plain = hashlib.sha256(b"07700000000").hexdigest()
    keyed = hmac.new(b"secret", plain.encode(), "sha256").hexdigest()
    assert {erased["checksum"] for erased in entry["erased"]} == {keyed}
    assert plain not in certificate.read_text(encoding="utf-8")
    assert entry["when"] == "2026-01-02T03:04:05+00:00"
    assert (entry["round"], entry["keep_until"], entry["ethics"]) == ("r1", "2025-12-31", "A board")
    assert entry["stays"] == [
        "data/surveys/r1/round.yml", f"outputs/{STUDY}/released/estimates.parquet",
        f"outputs/{STUDY}/microdata/r1.csv",
    ]  # fmt: skip
    erase_round(STUDY, "r2", WHEN + timedelta(days=1), start=home)
    entries = json.loads(certificate.read_text(encoding="utf-8"))
    assert [each["round"] for each in entries] == ["r1", "r2"]


def test_what_is_not_there_or_was_erased_is_told(home):
    workspace = open_workspace(STUDY, home)
    with pytest.raises(InputFaults) as caught:
        private_files(workspace, "r11")
    assert "'r1'" in sentence(caught.value.faults[0]) or "r2" in sentence(caught.value.faults[0])
    erase_round(STUDY, "r1", WHEN, start=home)
    with pytest.raises(InputFaults) as caught:
        erase_round(STUDY, "r1", WHEN, start=home)
    assert [fault.code for fault in caught.value.faults] == ["nothing_to_erase"]


def test_the_command_names_the_files_and_asks_for_yes(home):
    command = [sys.executable, "-c", "from wps_eval.run.cli import main; main()", "erase", "r1"]
    command += ["--study", STUDY]
    before = files(home)
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--yes" in done.stdout
    assert set(done.stdout.splitlines()) >= GONE
    assert files(home) == before
    done = subprocess.run(
        [*command, "--yes"], cwd=home, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not GONE & files(home)


@pytest.mark.parametrize(
    ("today", "rounds"), [(date(2025, 12, 31), []), (date(2026, 1, 1), ["r1", "r2"])]
)
def test_past_the_last_day_it_is_asked_and_nothing_is_blocked(home, today, rounds):
    asked = kept_too_long(open_workspace(STUDY, home), today)
    assert [f.where.file for f in asked] == [f"{code}/round.yml" for code in rounds]
    assert not any(fault.blocks for fault in asked)


def test_what_was_erased_or_has_no_last_day_is_not_asked_about(home):
    put(home / "data/surveys/r2/round.yml", FACTS.replace("keep_until: 2025-12-31\n", ""))
    workspace = open_workspace(STUDY, home)
    assert len(kept_too_long(workspace, date(2026, 1, 1))) == 1
    erase_round(STUDY, "r1", WHEN, start=home)
    assert kept_too_long(workspace, date(2026, 1, 1)) == []


def test_check_asks(home):
    put(home / "data/surveys/r1/round.yml", FACTS.replace("2025-12-31", "2022-12-31"))
    _, faults, _ = check_study(STUDY, start=home)
    asked = [fault for fault in faults if fault.code == "kept_too_long"]
    assert ("r1/round.yml", False) in [(fault.where.file, fault.blocks) for fault in asked]
    assert "until 2022-12-31" in sentence(asked[0])
