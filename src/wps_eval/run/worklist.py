"""The work list of a study, kept by pytask; no other module knows of it."""

from __future__ import annotations

import io
import sys
import time
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytask

from wps_eval.disclosure.release import RELEASED
from wps_eval.errors import RunFailed
from wps_eval.files.permissions import open_file, open_way
from wps_eval.publish.html import export_html
from wps_eval.publish.pdf import export_pdf, export_slides
from wps_eval.publish.powerpoint import export_powerpoint
from wps_eval.publish.word import export_word
from wps_eval.results.columns import TABLES
from wps_eval.results.history import DECLARED_FILE, MADE_FROM_FILE
from wps_eval.run.execute import execute_notebook
from wps_eval.run.pipeline import INPUT_NEEDS, Entry, read_pipeline
from wps_eval.run.record import TaskEnd, package_digest
from wps_eval.run.release import release_study
from wps_eval.sources.figures import NOT_FIGURES
from wps_eval.sources.partner_studies import MEMORANDA
from wps_eval.study.texts import TEXTS_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from wps_eval.paths import Root
    from wps_eval.study import Study

RELEASE_JOB = "release"
#: how a job ended, by pytask's outcome
_END_OF_OUTCOME = {
    "SUCCESS": "made",
    "SKIP_UNCHANGED": "unchanged",
    "FAIL": "failed",
    "SKIP_PREVIOUS_FAILED": "not reached",
    "WOULD_BE_EXECUTED": "out of date",
}
#: what has changed that is no file, by the name under which pytask knows it
CHANGE_SENTENCES = {
    "code": "the code of wps-eval has changed",
    "exports": "a raw export was written anew",
}
_EXPORTERS = {
    "html": export_html,
    "pdf": export_pdf,
    "docx": export_word,
    "slides.pdf": export_slides,
    "pptx": export_powerpoint,
}
#: slides come in the kinds that were asked for
SLIDES_OF_FORMAT = {"pdf": "slides.pdf", "docx": "pptx"}


@dataclass(frozen=True, slots=True)
class Job:
    """One task: what it is called, what it depends on, what it makes, and the call that makes it.

    Attributes:
        exports: Raw exports that it depends on. Only the intake opens them: what the list knows of
            them is their size and when they were written.
    """

    name: str
    needs: tuple[Path, ...]
    makes: tuple[Path, ...]
    call: Callable[[], object]
    exports: tuple[Path, ...] = ()


def jobs(root: Root, study: Study, places: Iterable[str], languages: Iterable[str]) -> list[Job]:
    """Lay out the work of a study: take in, measure, release, report.

    Args:
        root: The workbench.
        study: The study.
        places: The places to report on.
        languages: The languages to report in.
    """
    entries = [entry for entry in read_pipeline(root) if study.kind in entry.kinds]
    measures = [entry for entry in entries if entry.stage != "report"]
    tables = [table for entry in measures for table in entry.writes]
    work_list = [_measuring_job(root, study, entry) for entry in measures]
    work_list.append(_release_job(root, study, tables))
    released = _table_files(
        root.released(study.name),
        [table for table in tables if table in RELEASED],
    )
    for entry in entries:
        if entry.stage == "report":
            work_list += [
                _report_job(root, study, entry, place, language, released)
                for place in places
                for language in languages
            ]
    return work_list


def input_files(root: Root, study: Study) -> tuple[Path, ...]:
    """Name the files that people wrote and the study reads, but for the raw exports."""
    judgement_files = sorted(
        path for path in root.judgement(study.name).rglob("*") if path.is_file()
    )
    return (*judgement_files, *_data_files(root, study))


def _data_files(root: Root, study: Study) -> tuple[Path, ...]:
    """Name the files that measuring reads; what authors and evaluators write is only printed."""
    return (root.study(study.name), root.pipeline, *_plan_files(root, study),
            *(path for name in INPUT_NEEDS for path in _input_files_of_need(root, study, name)))  # fmt: skip


def _plan_files(root: Root, study: Study) -> Iterator[Path]:
    """Name the plan, the sheets that say what figures mean, and the questionnaires."""
    yield from _files_under(root.data(study.plan))
    yield from (path for path in _files_under(root.data(study.figures)) if path.name in NOT_FIGURES)
    yield from _files_under(root.data("instruments"))


