"""Satisfaction with services from counts, where asking single people would name survivors."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import Evidence, FigureStatus
from wps_eval.errors import Where
from wps_eval.sources.figure import Figure
from wps_eval.sources.instrument import Role
from wps_eval.values import Domain, Span, spell_form
from wps_eval.workspace.regions import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.workspace.people import People

_SATISFIED, _ANSWERS = "satisfied", ("satisfied", "neither", "dissatisfied")


def feedback_values(people: People, national: str) -> Iterator[Figure]:
    """Give the share of satisfied answers, by service, nationally and by governorate.

    Args:
        people: A round of counts.
        national: The code of the country.

    Returns:
        One value an indicator and place, percent of all answers, with both counts; none where nobody
        answered. Service points that left a count empty are left out of that count.

    Source: satisfied answers over all answers; summed counts, never an average of percentages.
    """
    about = people.round
    span = Span(about.start, about.end)
    for service, indicators in _services(people).items():
        for place, happy, answers in _sums(people, service, national):
            for indicator in indicators:
                yield Figure(
                    indicator=indicator,
                    domain=Domain(place),
                    span=span,
                    value=100 * happy / answers,
                    status=FigureStatus.FINAL,
                    source=spell_form(about.instrument),
                    where=Where(f"{about.code}/round.yml"),
                    round=about.code,
                    numerator=happy,
                    denominator=answers,
                    definition=spell_form(about.instrument),
                    evidence=Evidence.FEEDBACK,
                    note=about.title,
                )


def _services(people: People) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for question in people.instrument.of_role(Role.COUNT):
        found[question.name.rpartition("_")[0]] = question.indicators
    return found


def _sums(people: People, service: str, national: str) -> Iterator[tuple[str, float, float]]:
    columns = [f"{service}_{answer}" for answer in _ANSWERS]
    counts = people.frame[columns].astype(np.float64)
    whole = counts.sum()
    places = [(national, whole)]
    if PLACE in people.frame:
        by_place = counts.groupby(people.frame[PLACE]).sum()
        places += [(str(place), row) for place, row in by_place.iterrows()]
    for place, row in places:
        answers = float(row.sum())
        if answers > 0:
            yield place, float(row[f"{service}_{_SATISFIED}"]), answers
