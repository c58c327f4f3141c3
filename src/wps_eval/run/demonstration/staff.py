"""Rounds of women staff, courses with their forms, and counts of feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.run.demonstration.people import (
    GROUP_PATH,
    attitude_answer,
    knowledge_answer,
    opening_answers,
    satisfaction_answer,
    submission_uuid,
)
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.truth import (
    COURSE_KNOWLEDGE,
    FEEDBACK_SATISFIED,
    LOST_SHARE,
    MISTYPED_SHARE,
    SATISFIED,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.sources.instrument import Instrument, Question

Row = dict[str, object]
SERVICES, SITES_PER_SERVICE, WOMEN_PER_SITE = ("police", "border", "army", "prisons"), 12, 9
CLASSES, SEATS_PER_CLASS = 12, 18
EVEN_CHANCE = 0.5
#: people differ: half lie above the mean share by this, half below, in knowledge and in satisfaction
PERSON_EFFECT, SATISFACTION_EFFECT = 0.16, 0.12
#: how far apart the effects of classes, or of sites, can lie
CLASS_EFFECT_RANGE, SITE_EFFECT_RANGE = 0.16, 0.2
COURSE_ATTITUDE_BEFORE, COURSE_ATTITUDE_AFTER = 3.2, 3.6  # mean points of 1 to 5
COURSE_SATISFIED, COURSE_DISSATISFIED = 0.78, 0.08  # shares
BEHAVIOUR_SHARES, OTHER_BEHAVIOUR_SHARE = {"b_used": 0.55, "b_shared": 0.7}, 0.25  # who say yes
#: the fourth of every seven governorates has very small counts
SMALL_PLACE_EVERY, SMALL_PLACE = 7, 3


def staff_round(instrument: Instrument, year: int) -> tuple[list[Row], list[Row]]:
    """Make one round of women staff: four services as strata, twelve sites each.

    Args:
        instrument: The form.
        year: The round's year.

    Returns:
        Submissions as Kobo exports them, and the sample list.
    """
    stream = Stream(f"staff {year}")
    people: list[Row] = []
    sample: list[Row] = []
    for service in SERVICES:
        sizes = [stream.between(20, 90) for _ in range(SITES_PER_SERVICE)]
        for index, size in enumerate(sizes):
            psu_code = f"{service}-{index + 1:02}"
            site_effect = SITE_EFFECT_RANGE * (stream.one() - 0.5)
            people += [
                _woman_submission(stream, instrument, psu_code, year, site_effect)
                for _ in range(WOMEN_PER_SITE)
            ]
            sample.append({"psu": psu_code, "stratum": service, "stratum_size": 5 * sum(sizes),
                           "frame_size": size, "listed": size, "selected": WOMEN_PER_SITE, "completed": WOMEN_PER_SITE,
                           "replaced": 0, "inaccessible": 0, "reason": ""})  # fmt: skip
    return people, sample


def _woman_submission(
    stream: Stream, instrument: Instrument, psu_code: str, year: int, effect: float
) -> Row:
    """Give one woman's submission; ``effect`` is her site's, her own is added."""
    satisfied, dissatisfied = SATISFIED[year]
    effect += SATISFACTION_EFFECT if stream.one() < EVEN_CHANCE else -SATISFACTION_EFFECT
    row = opening_answers(stream, year) | {
        f"{GROUP_PATH}interview_language": "ar", f"{GROUP_PATH}sex": "f", f"{GROUP_PATH}psu_code": psu_code,
        f"{GROUP_PATH}service": stream.pick(("0-4", "5-14", "15+"), (0.4, 0.4, 0.2)),
        f"{GROUP_PATH}age_group": "25-44", f"{GROUP_PATH}disability": "no",
    }  # fmt: skip
    for question in instrument.construct("satisfaction_work_environment_security"):
        row[f"{GROUP_PATH}{question.name}"] = satisfaction_answer(
            stream, satisfied + effect, dissatisfied - effect
        )
    return row


def course_submissions(instrument: Instrument) -> list[Row]:
    """Make the forms of twelve classes: before, at the end, and later, with people lost on the way.

    Args:
        instrument: The form.

    Returns:
        Submissions as Kobo exports them.
    """
    stream = Stream("course")
    submissions: list[Row] = []
    for class_number in range(CLASSES):
        class_effect = CLASS_EFFECT_RANGE * (stream.one() - 0.5)
        for _ in range(SEATS_PER_CLASS):
            # mother's letter, day of birth and siblings: what finds a person's forms again
            self_made_code = (stream.between(1, 28), stream.between(1, 28), stream.between(0, 5))
            person_effect = PERSON_EFFECT if stream.one() < EVEN_CHANCE else -PERSON_EFFECT
            luck_in_staying = stream.one()
            for wave, share in COURSE_KNOWLEDGE.items():
                if luck_in_staying >= LOST_SHARE[wave]:
                    effect = person_effect + (class_effect if wave != "pre" else 0.0)
                    submissions.append(
                        _course_submission(
                            stream, instrument, wave, class_number, self_made_code, share + effect
                        )
                    )
    return submissions


def _course_submission(
    stream: Stream,
    instrument: Instrument,
    wave: str,
    class_number: int,
    self_made_code: tuple[int, int, int],
    share_right: float,
) -> Row:
    """Give one person's form of one wave, some with a wrong day in the self-made code."""
    letter, day, siblings = self_made_code
    if stream.one() < MISTYPED_SHARE:
        day = 1 + day % 28
    # two days in three are those of women
    row = opening_answers(stream, 2022) | {
        f"{GROUP_PATH}interview_language": "ar", f"{GROUP_PATH}sex": "f" if self_made_code[1] % 3 else "m",
        f"{GROUP_PATH}wave": wave, f"{GROUP_PATH}class_code": f"class-{class_number + 1:02}",
        f"{GROUP_PATH}code_mother": str(letter), f"{GROUP_PATH}code_day": day, f"{GROUP_PATH}code_siblings": siblings,
    }  # fmt: skip
    for question in instrument.construct("knowledge_negotiation_conflict_resolution"):
        row[f"{GROUP_PATH}{question.name}"] = knowledge_answer(
            stream, question, instrument, share_right
        )
    for question in instrument.construct("attitudes_participation_peace"):
        row[f"{GROUP_PATH}{question.name}"] = attitude_answer(
            stream, question, COURSE_ATTITUDE_BEFORE if wave == "pre" else COURSE_ATTITUDE_AFTER
        )
    if wave == "post":
        person_effect = (
            SATISFACTION_EFFECT / 2 if stream.one() < EVEN_CHANCE else -SATISFACTION_EFFECT / 2
        )
        for question in instrument.construct("reaction_training"):
            row[f"{GROUP_PATH}{question.name}"] = satisfaction_answer(
                stream, COURSE_SATISFIED + person_effect, COURSE_DISSATISFIED - person_effect
            )
    if wave == "follow_up":
        for question in instrument.construct("behaviour_after_training"):
            row[f"{GROUP_PATH}{question.name}"] = _behaviour_answer(stream, question)
    return row


