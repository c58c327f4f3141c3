"""What of a study's outputs is out of date, and why; nothing is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.run.asked import asked_jobs, asked_of
from wps_eval.run.asked_words import AskedWords
from wps_eval.run.digests import input_digest
from wps_eval.run.job import Job, jobs_before
from wps_eval.run.ledger import Ledger, Reason, needs_now, reasons_of
from wps_eval.run.scheduler import snapshot
from wps_eval.words.catalogue import Words
from wps_eval.workspace.opened import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

EVERYTHING = AskedWords()  #: that the params file names


@dataclass(frozen=True, slots=True)
class Outdated:
    """A job that the next run would do.

    Attributes:
        job: Its name.
        reasons: Why, in sentences; the first that were found.
    """

    job: str
    reasons: tuple[str, ...]


def outdated(
    study: str,
    asked: AskedWords = EVERYTHING,
    *,
    language: str = "en",
    start: Path | None = None,
) -> tuple[Outdated, ...]:
    """Say which jobs of a study the next run would do, and why.

    Args:
        study: The study's name.
        asked: What of it is asked for.
        language: The language to say it in.
        start: Where to look for the workbench from.

    Raises:
        InputFaults: With every fault of the params file, the plan folder or the list of notebooks.
    """
    workspace = open_workspace(study, start)
    work = asked_jobs(workspace, asked_of(workspace, asked))
    ledger = Ledger(workspace.root.work(study) / "jobs", workspace.root.folder)
    words = Words(language)
    return tuple(
        Outdated(name, tuple(words.say(f"status.{each.code}", name=each.name) for each in reasons))
        for name, reasons in outdated_jobs(work, ledger).items()
    )


def outdated_jobs(work: tuple[Job, ...], ledger: Ledger) -> dict[str, tuple[Reason, ...]]:
    """Give the reasons of every job that is out of date, by its name."""
    digests, found = snapshot(work), {}
    for job in work:
        digests |= {path: input_digest(path) for path in job.makes if path.is_file()}
    for job in work:
        before = [
            Reason("comes_before", each.name)
            for each in jobs_before(job, work)
            if each.name in found
        ]
        reasons = [*reasons_of(job, ledger, needs_now(job, ledger, digests)), *before]
        if reasons:
            found[job.name] = tuple(dict.fromkeys(reasons))
    return found
