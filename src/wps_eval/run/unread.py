"""Files beside a study's params file that nothing reads: somebody meant them to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Evaluation
from wps_eval.errors import Fault, Where, nearest
from wps_eval.evaluation.models import TABLES
from wps_eval.report.chapter_texts import texts_of
from wps_eval.study.texts import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wps_eval.report.edition import Edition

OTHER = ("terms.csv", FILE)


def unread_files(edition: Edition) -> list[Fault]:
    """Find files and folders under ``params/<study>/`` that no part of the study takes.

    Hidden files, such as a spreadsheet's locks, are left alone.

    Args:
        edition: The study.
    """
    folder = edition.root.judgement(edition.study.name)
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    seen = [path for path in paths if not path.name.startswith((".", "~"))]
    return [fault for path in seen for fault in _unread(path, edition)]


def _unread(path: Path, edition: Edition) -> Iterator[Fault]:
    languages = edition.study.languages
    if path.is_dir() and path.name in languages:
        for inner in sorted(path.iterdir()):
            if not inner.name.startswith((".", "~")):
                yield from _text(inner, edition)
    elif path.is_dir():
        yield _fault(path, edition, "a folder of one of the study's languages",
                     nearest(path.name, languages))  # fmt: skip
    elif path.name not in (*known_tables(), *OTHER, edition.study.cover.emblem):
        yield _fault(path, edition, "a table of evaluators, the emblem, or nothing", _advice(path))


def _text(path: Path, edition: Edition) -> Iterator[Fault]:
    texts = [f"{text}.md" for text in texts_of(edition.study.kind)]
    if path.name not in texts:
        later = path.name in {f"{text}.md" for text in texts_of(Evaluation.FINAL)}
        yield _fault(path, edition, "a text named for a chapter of this kind of evaluation",
                     "It belongs to a final evaluation." if later
                     else nearest(f"{path.name.partition('.')[0]}.md", texts))  # fmt: skip


def known_tables() -> tuple[str, ...]:
    """Name the files of evaluators' tables."""
    return tuple(f"{table.file}.csv" for table in TABLES.values())


def _advice(path: Path) -> str:
    stem = path.name.partition(".")[0]
    if f"{stem}.csv" in known_tables():
        return f"Save it as {stem}.csv (CSV UTF-8)."
    return nearest(path.name, (*known_tables(), *OTHER))


def _fault(path: Path, edition: Edition, expected: str, remedy: str) -> Fault:
    place = path.relative_to(edition.root.folder).as_posix()
    found = "a folder that nothing reads" if path.is_dir() else "a file that nothing reads"
    return Fault(Where(place), "unread", found, expected, remedy)
