"""A folder for what does not outlive a run, named by the process whose run it is, and the sweeping of old ones."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINNING = "wps-eval-run-"


@contextmanager
def temporary_folder() -> Iterator[str]:
    """Lend a folder, after taking away those whose process is no more, and take it away again."""
    _sweep()
    folder = tempfile.mkdtemp(prefix=f"{_BEGINNING}{os.getpid()}-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Take away what runs left that were stopped from outside."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_BEGINNING}*"):
        number = folder.name.removeprefix(_BEGINNING).partition("-")[0]
        if number.isdigit() and not _lives(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    """Whether there is a process of this number; another user's counts."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
