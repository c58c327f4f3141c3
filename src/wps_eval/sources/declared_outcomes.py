"""What a study declared before its data were seen: each version of protocol and outcomes, with its day."""

from __future__ import annotations

import hashlib
from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from wps_eval.errors import Fault, Where
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.text_file import read_text_file
from wps_eval.files.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from wps_eval.sources.partner_study import Outcome

DECLARED, PROTOCOL = "declared.json", "protocol.md"


class DeclaredVersion(BaseModel):
    """A version of what a study declared.

    Attributes:
        on: The day on which it was fixed.
        protocol: The SHA-256 of the protocol.
        outcomes: The SHA-256 of each outcome, by its code.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    protocol: str
    outcomes: dict[str, str] = Field(default_factory=dict)


_VERSIONS = TypeAdapter(tuple[DeclaredVersion, ...])


def read_declared(folder: Path, faults: list[Fault]) -> tuple[DeclaredVersion, ...]:
    """Read the versions that a study declared, first to last; none where it declared nothing.

    Args:
        folder: The study's folder.
        faults: Where it is told that the file was changed by hand and cannot be read.
    """
    path = folder / DECLARED
    if not file_is_there(path):
        return ()
    try:
        return _VERSIONS.validate_json(path.read_bytes())
    except (ValidationError, OSError):
        faults.append(Fault("declared_unreadable", Where(f"{folder.name}/{DECLARED}")))
        return ()


def declare(folder: Path, outcomes: Sequence[Outcome], today: date) -> DeclaredVersion:
    """Fix protocol and outcomes as they stand; versions before stay.

    Args:
        folder: The study's folder, with its protocol.
        outcomes: The outcomes.
        today: The day of the declaration.

    Returns:
        The version, which is the last of the file; the file is left alone where nothing has changed.

    Raises:
        InputFaults: The protocol cannot be read.
    """
    text = read_text_file(folder / PROTOCOL, f"{folder.name}/{PROTOCOL}")
    version = DeclaredVersion(
        on=today,
        protocol=_digest(text),
        outcomes={outcome.code: _digest(outcome.declaration()) for outcome in outcomes},
    )
    versions = read_declared(folder, [])
    if versions and (versions[-1].protocol, versions[-1].outcomes) == (
        version.protocol,
        version.outcomes,
    ):
        return versions[-1]
    write_whole(folder / DECLARED, _VERSIONS.dump_json((*versions, version), indent=2) + b"\n")
    return version


def declared_on(
    outcome: Outcome, versions: Iterable[DeclaredVersion], before: date | None
) -> date | None:
    """Give the day on which an outcome was declared as it stands; None where it is exploratory.

    Args:
        outcome: The outcome.
        versions: What the study declared, first to last.
        before: The day on which its data were seen first: what was declared on it or later does not
            count. None where they have not been seen yet.
    """
    digest = _digest(outcome.declaration())
    days = [version.on for version in versions if version.outcomes.get(outcome.code) == digest]
    in_time = [day for day in days if before is None or day < before]
    return min(in_time, default=None)


def declared_protocol(folder: Path, versions: Iterable[DeclaredVersion]) -> tuple[str, date | None]:
    """Give the SHA-256 of a study's protocol, and the day on which it was declared as it stands.

    Args:
        folder: The study's folder.
        versions: What the study declared, first to last.

    Returns:
        The mark, and the first day of it; None where it was never declared so.

    Raises:
        InputFaults: The protocol cannot be read.
    """
    digest = _digest(read_text_file(folder / PROTOCOL, f"{folder.name}/{PROTOCOL}"))
    return digest, min((each.on for each in versions if each.protocol == digest), default=None)


def _digest(text: str) -> str:
    """Give the SHA-256 of a text, its line ends alike on every system."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