def _input_files_of_need(root: Root, study: Study, name: str) -> Iterator[Path]:
    """Name the files that people wrote behind one need of a notebook."""
    rounds = [root.data(study.surveys) / code for code in study.rounds]
    folders = {
        "figure_files": [root.data(study.figures)],
        "returns": [root.data(study.returns)],
        "study_files": _study_folders(root, study),
        "exports": rounds,
        "people": rounds,
    }
    for folder in folders[name]:
        yield from _files_under(folder)


def _study_folders(root: Root, study: Study) -> list[Path]:
    """Name the folders of the partner studies, and the register of memoranda beside them."""
    folder = root.data(study.studies)
    return [folder / MEMORANDA, *(folder / code for code in study.partner_studies)]


def _files_under(folder: Path) -> Iterator[Path]:
    """Name every file in a folder and below, sorted, or the file itself; none where there is neither."""
    if folder.is_file():
        yield folder
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def _history_files(root: Root, study: Study) -> tuple[Path, ...]:
    """Name what a report reads of its own history and of the edition before."""
    declared = (root.outputs(study.name) / DECLARED_FILE,)
    if not study.earlier:
        return tuple(path for path in declared if path.is_file())
    released = sorted(root.released(study.earlier).glob("*.parquet"))
    entered = (root.judgement(study.earlier) / "recommendations.csv", *declared)
    made_from = (root.outputs(name) / MADE_FROM_FILE for name in (study.name, study.earlier))
    earlier_texts = root.judgement(study.earlier) / TEXTS_FILE
    return (*released, *(path for path in (*entered, *made_from, earlier_texts) if path.is_file()))


def _measuring_job(root: Root, study: Study, entry: Entry) -> Job:
    """Give the job of a notebook that takes in or measures."""
    source = root.notebooks / f"{entry.name}.ipynb"
    executed = root.executed(study.name) / source.name
    parameters = {"study": study.name}
    people = _people_files(root, study)
    return Job(
        name=entry.name,
        needs=(
            source,
            root.study(study.name),
            root.pipeline,
            *_plan_files(root, study),
            *(path for need in entry.needs for path in _files_behind_need(root, study, need)),
        ),
        makes=(
            *_table_files(root.measured(study.name), entry.writes),
            *(people if entry.stage == "intake" else ()),
            executed,
        ),
        call=lambda: execute_notebook(source, executed, parameters, about_people=True),
        exports=tuple(export_files(root, study)) if "exports" in entry.needs else (),
    )


def export_files(root: Root, study: Study) -> Iterator[Path]:
    """Name the raw exports of the study's rounds; nobody but the intake opens them."""
    for code in study.rounds:
        yield from _files_under(root.data(study.private) / code)


def _files_behind_need(root: Root, study: Study, name: str) -> Iterator[Path]:
    """Name the files behind one need of a measuring notebook."""
    if name in TABLES:
        yield from _table_files(root.measured(study.name), [name])
        return
    yield from _input_files_of_need(root, study, name)
    if name == "people":
        yield from _people_files(root, study)


def _people_files(root: Root, study: Study) -> tuple[Path, ...]:
    """Name the files of people whom the intake took in, a round each."""
    return tuple(root.people(study.name) / f"{code}.parquet" for code in study.rounds)


def _table_files(folder: Path, names: Iterable[str]) -> tuple[Path, ...]:
    return tuple(folder / f"{name}.parquet" for name in names)


def _release_job(root: Root, study: Study, tables: list[str]) -> Job:
    """Give the job that lets measured tables out."""
    return Job(
        name=RELEASE_JOB,
        needs=(*_table_files(root.measured(study.name), tables), root.study(study.name)),
        makes=_table_files(
            root.released(study.name), [table for table in tables if table in RELEASED]
        ),
        call=lambda: release_study(root, study),
    )


def _report_job(
    root: Root, study: Study, entry: Entry, place: str, language: str, released: tuple[Path, ...]
) -> Job:
    """Give the job of one report in one place and language, with its files in every format."""
    source = root.notebooks / f"{entry.name}.ipynb"
    executed = root.edition(study.name, place, language) / source.name
    formats = [
        *study.formats,
        *(
            SLIDES_OF_FORMAT[document_format]
            for document_format in study.formats
            if entry.slides and document_format in SLIDES_OF_FORMAT
        ),
    ]
    exports = {file_format: executed.with_suffix(f".{file_format}") for file_format in formats}

    def call() -> None:
        parameters = {"study": study.name, "place": place, "language": language}
        for older_report in exports.values():  # a failed run must not leave an older report behind
            older_report.unlink(missing_ok=True)
        open_way(executed.parent, root.outputs(study.name).parent)
        execute_notebook(source, executed, parameters)
        for file_format, target in exports.items():
            _EXPORTERS[file_format](executed, target)
            open_file(target)

    return Job(
        name=f"{entry.name} {place} {language}",
        needs=(source, *released, *input_files(root, study), *_history_files(root, study)),
        makes=(executed, *exports.values()),
        call=call,
    )


