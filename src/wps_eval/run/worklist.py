"""The work list of a study: its jobs in order, and the files that each reads and makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.disclosure.release import RELEASED
from wps_eval.errors import InputFaults
from wps_eval.results.columns import TABLES
from wps_eval.results.history import DECLARED_FILE, MADE_FROM_FILE
from wps_eval.run.job import Job
from wps_eval.run.pipeline import INPUT_NEEDS, Entry, read_pipeline
from wps_eval.run.tasks import MeasuringTask, ReleaseTask, ReportTask
from wps_eval.sources.figures import NOT_FIGURES
from wps_eval.sources.partner_studies import MEMORANDA
from wps_eval.sources.round_facts import load_round
from wps_eval.study.texts import TEXTS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from wps_eval.paths import Root
    from wps_eval.study import Study

RELEASE_JOB = "release"
#: slides come in the kinds that were asked for
SLIDES_OF_FORMAT = {"pdf": "slides.pdf", "docx": "pptx"}


def jobs(
    root: Root,
    study: Study,
    places: Sequence[str],
    languages: Sequence[str],
    formats: Sequence[str] = (),
) -> tuple[Job, ...]:
    """Lay out the work of a study: take in, measure, release, report.

    Args:
        root: The workbench.
        study: The study.
        places: The places to report on.
        languages: The languages to report in.
        formats: The formats to report in; those of the params file if empty.
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
                _report_job(
                    root, study, entry, (place, language), formats or study.formats, released
                )
                for place in places
                for language in languages
            ]
    return tuple(work_list)


def input_files(root: Root, study: Study) -> tuple[Path, ...]:
    """Name the files that people wrote and the study reads, but for the raw exports."""
    judgement_files = _files_under(root.judgement(study.name))
    needs = (path for name in INPUT_NEEDS for path in _input_files_of_need(root, study, name))
    return (
        *judgement_files,
        root.study(study.name),
        root.pipeline,
        *_plan_files(root, study),
        *needs,
    )


def _plan_files(root: Root, study: Study) -> Iterator[Path]:
    """Name the plan, the sheets that say what figures mean, and the questionnaires of the study's rounds."""
    yield from _files_under(root.data(study.plan))
    yield from (path for path in _files_under(root.data(study.figures)) if path.name in NOT_FIGURES)
    yield from _instrument_files(root, study)


def _instrument_files(root: Root, study: Study) -> Iterator[Path]:
    """Name the questionnaires that the study's rounds asked, and what stands beside all of them."""
    folder = root.data("instruments")
    yield from (path for path in sorted(folder.glob("*")) if path.is_file())
    try:
        rounds = [load_round(root.data(study.surveys) / code) for code in study.rounds]
    except InputFaults:  # a round that cannot be read is told where it is read
        yield from (path for path in _files_under(folder) if path.parent != folder)
        return
    for name in sorted({each.instrument for each in rounds}):
        yield from _files_under(folder / name)


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
    people = _people_files(root, study)
    return Job(
        name=entry.name,
        notebook=entry.name,
        needs=(
            source,
            root.study(study.name),
            *_plan_files(root, study),
            *(path for need in entry.needs for path in _files_behind_need(root, study, need)),
        ),
        makes=(
            *_table_files(root.measured(study.name), entry.writes),
            *(people if entry.stage == "intake" else ()),
            executed,
        ),
        task=MeasuringTask(source, executed, study.name),
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
        notebook=RELEASE_JOB,
        needs=(
            *_table_files(root.measured(study.name), tables),
            root.study(study.name),
            *_files_under(root.data(study.plan)),
        ),
        makes=_table_files(
            root.released(study.name), [table for table in tables if table in RELEASED]
        ),
        task=ReleaseTask(root.folder, study.name),
    )


def _report_job(
    root: Root,
    study: Study,
    entry: Entry,
    edition: tuple[str, str],
    formats: Sequence[str],
    released: tuple[Path, ...],
) -> Job:
    """Give the job of one report in one place and language, with its files in some formats."""
    source, (place, language) = root.notebooks / f"{entry.name}.ipynb", edition
    executed = root.edition(study.name, place, language) / source.name
    slides = [
        SLIDES_OF_FORMAT[each] for each in formats if entry.slides and each in SLIDES_OF_FORMAT
    ]
    exports = {each: executed.with_suffix(f".{each}") for each in (*formats, *slides)}
    parameters = {"study": study.name, "place": place, "language": language}
    return Job(
        name=f"{entry.name} {place} {language}",
        notebook=entry.name,
        needs=(
            source,
            *released,
            *_report_files(root, study, language),
            *_history_files(root, study),
        ),
        makes=(executed, *exports.values()),
        task=ReportTask(source, executed, parameters, exports, root.outputs(study.name).parent),
    )


def _report_files(root: Root, study: Study, language: str) -> Iterator[Path]:
    """Name the files that people wrote and a report reads: no figures and no answers, and texts of its language alone."""
    yield root.study(study.name)
    yield from _plan_files(root, study)
    yield from _files_under(root.locale)
    for name in ("study_files", "people"):
        yield from _input_files_of_need(root, study, name)
    judgement = root.judgement(study.name)
    yield from (path for path in sorted(judgement.glob("*")) if path.is_file())
    yield from _files_under(judgement / language)
