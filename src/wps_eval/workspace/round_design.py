"""The design of a survey round: its sample list becomes weights, its questions become columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import DesignKind
from wps_eval.errors import Data, Fault, SurveyFaults, Where
from wps_eval.sources.instrument import Role
from wps_eval.survey.build_weights import BuiltWeights, build_weights
from wps_eval.survey.design import EQUAL, UNSTRATIFIED, Design
from wps_eval.survey.design_check import EACH_ROW
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.sources.intake import Intake


@dataclass(frozen=True, repr=False)
class RoundDesign(RowHolder):
    """A round's people with how they were drawn.

    Attributes:
        design: The design; its rows are the round's people.
        kept: Which people of the intake take part (n,): those whose unit the sample list holds; the
            design has rows for these alone.
        weights: What the sample list gave, or None.
    """

    design: Design
    kept: np.ndarray[tuple[int], np.dtype[np.bool_]]
    weights: BuiltWeights | None


def round_design(intake: Intake) -> RoundDesign:
    """Make the design of a round.

    Args:
        intake: The round, read and made safe.

    Returns:
        The design. With a sample list the weights and strata come from it; people whose unit it does
        not hold take no part and are listed in ``weights.unknown_psus``.

    Raises:
        DesignFaults: The design is wrong.
        SurveyFaults: A probability sample says neither sample list nor weights.
    """
    facts = intake.round.design
    if facts.kind in (DesignKind.CENSUS, DesignKind.CONVENIENCE):
        return _equal_weights_design(intake.frame, facts.kind, "")
    if facts.kind is DesignKind.TRAINING_INTAKE:
        class_questions = intake.instrument.of_role(Role.CLASS)
        return _equal_weights_design(
            intake.frame,
            facts.kind,
            facts.psu or (class_questions[0].name if class_questions else ""),
        )
    if intake.sample is None:
        return _design_from_columns(intake)
    return _design_from_sample(intake, intake.sample)


def _equal_weights_design(frame: pd.DataFrame, design_kind: DesignKind, psu: str) -> RoundDesign:
    """Make a design without strata in which everybody weighs the same, and without units where ``psu`` is empty."""
    design = Design.from_rows(frame, kind=design_kind, weight=EQUAL, psu=psu)
    return RoundDesign(design, np.ones(len(frame), dtype=bool), None)


def _design_from_columns(intake: Intake) -> RoundDesign:
    """Make the design of the columns that the round names for weight, stratum and psu."""
    facts = intake.round.design
    if not (facts.weight and facts.stratum and facts.psu):
        where = Where(f"{intake.round.code}/round.yml", column="design")
        ways_to_say_none = Data(weight=EQUAL, stratum=UNSTRATIFIED, psu=EACH_ROW)
        fault = Fault("round_design_not_said", where, expected=ways_to_say_none)
        raise SurveyFaults([fault], "round", intake.round.code)
    design = Design.from_rows(
        intake.frame,
        kind=facts.kind,
        weight=facts.weight,
        stratum=facts.stratum,
        psu=facts.psu,
        fpc=facts.fpc,
        single_psu=facts.single_psu,
    )
    return RoundDesign(design, np.ones(len(intake.frame), dtype=bool), None)


def _design_from_sample(intake: Intake, sample: pd.DataFrame) -> RoundDesign:
    """Make the design of the sample list; people of units that it does not hold stay out."""
    facts = intake.round.design
    psu = intake.instrument.of_role(Role.PSU)[0].name
    adults = next((question.name for question in intake.instrument.of_role(Role.WEIGHT)), "")
    built_weights = build_weights(sample, intake.frame, psu=psu, adults=adults)
    stratum = intake.frame[psu].astype(str).map(sample.set_index("psu")["stratum"])
    kept = built_weights.weights["weight"].notna().to_numpy()
    frame = intake.frame.assign(weight=built_weights.weights["weight"], stratum=stratum)[kept]
    design = Design.from_rows(
        frame.reset_index(drop=True),
        kind=facts.kind,
        weight="weight",
        stratum="stratum",
        psu=psu,
        single_psu=facts.single_psu,
    )
    return RoundDesign(design, kept, built_weights)
