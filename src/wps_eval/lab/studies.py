"""What is here: the studies of the workbench, and how far each has come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wps_eval.errors import InputFaults
from wps_eval.run.asked_words import AskedWords
from wps_eval.run.record import ENDED_WELL
from wps_eval.run.unchanged import RECORD_FILE, record_in_force
from wps_eval.study.load import load_study

if TYPE_CHECKING:
    from wps_eval.paths import Root
    from wps_eval.study import Study


@dataclass(frozen=True, slots=True)
class StudyHere:
    """One study.

    Attributes:
        name: Its name.
        choices: Its choices; nothing where the params file has faults.
        faults: How many those are.
        run: How its last run ended; empty where there was none.
        ended: When, as the record says.
        up_to_date: Whether nothing has changed since.
    """

    name: str
    choices: Study | None
    faults: int
    run: str
    ended: str
    up_to_date: bool

    @property
    def next_step(self) -> str:
        """Name what is to be done next: ``mend``, ``first_run``, ``look``, ``run`` or ``read``."""
        if self.choices is None:
            return "mend"
        if not self.run:
            return "first_run"
        if self.run not in ENDED_WELL:
            return "look"
        return "read" if self.up_to_date else "run"


def study_names(root: Root) -> tuple[str, ...]:
    """Name the studies, by their params files."""
    return tuple(sorted(path.stem for path in root.params.glob("*.yml")))


def study_here(root: Root, name: str) -> StudyHere:
    """Look at one study; nothing is run.

    Args:
        root: The workbench.
        name: The study's name.
    """
    choices, faults = None, 0
    try:
        choices = load_study(root.study(name))
    except InputFaults as error:
        faults = len(error.faults)
    record = last_record(root, name)
    status = str(record.get("status", ""))
    current = status in ENDED_WELL and record_in_force(root, name, AskedWords()) is not None
    return StudyHere(name, choices, faults, status, str(record.get("ended") or ""), current)


def last_record(root: Root, name: str) -> dict[str, Any]:
    """Give the record of a study's last run; empty where there is none, or none that can be read."""
    try:
        read = json.loads((root.outputs(name) / RECORD_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def last_run(root: Root) -> str:
    """Name the study that was run last; the first one where none was ever run, or nothing."""
    names = study_names(root)
    return max(names, key=lambda name: str(last_record(root, name).get("started", "")), default="")
