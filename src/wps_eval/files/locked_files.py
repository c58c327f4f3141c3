"""Files that were locked by ``wps-eval lock-data``: who opens what they stand for is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where

if TYPE_CHECKING:
    from pathlib import Path

LOCKED_ENDING = ".age"


def locked_files(folder: Path) -> list[Path]:
    """Name the locked files of a folder and below, sorted; none where there is no folder."""
    return sorted(path for path in folder.rglob(f"*{LOCKED_ENDING}") if path.is_file())


def refuse_locked(folder: Path, name: str) -> None:
    """Stop where a folder holds locked files.

    Args:
        folder: A folder of private data.
        name: What it is called in the fault.

    Raises:
        InputFaults: With one fault that says how to unlock them.
    """
    if found := locked_files(folder):
        raise InputFaults([Fault("data_locked", Where(name), found=len(found))], name)
