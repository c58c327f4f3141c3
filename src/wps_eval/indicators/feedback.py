"""Satisfaction with services from counts, where asking single people would name survivors."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import FigureStatus, Precision
from wps_eval.errors import Where
from wps_eval.indicators.survey import PLACE
from wps_eval.sources.figures import Figure
from wps_eval.sources.instrument import Role
from wps_eval.words.dates import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.sources.intake import Intake

FEEDBACK = "feedback"
_SATISFIED, _ANSWERS = "satisfied", ("satisfied", "neither", "dissatisfied")


def is_feedback(intake: Intake) -> bool:
    """Whether a round holds counts and not people."""
    return bool(intake.instrument.of_role(Role.COUNT))


def feedback_figures(intake: Intake, national: str) -> Iterator[Figure]:
    """Give the share of satisfied answers, by service, nationally and by governorate.

    Args:
        intake: A round of counts.
        national: The code of the country.

    Returns:
        One value an indicator and place, percent of all answers, with both counts; none where nobody
        answered. Service points that left a count empty are left out of that count.

    Source: satisfied answers over all answers; summed counts, never an average of percentages.
    """
    about = intake.round
    period = Period(about.start, about.end, Precision.DAY)
    for service, indicators in _services(intake).items():
        for place, happy, answers in _sums(intake, service, national):
            for indicator in indicators:
                yield Figure(
                    indicator=indicator,
                    place=place,
                    period=period,
                    value=100 * happy / answers,
                    status=FigureStatus.FINAL,
                    source=f"form {about.instrument}",
                    where=Where(f"{about.code}/round.yml"),
                    numerator=happy,
                    denominator=answers,
                    definition=f"form {about.instrument}",
                    evidence=FEEDBACK,
                    note=about.title,
                )


def _services(intake: Intake) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for question in intake.instrument.of_role(Role.COUNT):
        found[question.name.rpartition("_")[0]] = question.indicators
    return found


def _sums(intake: Intake, service: str, national: str) -> Iterator[tuple[str, float, float]]:
    columns = [f"{service}_{answer}" for answer in _ANSWERS]
    counts = intake.frame[columns].astype(np.float64)
    whole = counts.sum()
    places = [(national, whole)]
    if PLACE in intake.frame:
        by_place = counts.groupby(intake.frame[PLACE]).sum()
        places += [(str(place), row) for place, row in by_place.iterrows()]
    for place, row in places:
        answers = float(row.sum())
        if answers > 0:
            yield place, float(row[f"{service}_{_SATISFIED}"]), answers
