"""Tasks small enough for tests: plain data that a worker's process can take over."""

import errno
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from wps_eval.errors import RunFailed


@dataclass(frozen=True)
class Write:
    """Write a text, at the end of some seconds, and say first which process does it."""

    path: Path
    text: str = "made"
    seconds: float = 0.0

    def perform(self):
        self.path.with_suffix(".pid").write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(self.seconds)
        self.path.write_text(self.text, encoding="utf-8")


@dataclass(frozen=True)
class Join:
    """Write what other files hold, one after the other."""

    sources: tuple[Path, ...]
    path: Path

    def perform(self):
        texts = [path.read_text(encoding="utf-8") for path in self.sources]
        self.path.write_text("+".join(texts), encoding="utf-8")


@dataclass(frozen=True)
class Change:
    """Change an input while it is read, as somebody who corrects a file during a run does."""

    source: Path
    path: Path

    def perform(self):
        self.path.write_text(self.source.read_text(encoding="utf-8"), encoding="utf-8")
        self.source.write_text("corrected meanwhile", encoding="utf-8")


@dataclass(frozen=True)
class Fail:
    """End badly, in one of several ways."""

    how: str

    def perform(self):
        if self.how == "sentence":
            raise RunFailed("found no figures")
        if self.how == "full":
            raise OSError(
                errno.ENOSPC, "No space left on device", "/x/outputs/s/measured/a.parquet"
            )
        if self.how == "closed":
            raise OSError(errno.EROFS, "Read-only file system", "/x/outputs/s/measured/a.parquet")
        if self.how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise ValueError("no number: 07700000000 Made-Up Person")


@dataclass(frozen=True)
class Notebook:
    """Execute a notebook, as tasks of a run do."""

    source: Path
    executed: Path

    def perform(self):
        from wps_eval.run.execute import execute_notebook  # noqa: PLC0415 - in the worker alone

        execute_notebook(self.source, self.executed, {"study": "x"})
