"""What ``wps-eval run`` and ``wps-eval status`` print; where nothing has changed they import next to nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from wps_eval.paths import find_root
from wps_eval.run.asked_words import AskedWords
from wps_eval.run.command import INTERRUPTED
from wps_eval.run.record import ENDED_WELL
from wps_eval.run.unchanged import record_in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT_ENDINGS = (".html", ".pdf", ".docx", ".pptx")


def run_command(study: str, asked: AskedWords, workers: int, *, dry_run: bool = False) -> int:
    """Run a study and print how it goes; give the exit code.

    Args:
        study: The study's name.
        asked: What of it is asked for.
        workers: How many jobs at a time.
        dry_run: Whether only to say what would be done.
    """
    record = record_in_force(find_root(), study, asked)
    if record is not None:
        if not dry_run:
            _print_end(record, study)
        typer.echo("everything is up to date")
        return 0
    from wps_eval.run.fault_table import faults_in_language  # noqa: PLC0415 - only where something is to be done

    with faults_in_language(asked.languages):
        if dry_run:
            _print_planned(study, asked)
            return 0
        return _run(study, asked, workers)


def _run(study: str, asked: AskedWords, workers: int) -> int:
    """Run, with progress, and print the end."""
    from wps_eval.run.progress import progress  # noqa: PLC0415
    from wps_eval.run.run import run_study  # noqa: PLC0415 - heavy

    with progress() as watch:
        record = asdict(
            run_study(
                study,
                places=asked.places,
                languages=asked.languages,
                formats=asked.formats,
                only=asked.only,
                workers=workers,
                watch=watch,
            )
        )
    for task in record["tasks"]:
        typer.echo(f"{task['status']:<12} {task['name']}")
        if task["message"]:
            typer.echo(f"             {task['message']}")
    _print_end(record, study)
    if record["status"] == "interrupted":
        typer.echo(
            "The run was stopped. What was finished is kept, and so are the reports of the run before; run again to go on."
        )
        return INTERRUPTED
    return 0 if record["status"] in ENDED_WELL else 1


def _print_planned(study: str, asked: AskedWords) -> None:
    """Say what a run would do, and why."""
    for line in _outdated_lines(study, asked, "en"):
        typer.echo(line)


def _print_end(record: dict[str, Any], study: str) -> None:
    """Print the reports that are there, what a run has to warn of, and its status."""
    for name in record["files"]:
        if name.endswith(REPORT_ENDINGS):
            typer.echo(name)
    for warning in record["warnings"]:
        typer.echo(f"warning: {warning}")
    typer.echo(f"outputs/{study}/run.json: {record['status']}")


def status_lines(study: str, language: str) -> Iterator[str]:
    """Give the lines of ``wps-eval status``.

    Args:
        study: The study's name.
        language: The language to say it in.
    """
    if record_in_force(find_root(), study, AskedWords()) is not None:
        yield "everything is up to date"
        return
    yield from _outdated_lines(study, AskedWords(), language)


def _outdated_lines(study: str, asked: AskedWords, language: str) -> Iterator[str]:
    """Give a line a job that is out of date, and their number."""
    from wps_eval.run.outdated import outdated  # noqa: PLC0415 - heavy

    found = outdated(study, asked, language=language)
    for each in found:
        yield f"{each.job}: " + "; ".join(each.reasons)
    yield f"{len(found)} out of date" if found else "everything is up to date"
