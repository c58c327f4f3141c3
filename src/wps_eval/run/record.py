"""``run.json``: what a run was made from and how each notebook ended, as we judged it."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from wps_eval.files.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

LIBRARIES = (
    "wps-eval",
    "pandas",
    "numpy",
    "statsmodels",
    "duckdb",
    "matplotlib",
    "papermill",
    "nbconvert",
    "typst",
    "pypandoc_binary",
)


def file_digest(path: Path) -> str:
    """Give a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def package_digest() -> str:
    """Give one SHA-256 over the package's own files, so that changed code makes results stale."""
    folder = Path(__file__).parents[1]
    checksum = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            checksum.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return checksum.hexdigest()


@dataclass(frozen=True, slots=True)
class TaskEnd:
    """How one task of the work list ended: made, unchanged, failed or not reached."""

    name: str
    status: str
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """Everything that tells one run from another; what it does not list is not part of the run."""

    study: str
    study_sha256: str
    package_sha256: str
    started: str
    ended: str
    status: str
    tasks: tuple[TaskEnd, ...]
    inputs: dict[str, str]
    files: dict[str, str]
    family: str = ""
    warnings: tuple[str, ...] = ()
    python: str = field(default_factory=platform.python_version)
    versions: dict[str, str] = field(default_factory=lambda: {n: version(n) for n in LIBRARIES})

    def write(self, folder: Path) -> Path:
        """Write the record, last of all."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"
        return write_whole(folder / "run.json", text.encode())


def file_digests(paths: Iterable[Path], root: Path) -> dict[str, str]:
    """Give the SHA-256 of each file, by its path inside the workbench."""
    return {
        path.relative_to(root).as_posix(): file_digest(path)
        for path in sorted(set(paths))
        if path.is_file()
    }


def timestamp(moment: datetime) -> str:
    """Write a moment for the record."""
    return moment.isoformat(timespec="seconds")
