"""A run as somebody watches it: what is at work, what has ended, how far it has come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.run.job_event import JobEvent


@dataclass(frozen=True, slots=True)
class RunSeen:
    """What has been told of a run until now.

    Attributes:
        events: The last that was told of each job, in the order in which jobs were first told of.
        ended: How many jobs have ended.
        total: How many there are; 0 before the first is told of.
    """

    events: tuple[JobEvent, ...] = ()
    ended: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """How far it has come, from 0 to 1."""
        return self.ended / self.total if self.total else 0.0

    @property
    def counts(self) -> Mapping[str, int]:
        """How many jobs are in each state."""
        states = [event.state for event in self.events]
        return {state: states.count(state) for state in dict.fromkeys(states)}

    def after(self, event: JobEvent) -> RunSeen:
        """Give what is seen after one more thing was told.

        Args:
            event: A job's beginning or end.
        """
        by_job = {each.job: each for each in self.events} | {event.job: event}
        return replace(self, events=tuple(by_job.values()), ended=event.ended, total=event.total)
