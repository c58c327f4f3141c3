"""The progress of a run, a line a job as it ends; on a screen with what is at work and the time left."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wps_eval.run.job_event import JobEvent


@contextmanager
def progress() -> Iterator[Callable[[JobEvent], None]]:
    """Lend what a run tells of its jobs; it prints to the error stream, so that results can be piped on."""
    columns = (
        BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[left]}"),
        TextColumn("{task.description}"),
    )  # fmt: skip
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        line, at_work, begun = bar.add_task("", total=None, left=""), list[str](), time.monotonic()

        def watch(event: JobEvent) -> None:
            if event.state == "started":
                at_work.append(event.job)
            else:
                if event.job in at_work:
                    at_work.remove(event.job)
                if event.state != "unchanged":
                    bar.console.print(_line(event), markup=False, highlight=False, soft_wrap=True)
            left = _time_left(time.monotonic() - begun, event)
            bar.update(
                line,
                total=event.total,
                completed=event.ended,
                left=left,
                description=", ".join(at_work),
            )

        yield watch


def _line(event: JobEvent) -> str:
    """Write how a job ended."""
    took = f" in {event.seconds:.1f} s" if event.seconds else ""
    told = f": {event.message}" if event.message else ""
    return f"{event.job}: {event.state}{took}{told}"


def _time_left(passed_s: float, event: JobEvent) -> str:
    """Guess the time left from the jobs that have ended: all are taken to need the same."""
    if not event.ended:
        return ""
    left_s = passed_s / event.ended * (event.total - event.ended)
    return f"about {left_s:.0f} s left"