def run_jobs(root: Root, study: Study, work: list[Job], workers: int) -> list[TaskEnd]:
    """Do what is out of date, and go on past a failure with what does not depend on it.

    Args:
        root: The workbench.
        study: The study.
        work: Its jobs.
        workers: How many at a time.

    Returns:
        How each job ended.

    Raises:
        RunFailed: If the list itself does not hold together.
    """
    with redirect_stdout(io.StringIO()):
        session = _pytask_session(root, study, work, n_workers=workers)
    if not session.execution_reports:
        raise RunFailed(
            f"{study.name}: the work list could not be laid out. Run `wps-eval check {study.name}` first."
        )
    return [_task_end(report) for report in session.execution_reports]


def outdated_tasks(root: Root, study: Study, work: list[Job]) -> Iterator[tuple[str, list[str]]]:
    """Say which jobs are out of date, each with its reasons; nothing is run."""
    with redirect_stdout(io.StringIO()):
        session = _pytask_session(root, study, work, dry_run=True, explain=True)
    for report in session.execution_reports:
        if _END_OF_OUTCOME.get(report.outcome.name) == "out of date":
            explained = report.task.attributes.get("explanation")
            yield (
                _job_name(report),
                [_reason_sentence(reason) for reason in explained.reasons] if explained else [],
            )


def _pytask_session(root: Root, study: Study, work: list[Job], **options: Any) -> Any:
    """Let pytask lay out the jobs, and run them unless ``options`` say ``dry_run``."""
    folder = root.work(study.name)
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "pytask.toml"
    settings.write_text("[tool.pytask.ini_options]\n", encoding="utf-8")
    code = package_digest()
    return pytask.build(
        tasks=[_pytask_task(job, code) for job in work],
        config=settings,
        database_url=f"sqlite:///{(folder / 'work.sqlite3').as_posix()}",
        capture="no",
        show_traceback=False,
        verbose=0,
        **options,
    )


def _pytask_task(job: Job, code: str) -> Any:
    """Make a job a task of pytask's, out of date where the code or a raw export has changed too."""
    needed_files = {f"need{number}": path for number, path in enumerate(job.needs)}

    def run(code: str, exports: str, needs: object, produces: object) -> None:  # noqa: ARG001 - pytask reads the names
        started = time.monotonic()
        sys.stderr.write(f"{job.name}: started\n")
        job.call()
        sys.stderr.write(f"{job.name}: made in {time.monotonic() - started:.1f} s\n")

    export_states = [
        (path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in job.exports
    ]
    kwargs = {
        "code": pytask.PythonNode(value=code, hash=True),
        "exports": pytask.PythonNode(value=repr(export_states), hash=True),
        "needs": needed_files,
        "produces": {f"make{number}": path for number, path in enumerate(job.makes)},
    }
    return pytask.task(name=job.name, kwargs=kwargs)(run)


def _job_name(report: Any) -> str:
    return str(report.task.name).rpartition("::")[2]


def _task_end(report: Any) -> TaskEnd:
    """Say how a job ended, with its error where it failed."""
    status = _END_OF_OUTCOME.get(report.outcome.name, report.outcome.name.lower())
    error = report.exc_info[1] if report.exc_info and status == "failed" else None
    return TaskEnd(_job_name(report), status, str(error) if error else "")


def _reason_sentence(reason: Any) -> str:
    """Say why pytask takes a job for out of date."""
    node = str(reason.node_name).rpartition("/")[2]
    sentences = {
        "not_in_db": "was never made",
        "missing": f"{node} is missing",
        "changed": CHANGE_SENTENCES.get(node.rpartition("::")[2], f"{node} has changed"),
        "cascade": f"{node.rpartition('::')[2]} comes before it and is out of date",
    }
    return sentences.get(reason.reason, f"{node}: {reason.reason}")
