"""The line on top of a notebook: what it is made from, and, by hand, what it leaves as it is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from wps_eval.words.language import bcp47
from wps_eval.workspace.opened import in_a_run

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition


def bench_line(edition: Edition) -> str:
    """Say study, place, period, data, draft or final, and whether the data are made up.

    Args:
        edition: What the notebook shows.

    Returns:
        A block of Markdown. It is no fragment, so that no export takes it.
    """
    words = edition.words
    told = [*_facts(edition), *_marks(edition)]
    paragraphs = [" · ".join(f"<bdi>{escape(text)}</bdi>" for text in told)]
    if not in_a_run():
        paragraphs.append(escape(_by_hand(edition)))
    inside = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f'<div lang="{bcp47(words.language)}" dir="{words.direction}">{inside}</div>'


def _facts(edition: Edition) -> list[str]:
    """Say of which study, place, period and data."""
    study, plan, say = edition.study, edition.plan, edition.say
    place = edition.place_names.get(edition.place or plan.head.national_place, edition.place)
    dates = [edition.writer.date(str(day)) for day in (study.current.start, study.current.end)]
    return [
        say("bench.study", study=study.name),
        say("bench.place" if edition.place else "bench.places", place=place),
        say("bench.period", start=dates[0], end=dates[1]),
        say("bench.released" if edition.place else "bench.measured"),
    ]


def _marks(edition: Edition) -> list[str]:
    """Say draft or final, and that data are made up where they are."""
    made_up = [edition.say("seal.demonstration")] if edition.study.demonstration else []
    return [edition.say(f"edition.{edition.study.state}"), *made_up]


def _by_hand(edition: Edition) -> str:
    """Say what running a notebook by hand does, and what it leaves as it is."""
    code = "bench.by_hand_report" if edition.place else "bench.by_hand"
    return edition.say(code, study=edition.study.name)
