"""The channel between the runner and a kernel: private, and taken by nobody else meanwhile."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zmq
from traitlets.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def private_channel() -> Iterator[Any]:
    """Lend a kernel a folder of sockets that only this user may open, and take it away again.

    A number on the network is free when it is looked up and may be taken by another program before
    the kernel gets to it; a file in a new folder cannot. Where there are no such files (Windows),
    or their names would grow too long, the kernel stays on the network, encrypted like here.

    Yields:
        The settings of papermill for the kernel.
    """
    config = Config()
    config.KernelManager.transport_encryption = "auto"
    with tempfile.TemporaryDirectory(prefix="wps-eval-") as folder:
        sockets = str(Path(folder) / "kernel")
        longest = len(os.fsencode(f"{sockets}-99"))
        if os.name != "nt" and longest <= zmq.IPC_PATH_MAX_LEN:
            config.KernelManager.transport = "ipc"
            config.KernelManager.ip = sockets
        yield config
