"""All survey rounds of a study, each read by its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.errors import InputFaults, SurveyFaults
from wps_eval.indicators.constructs import ScaleRules
from wps_eval.indicators.feedback import is_feedback
from wps_eval.indicators.survey import RoundResult, estimate_round
from wps_eval.indicators.training import Course, is_course, read_course
from wps_eval.sources.intake import Folders, Intake, take_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.errors import Fault
    from wps_eval.plan import Plan
    from wps_eval.study import Study


@dataclass(frozen=True)
class Rounds:
    """What the rounds of a study say.

    Attributes:
        intakes: Every round, read and made safe, by code.
        surveys: Those of people, estimated.
        courses: The forms of courses.
        feedback: Counts of feedback.
    """

    intakes: Mapping[str, Intake]
    surveys: Mapping[str, RoundResult]
    courses: Mapping[str, Course]
    feedback: Mapping[str, Intake]


def scale_rules(study: Study) -> ScaleRules:
    """Give a study's rules of scales as plain values."""
    chosen = study.scales
    return ScaleRules(
        valid_prop=chosen.valid_prop,
        pass_pct=chosen.pass_pct,
        top=chosen.top,
        bottom=chosen.bottom,
    )


def read_rounds(study: Study, plan: Plan, folders: Folders) -> Rounds:
    """Read every round that a study names.

    Args:
        study: The study's choices.
        plan: The plan, for its places.
        folders: Where rounds, raw exports and questionnaires lie.

    Returns:
        The rounds by kind; none where the study names none.

    Raises:
        SurveyFaults: Everything that is wrong in any of them, at once.
    """
    rules = scale_rules(study)
    faults: list[Fault] = []
    intakes: dict[str, Intake] = {}
    surveys: dict[str, RoundResult] = {}
    courses: dict[str, Course] = {}
    for code in study.rounds:
        try:
            intake = intakes[code] = take_in(code, folders)
            if is_course(intake):
                courses[code] = read_course(intake, rules)
            elif not is_feedback(intake):
                surveys[code] = estimate_round(intake, plan.places, rules)
        except InputFaults as error:
            faults += error.faults
    if faults:
        raise SurveyFaults(sorted(faults), "rounds")
    counts = {code: intake for code, intake in intakes.items() if is_feedback(intake)}
    return Rounds(intakes, surveys, courses, counts)
