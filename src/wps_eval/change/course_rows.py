"""Courses as rows of their table, and as changes to be judged with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.course import CourseChange, course_change
from wps_eval.change.detectable import smallest_detectable
from wps_eval.change.rounds import Moved
from wps_eval.change.survey_change import CourseMove
from wps_eval.codes import FigureStatus, Precision, State
from wps_eval.errors import Where
from wps_eval.indicators.constructs import scoring_of
from wps_eval.indicators.register import Pair
from wps_eval.indicators.training import AFTER, BEFORE, LATER, learnt, level_of
from wps_eval.sources.figures import Figure
from wps_eval.words.dates import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wps_eval.change.paired import PairedChange
    from wps_eval.change.survey_change import Rules
    from wps_eval.indicators.subject import Subject
    from wps_eval.indicators.training import Course
    from wps_eval.plan.models import Target

TRAINING = "training"
STEPS = ((BEFORE, AFTER), (BEFORE, LATER))


def course_rows(edition: str, course: Course, level: float) -> Iterator[dict[str, object]]:
    """Give the rows of the training table that one course makes.

    Args:
        edition: The study's name.
        course: The course.
        level: The level of the intervals.

    Returns:
        One row for what was learnt by the end and one for what was left later, of each construct that
        is asked in both; and one for each construct that is asked in one wave only, reaction and
        behaviour, with its mean and no change.
    """
    for construct in course.constructs:
        common = {
            "edition": edition,
            "round": course.intake.round.code,
            "construct": construct,
            "scoring": str(scoring_of(course.intake.instrument.construct(construct))),
            "kirkpatrick": level_of(course, construct),
            "state": str(State.SHOWN),
        }
        if construct in learnt(course):
            for one, two in STEPS:
                if two in course.waves:
                    found = course_change(
                        course.waves[one], course.waves[two], construct, level=level
                    )
                    yield common | {"waves": f"{one}-{two}"} | _numbers(found, level)
        else:
            yield from _alone(course, construct, common)


def _alone(
    course: Course, construct: str, common: dict[str, object]
) -> Iterator[dict[str, object]]:
    for wave, table in course.waves.items():
        known = table[construct].dropna()
        if len(known):
            yield common | {"waves": wave, "after": float(known.mean()), "n": len(known),
                            "n_after": len(table)}  # fmt: skip


def _numbers(found: CourseChange, level: float) -> dict[str, object]:
    change, matched, lost = found.change, found.matched, found.lost.iloc[0]
    return {
        "before": found.before, "after": found.after, "difference": change.difference,
        "se": change.se, "ci_low": change.low, "ci_high": change.high, "level": level,
        "df": change.df, "p": change.p, "p_wilcoxon": change.p_wilcoxon, "d_z": change.d_z,
        "gain": found.gain, "gain_each": found.gain_each, "n": change.n,
        "n_before": matched.n_before, "n_after": matched.n_after,
        "n_near": int(matched.pairs["near"].sum()), "n_ambiguous": matched.ambiguous,
        "match_rate_pct": matched.match_rate_pct, "classes": change.clusters,
        "lost_before": lost["lost"], "lost_p": lost["p"], "few_classes": "yes" if change.few else "no",
    }  # fmt: skip


def course_moves(
    courses: Mapping[str, Course],
    subjects: Mapping[str, Subject],
    targets: tuple[Target, ...],
    rules: Rules,
) -> list[CourseMove]:
    """Give the change by the end of each course as one to be judged, for each indicator it feeds.

    Args:
        courses: The courses of the study.
        subjects: The indicators, by code.
        targets: The plan's targets.
        rules: What was declared.

    Returns:
        One change an indicator; of several courses the last.
    """
    found: dict[str, CourseMove] = {}
    for course in courses.values():
        for construct in learnt(course):
            change = course_change(
                course.waves[BEFORE], course.waves[AFTER], construct, level=rules.level
            )
            for code in course.constructs[construct]:
                if code in subjects:
                    goal = next((t for t in targets if t.indicator == code), None)
                    found[code] = _move(course, change, subjects[code], goal, rules)
    return list(found.values())


def _move(
    course: Course, change: CourseChange, subject: Subject, goal: Target | None, rules: Rules
) -> CourseMove:
    about = course.intake.round
    values = [
        Figure(
            indicator=subject.code,
            place=rules.national,
            period=Period(day, day, Precision.MONTH),
            value=value,
            status=FigureStatus.FINAL,
            source=f"form {about.instrument}",
            where=Where(f"{about.code}/round.yml"),
            base=float(change.change.n),
            definition=f"form {about.instrument}",
            evidence=TRAINING,
            note=about.title,
        )
        for day, value in ((about.start, change.before), (about.end, change.after))
    ]
    pair = Pair(
        subject=subject,
        place=rules.national,
        group="",
        baseline=values[0],
        current=values[1],
        target=goal,
        milestone=None,
    )
    return CourseMove(
        pair=pair,
        moved=_moved(change.change, rules),
        exact_only=_moved(change.near_left_out, rules),
    )


def _moved(change: PairedChange, rules: Rules) -> Moved:
    return Moved(
        difference=change.difference,
        se=change.se,
        df=change.df,
        low=change.low,
        high=change.high,
        level=rules.level,
        p=change.p,
        mdc=smallest_detectable(change.se, change.df, alpha=1 - rules.level, power=rules.power),
        test="paired people",
        n=float(change.n),
        method="clustered on classes" if change.clusters else "paired",
    )
