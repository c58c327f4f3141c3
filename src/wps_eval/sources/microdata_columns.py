"""Which answers to a form may leave as anonymous rows, and by which a person could be recognised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wps_eval.sources.instrument import Role
from wps_eval.sources.instrument_safety import NEVER_A_BREAKDOWN
from wps_eval.sources.never_below_country import never_below_country

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.sources.instrument import Instrument, Question


class LeftOut(StrEnum):
    """Why a question's answers do not leave."""

    SENSITIVE = "sensitive"
    ORIGIN = "faith_or_origin"
    ROLE = "role"
    NO_CHOICE = "no_single_choice"


@dataclass(frozen=True, slots=True)
class MicrodataColumns:
    """The questions of a form, by what becomes of their answers.

    Attributes:
        keys: What others may know of a person, such as sex or place.
        answers: What only the person said.
        left_out: Why the answers to each other question stay, by its name; notes are no questions.
    """

    keys: tuple[Question, ...]
    answers: tuple[Question, ...]
    left_out: Mapping[str, LeftOut]


KEY_ROLES, ANSWER_ROLES = (Role.DEMOGRAPHIC, Role.WAVE), (Role.ITEM,)


def microdata_columns(instrument: Instrument) -> MicrodataColumns:
    """Part a form's questions into keys, answers and what stays.

    What is sensitive stays, and so does whatever asks of faith, origin, language or affiliation, marked
    or not. Of the rest leave the answers to items and demographics of one choice, and groups that the
    form calculates and declares; texts, numbers and lists of several choices stay.

    Args:
        instrument: The form.
    """
    left_out = {
        question.name: reason
        for question in instrument.questions
        if question.role is not Role.NOTE and (reason := _reason(question))
    }
    leaving = [
        question
        for question in instrument.questions
        if question.role is not Role.NOTE and question.name not in left_out
    ]
    return MicrodataColumns(
        tuple(question for question in leaving if question.role in KEY_ROLES),
        tuple(question for question in leaving if question.role in ANSWER_ROLES),
        left_out,
    )


def _reason(question: Question) -> LeftOut | None:
    """Say why a question's answers stay; nothing where they may leave."""
    if question.sensitive:
        return LeftOut.SENSITIVE
    name = question.name.lower()
    if never_below_country(name) or any(word in name for word in NEVER_A_BREAKDOWN):
        return LeftOut.ORIGIN
    if question.role not in (*KEY_ROLES, *ANSWER_ROLES):
        return LeftOut.ROLE
    declared = question.role in KEY_ROLES and question.disaggregate
    if question.type != "select_one" and not (question.type == "calculate" and declared):
        return LeftOut.NO_CHOICE
    return None
