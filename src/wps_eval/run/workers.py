"""Processes that do a run's tasks, one each: forked from a warm server where the platform can fork."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from wps_eval.errors import WpsEvalError
from wps_eval.files.disk_errors import disk_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.connection import Connection

    from wps_eval.run.job import Task

FORKSERVER = "forkserver"
#: what the server imports before anything is forked from it: what notebooks, release and exports import
WARM_MODULE = "wps_eval.run.warm"
#: of the environment, before anything is imported: one thread each, and figures as notebooks draw them
WARM_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


@dataclass(frozen=True, slots=True)
class WorkerEnd:
    """How a worker's task ended.

    Attributes:
        fault: What went wrong, in a sentence; empty where nothing did.
        seconds: How long it took.
        processor_s: Processor time of the worker and of what it started, in seconds.
        peak_mb: The most memory that the worker or one of its programs held, in MB.
    """

    fault: str
    seconds: float = 0.0
    processor_s: float = 0.0
    peak_mb: float = 0.0


class Worker:
    """One process at one task."""

    def __init__(self, task: Task, temporary: str) -> None:
        """Start it.

        Args:
            task: What to do.
            temporary: A folder for files that do not stay.
        """
        context: Any = get_context(FORKSERVER if can_fork() else "spawn")
        self.connection, to_runner = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(task, to_runner, temporary))
        self._process.start()
        to_runner.close()

    def end(self) -> WorkerEnd:
        """Give how the task ended; waits for it."""
        try:
            said: WorkerEnd = self.connection.recv()
        except EOFError:
            said = WorkerEnd(
                "The worker was stopped from outside, or ran out of memory. Run again."
            )
        self._process.join()
        return said

    def stop(self) -> None:
        """Stop it at once; its kernel ends with it."""
        self._process.kill()
        self._process.join()


def can_fork() -> bool:
    """Whether this platform can fork a process safely."""
    return FORKSERVER in get_all_start_methods() and sys.platform != "darwin"


def warm_up() -> None:
    """Begin to import, in the server, what every worker and kernel needs; returns at once."""
    if can_fork():
        from multiprocessing import forkserver  # noqa: PLC0415 - not on every platform

        context: Any = get_context(FORKSERVER)
        context.set_forkserver_preload([WARM_MODULE])
        before = {name: os.environ.get(name) for name in WARM_ENVIRONMENT}
        os.environ.update(WARM_ENVIRONMENT)
        try:
            forkserver.ensure_running()
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


def ended(workers: Iterable[Worker], timeout_s: float | None) -> list[Worker]:
    """Give the workers that have ended; waits for the first, or until the time is over."""
    by_connection = {worker.connection: worker for worker in workers}
    if not by_connection:
        return []
    return [by_connection[each] for each in wait(list(by_connection), timeout_s)]


def _work(task: Task, to_runner: Connection, temporary: str) -> None:
    """Do a task in a process of its own, and tell the runner how it ended."""
    from wps_eval.run import forked_kernel  # noqa: PLC0415 - only a worker needs it

    if can_fork():
        forked_kernel.waiting.append(forked_kernel.WaitingKernel())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the runner's to hear
    forked_kernel.end_with_parent()
    os.environ["TMPDIR"] = tempfile.tempdir = temporary
    begun = time.monotonic()
    fault = _fault_of(task)
    for kernel in forked_kernel.waiting:
        kernel.dismiss()
    use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor_s = sum(each.ru_utime + each.ru_stime for each in use)
    peak_mb = max(each.ru_maxrss for each in use) / 1024
    to_runner.send(WorkerEnd(fault, time.monotonic() - begun, processor_s, peak_mb))


def _fault_of(task: Task) -> str:
    """Do a task and say what went wrong; words that may repeat an answer of a person are left out."""
    try:
        task.perform()
    except WpsEvalError as error:
        return str(error)
    except OSError as error:
        return disk_sentence(error)
    except Exception as error:  # noqa: BLE001 - whatever it was, the run goes on and tells it
        return f"{type(error).__name__}: what it says is left out, as it may repeat an answer of a person."
    return ""
