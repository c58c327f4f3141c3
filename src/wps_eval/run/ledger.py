"""The ledger of a study's jobs: what each was made from, and what it made, in one small file a job."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from wps_eval.files.whole_file import write_whole
from wps_eval.run.digests import file_digest, package_digest, stated_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from wps_eval.run.job import Job

CODE = "code"  #: instead of a file's name: the package itself
EXPORTS = "exports"  #: instead of a file's name: the raw exports
GONE = ""  #: instead of a checksum: there is no such file


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file as a job left it.

    Attributes:
        digest: Its checksum.
        state: The checksum of all that it was made from.
    """

    digest: str
    state: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is on record of a job.

    Attributes:
        needs: The checksum of everything that it was last made from, by name.
        made: What it made, by name.
    """

    needs: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, MadeFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a job is out of date: a code, and of what it speaks."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of a study's jobs.

    Attributes:
        folder: Where they lie.
        top: The folder of the workbench, from which files are named.
    """

    folder: Path
    top: Path

    def entry(self, job: Job) -> Entry:
        """Give what is on record of a job; nothing where its entry is not there or cannot be read."""
        try:
            content = json.loads(self._file(job).read_text(encoding="utf-8"))
            made = {name: MadeFile(**each) for name, each in content["made"].items()}
            return Entry(dict(content["needs"]), made)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Entry()

    def enter(self, job: Job, needs: Mapping[str, str]) -> None:
        """Put on record that a job has made its files; those that it did not make this time stay as they were.

        Args:
            job: The job, which has ended well.
            needs: What it was made from.
        """
        state = stated_digest(needs)
        made = {
            self.name(path): MadeFile(file_digest(path), state)
            for path in job.makes
            if path.is_file()
        }
        entry = Entry(needs, {**self.entry(job).made, **made})
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._file(job), json.dumps(asdict(entry), indent=1).encode())

    def damaged(self, job: Job) -> bool:
        """Whether a job's entry is there and cannot be read."""
        return self._file(job).exists() and not self.entry(job).needs

    def name(self, path: Path) -> str:
        """Give a file's name in the workbench."""
        return path.relative_to(self.top).as_posix()

    def _file(self, job: Job) -> Path:
        return self.folder / f"{job.name.replace(' ', '+')}.json"


def needs_now(job: Job, ledger: Ledger, digests: Mapping[Path, str]) -> dict[str, str]:
    """Give the checksum of everything that a job would be made from now, by name.

    Args:
        job: The job.
        ledger: Names the files.
        digests: The checksum of each file that it needs.
    """
    exports = [(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in job.exports if p.is_file()]
    files = {ledger.name(path): digests.get(path, GONE) for path in job.needs}
    return {CODE: package_digest(), EXPORTS: stated_digest(exports)} | files


def reasons_of(job: Job, ledger: Ledger, needs: Mapping[str, str]) -> Iterator[Reason]:
    """Say why a job has to be done; nothing where all that it makes is there and up to date.

    Args:
        job: The job.
        ledger: What is on record.
        needs: What it would be made from now.
    """
    entry, state = ledger.entry(job), stated_digest(needs)
    if not entry.needs:
        yield Reason("damaged" if ledger.damaged(job) else "never_made")
        return
    if any(ledger.name(path) not in entry.made for path in job.makes):
        yield Reason("never_made")
        return
    for name in sorted({*needs, *entry.needs}):
        if needs.get(name, GONE) != entry.needs.get(name, GONE):
            yield _changed(name, entry.needs, needs)
    for path in job.makes:
        name = ledger.name(path)
        if not path.is_file():
            yield Reason("missing", path.name)
        elif file_digest(path) != entry.made[name].digest:
            yield Reason("altered", path.name)
        elif entry.made[name].state != state and stated_digest(entry.needs) == state:
            yield Reason("older", path.name)


def _changed(name: str, then: Mapping[str, str], now: Mapping[str, str]) -> Reason:
    """Say how one thing that a job needs differs from what it was made from."""
    if name in (CODE, EXPORTS):
        return Reason(name)
    if not then.get(name):
        return Reason("new_input", name)
    return Reason("input_gone" if not now.get(name) else "changed", name)
