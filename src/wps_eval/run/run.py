"""``wps-eval run``: check, then do what is out of date, then write down what happened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from wps_eval.errors import InputFaults, RunFailed
from wps_eval.files.permissions import close_folder
from wps_eval.report.edition import load_edition
from wps_eval.report.typed_texts import untranslated_texts
from wps_eval.results.history import MadeFrom, export_checksums, write_made_from
from wps_eval.run.check import check_choices, check_prose
from wps_eval.run.kept_too_long import kept_too_long
from wps_eval.run.preregistration import declare_choices
from wps_eval.run.record import RunRecord, file_digest, file_digests, package_digest, timestamp
from wps_eval.run.worklist import input_files, jobs, run_jobs
from wps_eval.words.catalogue import Words, untranslated
from wps_eval.words.faults import fault_line
from wps_eval.workspace.asked import refuse_unknown
from wps_eval.workspace.faults_met import faults_met, forget_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from wps_eval.paths import Root
    from wps_eval.report.edition import Edition
    from wps_eval.run.record import TaskEnd


ALL_PLACES = "all"  # what stands for every place of the plan that can be reported on


def run_study(
    study: str,
    *,
    places: Sequence[str] = (),
    languages: Sequence[str] = (),
    workers: int = 2,
    start: Path | None = None,
) -> RunRecord:
    """Run a study: take in, measure, release, report.

    Args:
        study: The study's name.
        places: Places to report on; ``all`` for every place of the plan; those of the params file if
            empty.
        languages: Languages to report in; those of the params file if empty.
        workers: How many notebooks at a time.
        start: Where to look for the workbench from.

    Returns:
        The run's record, also written as ``run.json``.

    Raises:
        InputFaults: If the study has faults. Those of its choices and of evaluators' tables are found
            before anything is run; those of figures and surveys by the notebooks that read them, once,
            and nothing that rests on them is run or taken away then.
        RunFailed: If another run is at work in the same outputs.
    """
    edition, faults = check_choices(study, start=start)
    if edition is not None and edition.study.state == "final":
        faults += check_prose(edition)  # before anything of the last edition is taken away
    if edition is None or faults:
        raise InputFaults(faults, "study", study)
    places = edition.plan.reporting_places if ALL_PLACES in places else places
    places, languages = places or edition.study.places, languages or edition.study.languages
    refuse_unknown(edition.study, edition.plan, places, languages)
    _close_folders(edition.root, study)
    work_folder = edition.root.work(study)
    work_folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(work_folder / "lock", timeout=0):
            return _run_locked(edition, places, languages, workers)
    except Timeout as error:
        raise RunFailed(
            f"outputs/{study}/: another run is at work there. Wait until it has ended, then run again."
        ) from error


def _close_folders(root: Root, study: str) -> None:
    """Close what earlier versions left open: a study's folders, but for what is released and reports."""
    for folder in (root.measured, root.executed, root.work, root.faults, root.scratch):
        close_folder(folder(study))


def _run_locked(
    edition: Edition, places: Sequence[str], languages: Sequence[str], workers: int
) -> RunRecord:
    """Do what is out of date and write the record, while no other run is at work in the same outputs."""
    started = datetime.now(UTC)
    root, study, folder = edition.root, edition.study, edition.root.outputs(edition.study.name)
    sentence_warnings = untranslated_sentence_warnings(languages)
    family, warnings = declare_choices(study, edition.judgement.ratings, folder, timestamp(started))
    inputs = file_digests(input_files(root, study), root.folder)
    write_made_from(folder, MadeFrom(package_digest(), inputs))
    asked = [
        fault_line(fault, Words("en")) for fault in kept_too_long(edition.workspace, started.date())
    ]
    work_list = jobs(root, study, places, languages)
    forget_faults(edition.workspace)
    task_ends = run_jobs(root, study, work_list, workers)
    if faults_of_run := faults_met(edition.workspace):
        raise InputFaults(faults_of_run, "study", study.name)
    files_made = [path for job in work_list for path in job.makes]
    record = RunRecord(
        study=study.name,
        study_sha256=file_digest(root.study(study.name)),
        package_sha256=package_digest(),
        started=timestamp(started),
        ended=timestamp(datetime.now(UTC)),
        status=_run_status(task_ends),
        tasks=tuple(task_ends),
        inputs=inputs | _export_checksums(edition),
        files=file_digests(files_made, root.folder),
        family=family,
        warnings=(
            *asked,
            *warnings,
            *sentence_warnings,
            *untranslated_text_warnings(edition, languages),
        ),
    )
    record.write(folder)
    return record


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


def _run_status(task_ends: Iterable[TaskEnd]) -> str:
    """Say ``failed`` where any task failed or was not reached, else ``complete``."""
    return (
        "failed"
        if any(end.status in ("failed", "not reached") for end in task_ends)
        else "complete"
    )
