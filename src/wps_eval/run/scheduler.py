"""Work through a study's jobs: what is out of date, several at a time, each against a snapshot of its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.run.digests import input_digest
from wps_eval.run.job import Job, jobs_before
from wps_eval.run.job_event import JobEvent
from wps_eval.run.ledger import GONE, Ledger, needs_now, reasons_of
from wps_eval.run.record import TaskEnd
from wps_eval.run.temporary import temporary_folder
from wps_eval.run.workers import Worker, WorkerEnd, ended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

LOOK_AGAIN_S = 0.2  #: how often it is asked whether somebody has cancelled
DONE = frozenset({"made", "unchanged"})


class Cancelled(Exception):
    """Somebody asked the run to stop."""


def snapshot(work: Iterable[Job]) -> dict[Path, str]:
    """Give the checksum of every file that jobs need and none of them makes, as it is now."""
    jobs = tuple(work)
    made = {path for job in jobs for path in job.makes}
    needed = {path for job in jobs for path in job.needs} - made
    return {path: input_digest(path) for path in needed if path.is_file()}


class Schedule:
    """The state of a run that is at work."""

    def __init__(
        self,
        work: tuple[Job, ...],
        ledger: Ledger,
        inputs: Mapping[Path, str],
        watch: Callable[[JobEvent], None],
    ) -> None:
        """Begin with nothing done.

        Args:
            work: The jobs; who needs something stands behind whoever makes it.
            ledger: What is on record of them.
            inputs: The checksum of every input when the run began.
            watch: Is told of every beginning and end.
        """
        self.work, self.ledger, self.watch = work, ledger, watch
        self.ends: dict[str, TaskEnd] = {}
        self._at_work: dict[Worker, tuple[Job, dict[str, str]]] = {}
        self._digests = dict(inputs)

    def work_through(self, workers: int, cancelled: Callable[[], bool] | None) -> None:
        """Do all that is out of date; go on past a failure with what does not rest on it.

        Args:
            workers: How many jobs at a time.
            cancelled: Is asked now and then whether to stop.

        Raises:
            Cancelled: If it says so. What is at work is stopped first.
        """
        with temporary_folder() as temporary:
            try:
                while len(self.ends) < len(self.work):
                    self._begin_what_can_begin(workers, temporary)
                    for worker in ended(self._at_work, LOOK_AGAIN_S):
                        self._close(worker, worker.end())
                    if cancelled and cancelled():
                        raise Cancelled
            finally:
                for worker in self._at_work:
                    worker.stop()

    def all_ends(self) -> tuple[TaskEnd, ...]:
        """Give how every job ended, in order; what was at work when the run stopped was interrupted."""
        at_work = {job.name for job, _ in self._at_work.values()}
        return tuple(
            self.ends.get(job.name)
            or TaskEnd(job.name, "interrupted" if job.name in at_work else "not reached")
            for job in self.work
        )

    def _begin_what_can_begin(self, workers: int, temporary: str) -> None:
        """Begin, or end without work, every job whose turn has come."""
        busy = {job.name for job, _ in self._at_work.values()}
        for job in self.work:
            if job.name in self.ends or job.name in busy:
                continue
            before = [self.ends.get(each.name) for each in jobs_before(job, self.work)]
            if any(end is not None and end.status not in DONE for end in before):
                self._end(TaskEnd(job.name, "not reached"))
            elif all(before):
                needs = needs_now(job, self.ledger, self._digests)
                if next(reasons_of(job, self.ledger, needs), None) is None:
                    self._note_made(job)
                    self._end(TaskEnd(job.name, "unchanged"))
                elif len(self._at_work) < workers:
                    self._at_work[Worker(job.task, temporary)] = (job, needs)
                    self._tell(job.name, "started")

    def _close(self, worker: Worker, end: WorkerEnd) -> None:
        """Write down how a worker ended; one whose inputs changed meanwhile has failed."""
        job, needs = self._at_work.pop(worker)
        fault = end.fault or self._changed_meanwhile(job)
        if not fault:
            self.ledger.enter(job, needs)
            self._note_made(job)
        used = (round(end.seconds, 2), round(end.processor_s, 2), round(end.peak_mb))
        self._end(TaskEnd(job.name, "failed" if fault else "made", fault, *used))

    def _changed_meanwhile(self, job: Job) -> str:
        """Say which files a job read that are not what they were when the run began; empty where all are."""
        changed = [
            self.ledger.name(path)
            for path in job.needs
            if (input_digest(path) if path.is_file() else GONE) != self._digests.get(path, GONE)
        ]
        if not changed:
            return ""
        return f"{', '.join(changed)}: changed while the run was reading it, so that what was made of it counts for nothing. Run again."

    def _note_made(self, job: Job) -> None:
        """Take the files that a job made as they are now for what later jobs read."""
        self._digests |= {path: input_digest(path) for path in job.makes if path.is_file()}

    def _end(self, end: TaskEnd) -> None:
        self.ends[end.name] = end
        self._tell(end.name, end.status, end.message, end.seconds)

    def _tell(self, job: str, state: str, message: str = "", seconds: float = 0.0) -> None:
        self.watch(JobEvent(job, state, message, seconds, len(self.ends), len(self.work)))
