"""``wps-eval run``: check, then do what is out of date, then write down what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from wps_eval.errors import InputFaults, RunFailed
from wps_eval.files.disk_errors import disk_sentence
from wps_eval.files.permissions import close_folder
from wps_eval.files.whole_file import sweep_parts
from wps_eval.paths import find_root
from wps_eval.report.edition import load_edition
from wps_eval.report.typed_texts import untranslated_texts
from wps_eval.results.history import MadeFrom, export_checksums, write_made_from
from wps_eval.run.asked import Asked, asked_jobs, asked_of
from wps_eval.run.asked_words import AskedWords
from wps_eval.run.check import check_choices, check_prose
from wps_eval.run.digests import file_digest, file_digests, package_digest
from wps_eval.run.kept_too_long import kept_too_long
from wps_eval.run.ledger import Ledger
from wps_eval.run.preregistration import declare_choices
from wps_eval.run.record import ENDED_WELL, RunRecord, timestamp
from wps_eval.run.scheduler import DONE, Cancelled, Schedule, snapshot
from wps_eval.run.unchanged import forget_state, state_now, write_state
from wps_eval.run.workers import warm_up
from wps_eval.run.worklist import input_files, jobs
from wps_eval.words.catalogue import Words, untranslated
from wps_eval.words.faults import fault_line
from wps_eval.workspace.faults_met import faults_met, forget_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from wps_eval.paths import Root
    from wps_eval.report.edition import Edition
    from wps_eval.run.job import Job
    from wps_eval.run.job_event import JobEvent
    from wps_eval.run.record import TaskEnd


def run_study(  # noqa: PLR0913 - what a command line asks for, an argument each
    study: str,
    *,
    places: Sequence[str] = (),
    languages: Sequence[str] = (),
    formats: Sequence[str] = (),
    only: Sequence[str] = (),
    workers: int = 2,
    start: Path | None = None,
    watch: Callable[[JobEvent], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RunRecord:
    """Run a study: take in, measure, release, report.

    Args:
        study: The study's name.
        places: Places to report on; ``all`` for every place of the plan; those of the params file if
            empty.
        languages: Languages to report in; those of the params file if empty.
        formats: Formats to report in; those of the params file if empty.
        only: Notebooks to make, with all that they rest on; every one if empty.
        workers: How many jobs at a time.
        start: Where to look for the workbench from.
        watch: Is told of the beginning and the end of every job.
        cancelled: Is asked now and then whether to stop.

    Returns:
        The run's record, also written as ``run.json``. Its status is ``complete`` where all that was asked
        for is there and up to date; ``partial`` where that was not the whole study; ``failed``; or ``interrupted``,
        by Ctrl-C or because somebody cancelled.

    Raises:
        InputFaults: If the study has faults. Those of its choices and of evaluators' tables are found
            before anything is run; those of figures and surveys by the notebooks that read them, once,
            and nothing that rests on them is run or taken away then.
        RunFailed: If another run is at work in the same outputs, or the disk refuses to be written to.
    """
    if find_root(start).study(study).is_file():  # while that is checked, workers get ready
        warm_up()
    words = AskedWords(tuple(places), tuple(languages), tuple(formats), tuple(only))
    state = state_now(find_root(start), study, words)
    edition, faults = check_choices(study, start=start)
    if edition is not None and edition.study.state == "final":
        faults += check_prose(edition)  # before anything of the last edition is taken away
    if edition is None or faults:
        raise InputFaults(faults, "study", study)
    asked = asked_of(edition.workspace, words)
    try:
        _close_folders(edition.root, study)
        work_folder = edition.root.work(study)
        work_folder.mkdir(parents=True, exist_ok=True)
        with FileLock(work_folder / "lock", timeout=0):
            forget_state(edition.root, study)
            record = _run_locked(edition, asked, workers, watch or _nobody, cancelled)
            if record.status in ENDED_WELL:
                write_state(edition.root, study, state)
            return record
    except Timeout as error:
        raise RunFailed(
            f"outputs/{study}/: another run is at work there. Wait until it has ended, then run again."
        ) from error
    except OSError as error:
        raise RunFailed(disk_sentence(error)) from error


def _nobody(event: JobEvent) -> None:
    """Watch a run that nobody watches."""


def _close_folders(root: Root, study: str) -> None:
    """Close what earlier versions left open: a study's folders, but for what is released and reports."""
    for folder in (root.measured, root.executed, root.work, root.faults, root.scratch):
        close_folder(folder(study))


