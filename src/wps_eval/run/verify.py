"""``wps-eval verify``: a study made anew from its inputs, and held byte by byte against its run's record."""

from __future__ import annotations

import json
import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wps_eval.errors import Fault, InputFaults, RunFailed, Where
from wps_eval.paths import Root
from wps_eval.report.round_tables import CHECKSUM_LETTERS
from wps_eval.results.history import DECLARED_FILE, MADE_FROM_FILE
from wps_eval.run.asked import FORMATS
from wps_eval.run.asked_words import AskedWords
from wps_eval.run.digests import file_digest, file_digests, package_digest
from wps_eval.run.record import ENDED_WELL
from wps_eval.run.run import run_study
from wps_eval.run.temporary import temporary_folder
from wps_eval.run.unchanged import RECORD_FILE
from wps_eval.run.worklist import input_files
from wps_eval.study import load_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from wps_eval.run.job_event import JobEvent
    from wps_eval.study import Study

NEVER_THE_SAME = (".ipynb",)  #: endings of files that say when and for how long they were made
LINKED = (
    "params",
    "data",
)  #: folders that a run reads and never writes into; people's data are not copied


@dataclass(frozen=True, slots=True)
class Since:
    """What is otherwise than a run's record says, before anything is made anew.

    Attributes:
        inputs: Input files that have changed, are gone, or are new.
        program: What of the program is another: its name, what it was and what it is.
        altered: Released tables and reports that are no longer as the run left them.
    """

    inputs: tuple[str, ...]
    program: tuple[tuple[str, str, str], ...]
    altered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Released tables and reports made anew, beside those of the record.

    Attributes:
        equal: Those that are the same byte by byte.
        differing: Those that are not.
        lacking: Those that were not made.
        exports: Raw exports of survey rounds that are others than the run took in.
    """

    equal: tuple[str, ...]
    differing: tuple[str, ...]
    lacking: tuple[str, ...]
    exports: tuple[str, ...]


def read_record(root: Root, study: str) -> dict[str, Any]:
    """Read the record of a study's last run.

    Raises:
        InputFaults: There is none, or that run did not end well.
    """
    where = Where(f"outputs/{study}/{RECORD_FILE}")
    try:
        text = (root.outputs(study) / RECORD_FILE).read_text(encoding="utf-8")
        record: dict[str, Any] = json.loads(text)
        status = str(record["status"])
    except (OSError, ValueError, KeyError, TypeError):
        raise InputFaults([Fault("no_record", where)], "asked") from None
    if status not in ENDED_WELL:
        raise InputFaults([Fault("record_not_whole", where, found=status)], "asked")
    return record


def told_files(record: Mapping[str, Any], study: str) -> dict[str, str]:
    """Give the released tables and reports of a record, each with its checksum.

    Measured tables are internal and lead to these; an executed notebook says when it was made, and is
    never the same twice.
    """
    top = f"outputs/{study}/"
    return {
        name: str(digest)
        for name, digest in record["files"].items()
        if not name.startswith((f"{top}measured/", f"{top}notebooks/"))
        and not name.endswith(NEVER_THE_SAME)
    }


def changes_since(root: Root, study: Study, record: Mapping[str, Any]) -> Since:
    """Say what is otherwise than a record says: inputs, program, files.

    Args:
        root: The workbench.
        study: The study.
        record: The record of its last run.

    Returns:
        What differs. Raw exports are not opened here: nobody but the intake opens them.
    """
    now = file_digests(input_files(root, study), root.folder)
    then = {
        name: digest for name, digest in record["inputs"].items() if name not in _exports_of(study)
    }
    return Since(
        inputs=tuple(sorted(n for n in {*now, *then} if now.get(n) != then.get(n))),
        program=tuple(_program_changes(record)),
        altered=tuple(
            name
            for name, digest in told_files(record, study.name).items()
            if not (path := root.folder / name).is_file() or file_digest(path) != digest
        ),
    )


def _exports_of(study: Study) -> frozenset[str]:
    """Name the raw exports of a study's rounds as a record does."""
    return frozenset(f"data/{study.private}/{code}" for code in study.rounds)


