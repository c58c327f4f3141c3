"""Files beside a study's params file that nothing reads: somebody meant them to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import EvaluationKind
from wps_eval.errors import Fault, Where
from wps_eval.evaluation.models import TABLES
from wps_eval.report.chapter_texts import texts_of
from wps_eval.study.texts import TEXTS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wps_eval.report.edition import Edition

OTHER_READ_FILES = ("terms.csv", TEXTS_FILE)


def unused_files(edition: Edition) -> list[Fault]:
    """Find files and folders under ``params/<study>/`` that no part of the study takes.

    Hidden files, such as a spreadsheet's locks, are left alone.

    Args:
        edition: The study.
    """
    folder = edition.root.judgement(edition.study.name)
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    visible = [path for path in paths if not path.name.startswith((".", "~"))]
    return [fault for path in visible for fault in _unread_faults(path, edition)]


def _unread_faults(path: Path, edition: Edition) -> Iterator[Fault]:
    """Find that a file or folder is read by nothing; in a language's folder, those of its files."""
    languages = edition.study.languages
    if path.is_dir() and path.name in languages:
        for inner in sorted(path.iterdir()):
            if not inner.name.startswith((".", "~")):
                yield from _unread_text_faults(inner, edition)
    elif path.is_dir():
        yield Fault(
            "unread_folder",
            _place_in_workbench(path, edition),
            found=path.name,
            known=tuple(languages),
        )
    elif path.name not in (*known_tables(), *OTHER_READ_FILES, edition.study.cover.emblem):
        yield _unread_table_fault(path, edition)


def _unread_text_faults(path: Path, edition: Edition) -> Iterator[Fault]:
    """Find a text that no chapter takes, or none of an edition that is not final."""
    files_read = [f"{text}.md" for text in texts_of(edition.study.kind)]
    if path.name not in files_read:
        read_when_final = path.name in {f"{text}.md" for text in texts_of(EvaluationKind.FINAL)}
        name = f"{path.name.partition('.')[0]}.md"
        code = "unread_until_final" if read_when_final else "unread_text"
        yield Fault(code, _place_in_workbench(path, edition), found=name, known=tuple(files_read))


def known_tables() -> tuple[str, ...]:
    """Name the files of evaluators' tables."""
    return tuple(f"{table.file}.csv" for table in TABLES.values())


def _unread_table_fault(path: Path, edition: Edition) -> Fault:
    """Tell a table that has another ending from a file whose name is no table's."""
    name, where = f"{path.name.partition('.')[0]}.csv", _place_in_workbench(path, edition)
    if name in known_tables():
        return Fault("table_of_other_format", where, found=path.name, expected=(name,))
    return Fault("unread", where, found=path.name, known=(*known_tables(), *OTHER_READ_FILES))


def _place_in_workbench(path: Path, edition: Edition) -> Where:
    return Where(path.relative_to(edition.root.folder).as_posix())