def _run_locked(
    edition: Edition,
    asked: Asked,
    workers: int,
    watch: Callable[[JobEvent], None],
    cancelled: Callable[[], bool] | None,
) -> RunRecord:
    """Do what is out of date and write the record, while no other run is at work in the same outputs."""
    started = datetime.now(UTC)
    root, study, folder = edition.root, edition.study, edition.root.outputs(edition.study.name)
    sweep_parts([folder])
    family, warnings = declare_choices(study, edition.judgement.ratings, folder, timestamp(started))
    whole = jobs(root, study, study.places, study.languages)
    work = asked_jobs(edition.workspace, asked)
    ledger = Ledger(root.work(study.name) / "jobs", root.folder)
    read = file_digests(input_files(root, study), root.folder)
    write_made_from(folder, MadeFrom(package_digest(), read))
    inputs = snapshot(work)
    forget_faults(edition.workspace)
    record = RunRecord(
        study=study.name,
        study_sha256=file_digest(root.study(study.name)),
        package_sha256=package_digest(),
        started=timestamp(started),
        inputs=read,
        family=family,
    )
    record.write(folder)  # a run that is stopped from outside has left this word
    schedule = Schedule(work, ledger, inputs, watch)
    interrupted = False
    try:
        schedule.work_through(workers, cancelled)
    except (KeyboardInterrupt, Cancelled):
        interrupted = True
    faults_of_run = faults_met(edition.workspace)
    ends = schedule.all_ends()
    record = replace(
        record,
        ended=timestamp(datetime.now(UTC)),
        status=_run_status(
            ends, interrupted=interrupted, whole=_files_of(whole) <= _files_of(work)
        ),
        tasks=ends,
        inputs=read | _export_checksums(edition),
        files=_files_in_force(work, ends, root),
        warnings=()
        if faults_of_run or interrupted
        else _warnings(edition, asked, started, warnings),
    )
    record.write(folder)
    if faults_of_run:
        raise InputFaults(faults_of_run, "study", study.name)
    return record


def _files_of(work: Iterable[Job]) -> set[Path]:
    """Give every file that some jobs make."""
    return {path for job in work for path in job.makes}


def _files_in_force(work: Iterable[Job], ends: Iterable[TaskEnd], root: Root) -> dict[str, str]:
    """Give the checksum of every file that its job has made and nothing has overtaken."""
    well = {end.name for end in ends if end.status in DONE}
    return file_digests(
        (path for job in work if job.name in well for path in job.makes), root.folder
    )


def _warnings(
    edition: Edition, asked: Asked, started: datetime, warnings: Iterable[str]
) -> tuple[str, ...]:
    """Give what a run has to warn of."""
    kept = kept_too_long(edition.workspace, started.date())
    return (
        *(fault_line(fault, Words("en")) for fault in kept),
        *warnings,
        *untranslated_sentence_warnings(asked.languages),
        *untranslated_text_warnings(edition, asked.languages),
    )


def _export_checksums(edition: Edition) -> dict[str, str]:
    """Give the checksum of each raw export, as the intake read it; the run itself opens none."""
    if not edition.workspace.holds("rounds"):
        return {}
    checksums = export_checksums(edition.workspace.table("rounds"))
    return {
        f"data/{edition.study.private}/{code}": checksum for code, checksum in checksums.items()
    }


def untranslated_sentence_warnings(languages: Iterable[str]) -> tuple[str, ...]:
    """Warn of every language whose catalogue leaves sentences to English."""
    counts = {language: len(untranslated(language)) for language in languages}
    return tuple(
        f"{language}: {count} sentences are left to English; translate them in words/locale/{language}.po"
        for language, count in counts.items()
        if count
    )


def untranslated_text_warnings(edition: Edition, languages: Iterable[str]) -> tuple[str, ...]:
    """Warn of every language whose reports print texts as they were typed into data."""
    edition_now = load_edition(
        edition.study.name, start=edition.root.folder
    )  # the run has made its tables anew
    counts = {language: len(untranslated_texts(edition_now, language)) for language in languages}
    return tuple(
        f"{language}: {count} texts stand as they were typed; `wps-eval texts {edition.study.name}` lists them to be translated"
        for language, count in counts.items()
        if count
    )


def _run_status(ends: Iterable[TaskEnd], *, interrupted: bool, whole: bool) -> str:
    """Say how a run ended: complete only where every job of the whole study has ended well."""
    if interrupted:
        return "interrupted"
    if any(end.status not in DONE for end in ends):
        return "failed"
    return "complete" if whole else "partial"