def _behaviour_answer(stream: Stream, question: Question) -> str:
    """Answer whether a person did something after the course: 1 is yes, 2 no."""
    share = BEHAVIOUR_SHARES.get(question.name, OTHER_BEHAVIOUR_SHARE)
    return "1" if stream.one() < share else "2"


def feedback_counts(instrument: Instrument, places: Sequence[str], year: int) -> list[Row]:
    """Make counts of feedback by governorate and month; some are too small to be shown.

    Args:
        instrument: The form.
        places: The governorates.
        year: The year.

    Returns:
        One row a governorate and quarter.
    """
    stream = Stream(f"feedback {year}")
    services = dict.fromkeys(
        question.name.rsplit("_", 1)[0]
        for question in instrument.questions
        if question.role == "count"
    )
    rows: list[Row] = []
    for place_number, place in enumerate(places):
        for month in (3, 6, 9, 12):
            row: Row = {"today": f"{year}-12-28", "month": f"{year}-{month:02}-01", "governorate": place,
                        "_uuid": submission_uuid(stream)}  # fmt: skip
            for service in services:
                small = place_number % SMALL_PLACE_EVERY == SMALL_PLACE
                base = stream.between(1, 3) if small else stream.between(20, 60)
                satisfied = sum(stream.uniform(base) < FEEDBACK_SATISFIED[service])
                not_satisfied = base - int(satisfied)
                row |= {f"{service}_satisfied": int(satisfied), f"{service}_neither": not_satisfied // 3,
                        f"{service}_dissatisfied": not_satisfied - not_satisfied // 3}  # fmt: skip
            rows.append(row)
    return rows