def _program_changes(record: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Say what of the program is another than a record says."""
    versions = record.get("versions", {})
    now = {name: _installed(name) for name in versions}
    now["Python"] = platform.python_version()
    then = {**versions, "Python": str(record.get("python", ""))}
    for name, was in then.items():
        if now[name] != was:
            yield name, str(was), now[name]
    code = str(record.get("package_sha256", ""))
    if code != package_digest():
        yield "wps_eval", code[:CHECKSUM_LETTERS], package_digest()[:CHECKSUM_LETTERS]


def _installed(name: str) -> str:
    """Give the version of a package that is installed; nothing where it is not."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def compare_anew(
    root: Root,
    study: Study,
    record: Mapping[str, Any],
    *,
    workers: int = 2,
    watch: Callable[[JobEvent], None] | None = None,
) -> Compared:
    """Make a study anew in a workbench of its own, and hold it against a record.

    The workbench is gone afterwards; nothing in ``outputs/`` is touched.

    Args:
        root: The workbench.
        study: The study.
        record: The record of its last run.
        workers: How many jobs at a time.
        watch: Is told of the beginning and the end of every job.

    Raises:
        InputFaults: The study has faults by now.
        RunFailed: It could not be made to its end.
    """
    told = told_files(record, study.name)
    asked = _asked(told, study)
    with temporary_folder() as place:
        lent = _lent_workbench(root, study, Path(place))
        anew = run_study(
            study.name,
            places=asked.places,
            languages=asked.languages,
            formats=asked.formats,
            workers=workers,
            start=lent.folder,
            watch=watch,
        )
        if anew.status not in ENDED_WELL:
            failed = next((end for end in anew.tasks if end.message), None)
            raise RunFailed(failed.message if failed else f"{study.name}: {anew.status}")
    exports = _exports_of(study)
    return Compared(
        equal=tuple(name for name, digest in told.items() if anew.files.get(name) == digest),
        differing=tuple(n for n, d in told.items() if anew.files.get(n, d) != d),
        lacking=tuple(name for name in told if name not in anew.files),
        exports=tuple(sorted(n for n in exports if anew.inputs.get(n) != record["inputs"].get(n))),
    )


def _asked(told: Iterable[str], study: Study) -> AskedWords:
    """Say for which places, languages and formats the files of a record were asked."""
    reports = [Path(name).parts[2:] for name in told if "/released/" not in name]
    endings = {Path(parts[-1]).suffix.removeprefix(".") for parts in reports}
    return AskedWords(
        places=tuple(sorted({parts[0] for parts in reports})),
        languages=tuple(sorted({parts[1] for parts in reports})),
        formats=tuple(name for name in FORMATS if name in endings) or study.formats,
    )


def _lent_workbench(root: Root, study: Study, folder: Path) -> Root:
    """Lay a workbench beside the real one: its inputs linked, its notebooks and a study's history copied.

    Notebooks are copied and not linked, since a kernel finds the workbench from the folder in which it
    stands, links followed.
    """
    lent = Root(folder.resolve())
    for name in LINKED:
        (lent.folder / name).symlink_to(root.folder / name, target_is_directory=True)
    shutil.copytree(root.notebooks, lent.notebooks)
    own = lent.outputs(study.name)
    own.mkdir(parents=True)
    for name in (DECLARED_FILE, MADE_FROM_FILE):
        if (root.outputs(study.name) / name).is_file():
            shutil.copy2(root.outputs(study.name) / name, own)
    for earlier in _earlier_editions(root, study):
        if root.outputs(earlier).is_dir():
            lent.outputs(earlier).symlink_to(root.outputs(earlier), target_is_directory=True)
    if root.ledger(study.figures).is_dir():
        shutil.copytree(root.ledger(study.figures), lent.ledger(study.figures))
    return lent


def _earlier_editions(root: Root, study: Study) -> Iterator[str]:
    """Name the editions that a study follows, one after the other."""
    seen = {study.name}
    while study.earlier and study.earlier not in seen and root.study(study.earlier).is_file():
        seen.add(study.earlier)
        yield study.earlier
        study = load_study(root.study(study.earlier))
