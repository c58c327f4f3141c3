"""Rounds of adults: governorates as strata, units drawn in proportion to size, ten people each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.run.demonstration.people import (
    GROUP_PATH,
    attitude_answer,
    knowledge_answer,
    submission_uuid,
    with_hard_item,
)
from wps_eval.run.demonstration.programme import reached_by_programme
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.truth import (
    ATTITUDE,
    HARD_LANGUAGE,
    KNOWLEDGE,
    WOMEN_KNOWLEDGE_EFFECT,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.sources.instrument import Instrument

Row = dict[str, object]
UNITS_PER_STRATUM, PEOPLE_PER_UNIT, SELECTED_PER_UNIT = 8, 10, 12
ADULT_AGE = 18  # years
EVEN_CHANCE = 0.5
#: people differ: half know more by this share, half lean towards equality by these points
PERSON_KNOWLEDGE_EFFECT, PERSON_ATTITUDE_EFFECT = 0.28, 0.8
UNIT_KNOWLEDGE_RANGE, UNIT_ATTITUDE_RANGE = 0.16, 0.5  # how far apart the effects of units can lie
URBAN_SHARE, DIFFICULTY_SHARE = 0.6, 0.09  # of units in towns; of people with a difficulty
WALKING = 2  # place of the question on walking among those on difficulties
UNIT_SIZES = (80, 400)  # households, smallest and largest
STRATUM_TO_SAMPLE = 60  # times as many households in a stratum as in its drawn units
REFUSED_SHARE, UNDERAGE_SHARE, SENT_TWICE_SHARE = 0.02, 0.01, 0.005


def adult_round(
    instrument: Instrument, places: Sequence[str], year: int
) -> tuple[list[Row], list[Row]]:
    """Make one round.

    Args:
        instrument: The form.
        places: The governorates, which are the strata.
        year: The round's year.

    Returns:
        Submissions as Kobo exports them, and the sample list.
    """
    stream, wording_stream = Stream(f"adults {year}"), Stream(f"adults {year}: wording")
    people: list[Row] = []
    sample: list[Row] = []
    for place in places:
        for number, size, stratum_size in _drawn_units(stream):
            psu_code = f"{place}-{number}"
            closed = place == places[0] and number == UNITS_PER_STRATUM and year == 2020  # noqa: PLR2004 - told in the sample list
            submissions = (
                [] if closed else _unit_submissions(stream, instrument, place, psu_code, year)
            )
            people += [
                with_hard_item(wording_stream, row, instrument, KNOWLEDGE[year])
                if row.get(f"{GROUP_PATH}interview_language") == HARD_LANGUAGE
                else row
                for row in submissions
            ]
            completed = sum(
                row["consent"] == "1" and int(str(row["age"] or 0)) >= ADULT_AGE
                for row in submissions
            )
            sample.append(
                _sample_row(stream, place, psu_code, size, stratum_size, completed, closed=closed)
            )
    return reached_by_programme(people, instrument, year), sample


def _drawn_units(stream: Stream) -> list[tuple[int, int, int]]:
    """Draw the units of one stratum: number, size in households, and the size of the stratum."""
    sizes = [stream.between(*UNIT_SIZES) for _ in range(UNITS_PER_STRATUM)]
    return [(index + 1, size, STRATUM_TO_SAMPLE * sum(sizes)) for index, size in enumerate(sizes)]


def _sample_row(
    stream: Stream,
    place: str,
    psu_code: str,
    size: int,
    stratum_size: int,
    completed: int,
    *,
    closed: bool,
) -> Row:
    """Give a unit's row of the sample list; of a closed one nobody was reached."""
    listed = max(size + stream.between(-15, 15), SELECTED_PER_UNIT)
    return {
        "psu": psu_code, "stratum": place, "stratum_size": stratum_size, "frame_size": size, "listed": listed,
        "selected": SELECTED_PER_UNIT, "completed": completed, "replaced": 0, "inaccessible": int(closed),
        "reason": "road closed (demonstration)" if closed else "",
    }  # fmt: skip


