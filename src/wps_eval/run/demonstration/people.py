"""Answers of made-up people, drawn so that the planted truth is their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.run.demonstration.truth import DONT_KNOW_SHARE, HARD_ITEM, HARD_SHARE

if TYPE_CHECKING:
    from wps_eval.run.demonstration.stream import Stream
    from wps_eval.sources.instrument import Instrument, Question

GROUP_PATH = "interview/"  # of the group around the questions, in the headers of an export
DONT_KNOW, REFUSED, NOT_APPLICABLE = "98", "99", "97"  # codes of answers, in every form
NO_ANSWER_SHARE = 0.03  # of answers to attitude and satisfaction items that give no point


def knowledge_answer(
    stream: Stream, question: Question, instrument: Instrument, share: float
) -> str:
    """Answer a knowledge item: right with a probability ``share``, else don't know or wrong."""
    draw = stream.one()
    if draw < share:
        return question.key
    if draw < share + DONT_KNOW_SHARE:
        return DONT_KNOW
    wrong_answers = [
        choice.name
        for choice in instrument.lists[question.choices]
        if choice.meaning is None and choice.name != question.key
    ]
    return wrong_answers[int(stream.one() * len(wrong_answers))]


def with_hard_item(
    stream: Stream, answers: dict[str, object], instrument: Instrument, share: float
) -> dict[str, object]:
    """Give a person's answers where one question is worded badly and the others of its scale are easier by as much.

    Args:
        stream: Random numbers of its own, so that no other answer moves.
        answers: The answers as they were drawn.
        instrument: The form.
        share: The share right of an average item of the scale.
    """
    items = instrument.construct(instrument.question(HARD_ITEM).construct)
    gained = HARD_SHARE * share / ((len(items) - 1) * (1 - share))
    changed = dict(answers)
    for question in items:
        name, draw = f"{GROUP_PATH}{question.name}", stream.one()
        is_right = answers[name] == question.key
        if question.name == HARD_ITEM and is_right and draw < HARD_SHARE:
            changed[name] = DONT_KNOW
        elif question.name != HARD_ITEM and not is_right and draw < gained:
            changed[name] = question.key
    return changed


def attitude_answer(stream: Stream, question: Question, mean: float) -> str:
    """Answer an attitude item of five points with a mean towards equality; some refuse or don't know."""
    draw = stream.one()
    if draw < NO_ANSWER_SHARE:
        return REFUSED if draw < NO_ANSWER_SHARE / 2 else DONT_KNOW
    point = drawn_point(stream, mean)
    return str(6 - point if question.reverse else point)


def drawn_point(stream: Stream, mean: float) -> int:
    """Draw 1 to 5 with a mean: four tosses of a coin whose chance is (mean - 1) / 4."""
    chance = (mean - 1) / 4
    return 1 + int((stream.uniform(4) < chance).sum())


def satisfaction_answer(stream: Stream, top: float, bottom: float) -> str:
    """Answer a satisfaction item, satisfied and dissatisfied with their shares; some say that it does not apply."""
    draw = stream.one()
    if draw < NO_ANSWER_SHARE:
        return NOT_APPLICABLE
    point = stream.pick(
        (5, 4, 3, 2, 1), (top / 3, 2 * top / 3, 1 - top - bottom, bottom / 2, bottom / 2)
    )
    return str(point)


def submission_uuid(stream: Stream) -> str:
    """Make an identifier of a submission, which says that it is demonstration data."""
    return f"{stream.between(0, 2**40):010x}-demo-{stream.between(0, 2**30):08x}"


def opening_answers(stream: Stream, year: int) -> dict[str, object]:
    """Answer what every form opens with: dates, consent, age and privacy; of people at work."""
    day, minute = stream.between(1, 28), stream.between(10, 35)
    return {
        "start": f"{year}-10-{day:02}T10:00:00+03:00", "end": f"{year}-10-{day:02}T10:{minute:02}:00+03:00",
        "today": f"{year}-10-{day:02}", "consent": "1", "age": stream.between(21, 58), "private": "1",
        "_uuid": submission_uuid(stream), "_validation_status": "validation_status_approved",
    }  # fmt: skip
