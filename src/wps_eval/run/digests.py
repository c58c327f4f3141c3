"""Checksums by which a run knows whether something has changed; it imports next to nothing."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = Path(__file__).parents[1]


def file_digest(path: Path) -> str:
    """Give a file's SHA-256."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def file_digests(paths: Iterable[Path], root: Path) -> dict[str, str]:
    """Give the SHA-256 of each file that is there, by its path inside the workbench."""
    return {
        path.relative_to(root).as_posix(): file_digest(path)
        for path in sorted(set(paths))
        if path.is_file()
    }


def input_digest(path: Path) -> str:
    """Give what tells one state of an input from another: of a notebook its code cells, else the file.

    Notes for whoever opens a notebook, and outputs that an editor has saved into it, change nothing
    that a run makes.
    """
    if path.suffix != ".ipynb":
        return file_digest(path)
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [
            ["".join(cell["source"]), cell.get("metadata", {}).get("tags", [])]
            for cell in cells
            if cell["cell_type"] == "code"
        ]
    except (ValueError, KeyError, TypeError):  # no notebook: it is told where it is read
        return file_digest(path)
    return hashlib.sha256(json.dumps(code).encode()).hexdigest()


def stated_digest(states: object) -> str:
    """Give one SHA-256 over what JSON can hold."""
    return hashlib.sha256(json.dumps(states, sort_keys=True).encode()).hexdigest()


@cache
def package_digest() -> str:
    """Give one SHA-256 over the package's own files as this process found them, so that changed code makes results stale."""
    return digest_of_package(PACKAGE)


def digest_of_package(folder: Path) -> str:
    """Give one SHA-256 over all files of a package but the compiled ones."""
    checksum = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            checksum.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return checksum.hexdigest()
