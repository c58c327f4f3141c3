"""A kernel that is forked from a process which has imported everything already.

A kernel that begins by itself spends three of its four seconds on imports. Where the platform can
fork, a worker of a run is itself a fork of a server that has imported what notebooks import; before
it does anything else it forks once more, and that process waits to become the kernel of the worker's
notebook. papermill gets it through jupyter_client's own door for such things, a provisioner.
"""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.connection import Connection


class WaitingKernel:
    """A forked process that waits to become a kernel, and answers what jupyter_client asks of a process."""

    stdout = stderr = stdin = None

    def __init__(self) -> None:
        """Fork it; only a process of one thread may do so."""
        context = get_context("fork")
        orders, self._to_kernel = context.Pipe(duplex=False)
        self._process = context.Process(target=_wait_and_run, args=(orders, self._to_kernel))
        self._process.start()
        orders.close()

    def begin(self, arguments: Sequence[str], env: Mapping[str, str], cwd: str) -> None:
        """Let it become a kernel.

        Args:
            arguments: Those of a kernel's command line.
            env: Its environment.
            cwd: The folder that it works in.
        """
        self._to_kernel.send((list(arguments), dict(env), cwd))

    def dismiss(self) -> None:
        """Let it end, where it has not become a kernel."""
        self._to_kernel.close()
        self._process.join()

    @property
    def pid(self) -> int | None:
        """Its number."""
        return self._process.pid

    def poll(self) -> int | None:
        """How it ended; nothing while it lives."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for its end."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal; one that has ended takes none."""
        if self.poll() is None and self.pid is not None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


#: of this process: the one that waits, if any
waiting: list[WaitingKernel] = []


class ForkedKernel(LocalProvisioner):
    """Starts a kernel by waking the process that waits."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Wake it in place of running a kernel's command.

        Args:
            cmd: The command of a kernel that begins by itself: interpreter, ``-m``, module, arguments.
            **kwargs: Environment and folder.
        """
        kernel: Any = waiting.pop()
        # papermill changes the worker's own folder; the process that waits was forked before that
        kernel.begin(cmd[3:], kwargs["env"], str(kwargs.get("cwd") or Path.cwd()))
        self.process, self.pid, self.pgid, self.cwd = kernel, kernel.pid, None, kwargs.get("cwd")
        return self.connection_info


def end_with_parent() -> None:
    """End this process as soon as the one that asked for it has ended, however that ended."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_end, args=(parent,), daemon=True).start()


def _wait_and_end(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _wait_and_run(orders: Connection, to_kernel: Connection) -> None:
    """Wait for orders and be a kernel; end where none come."""
    to_kernel.close()  # the end of the worker, which closes its own, is heard by that
    try:
        arguments, env, cwd = orders.recv()
    except EOFError:
        return
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - imported by the server before

    os.setsid()  # Ctrl-C in a terminal reaches the runner, not the kernel
    signal.signal(signal.SIGINT, signal.default_int_handler)  # how a cell is interrupted
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    end_with_parent()
    kernel: Any = IPKernelApp.instance()
    kernel.initialize(arguments)
    kernel.start()
