"""The intake of a study's survey rounds: the one place that opens raw exports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wps_eval.errors import InputFaults, SurveyFaults
from wps_eval.sources.intake import Intake, take_in
from wps_eval.values.row_holder import RowHolder
from wps_eval.workspace.people import People
from wps_eval.workspace.regions import with_regions
from wps_eval.workspace.round_design import RoundDesign, round_design

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.errors import Fault
    from wps_eval.workspace.opened import Workspace


@dataclass(frozen=True, repr=False)
class RoundIntake(RowHolder):
    """One round as it was taken in.

    Attributes:
        intake: The round, read and made safe, with what each step left.
        drawn: How its people were drawn, and who of them takes part.
        people: What analyses work with.
    """

    intake: Intake = field(repr=False)
    drawn: RoundDesign = field(repr=False)
    people: People


def take_in_rounds(workspace: Workspace) -> dict[str, RoundIntake]:
    """Read every round that a study names, drop identities and make the designs.

    Args:
        workspace: The study.

    Returns:
        The rounds by code, in the order of the params file; none where the study names none.

    Raises:
        SurveyFaults: Everything that is wrong in any of them, at once.
    """
    faults: list[Fault] = []
    rounds: dict[str, RoundIntake] = {}
    for code in workspace.study.rounds:
        try:
            rounds[code] = _take_in_round(workspace, code)
        except InputFaults as error:
            faults += error.faults
    if faults:
        raise SurveyFaults(sorted(faults), "rounds")
    return rounds


def people_of(rounds: Mapping[str, RoundIntake]) -> dict[str, People]:
    """Give the people of rounds that were just taken in."""
    return {code: each.people for code, each in rounds.items()}


def _take_in_round(workspace: Workspace, code: str) -> RoundIntake:
    """Take in one round and make its design, with the regions of its governorates."""
    intake = take_in(code, workspace.folders)
    drawn = round_design(intake)
    design = with_regions(drawn.design, workspace.plan.places)
    return RoundIntake(intake, drawn, People(intake.round, intake.instrument, design))
