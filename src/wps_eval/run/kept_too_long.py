"""Rounds whose private data lie here longer than their ethics record allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.sources.round_facts import load_round

if TYPE_CHECKING:
    from datetime import date

    from wps_eval.workspace.opened import Workspace


def kept_too_long(workspace: Workspace, today: date) -> list[Fault]:
    """Ask about every round of a study whose ``keep_until`` has passed and whose export is still here.

    Args:
        workspace: The study.
        today: The day; the last day that a round names is still allowed.

    Returns:
        A question a round, which blocks nothing. A round that cannot be read is told by its reader.
    """
    asked = []
    for code in workspace.study.rounds:
        try:
            last_day = load_round(workspace.folders.surveys / code).keep_until
        except InputFaults:
            continue
        if last_day and last_day < today and (workspace.folders.private / code).is_dir():
            where = Where(f"{code}/round.yml", column="keep_until")
            asked.append(Fault("kept_too_long", where, found=last_day, blocks=False))
    return asked
