"""Files beside a study's params file that nothing reads: somebody meant them to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Evaluation
from wps_eval.errors import Fault, Where
from wps_eval.evaluation.load import TABLES
from wps_eval.pages.prose import CHAPTERS, FINAL_ONLY
from wps_eval.study.texts import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wps_eval.pages.bench import Bench

OTHER = ("terms.csv", FILE)


def unread_files(bench: Bench) -> list[Fault]:
    """Find files and folders under ``params/<study>/`` that no part of the study takes.

    Hidden files, such as a spreadsheet's locks, are left alone.

    Args:
        bench: The study.
    """
    folder = bench.root.judgement(bench.study.name)
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    seen = [path for path in paths if not path.name.startswith((".", "~"))]
    return [fault for path in seen for fault in _unread(path, bench)]


def _unread(path: Path, bench: Bench) -> Iterator[Fault]:
    languages = bench.study.languages
    if path.is_dir() and path.name in languages:
        for inner in sorted(path.iterdir()):
            if not inner.name.startswith((".", "~")):
                yield from _text(inner, bench)
    elif path.is_dir():
        yield Fault("unread_folder", _at(path, bench), found=path.name, known=tuple(languages))
    elif path.name not in (*known_tables(), *OTHER, bench.study.cover.emblem):
        yield _table(path, bench)


def _text(path: Path, bench: Bench) -> Iterator[Fault]:
    chapters = [
        f"{c}.md" for c in CHAPTERS if bench.study.kind is Evaluation.FINAL or c not in FINAL_ONLY
    ]
    if path.name not in chapters:
        later = path.name in {f"{c}.md" for c in FINAL_ONLY}
        name = f"{path.name.partition('.')[0]}.md"
        code = "unread_until_final" if later else "unread_text"
        yield Fault(code, _at(path, bench), found=name, known=tuple(chapters))


def known_tables() -> tuple[str, ...]:
    """Name the files of evaluators' tables."""
    return tuple(f"{table}.csv" for table in TABLES)


def _table(path: Path, bench: Bench) -> Fault:
    """Tell a table that has another ending from a file whose name is no table's."""
    name = f"{path.name.partition('.')[0]}.csv"
    if name in known_tables():
        return Fault("table_of_other_format", _at(path, bench), found=path.name, expected=(name,))
    return Fault("unread", _at(path, bench), found=path.name, known=(*known_tables(), *OTHER))


def _at(path: Path, bench: Bench) -> Where:
    return Where(path.relative_to(bench.root.folder).as_posix())
