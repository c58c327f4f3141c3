"""What an edition was made from and by which choices, kept beside its tables from run to run."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

DECLARED, MADE_FROM = "declared.json", "made_from.json"
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
    path = folder / DECLARED
    if not path.is_file():
        return ()
    versions = json.loads(path.read_text(encoding="utf-8"))
    return tuple(DeclaredVersion(v["mark"], v["when"], v.get("choices", {})) for v in versions)


def write_declared(folder: Path, versions: Sequence[DeclaredVersion]) -> None:
    """Write every version again."""
    _write(folder / DECLARED, [asdict(version) for version in versions])


def changed_choices(versions: Sequence[DeclaredVersion]) -> tuple[ChoiceChanged, ...]:
    """List what was changed after the first run.

    A choice made for the first time is no change; one that is withdrawn is, and so is what comes back
    in its place.
    """
    held: dict[str, str] = {}
    changed = []
    for version in versions:
        now = {name: version.choices.get(name, WITHDRAWN) for name in (*held, *version.choices)}
        changed += [
            ChoiceChanged(version.when, name, held[name], value)
            for name, value in now.items()
            if held.get(name, value) != value
        ]
        held = now
    return tuple(changed)


def read_made_from(folder: Path) -> MadeFrom | None:
    """Read what an edition was made from, or nothing where it was never run."""
    path = folder / MADE_FROM
    if not path.is_file():
        return None
    return MadeFrom(**json.loads(path.read_text(encoding="utf-8")))


def data_changed(then: MadeFrom | None, now: MadeFrom | None) -> bool:
    """Whether a data file that both editions read has changed between them."""
    if then is None or now is None:
        return False
    shared = (name for name in then.inputs if name.startswith("data/") and name in now.inputs)
    return any(then.inputs[name] != now.inputs[name] for name in shared)


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
    chosen = (rounds["part"] == "design") & (rounds["item"] == "checksum")
    return {str(row.round): str(row.value) for row in each(rounds[chosen])}


def code_changed(then: MadeFrom | None, now: MadeFrom | None) -> bool:
    """Whether the package has changed between two editions."""
    return then is not None and now is not None and then.package != now.package


def write_made_from(folder: Path, made: MadeFrom) -> None:
    """Write what an edition is made from, and leave the file alone where nothing changed."""
    if read_made_from(folder) != made:
        _write(folder / MADE_FROM, asdict(made))


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
