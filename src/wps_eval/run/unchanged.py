"""Whether nothing at all has changed since a run that ended well; found out by checksums alone, with next to no imports."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wps_eval.files.whole_file import write_whole
from wps_eval.run.digests import file_digest, package_digest, stated_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.paths import Root
    from wps_eval.run.asked_words import AskedWords

STATE_FILE = "state.json"
RECORD_FILE = "run.json"
PRIVATE = "private"  #: of the folders in ``data/``: only the intake opens what lies there
READ = ("params", "notebooks", "data")  #: folders that a run may read
HISTORY_FILES = ("declared.json", "made_from.json")


def state_now(root: Root, study: str, asked: AskedWords) -> str:
    """Give one checksum over everything that a run may read, and what it is asked for.

    Of raw exports it is their size and when they were written, as nobody but the intake opens them.
    The day counts too: a run warns of what is kept too long.

    Args:
        root: The workbench.
        study: The study's name.
        asked: Places, languages, formats and notebooks that are asked for.
    """
    day = datetime.now(UTC).date().isoformat()
    folders = [root.folder / name for name in READ]
    folders += [
        path
        for path in sorted(root.outputs(study).parent.glob("*/released"))
        if path.parent.name != study
    ]
    files = [state for folder in folders for state in _states(folder, root.folder)]
    return stated_digest([package_digest(), day, asked.as_dict(), files])


def write_state(root: Root, study: str, state: str) -> None:
    """Keep the state from which a run that ended well has begun, and that of the history which it wrote."""
    content = {"state": state, "history": _history_digests(root, study)}
    write_whole(root.work(study) / STATE_FILE, json.dumps(content).encode())


def forget_state(root: Root, study: str) -> None:
    """Forget the state of the run before: another one has begun."""
    (root.work(study) / STATE_FILE).unlink(missing_ok=True)


def record_in_force(root: Root, study: str, asked: AskedWords) -> dict[str, Any] | None:
    """Give the record of the last run where it still says what a run would say now, else nothing.

    Args:
        root: The workbench.
        study: The study's name.
        asked: What is asked for.
    """
    try:
        kept = json.loads((root.work(study) / STATE_FILE).read_text(encoding="utf-8"))
        text = (root.outputs(study) / RECORD_FILE).read_text(encoding="utf-8")
        record: dict[str, Any] = json.loads(text)
        whole = all(file_digest(root.folder / name) == d for name, d in record["files"].items())
        same_history = kept["history"] == _history_digests(root, study)
        same_state = kept["state"] == state_now(root, study, asked)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return record if whole and same_history and same_state else None


def _history_digests(root: Root, study: str) -> list[str]:
    """Give the checksums of what a run keeps of a study's history."""
    return [file_digest(root.outputs(study) / name) for name in HISTORY_FILES]


def _states(folder: Path, top: Path) -> Iterator[tuple[str, str]]:
    """Give a checksum for every file in a folder and below, but for hidden ones."""
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(at, name)
            if not name.startswith("."):
                yield path.relative_to(top).as_posix(), _state_of(path, top)


def _state_of(path: Path, top: Path) -> str:
    """Give a file's checksum; of a raw export its size and the time of its writing."""
    if PRIVATE in path.relative_to(top).parts:
        told = path.stat()
        return f"{told.st_size} {told.st_mtime_ns}"
    return file_digest(path)
