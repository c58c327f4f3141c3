"""Courses: the same people before, at the end and later, matched by the marks of their codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.indicators.constructs import ScaleRules, Scoring, score_people, scoring_of
from wps_eval.sources.instrument import Role
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from wps_eval.workspace.people import People

WAVE_BEFORE, WAVE_AFTER, WAVE_LATER = "pre", "post", "follow_up"


@dataclass(frozen=True, repr=False)
class Course(RowHolder):
    """The forms of a course, by wave.

    Attributes:
        people: The round.
        waves: One table a wave, in order: ``mark`` and its parts, ``class``, and one column of scores
            a construct, 0 to 100.
        constructs: The scored constructs, with the plan's indicators that each feeds.
    """

    people: People = field(repr=False)
    waves: Mapping[str, pd.DataFrame] = field(repr=False)
    constructs: Mapping[str, tuple[str, ...]]


def read_course(people: People, rules: ScaleRules) -> Course:
    """Part a round's forms into waves and score them.

    Args:
        people: The round.
        rules: The study's rules for scales.

    Returns:
        The waves that have forms. Constructs that a wave does not ask are NaN in it.

    Raises:
        DesignFaults: An answer is no point of its scale.
    """
    form = people.instrument
    wave_column = form.of_role(Role.WAVE)[0].name
    class_column = form.of_role(Role.CLASS)[0].name
    mark_columns = [c for c in people.frame if str(c).startswith("mark")]
    scores = {name: score_people(people, name, rules) for name in form.constructs}
    scored_people = people.frame[mark_columns].assign(
        **{"class": people.frame[class_column]}, **scores
    )
    waves = {
        name: scored_people[(people.frame[wave_column] == name).to_numpy()].reset_index(drop=True)
        for name in (WAVE_BEFORE, WAVE_AFTER, WAVE_LATER)
    }
    indicators_fed = {
        name: tuple(dict.fromkeys(code for q in form.construct(name) for code in q.indicators))
        for name in form.constructs
    }
    return Course(people, {name: rows for name, rows in waves.items() if len(rows)}, indicators_fed)


def learnt_constructs(course: Course) -> tuple[str, ...]:
    """List the constructs that are asked before and at the end: what can have been learnt."""
    asked_waves = [course.waves[wave] for wave in (WAVE_BEFORE, WAVE_AFTER) if wave in course.waves]
    return tuple(
        name
        for name in course.constructs
        if len(asked_waves) > 1
        and all(not np.isnan(scores[name].to_numpy(np.float64)).all() for scores in asked_waves)
    )


def kirkpatrick_level(course: Course, construct: str) -> int:
    """Give the Kirkpatrick level of a construct: 1 reaction, 2 learning, 3 behaviour.

    Level 4, results, is what the plan's other indicators measure. Reaction is never learning.

    Source: Kirkpatrick and Kirkpatrick, Evaluating Training Programs (3rd ed. 2006), chapter 3.
    """
    items = course.people.instrument.construct(construct)
    if construct.startswith("reaction"):
        return 1
    return 3 if scoring_of(items) is Scoring.SHARE else 2
