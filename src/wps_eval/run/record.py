"""``run.json``: what a run was made from and how each notebook ended, as we judged it."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from wps_eval.files.whole_file import write_whole

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

ENDED_WELL = ("complete", "partial")  #: of a run: all that was asked for is there
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


@dataclass(frozen=True, slots=True)
class TaskEnd:
    """How one task of the work list ended: made, unchanged, failed, interrupted or not reached.

    Attributes:
        name: The job.
        status: How it ended.
        message: What went wrong, in a sentence.
        seconds: How long it took.
        processor_s: Processor time of its worker, of its kernel and of other programs that it started,
            in seconds.
        peak_mb: The most memory that its worker or one of its programs held, in MB.
    """

    name: str
    status: str
    message: str = ""
    seconds: float = 0.0
    processor_s: float = 0.0
    peak_mb: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """Everything that tells one run from another; what it does not list is not part of the run.

    It is written when a run begins, with the status ``started`` and no files, and again when it ends: a
    run that was stopped from outside has left the first.
    """

    study: str
    study_sha256: str
    package_sha256: str
    started: str
    ended: str = ""
    status: str = "started"
    tasks: tuple[TaskEnd, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    family: str = ""
    warnings: tuple[str, ...] = ()
    python: str = field(default_factory=platform.python_version)
    versions: dict[str, str] = field(default_factory=lambda: {n: version(n) for n in LIBRARIES})

    def write(self, folder: Path) -> Path:
        """Write the record: first and last of all."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"
        return write_whole(folder / "run.json", text.encode())


def timestamp(moment: datetime) -> str:
    """Write a moment for the record."""
    return moment.isoformat(timespec="seconds")
