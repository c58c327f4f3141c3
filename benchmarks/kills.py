"""Stop runs at random moments, each in one of five ways, and look at what they leave.

    .venv/bin/python benchmarks/kills.py --kills 200 --seed 1325

A run is stopped (the runner, a worker or a kernel killed, Ctrl-C, a full disk), what it left is looked at,
and it is run again. Counted are: tables and reports that are half written, words that are not so (a run that
calls itself complete and is not, "up to date" where files are not those of a clean run), earlier reports
that were lost, processes that outlive their runner, and recoveries whose files are not, byte for byte, those
of a run that nobody stopped. Needs Linux, and root for the full disk (else that way is left out).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import duckdb

HOUSE = Path(__file__).parents[1]
STUDY = "midterm-2022"
OPTIONS = ("--language", "en", "--format", "html", "--format", "pdf")
COMMAND = [sys.executable, "-c", "from wps_eval.run.command import main; main()"]
WAYS = ("runner", "worker", "kernel", "ctrl-c", "full disk")
COMPARED = {".parquet", ".html", ".pdf"}
LEFT_S = 2.0  #: after which no worker and no kernel may live whose runner was killed


def main() -> None:
    """Stop runs, and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1325)
    asked = parser.parse_args()
    ways = [way for way in WAYS if way != "full disk" or os.geteuid() == 0]
    with tempfile.TemporaryDirectory(prefix="wps-eval-kills-") as name:
        bench = Bench(Path(name))
        counted, by_way = Counter(), Counter()
        for number in range(asked.kills):
            draw = random.Random(f"{asked.seed} {number}")  # noqa: S311 - no secret
            way = ways[number % len(ways)]
            found = bench.stop_once(way, draw)
            counted.update(found)
            by_way[way] += 1
            print(number, way, "; ".join(found) or "well", flush=True)
    print(json.dumps({"kills": dict(by_way), "found": dict(counted)}, indent=2))


