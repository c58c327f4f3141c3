"""Answers of made-up people, drawn so that the planted truth is their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.run.demonstration.truth import UNSURE

if TYPE_CHECKING:
    from wps_eval.run.demonstration.stream import Stream
    from wps_eval.sources.instrument import Instrument, Question

PATH = "interview/"
SHY = 0.03  # of all answers are refused


def knowledge_answer(
    stream: Stream, question: Question, instrument: Instrument, share: float
) -> str:
    """Answer a knowledge item: right with a share, else don't know, refused or wrong."""
    draw = stream.one()
    if draw < share:
        return question.key
    if draw < share + UNSURE:
        return "98"
    wrong = [
        c.name
        for c in instrument.lists[question.choices]
        if c.meaning is None and c.name != question.key
    ]
    return wrong[int(stream.one() * len(wrong))]


def attitude_answer(stream: Stream, question: Question, mean: float) -> str:
    """Answer an attitude item of five points with a mean towards equality; some refuse."""
    draw = stream.one()
    if draw < SHY:
        return "99" if draw < SHY / 2 else "98"
    point = point_of(stream, mean)
    return str(6 - point if question.reverse else point)


def point_of(stream: Stream, mean: float) -> int:
    """Draw 1 to 5 with a mean: four tosses of a coin whose chance is (mean - 1) / 4."""
    chance = (mean - 1) / 4
    return 1 + int((stream.uniform(4) < chance).sum())


def satisfaction_answer(stream: Stream, top: float, bottom: float) -> str:
    """Answer a satisfaction item; some say that it does not apply."""
    draw = stream.one()
    if draw < SHY:
        return "97"
    point = stream.pick(
        (5, 4, 3, 2, 1), (top / 3, 2 * top / 3, 1 - top - bottom, bottom / 2, bottom / 2)
    )
    return str(point)


def uuid(stream: Stream) -> str:
    """Make an identifier of a submission."""
    return f"{stream.between(0, 2**40):010x}-demo-{stream.between(0, 2**30):08x}"
