"""What an edition was made from and by which choices, kept beside its tables from run to run."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from wps_eval.files.whole_file import write_whole
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

DECLARED_FILE, MADE_FROM_FILE = "declared.json", "made_from.json"
WITHDRAWN = "–"  # instead of the value of a choice that is no longer made


@dataclass(frozen=True, slots=True)
class DeclaredVersion:
    """One version of what a study declared: the mark of its family, and every choice by name."""

    mark: str
    when: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChoiceChanged:
    """A choice that differs from the version before."""

    when: str
    choice: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """The code and the input files behind an edition, as checksums."""

    package: str
    inputs: Mapping[str, str] = field(default_factory=dict)


def read_declared(folder: Path) -> tuple[DeclaredVersion, ...]:
    """Read every version that was declared, first to last; none before the first run."""
    path = folder / DECLARED_FILE
    if not path.is_file():
        return ()
    versions = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        DeclaredVersion(version["mark"], version["when"], version.get("choices", {}))
        for version in versions
    )


def write_declared(folder: Path, versions: Sequence[DeclaredVersion]) -> None:
    """Write every version again."""
    _write_json(folder / DECLARED_FILE, [asdict(version) for version in versions])


def changed_choices(versions: Sequence[DeclaredVersion]) -> tuple[ChoiceChanged, ...]:
    """List what was changed after the first run.

    A choice made for the first time is no change; one that is withdrawn is, and so is what comes back
    in its place.
    """
    choices_before: dict[str, str] = {}
    changes = []
    for version in versions:
        choices_now = {
            name: version.choices.get(name, WITHDRAWN)
            for name in (*choices_before, *version.choices)
        }
        changes += [
            ChoiceChanged(version.when, name, choices_before[name], value)
            for name, value in choices_now.items()
            if choices_before.get(name, value) != value
        ]
        choices_before = choices_now
    return tuple(changes)


def read_made_from(folder: Path) -> MadeFrom | None:
    """Read what an edition was made from, or nothing where it was never run."""
    path = folder / MADE_FROM_FILE
    if not path.is_file():
        return None
    return MadeFrom(**json.loads(path.read_text(encoding="utf-8")))


def data_changed(then: MadeFrom | None, now: MadeFrom | None) -> bool:
    """Whether a data file that both editions read has changed between them."""
    if then is None or now is None:
        return False
    files_of_both = (
        name for name in then.inputs if name.startswith("data/") and name in now.inputs
    )
    return any(then.inputs[name] != now.inputs[name] for name in files_of_both)


def rounds_changed(then: pd.DataFrame, now: pd.DataFrame) -> bool:
    """Whether the raw export of a round that both editions read has changed between them.

    Args:
        then: The released table of rounds of the earlier edition.
        now: That of the later one.
    """
    earlier, later = export_checksums(then), export_checksums(now)
    return any(earlier[code] != later[code] for code in earlier.keys() & later.keys())


def export_checksums(rounds: pd.DataFrame) -> dict[str, str]:
    """Give the checksum of each round's raw export, by the round's code."""
    is_checksum = (rounds["part"] == "design") & (rounds["item"] == "checksum")
    return {str(row.round): str(row.value) for row in each(rounds[is_checksum])}


def code_changed(then: MadeFrom | None, now: MadeFrom | None) -> bool:
    """Whether the package has changed between two editions."""
    return then is not None and now is not None and then.package != now.package


def write_made_from(folder: Path, made: MadeFrom) -> None:
    """Write what an edition is made from, and leave the file alone where nothing changed."""
    if read_made_from(folder) != made:
        _write_json(folder / MADE_FROM_FILE, asdict(made))


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    write_whole(path, text.encode())
