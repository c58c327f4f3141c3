"""Rounds of adults: governorates as strata, units drawn in proportion to size, ten people each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.run.demonstration.people import PATH, attitude_answer, knowledge_answer, uuid
from wps_eval.run.demonstration.stream import Stream
from wps_eval.run.demonstration.truth import ATTITUDE, KNOWLEDGE, KNOWLEDGE_OF_WOMEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.sources.instrument import Instrument

Row = dict[str, object]
UNITS, PEOPLE = 8, 10
ADULT = 18
HALF = 0.5
KIND, LEAN = 0.28, 0.8  # people differ: some know more, some lean towards equality
REFUSED, YOUNG, REPEATED = 0.02, 0.01, 0.005


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
    stream = Stream(f"adults {year}")
    people: list[Row] = []
    sample: list[Row] = []
    for place in places:
        for unit, size, total in _units(stream):
            code = f"{place}-{unit}"
            closed = place == places[0] and unit == UNITS and year == 2020  # noqa: PLR2004 - told in the sample list
            answered = [] if closed else _unit(stream, instrument, place, code, year)
            people += answered
            done = sum(
                row["consent"] == "1" and int(str(row["age"] or 0)) >= ADULT for row in answered
            )
            sample.append(_listed(stream, place, code, size, total, done, closed=closed))
    return people, sample


def _units(stream: Stream) -> list[tuple[int, int, int]]:
    sizes = [stream.between(80, 400) for _ in range(UNITS)]
    return [(i + 1, size, 60 * sum(sizes)) for i, size in enumerate(sizes)]


def _listed(
    stream: Stream, place: str, code: str, size: int, total: int, done: int, *, closed: bool
) -> Row:
    listed = max(size + stream.between(-15, 15), PEOPLE + 2)
    return {
        "psu": code, "stratum": place, "stratum_size": total, "frame_size": size, "listed": listed,
        "selected": PEOPLE + 2, "completed": done, "replaced": 0, "inaccessible": int(closed),
        "reason": "road closed (demonstration)" if closed else "",
    }  # fmt: skip


def _unit(stream: Stream, instrument: Instrument, place: str, code: str, year: int) -> list[Row]:
    shift, lean = 0.16 * (stream.one() - 0.5), 0.5 * (stream.one() - 0.5)
    language = (
        "ckb" if place in ("IQG06", "IQG11", "IQG06Q05") else "kmr" if place == "IQG09" else "ar"
    )
    area = "urban" if stream.one() < 0.6 else "rural"  # noqa: PLR2004 - six in ten
    rows = []
    for _ in range(PEOPLE):
        row = _person(stream, instrument, year, shift, lean)
        if row["consent"] == "1" and int(str(row["age"])) >= ADULT:
            row |= {f"{PATH}interview_language": language, f"{PATH}governorate": place,
                    f"{PATH}psu_code": code, f"{PATH}area": area}  # fmt: skip
        rows.append(row)
        if stream.one() < REPEATED:
            rows.append(dict(row))  # sent twice, with one _uuid
    return rows


def _person(stream: Stream, instrument: Instrument, year: int, shift: float, lean: float) -> Row:
    day, minute = stream.between(1, 28), stream.between(12, 40)
    row: Row = {
        "start": f"{year}-09-{day:02}T09:00:00+03:00", "end": f"{year}-09-{day:02}T09:{minute:02}:00+03:00",
        "today": f"{year}-09-{day:02}", "consent": "1", "age": stream.between(18, 78), "private": "1",
        "_uuid": uuid(stream), "_validation_status": "validation_status_approved",
    }  # fmt: skip
    if stream.one() < REFUSED:
        return row | {"consent": "2", "age": "", "private": ""}
    if stream.one() < YOUNG:
        return row | {"age": 16, "private": ""}
    woman = stream.one() < HALF
    knows_more, leans = stream.one() < HALF, stream.one() < HALF
    own = KIND if knows_more else -KIND
    share = KNOWLEDGE[year] + shift + own + (KNOWLEDGE_OF_WOMEN if woman else -KNOWLEDGE_OF_WOMEN)
    mean = ATTITUDE[year] + lean + (LEAN if leans else -LEAN)
    row |= {f"{PATH}sex": "f" if woman else "m", f"{PATH}adults": stream.between(1, 6),
            f"{PATH}displacement": stream.pick(("resident", "displaced", "returned"), (0.8, 0.08, 0.12))}  # fmt: skip
    for question in instrument.construct("awareness_protection_mechanisms"):
        row[f"{PATH}{question.name}"] = knowledge_answer(stream, question, instrument, share)
    for name in ("attitudes_stereotypes_women", "attitudes_women_in_security"):
        for question in instrument.construct(name):
            row[f"{PATH}{question.name}"] = attitude_answer(stream, question, mean)
    hard = stream.one() < 0.09  # noqa: PLR2004 - nine in a hundred
    difficulties = [q.name for q in instrument.questions if q.name.startswith("wg_")]
    row |= {f"{PATH}{name}": "3" if hard and i == 2 else "1" for i, name in enumerate(difficulties)}  # noqa: PLR2004
    row[f"{PATH}disability"] = "yes" if hard else "no"
    row[f"{PATH}age_group"] = _age_group(int(str(row["age"])))
    return row


def _age_group(age: int) -> str:
    return "18-24" if age < 25 else "25-44" if age < 45 else "45-59" if age < 60 else "60+"  # noqa: PLR2004
