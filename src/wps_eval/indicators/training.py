"""Courses: the same people before, at the end and later, matched by the marks of their codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import DesignKind
from wps_eval.indicators.constructs import ScaleRules, Scoring, score_people, scoring_of
from wps_eval.sources.instrument import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from wps_eval.sources.intake import Intake

BEFORE, AFTER, LATER = "pre", "post", "follow_up"


@dataclass(frozen=True)
class Course:
    """The forms of a course, by wave.

    Attributes:
        intake: The round, read and made safe.
        waves: One table a wave, in order: ``mark`` and its parts, ``class``, and one column of scores
            a construct, 0 to 100.
        constructs: The scored constructs, with the plan's indicators that each feeds.
    """

    intake: Intake
    waves: Mapping[str, pd.DataFrame]
    constructs: Mapping[str, tuple[str, ...]]


def is_course(intake: Intake) -> bool:
    """Whether a round holds the forms of a course."""
    return intake.round.design.kind is DesignKind.TRAINING_INTAKE


def read_course(intake: Intake, rules: ScaleRules) -> Course:
    """Part a round's forms into waves and score them.

    Args:
        intake: The round.
        rules: The study's rules for scales.

    Returns:
        The waves that have forms. Constructs that a wave does not ask are NaN in it.

    Raises:
        DesignFaults: An answer is no point of its scale.
    """
    form = intake.instrument
    wave = form.of_role(Role.WAVE)[0].name
    unit = form.of_role(Role.CLASS)[0].name
    marks = [c for c in intake.frame if str(c).startswith("mark")]
    scored = {name: score_people(intake, name, rules) for name in form.constructs}
    table = intake.frame[marks].assign(**{"class": intake.frame[unit]}, **scored)
    waves = {
        name: table[(intake.frame[wave] == name).to_numpy()].reset_index(drop=True)
        for name in (BEFORE, AFTER, LATER)
    }
    feeds = {
        name: tuple(dict.fromkeys(code for q in form.construct(name) for code in q.indicators))
        for name in form.constructs
    }
    return Course(intake, {n: t for n, t in waves.items() if len(t)}, feeds)


def learnt(course: Course) -> tuple[str, ...]:
    """List the constructs that are asked before and at the end: what can have been learnt."""
    asked = [course.waves[w] for w in (BEFORE, AFTER) if w in course.waves]
    return tuple(
        name
        for name in course.constructs
        if len(asked) > 1 and all(not np.isnan(t[name].to_numpy(np.float64)).all() for t in asked)
    )


def level_of(course: Course, construct: str) -> int:
    """Give the Kirkpatrick level of a construct: 1 reaction, 2 learning, 3 behaviour.

    Level 4, results, is what the plan's other indicators measure. Reaction is never learning.

    Source: Kirkpatrick and Kirkpatrick, Evaluating Training Programs (3rd ed. 2006), chapter 3.
    """
    items = course.intake.instrument.construct(construct)
    if construct.startswith("reaction"):
        return 1
    return 3 if scoring_of(items) is Scoring.SHARE else 2
