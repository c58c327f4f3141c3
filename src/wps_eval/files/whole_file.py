"""A finished file put in its place whole or not at all: the only way to write one that stays."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wps_eval.files.permissions import OWNER_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PART_ENDING = ".part"  #: of a file that is not whole yet, behind a name that is hidden


def part_of(target: Path) -> Path:
    """Give the place beside a file where it is written before it is whole."""
    return target.with_name(f".{target.name}{PART_ENDING}")


def write_whole(target: Path, content: bytes, mode: int | None = None) -> Path:
    """Write a file beside its place, to the disk, and rename it: nobody opens half of it, also after a stop.

    Args:
        target: The file to write; an older one is replaced.
        content: All of it.
        mode: Its permissions; those that the process gives if nothing is said. Before it has them its
            owner alone can read it.
    """
    part_file = part_of(target)
    try:
        if mode is not None:
            part_file.touch(mode=OWNER_ONLY)
            part_file.chmod(OWNER_ONLY)
        part_file.write_bytes(content)
        return put_in_place(part_file, target, mode)
    finally:
        part_file.unlink(missing_ok=True)


def put_in_place(part_file: Path, target: Path, mode: int | None = None) -> Path:
    """Put a file that a library has written beside its place into it, when its content is on the disk.

    Args:
        part_file: The file as it was written, in the folder of its target.
        target: Its place; an older file is replaced.
        mode: Its permissions; those that it has if nothing is said.
    """
    with part_file.open("rb+") as handle:
        os.fsync(handle.fileno())
    if mode is not None:
        part_file.chmod(mode)
    part_file.replace(target)
    return target


def sweep_parts(folders: Iterable[Path]) -> None:
    """Take away what a stop left half-written in some folders and below."""
    for folder in folders:
        for path in folder.rglob(f".*{PART_ENDING}"):
            path.unlink(missing_ok=True)
