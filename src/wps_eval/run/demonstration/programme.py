"""What a made-up programme changed in some governorates: knowledge, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.run.demonstration.people import DONT_KNOW, GROUP_PATH
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.truth import KNOWLEDGE, programme_shift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.sources.instrument import Instrument

Row = dict[str, object]
CONSTRUCT = "awareness_protection_mechanisms"


def reached_by_programme(rows: Sequence[Row], instrument: Instrument, year: int) -> list[Row]:
    """Turn answers right where the programme was, and a few others into "don't know" where it was not.

    Args:
        rows: Submissions; one that was sent twice changes alike.
        instrument: The form.
        year: The round's year.

    Returns:
        The submissions. The country's mean stays as it was; a stream of its own draws who changes, so that nothing
        else in the demonstration does.
    """
    stream = Stream(f"programme {year}")
    changed: dict[object, Row] = {}
    for row in rows:
        if row["_uuid"] not in changed:
            changed[row["_uuid"]] = _answers_after(stream, row, instrument, year)
    return [row | changed[row["_uuid"]] for row in rows]


def _answers_after(stream: Stream, row: Row, instrument: Instrument, year: int) -> Row:
    """Give the answers of one person that the programme changed."""
    place = row.get(f"{GROUP_PATH}governorate")
    shift = programme_shift(str(place), year) if place else 0.0
    if not shift:
        return {}
    share = KNOWLEDGE[year]
    chance = shift / (1 - share) if shift > 0 else -shift / share
    answers: Row = {}
    for question in instrument.construct(CONSTRUCT):
        name = f"{GROUP_PATH}{question.name}"
        is_right = row[name] == question.key
        if is_right == (shift < 0) and stream.one() < chance:
            answers[name] = DONT_KNOW if is_right else question.key
    return answers
