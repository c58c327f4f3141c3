"""Faults that a notebook of a run met, kept for whoever started the run to tell."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from wps_eval.errors import Data, Fault, InputFaults, Where
from wps_eval.files.permissions import OWNER_ONLY
from wps_eval.files.whole_file import write_whole
from wps_eval.workspace.opened import in_a_run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wps_eval.workspace.opened import Workspace

RECORD_CLASSES: dict[str, type[Fault | Where]] = {"Fault": Fault, "Where": Where}


@contextmanager
def faults_told(workspace: Workspace) -> Iterator[None]:
    """Keep the faults that are raised inside, where a run is at work.

    Args:
        workspace: The study.
    """
    try:
        yield
    except InputFaults as error:
        if in_a_run():
            path = faults_file(workspace)
            path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps([_as_json(fault) for fault in error.faults])
            write_whole(path, text.encode(), OWNER_ONLY)
        raise


def faults_met(workspace: Workspace) -> tuple[Fault, ...]:
    """Give the faults that the last run met, none where it met none."""
    path = faults_file(workspace)
    if not path.is_file():
        return ()
    return tuple(_from_json(fault) for fault in json.loads(path.read_text(encoding="utf-8")))


def forget_faults(workspace: Workspace) -> None:
    """Forget the faults of the run before."""
    faults_file(workspace).unlink(missing_ok=True)


def faults_file(workspace: Workspace) -> Path:
    """Say where the faults of a run are kept."""
    return workspace.root.work(workspace.study.name) / "faults.json"


def _as_json(data: object) -> Any:
    """Turn a fault, or what it holds, into what JSON can hold; what is no text, number or list says which record it is."""
    if isinstance(data, tuple):
        return [_as_json(each) for each in data]
    if isinstance(data, date):
        return {"date": data.isoformat()}
    if isinstance(data, (Fault, Data, Where)):
        return {
            type(data).__name__: {
                field.name: _as_json(getattr(data, field.name)) for field in fields(data)
            }
        }
    return data


def _from_json(value: Any) -> Any:
    """Make of JSON what ``_as_json`` turned into it."""
    if isinstance(value, list):
        return tuple(_from_json(each) for each in value)
    if not isinstance(value, dict):
        return value
    ((record_name, content),) = value.items()
    if record_name == "date":
        return date.fromisoformat(content)
    values = {name: _from_json(each) for name, each in content.items()}
    return (
        Data(**dict(values["named"]))
        if record_name == "Data"
        else RECORD_CLASSES[record_name](**values)
    )
