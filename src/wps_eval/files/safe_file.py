"""Whether a file may be opened at all: an ordinary file, inside the workbench, of a size to read."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.paths import inside_workbench

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 100  # megabytes; more is no table that people wrote
MEGABYTE = 1_000_000


def file_is_there(path: Path) -> bool:
    """Say whether anything stands under a name, be it a link that leads nowhere."""
    return path.is_symlink() or path.exists()


def refuse_unsafe(path: Path, file: str) -> None:
    """Stop before anything is opened that is no ordinary file of the workbench.

    Args:
        path: The file.
        file: What it is called in faults.

    Raises:
        InputFaults: It is not there, is a folder, a pipe or a device, leads out of its folder of
            the workbench by a link, or holds more than ``LARGEST_FILE`` megabytes.
    """
    where = Where(file)
    if not inside_workbench(path):
        raise InputFaults([Fault("leads_outside", where)], file)
    try:
        facts = path.stat()
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise InputFaults([Fault("missing_file", where, expected=(file,))], file) from None
    if not stat.S_ISREG(facts.st_mode):
        raise InputFaults([Fault("not_a_file", where)], file)
    if facts.st_size > LARGEST_FILE * MEGABYTE:
        raise InputFaults([Fault("too_large", where, expected=LARGEST_FILE)], file)