def _unit_submissions(
    stream: Stream, instrument: Instrument, place: str, psu_code: str, year: int
) -> list[Row]:
    """Give the submissions of one unit, some of them sent twice."""
    unit_knowledge_effect = UNIT_KNOWLEDGE_RANGE * (stream.one() - 0.5)
    unit_attitude_effect = UNIT_ATTITUDE_RANGE * (stream.one() - 0.5)
    language = (
        "ckb" if place in ("IQG06", "IQG11", "IQG06Q05") else "kmr" if place == "IQG09" else "ar"
    )
    area = "urban" if stream.one() < URBAN_SHARE else "rural"
    rows = []
    for _ in range(PEOPLE_PER_UNIT):
        row = _person_submission(
            stream, instrument, year, unit_knowledge_effect, unit_attitude_effect
        )
        if row["consent"] == "1" and int(str(row["age"])) >= ADULT_AGE:
            row |= {f"{GROUP_PATH}interview_language": language, f"{GROUP_PATH}governorate": place,
                    f"{GROUP_PATH}psu_code": psu_code, f"{GROUP_PATH}area": area}  # fmt: skip
        rows.append(row)
        if stream.one() < SENT_TWICE_SHARE:
            rows.append(dict(row))  # sent twice, with one _uuid
    return rows


def _person_submission(
    stream: Stream,
    instrument: Instrument,
    year: int,
    unit_knowledge_effect: float,
    unit_attitude_effect: float,
) -> Row:
    """Give one person's submission; who refuses or is too young answers no further question."""
    day, minute = stream.between(1, 28), stream.between(12, 40)
    row: Row = {
        "start": f"{year}-09-{day:02}T09:00:00+03:00", "end": f"{year}-09-{day:02}T09:{minute:02}:00+03:00",
        "today": f"{year}-09-{day:02}", "consent": "1", "age": stream.between(18, 78), "private": "1",
        "_uuid": submission_uuid(stream), "_validation_status": "validation_status_approved",
    }  # fmt: skip
    if stream.one() < REFUSED_SHARE:
        return row | {"consent": "2", "age": "", "private": ""}
    if stream.one() < UNDERAGE_SHARE:
        return row | {"age": 16, "private": ""}
    woman = stream.one() < EVEN_CHANCE
    knows_more, leans_to_equality = stream.one() < EVEN_CHANCE, stream.one() < EVEN_CHANCE
    person_effect = PERSON_KNOWLEDGE_EFFECT if knows_more else -PERSON_KNOWLEDGE_EFFECT
    share_right = (
        KNOWLEDGE[year]
        + unit_knowledge_effect
        + person_effect
        + (WOMEN_KNOWLEDGE_EFFECT if woman else -WOMEN_KNOWLEDGE_EFFECT)
    )
    mean_point = (
        ATTITUDE[year]
        + unit_attitude_effect
        + (PERSON_ATTITUDE_EFFECT if leans_to_equality else -PERSON_ATTITUDE_EFFECT)
    )
    row |= {f"{GROUP_PATH}sex": "f" if woman else "m", f"{GROUP_PATH}adults": stream.between(1, 6),
            f"{GROUP_PATH}displacement": stream.pick(("resident", "displaced", "returned"), (0.8, 0.08, 0.12))}  # fmt: skip
    for question in instrument.construct("awareness_protection_mechanisms"):
        row[f"{GROUP_PATH}{question.name}"] = knowledge_answer(
            stream, question, instrument, share_right
        )
    for name in ("attitudes_stereotypes_women", "attitudes_women_in_security"):
        for question in instrument.construct(name):
            row[f"{GROUP_PATH}{question.name}"] = attitude_answer(stream, question, mean_point)
    has_difficulty = stream.one() < DIFFICULTY_SHARE
    difficulties = [
        question.name for question in instrument.questions if question.name.startswith("wg_")
    ]
    row |= {
        f"{GROUP_PATH}{name}": "3" if has_difficulty and place == WALKING else "1"
        for place, name in enumerate(difficulties)
    }
    row[f"{GROUP_PATH}disability"] = "yes" if has_difficulty else "no"
    row[f"{GROUP_PATH}age_group"] = _age_group(int(str(row["age"])))
    return row


def _age_group(age: int) -> str:
    return "18-24" if age < 25 else "25-44" if age < 45 else "45-59" if age < 60 else "60+"  # noqa: PLR2004
