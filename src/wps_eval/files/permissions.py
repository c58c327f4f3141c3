"""Who may read what is written: its owner alone, but for what was released and reports."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OWNER_ONLY, READABLE_BY_ALL = 0o600, 0o644  #: of files
FOLDER_OF_OWNER, FOLDER_READABLE_BY_ALL = 0o700, 0o755
_NOTHING_FOR_OTHERS = 0o077


def close_to_others() -> None:
    """Make every file and folder that this process and its kernels write from now on its owner's alone."""
    os.umask(_NOTHING_FOR_OTHERS)


def open_file(path: Path) -> Path:
    """Let everybody read a file that was written to be read; give it back."""
    path.chmod(READABLE_BY_ALL)
    return path


def open_way(folder: Path, top: Path) -> Path:
    """Make a folder, and let everybody reach what is open in it.

    Args:
        folder: Where something is written to be read.
        top: The folder from which the way leads there; it is opened too, and what is above stays.

    Returns:
        The folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    way = [folder, *(each for each in folder.parents if each.is_relative_to(top))]
    for each in way:
        each.chmod(FOLDER_READABLE_BY_ALL)
    return folder


def close_folder(folder: Path) -> None:
    """Close a folder, and so all in it, to everybody but its owner; nothing where there is none."""
    if folder.is_dir():
        folder.chmod(FOLDER_OF_OWNER)
