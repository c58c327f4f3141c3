"""Satisfaction with services from counts, where asking single people would name survivors."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import Evidence, FigureStatus
from wps_eval.errors import Where
from wps_eval.sources.figure import Figure
from wps_eval.sources.instrument import Role
from wps_eval.values import Domain, Span, spell_form_name
from wps_eval.workspace.regions import PLACE_QUESTION

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
    feedback_round = people.round
    span = Span(feedback_round.start, feedback_round.end)
    for service, indicators in _indicators_by_service(people).items():
        for place, satisfied, answers in _service_counts(people, service, national):
            for indicator in indicators:
                yield Figure(
                    indicator=indicator,
                    domain=Domain(place),
                    span=span,
                    value=100 * satisfied / answers,
                    status=FigureStatus.FINAL,
                    source=spell_form_name(feedback_round.instrument),
                    where=Where(f"{feedback_round.code}/round.yml"),
                    round=feedback_round.code,
                    numerator=satisfied,
                    denominator=answers,
                    definition=spell_form_name(feedback_round.instrument),
                    evidence=Evidence.FEEDBACK,
                    note=feedback_round.title,
                )


def _indicators_by_service(people: People) -> dict[str, tuple[str, ...]]:
    """Give the indicators that each service feeds; a question is named ``service_answer``."""
    by_service: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for question in people.instrument.of_role(Role.COUNT):
        by_service[question.name.rpartition("_")[0]] = question.indicators
    return by_service


def _service_counts(
    people: People, service: str, national: str
) -> Iterator[tuple[str, float, float]]:
    """Give each place with its satisfied and all answers; a place without an answer is left out."""
    columns = [f"{service}_{answer}" for answer in _ANSWERS]
    counts = people.frame[columns].astype(np.float64)
    national_counts = counts.sum()
    counts_by_place = [(national, national_counts)]
    if PLACE_QUESTION in people.frame:
        grouped = counts.groupby(people.frame[PLACE_QUESTION]).sum()
        counts_by_place += [
            (str(place), place_counts) for place, place_counts in grouped.iterrows()
        ]
    for place, place_counts in counts_by_place:
        answers = float(place_counts.sum())
        if answers > 0:
            yield place, float(place_counts[f"{service}_{_SATISFIED}"]), answers
