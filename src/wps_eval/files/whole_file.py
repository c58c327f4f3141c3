"""A finished file put in its place whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wps_eval.files.permissions import OWNER_ONLY

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(target: Path, content: bytes, mode: int | None = None) -> Path:
    """Write a file beside its place, to the disk, and rename it: nobody opens half of it, also after a stop.

    Args:
        target: The file to write; an older one is replaced.
        content: All of it.
        mode: Its permissions; those that the process gives if nothing is said. Before it has them its
            owner alone can read it.
    """
    part_file = target.with_name(f".{target.name}.part")
    try:
        if mode is not None:
            part_file.touch(mode=OWNER_ONLY)
            part_file.chmod(OWNER_ONLY)
        with part_file.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        if mode is not None:
            part_file.chmod(mode)
        part_file.replace(target)
    finally:
        part_file.unlink(missing_ok=True)
    return target