class Bench:
    """A workbench of one study, and what its runs make where nobody stops them: before and after a correction."""

    def __init__(self, folder: Path) -> None:
        """Copy the workbench and make both states."""
        self.folder, self.outputs = folder, folder / "outputs"
        for name in ("data/plan", "data/figures", "data/studies", "params", "notebooks"):
            shutil.copytree(HOUSE / name, folder / name)
        self.figures = next(iter(sorted((folder / "data/figures").glob("*context.csv"))))
        self.texts = self.figures.read_text(encoding="utf-8"), ""
        self.texts = (self.texts[0], self.texts[0] + "\n")
        self.clean, self.kept = [], []
        begun = time.monotonic()
        for state, text in enumerate(self.texts):
            self.figures.write_text(text, encoding="utf-8")
            if self.run().returncode:
                raise SystemExit("the study does not run")
            self.kept.append(folder / f"kept{state}")
            shutil.copytree(self.outputs, self.kept[state])
            self.clean.append(self.files())
        self.seconds = (time.monotonic() - begun) / 2

    def run(self) -> subprocess.CompletedProcess[str]:
        """Run to the end."""
        return subprocess.run(
            [*COMMAND, "run", STUDY, *OPTIONS],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def files(self) -> dict[str, bytes]:
        """Give what is compared of the outputs, by name."""
        return {
            path.relative_to(self.outputs).as_posix(): path.read_bytes()
            for path in sorted(self.outputs.rglob("*"))
            if path.suffix in COMPARED and not path.name.startswith(".")
        }

    def stop_once(self, way: str, draw: random.Random) -> list[str]:
        """Stop one run, look, run again, and say what was not well."""
        corrected = draw.random() < 0.5
        state = int(corrected)
        shutil.rmtree(self.outputs, ignore_errors=True)
        if corrected:
            shutil.copytree(self.kept[0], self.outputs)
        else:
            self.outputs.mkdir()
        self.figures.write_text(self.texts[state], encoding="utf-8")
        earlier = set(self.files())
        mounted = way == "full disk" and self.fill(draw)
        found = list(self.stopped(way, draw))
        if mounted:
            subprocess.run(["/bin/mount", "-o", "remount,size=1g", self.outputs], check=True)
        found += self.looked_at(state, earlier)
        again = self.run()
        if again.returncode or self.files() != self.clean[state]:
            found.append("recovery differs")
        if mounted:
            subprocess.run(["/bin/umount", self.outputs], check=True)
        return found

    def fill(self, draw: random.Random) -> bool:
        """Put the outputs on a disk that will be full soon."""
        held = sum(path.stat().st_size for path in self.outputs.rglob("*") if path.is_file())
        aside = self.folder / "aside"
        shutil.rmtree(aside, ignore_errors=True)
        self.outputs.rename(aside)
        self.outputs.mkdir()
        size = int(held * 1.3) + draw.randrange(200_000, 6_000_000)
        subprocess.run(
            ["/bin/mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", self.outputs], check=True
        )
        shutil.copytree(aside, self.outputs, dirs_exist_ok=True)
        return True

    def stopped(self, way: str, draw: random.Random) -> list[str]:
        """Stop a run at a random moment, and say what was not well about its end."""
        runner = subprocess.Popen(
            [*COMMAND, "run", STUDY, *OPTIONS], cwd=self.folder, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        victim = None
        if way != "full disk":
            time.sleep(draw.uniform(0.05, self.seconds))
            family = descendants(runner.pid)
            depths = {pid: level(pid, runner.pid) for pid in family}
            victim = self.strike(way, runner, family, draw)
            if way == "runner" and victim:
                runner.wait()
                until = time.monotonic() + LEFT_S
                workers = [pid for pid in family if depths[pid] > 1]  # the server only imports
                while (left := [pid for pid in workers if alive(pid)]) and time.monotonic() < until:
                    time.sleep(0.05)
                if left:
                    return ["processes outlive their runner"]
                return []
        output = runner.communicate(timeout=600)[0]
        found = ["traceback"] if "Traceback" in output else []
        if found:
            print(output, flush=True)
        record = self.record()
        if way == "ctrl-c" and victim and runner.returncode not in (130, 0):
            found.append(f"exit {runner.returncode} of Ctrl-C")
        if runner.returncode == 0 and record.get("status") not in ("complete", "partial"):
            found.append("exit 0 of a run that did not end well")
        if runner.returncode == 1 and not record.get("tasks") and "disk" not in output:
            found.append("an end without a sentence")
        return found

    def strike(
        self, way: str, runner: subprocess.Popen[str], family: list[int], draw: random.Random
    ) -> int | None:
        """Send the signal; nothing where there is no such process at this moment."""
        if runner.poll() is not None:
            return None
        if way == "ctrl-c":
            os.killpg(runner.pid, signal.SIGINT)  # as a terminal does
            return runner.pid
        depth = {"runner": 0, "worker": 2, "kernel": 3}[way]
        chosen = (
            [runner.pid]
            if depth == 0
            else [pid for pid in family if level(pid, runner.pid) == depth]
        )
        if not chosen:
            return None
        victim = draw.choice(chosen)
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            return None
        return victim

    def looked_at(self, state: int, earlier: set[str]) -> list[str]:
        """Look at what a stopped run left."""
        found, files = [], self.files()
        for name in files:
            if name.endswith(".parquet") and not readable(self.outputs / name):
                found.append("half-written table")
            if name.endswith(".html") and not files[name].rstrip().endswith(b"</html>"):
                found.append("half-written page")
            if name.endswith(".pdf") and not files[name].rstrip().endswith(b"%%EOF"):
                found.append("half-written PDF")
        reports = {name for name in earlier if not name.endswith(".parquet")}
        if reports - set(files) and self.record().get("status") != "failed":
            found.append("earlier report lost")
        record = self.record()
        if record.get("status") in ("complete", "partial") and any(
            self.clean[state].get(name.removeprefix("outputs/")) not in (None, content)
            for name, content in (
                (n, (self.folder / n).read_bytes())
                for n in record["files"]
                if (self.folder / n).is_file()
            )
        ):
            before = self.record_of(self.kept[0])
            if record != before:
                found.append("called complete and is not")
        said = subprocess.run(
            [*COMMAND, "run", STUDY, *OPTIONS, "--dry-run"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        if "everything is up to date" in said and files != self.clean[state]:
            found.append("called up to date and is not")
        return found

    def record(self) -> dict[str, object]:
        """Give the run's own record; nothing where there is none."""
        return self.record_of(self.outputs)

    def record_of(self, outputs: Path) -> dict[str, object]:
        """Give the record in some outputs."""
        path = outputs / STUDY / "run.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def parent_of(pid: int) -> int | None:
    """Give a process's parent."""
    try:
        return int(
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()[1]
        )
    except (OSError, ValueError):
        return None


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def level(pid: int, top: int) -> int:
    """Say how many steps a process stands below another; a large number where it does not."""
    for step in range(8):
        if pid == top:
            return step
        above = parent_of(pid)
        if above is None:
            break
        pid = above
    return 99


def descendants(top: int) -> list[int]:
    """Give the processes below one."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [pid for pid in pids if pid != top and level(pid, top) < 8]


def readable(path: Path) -> bool:
    """Whether a table can be read."""
    try:
        with duckdb.connect() as connection:
            connection.read_parquet(str(path)).fetchall()
    except duckdb.Error:
        return False
    return True


if __name__ == "__main__":
    main()
