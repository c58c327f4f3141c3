"""Rounds of those whom the plan's other survey indicators speak of: soldiers, cadres, young people and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.constructs import Scoring, scoring_of
from wps_eval.run.demonstration.people import (
    GROUP_PATH,
    attitude_answer,
    knowledge_answer,
    opening_answers,
    satisfaction_answer,
)
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.truth import GROUP_LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.sources.instrument import Instrument, Question

Row = dict[str, object]
#: title, and who the round asks, by form
GROUPS = {
    "armed_forces": ("Members of the armed forces", "People who serve in four commands"),
    "early_warning": ("Cadres of early warning", "People who work in early warning in four bodies"),
    "service_providers": ("Service providers", "People who provide services in four bodies"),
    "community": ("Communities", "People aged 18 or over in households"),
    "youth": ("Young people", "Young people aged 18 or over in centres and colleges"),
    "breadwinners": ("Women who head families", "Women aged 18 or over who head their families"),
}
COMMANDS = ("north", "south", "east", "west")  # strata of a form that asks for no governorate
#: sampling units in a stratum, and people in a unit: of governorates, of commands
OF_GOVERNORATES, OF_COMMANDS = (2, 5), (6, 7)
UNIT_SIZES, STRATUM_TO_SAMPLE = (
    (40, 120),
    10,
)  # people, smallest and largest; times as many in a stratum
EVEN_CHANCE = 0.5
#: people differ: half lie above the mean by this, half below, in shares, points and shares satisfied
KNOWLEDGE_EFFECT, POINT_EFFECT, SATISFACTION_EFFECT = 0.25, 0.7, 0.12
UNIT_EFFECT_RANGE = 0.1  # of shares; four times that of points
DISSATISFIED_OF_REST = 0.4  # of those not satisfied
YES_SHARE = 0.6  # of yes-or-no questions about a person
POINTS_TO_A_SHARE = 4  # steps from 1 to 5


def group_round(
    instrument: Instrument, places: Sequence[str], year: int
) -> tuple[list[Row], list[Row]]:
    """Make one round.

    Args:
        instrument: The form, one of ``GROUPS``.
        places: The governorates: the strata where the form asks for one; four commands elsewhere.
        year: The round's year.

    Returns:
        Submissions as Kobo exports them, and the sample list.
    """
    stream = Stream(f"{instrument.name} {year}")
    names = {question.name for question in instrument.questions}
    strata = places if "governorate" in names else COMMANDS
    units, people_per_unit = OF_GOVERNORATES if "governorate" in names else OF_COMMANDS
    people: list[Row] = []
    sample: list[Row] = []
    for stratum in strata:
        sizes = [stream.between(*UNIT_SIZES) for _ in range(units)]
        for index, size in enumerate(sizes):
            psu_code = f"{stratum}-{index + 1}"
            effect = UNIT_EFFECT_RANGE * (stream.one() - EVEN_CHANCE)
            people += [
                _submission(stream, instrument, stratum, psu_code, year, effect)
                for _ in range(people_per_unit)
            ]
            sample.append({"psu": psu_code, "stratum": stratum, "stratum_size": STRATUM_TO_SAMPLE * sum(sizes),
                           "frame_size": size, "listed": size, "selected": people_per_unit, "completed": people_per_unit,
                           "replaced": 0, "inaccessible": 0, "reason": ""})  # fmt: skip
    return people, sample


def _submission(
    stream: Stream, instrument: Instrument, stratum: str, psu_code: str, year: int, effect: float
) -> Row:
    """Give one person's submission; ``effect`` is the unit's, the person's own is added."""
    row = opening_answers(stream, year)
    facts: Row = {
        "interview_language": "ar", "sex": "f" if stream.one() < EVEN_CHANCE else "m", "governorate": stratum,
        "psu_code": psu_code, "adults": 1, "area": "urban", "service": "5-14", "work": "nurse",
        "age_group": "25-44" if instrument.name != "youth" else "18-24", "disability": "no",
    }  # fmt: skip
    yes = "1" if stream.one() < YES_SHARE else "2"
    facts |= dict.fromkeys(("trained", "took_part", "receives"), yes)
    names = {question.name for question in instrument.questions}
    row |= {f"{GROUP_PATH}{name}": answer for name, answer in facts.items() if name in names}
    for construct in instrument.constructs:
        items = instrument.construct(construct)
        side = 1 if stream.one() < EVEN_CHANCE else -1
        for question in items:
            is_asked = yes == "1" or not any("took_part" in each for each in question.relevant)
            row[f"{GROUP_PATH}{question.name}"] = (
                _answer(stream, instrument, question, year, effect, side) if is_asked else ""
            )
    return row


def _answer(
    stream: Stream, instrument: Instrument, question: Question, year: int, effect: float, side: int
) -> str:
    """Give one answer, drawn so that the planted level is the mean over people and units."""
    level = GROUP_LEVELS[question.construct][year]
    scoring = scoring_of((question,))
    if scoring is Scoring.KNOWLEDGE:
        share = level + effect + side * KNOWLEDGE_EFFECT
        return knowledge_answer(stream, question, instrument, share)
    if scoring is Scoring.SATISFACTION:
        share = level + effect + side * SATISFACTION_EFFECT
        return satisfaction_answer(stream, share, DISSATISFIED_OF_REST * (1 - share))
    mean = 1 + POINTS_TO_A_SHARE * (level + effect) + side * POINT_EFFECT
    return attitude_answer(stream, question, mean)
