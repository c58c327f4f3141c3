"""Faults that a notebook of a run met, kept for whoever started the run to tell."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.workspace.opened import runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wps_eval.workspace.opened import Workspace

PRIVATE = 0o600


@contextmanager
def telling(workspace: Workspace) -> Iterator[None]:
    """Keep the faults that are raised inside, where a run is at work.

    Args:
        workspace: The study.
    """
    try:
        yield
    except InputFaults as error:
        if runs():
            path = faults_file(workspace)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=PRIVATE)
            path.write_text(json.dumps([asdict(fault) for fault in error.faults]), encoding="utf-8")
        raise


def faults_met(workspace: Workspace) -> tuple[Fault, ...]:
    """Give the faults that the last run met, none where it met none."""
    path = faults_file(workspace)
    if not path.is_file():
        return ()
    told = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Fault(**{**fault, "where": Where(**fault["where"])}) for fault in told)


def forget_faults(workspace: Workspace) -> None:
    """Forget the faults of the run before."""
    faults_file(workspace).unlink(missing_ok=True)


def faults_file(workspace: Workspace) -> Path:
    """Say where the faults of a run are kept."""
    return workspace.root.work(workspace.study.name) / "faults.json"
