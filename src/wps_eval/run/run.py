"""``wps-eval run``: check, then do what is out of date, then write down what happened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from wps_eval.errors import InputFaults, RunFailed, StudyFaults
from wps_eval.pages.bench import load_bench
from wps_eval.pages.entered import untold
from wps_eval.results.history import MadeFrom, write_made_from
from wps_eval.run.check import check_prose, check_study
from wps_eval.run.declared import declare
from wps_eval.run.record import RunRecord, digest, digests, package_digest, stamp
from wps_eval.run.worklist import WORK, input_files, jobs, work_through
from wps_eval.words.catalogue import languages as known
from wps_eval.words.catalogue import untranslated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from wps_eval.pages.bench import Bench
    from wps_eval.run.record import TaskEnd


def run_study(
    study: str,
    *,
    places: Sequence[str] = (),
    languages: Sequence[str] = (),
    workers: int = 2,
    start: Path | None = None,
) -> RunRecord:
    """Run a study: measure, release, report.

    Args:
        study: The study's name.
        places: Places to report on; those of the params file if empty.
        languages: Languages to report in; those of the params file if empty.
        workers: How many notebooks at a time.
        start: Where to look for the workbench from.

    Returns:
        The run's record, also written as ``run.json``.

    Raises:
        InputFaults: If the study has faults; nothing is run then.
        RunFailed: If another run is at work in the same outputs.
    """
    bench, faults, _ = check_study(study, start=start)
    if bench is not None and bench.study.state == "final":
        faults += check_prose(bench)  # before anything of the last edition is taken away
    if bench is None or faults:
        raise InputFaults(faults, "study", study)
    places, languages = places or bench.study.places, languages or bench.study.languages
    _check_asked(bench, places, languages)
    folder = bench.root.outputs(study)
    (folder / WORK).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / WORK / "lock", timeout=0):
            return _locked(bench, places, languages, workers, folder)
    except Timeout as error:
        raise RunFailed(
            f"outputs/{study}/: another run is at work there. Wait until it has ended, then run again."
        ) from error


def _check_asked(bench: Bench, places: Iterable[str], languages: Iterable[str]) -> None:
    from wps_eval.study.load import check_against_plan  # noqa: PLC0415

    asked = bench.study.model_copy(update={"places": tuple(places), "languages": tuple(languages)})
    faults = check_against_plan(asked, bench.plan, known())
    if faults:
        raise StudyFaults(sorted(faults), "asked")


def _locked(
    bench: Bench, places: Sequence[str], languages: Sequence[str], workers: int, folder: Path
) -> RunRecord:
    started = datetime.now(UTC)
    in_english = left_to_english(languages)
    family, warnings = declare(bench.study, bench.judgement.ratings, folder, stamp(started))
    inputs = digests(input_files(bench.root, bench.study), bench.root.folder)
    write_made_from(folder, MadeFrom(package_digest(), inputs))
    work = jobs(bench.root, bench.study, places, languages)
    ends = work_through(bench.root, bench.study, work, workers)
    made = [path for job in work for path in job.makes]
    as_typed = left_as_typed(bench, languages)
    root = bench.root.folder
    record = RunRecord(
        study=bench.study.name,
        study_sha256=digest(bench.root.study(bench.study.name)),
        package_sha256=package_digest(),
        started=stamp(started),
        ended=stamp(datetime.now(UTC)),
        seed=bench.study.seed,
        status=_status(ends),
        tasks=tuple(ends),
        inputs=inputs,
        files=digests(made, root),
        family=family,
        warnings=(*warnings, *in_english, *as_typed),
    )
    record.write(folder)
    return record


def left_to_english(languages: Iterable[str]) -> tuple[str, ...]:
    """Warn of every language whose catalogue leaves sentences to English."""
    counts = {language: len(untranslated(language)) for language in languages}
    return tuple(
        f"{language}: {count} sentences are left to English; translate them in words/locale/{language}.po"
        for language, count in counts.items()
        if count
    )


def left_as_typed(bench: Bench, languages: Iterable[str]) -> tuple[str, ...]:
    """Warn of every language whose reports print texts as they were typed into data."""
    fresh = load_bench(
        bench.study.name, start=bench.root.folder
    )  # the run has made its tables anew
    counts = {language: len(untold(fresh, language)) for language in languages}
    return tuple(
        f"{language}: {count} texts stand as they were typed; `wps-eval texts {bench.study.name}` lists them to be translated"
        for language, count in counts.items()
        if count
    )


def _status(ends: Iterable[TaskEnd]) -> str:
    return "failed" if any(end.status in ("failed", "not reached") for end in ends) else "complete"
