"""The people of a round without their identities: who they are asked as, and how they were drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.codes import DesignKind
from wps_eval.sources.instrument import Instrument, Meaning, Role, read_instrument
from wps_eval.sources.round_facts import Round, load_round
from wps_eval.survey.design_file import read_design, write_design
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.survey.design import Design
    from wps_eval.workspace.opened import Workspace


@dataclass(frozen=True, repr=False)
class People(RowHolder):
    """One round, taken in: what every analysis of it works with.

    Attributes:
        round: What the round is.
        instrument: Its questionnaire.
        design: Its people, a row each, and how they were drawn; of a round of counts, its service
            points.
    """

    round: Round
    instrument: Instrument
    design: Design = field(repr=False)

    @property
    def frame(self) -> pd.DataFrame:
        """Give the rows: answers as codes, numbers as floats."""
        return self.design.frame

    @property
    def is_course(self) -> bool:
        """Whether the round holds the forms of a course."""
        return self.round.design.kind is DesignKind.TRAINING_INTAKE

    @property
    def is_feedback(self) -> bool:
        """Whether the round holds counts and not people."""
        return bool(self.instrument.of_role(Role.COUNT))

    def points(self, construct: str) -> pd.DataFrame:
        """Give a scale's answers as numbers; don't know, refused and not applicable are missing."""
        points_by_question = {}
        for question in self.instrument.construct(construct):
            not_points = self.instrument.codes(question, *Meaning)
            column = self.frame[question.name]
            points_by_question[question.name] = pd.to_numeric(
                column.mask(column.isin(not_points)), errors="coerce"
            )
        return pd.DataFrame(points_by_question, index=self.frame.index).astype(np.float64)


def keep_people(people: People, workspace: Workspace) -> Path:
    """Write a round's people for the analyses of this run, for their owner only."""
    path = people_file(workspace, people.round.code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    return write_design(people.design, path)


def forget_other_rounds(workspace: Workspace) -> None:
    """Take away the people of rounds that the study no longer names."""
    named = {people_file(workspace, code) for code in workspace.study.rounds}
    for path in workspace.root.people(workspace.study.name).glob("*"):
        if path not in named:
            path.unlink()


def open_people(workspace: Workspace, code: str) -> People:
    """Open the people of a round that the intake wrote."""
    facts = load_round(workspace.folders.surveys / code)
    form = read_instrument(workspace.folders.instruments / facts.instrument)
    return People(facts, form, read_design(people_file(workspace, code)))


def people_file(workspace: Workspace, code: str) -> Path:
    """Say where a round's people lie once they are taken in."""
    return workspace.root.people(workspace.study.name) / f"{code}.parquet"


def taken_in(workspace: Workspace) -> bool:
    """Whether a run has taken in every round of the study."""
    return all(people_file(workspace, code).is_file() for code in workspace.study.rounds)
