"""Private data that lie here longer than an ethics record or a data agreement allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.sources.partner_studies import STUDY, read_partner_study
from wps_eval.sources.round_facts import load_round
from wps_eval.workspace.partner_study import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wps_eval.workspace.opened import Workspace


def kept_too_long(workspace: Workspace, today: date) -> list[Fault]:
    """Ask about rounds and partner studies whose data are still here after the last day that they name.

    Args:
        workspace: The study.
        today: The day; the last day that a round or an agreement names is still allowed.

    Returns:
        A question a round whose ``keep_until`` has passed and a partner study whose agreement has ended, which blocks
        nothing. What cannot be read is told by its reader.
    """
    asked = [*_studies_kept_too_long(workspace, today)]
    for code in workspace.study.rounds:
        try:
            last_day = load_round(workspace.folders.surveys / code).keep_until
        except InputFaults:
            continue
        if last_day and last_day < today and (workspace.folders.private / code).is_dir():
            where = Where(f"{code}/round.yml", column="keep_until")
            asked.append(Fault("kept_too_long", where, found=last_day, blocks=False))
    return asked


def _studies_kept_too_long(workspace: Workspace, today: date) -> Iterator[Fault]:
    """Ask about partner studies whose data agreement has ended and whose private folder is still here."""
    for code in workspace.study.partner_studies:
        folder = workspace.root.data(workspace.study.studies) / code
        study = read_partner_study(folder, [])
        agreement = study.facts.agreement if study else None
        if agreement and agreement.until < today and private_folder(folder).is_dir():
            where = Where(f"{code}/{STUDY}", column="agreement.until")
            yield Fault("study_kept_too_long", where, found=agreement.until, blocks=False)
