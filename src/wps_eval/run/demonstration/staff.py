"""Rounds of women staff, courses with their forms, and counts of feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.run.demonstration.people import (
    PATH,
    attitude_answer,
    knowledge_answer,
    satisfaction_answer,
    uuid,
)
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.truth import COURSE, FEEDBACK, LOST, MISTYPED, SATISFIED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.sources.instrument import Instrument, Question

Row = dict[str, object]
SERVICES, SITES, WOMEN = ("police", "border", "army", "prisons"), 12, 9
CLASSES, SEATS = 12, 18
HALF, OWN, KIND = 0.5, 0.12, 0.16  # people differ


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
        sizes = [stream.between(20, 90) for _ in range(SITES)]
        for i, size in enumerate(sizes):
            code = f"{service}-{i + 1:02}"
            shift = 0.2 * (stream.one() - 0.5)
            people += [_woman(stream, instrument, code, year, shift) for _ in range(WOMEN)]
            sample.append({"psu": code, "stratum": service, "stratum_size": 5 * sum(sizes),
                           "frame_size": size, "listed": size, "selected": WOMEN, "completed": WOMEN,
                           "replaced": 0, "inaccessible": 0, "reason": ""})  # fmt: skip
    return people, sample


def _woman(stream: Stream, instrument: Instrument, code: str, year: int, shift: float) -> Row:
    top, bottom = SATISFIED[year]
    shift += OWN if stream.one() < HALF else -OWN
    row = _opened(stream, year) | {
        f"{PATH}interview_language": "ar", f"{PATH}sex": "f", f"{PATH}psu_code": code,
        f"{PATH}service": stream.pick(("0-4", "5-14", "15+"), (0.4, 0.4, 0.2)),
        f"{PATH}age_group": "25-44", f"{PATH}disability": "no",
    }  # fmt: skip
    for question in instrument.construct("satisfaction_work_environment_security"):
        row[f"{PATH}{question.name}"] = satisfaction_answer(stream, top + shift, bottom - shift)
    return row


def _opened(stream: Stream, year: int) -> Row:
    day, minute = stream.between(1, 28), stream.between(10, 35)
    return {
        "start": f"{year}-10-{day:02}T10:00:00+03:00", "end": f"{year}-10-{day:02}T10:{minute:02}:00+03:00",
        "today": f"{year}-10-{day:02}", "consent": "1", "age": stream.between(21, 58), "private": "1",
        "_uuid": uuid(stream), "_validation_status": "validation_status_approved",
    }  # fmt: skip


def course_forms(instrument: Instrument) -> list[Row]:
    """Make the forms of twelve classes: before, at the end, and later, with people lost on the way.

    Args:
        instrument: The form.

    Returns:
        Submissions as Kobo exports them.
    """
    stream = Stream("course")
    forms: list[Row] = []
    for number in range(CLASSES):
        lift = 0.16 * (stream.one() - 0.5)
        for _ in range(SEATS):
            code = (stream.between(1, 28), stream.between(1, 28), stream.between(0, 5))
            own = KIND if stream.one() < HALF else -KIND
            stays = stream.one()
            for wave, share in COURSE.items():
                if stays >= LOST[wave]:
                    extra = own + (lift if wave != "pre" else 0.0)
                    forms.append(_form(stream, instrument, wave, number, code, share + extra))
    return forms


def _form(
    stream: Stream,
    instrument: Instrument,
    wave: str,
    number: int,
    code: tuple[int, int, int],
    share: float,
) -> Row:
    letter, day, siblings = code
    if stream.one() < MISTYPED:
        day = 1 + day % 28
    row = _opened(stream, 2022) | {
        f"{PATH}interview_language": "ar", f"{PATH}sex": "f" if code[1] % 3 else "m",
        f"{PATH}wave": wave, f"{PATH}class_code": f"class-{number + 1:02}",
        f"{PATH}code_mother": str(letter), f"{PATH}code_day": day, f"{PATH}code_siblings": siblings,
    }  # fmt: skip
    for question in instrument.construct("knowledge_negotiation_conflict_resolution"):
        row[f"{PATH}{question.name}"] = knowledge_answer(stream, question, instrument, share)
    for question in instrument.construct("attitudes_participation_peace"):
        row[f"{PATH}{question.name}"] = attitude_answer(
            stream, question, 3.2 if wave == "pre" else 3.6
        )
    if wave == "post":
        glad = OWN / 2 if stream.one() < HALF else -OWN / 2
        for question in instrument.construct("reaction_training"):
            row[f"{PATH}{question.name}"] = satisfaction_answer(stream, 0.78 + glad, 0.08 - glad)
    if wave == "follow_up":
        for question in instrument.construct("behaviour_after_training"):
            row[f"{PATH}{question.name}"] = _yes(stream, question)
    return row


def _yes(stream: Stream, question: Question) -> str:
    return "1" if stream.one() < {"b_used": 0.55, "b_shared": 0.7}.get(question.name, 0.25) else "2"


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
        q.name.rsplit("_", 1)[0] for q in instrument.questions if q.role == "count"
    )
    rows: list[Row] = []
    for at, place in enumerate(places):
        for month in (3, 6, 9, 12):
            row: Row = {"today": f"{year}-12-28", "month": f"{year}-{month:02}-01", "governorate": place,
                        "_uuid": uuid(stream)}  # fmt: skip
            for service in services:
                base = stream.between(1, 3) if at % 7 == 3 else stream.between(20, 60)  # noqa: PLR2004
                happy = sum(stream.uniform(base) < FEEDBACK[service])
                rest = base - int(happy)
                row |= {f"{service}_satisfied": int(happy), f"{service}_neither": rest // 3,
                        f"{service}_dissatisfied": rest - rest // 3}  # fmt: skip
            rows.append(row)
    return rows
