"""``wps-eval erase``: take away what a round holds of people, keep its results, and write down what was done."""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
from typing import TYPE_CHECKING, Any

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.whole_file import write_whole
from wps_eval.sources.identifiers import read_salt
from wps_eval.sources.round_facts import load_round
from wps_eval.study import load_study
from wps_eval.workspace.opened import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from wps_eval.workspace.opened import Workspace

CERTIFICATE = "erased.json"


def private_files(workspace: Workspace, code: str) -> list[Path]:
    """Name the files that hold people of a round, and what notebooks run by hand left.

    Args:
        workspace: A study that names the round.
        code: The round.

    Returns:
        Its raw exports; its people in every study that reads the same exports; the scratch folders of
        these studies. Sorted; none where nothing is left.

    Raises:
        InputFaults: The study does not name the round.
    """
    known = tuple(workspace.study.rounds)
    if code not in known:
        where = Where(f"params/{workspace.study.name}.yml", column="rounds")
        raise InputFaults([Fault("unknown_round", where, found=code, known=known)], "asked")
    root = workspace.root
    found = _files_under(workspace.folders.private / code)
    for study in _studies_with_the_same_exports(workspace):
        people = root.people(study) / f"{code}.parquet"
        found += [people] if people.is_file() else []
        found += _files_under(root.scratch(study))
    return sorted(found)


def erase_round(study: str, code: str, when: datetime, *, start: Path | None = None) -> Path:
    """Erase what a round holds of people, and write the certificate.

    What was released stays, with anonymous rows that people agreed to share, and the facts of the round. The files are unlinked: what a disk or a copy
    elsewhere keeps of them is not in the hands of this program.

    Args:
        study: A study that names the round.
        code: The round.
        when: The moment, for the certificate.
        start: Where to look for the workbench from.

    Returns:
        The certificate, ``outputs/<study>/erased.json``: a list, one entry an erasure. Its checksums are
        keyed by the workbench's secret, so that nobody can try guesses of what was erased.

    Raises:
        InputFaults: The study, or the round, has faults; the study does not name the round; nothing is
            left of it.
    """
    workspace = open_workspace(study, start)
    files = private_files(workspace, code)
    if not files:
        raise InputFaults([Fault("nothing_to_erase", Where(), found=code)], "asked")
    root, facts = workspace.root, load_round(workspace.folders.surveys / code)
    key = read_salt(workspace.folders.private / "salt")
    entry = {
        "round": code,
        "when": when.isoformat(timespec="seconds"),
        "keep_until": str(facts.keep_until or ""),
        "ethics": facts.ethics.approval if facts.ethics else facts.public_dataset,
        "erased": [
            {"file": path.relative_to(root.folder).as_posix(), "checksum": _keyed(path, key)}
            for path in files
        ],
        "stays": [
            path.relative_to(root.folder).as_posix()
            for path in [
                *_files_under(workspace.folders.surveys / code),
                *_files_under(root.released(study)),
                *_files_under(root.microdata(study)),
            ]
        ],
    }
    certificate = root.outputs(study) / CERTIFICATE
    certificate.parent.mkdir(parents=True, exist_ok=True)
    earlier = json.loads(certificate.read_text("utf-8")) if certificate.is_file() else []
    _remove(files)
    if (workspace.folders.private / code).is_dir():
        shutil.rmtree(workspace.folders.private / code)
    return write_whole(certificate, _json([*earlier, entry]))


def _studies_with_the_same_exports(workspace: Workspace) -> Iterator[str]:
    """Name the studies of the workbench that read the same folder of exports; one with faults reads none."""
    for path in sorted(workspace.root.params.glob("*.yml")):
        try:
            study = load_study(path)
        except InputFaults:
            continue
        if study.private == workspace.study.private:
            yield study.name


def _files_under(folder: Path) -> list[Path]:
    """Name every file in a folder and below; none where there is no folder."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _keyed(path: Path, key: bytes) -> str:
    """Give the keyed SHA-256 of what is in a file."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return hmac.new(key, digest.encode(), "sha256").hexdigest()


def _remove(files: Iterable[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)


def _json(content: Any) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
