"""One job of a run: what it needs, what it makes, and the task that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Task(Protocol):
    """What a worker does: plain data, so that it can be sent to a process or to another machine."""

    def perform(self) -> None:
        """Do it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One task with what stands before and behind it.

    Attributes:
        name: What it is called: a notebook, and of a report its place and language.
        notebook: The notebook, or ``release``.
        needs: Files that it reads.
        makes: Files that it makes.
        task: Makes them.
        exports: Raw exports that it reads. Only the intake opens them: what a run knows of them is
            their size and when they were written.
    """

    name: str
    notebook: str
    needs: tuple[Path, ...]
    makes: tuple[Path, ...]
    task: Task
    exports: tuple[Path, ...] = ()


def jobs_before(job: Job, work: tuple[Job, ...]) -> tuple[Job, ...]:
    """Give the jobs that make what a job needs."""
    needed = set(job.needs)
    return tuple(other for other in work if other is not job and needed & set(other.makes))


def with_jobs_before(names: frozenset[str], work: tuple[Job, ...]) -> tuple[Job, ...]:
    """Give the jobs of some notebooks, and all that they rest on, in the order of the list.

    Args:
        names: Notebooks.
        work: Every job.
    """
    chosen = {job.name for job in work if job.notebook in names}
    for job in reversed(work):  # who needs something stands behind whoever makes it
        if job.name in chosen:
            chosen |= {before.name for before in jobs_before(job, work)}
    return tuple(job for job in work if job.name in chosen)
