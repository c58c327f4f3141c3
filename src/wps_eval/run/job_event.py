"""What whoever watches a run is told of its jobs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JobEvent:
    """One moment of a run: a job began, or ended.

    Attributes:
        job: The job's name.
        state: ``started``, or how it ended: ``made``, ``unchanged``, ``failed``, ``not reached`` or
            ``interrupted``.
        message: What went wrong, in a sentence; else empty.
        seconds: How long it took.
        ended: How many jobs have ended by now.
        total: How many there are.
    """

    job: str
    state: str
    message: str
    seconds: float
    ended: int
    total: int
