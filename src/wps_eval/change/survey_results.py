"""What one survey notebook measures: its scales, the indicators that rest on them, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.change.course_differences import course_differences, course_rows, course_values
from wps_eval.change.difference_rows import difference_rows
from wps_eval.change.functioning_rows import functioning_rows
from wps_eval.change.group_comparisons import group_comparisons
from wps_eval.change.group_rows import balance_rows, group_rows
from wps_eval.change.round_differences import round_differences
from wps_eval.change.round_trend import round_trends
from wps_eval.change.trend_rows import trend_rows
from wps_eval.indicators.constructs import Scoring
from wps_eval.indicators.course_waves import read_course
from wps_eval.indicators.feedback import feedback_values
from wps_eval.indicators.round_estimates import estimate_round
from wps_eval.indicators.scale_rows import indicator_rows, scale_rows
from wps_eval.indicators.value_rows import value_rows
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from wps_eval.indicators.rules import Rules
    from wps_eval.indicators.subject import Subject
    from wps_eval.workspace.people import People

Rows = tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True, repr=False)
class SurveyResults(RowHolder):
    """Rows of the tables that a survey notebook writes.

    Attributes:
        scales: Its scales (or, of courses, what was learnt).
        indicators: The values of the plan's indicators that rest on them.
        differences: Their differences between rounds, by the declared test and in the other ways.
        trends: Their trends over three or more rounds.
        groups: The groups that were declared to be compared; courses have none.
        balance: How alike these groups are.
        functioning: How the items of knowledge scales work in two groups; of other kinds, and of courses, nothing.
    """

    scales: Rows
    indicators: Rows
    differences: Rows
    trends: Rows = ()
    groups: Rows = ()
    balance: Rows = ()
    functioning: Rows = ()


def survey_results(
    people: Mapping[str, People],
    scorings: Collection[Scoring],
    subjects: Mapping[str, Subject],
    rules: Rules,
) -> SurveyResults:
    """Estimate the scales of some kinds in all rounds of people, once.

    Args:
        people: The study's rounds, by code; courses are passed over, and counts of feedback belong to
            satisfaction.
        scorings: The kinds of scales.
        subjects: The indicators, by code.
        rules: What the study declared.

    Raises:
        DesignFaults: An answer is no point of its scale, or designs or groups cannot be compared as declared.
    """
    surveys = {
        code: round_people
        for code, round_people in people.items()
        if not (round_people.is_course or round_people.is_feedback)
    }
    rounds = {
        code: estimate_round(round_people, scorings, rules.scales)
        for code, round_people in surveys.items()
    }
    feedback_rounds = [
        round_people
        for round_people in people.values()
        if round_people.is_feedback and Scoring.SATISFACTION in scorings
    ]
    feedback = [
        value
        for feedback_round in feedback_rounds
        for value in feedback_values(feedback_round, rules.national)
        if value.indicator in subjects
    ]
    compared = group_comparisons(rounds, rules)
    return SurveyResults(
        tuple(scale_rows(rounds.values(), rules)),
        (
            *indicator_rows(rounds.values(), subjects, rules),
            *value_rows(rules.edition, feedback, subjects),
        ),
        tuple(difference_rows(rules.edition, round_differences(rounds, subjects, rules))),
        tuple(trend_rows(rules.edition, round_trends(rounds, subjects, rules))),
        tuple(group_rows(compared, rules)),
        tuple(balance_rows(compared, rules)),
        tuple(functioning_rows(rounds.values(), rules)),
    )


def course_results(
    people: Mapping[str, People], subjects: Mapping[str, Subject], rules: Rules
) -> SurveyResults:
    """Match the people of all courses and compare what they knew and thought, once.

    Args:
        people: The study's rounds, by code; those that are no course are passed over.
        subjects: The indicators, by code.
        rules: What the study declared.

    Raises:
        DesignFaults: An answer is no point of its scale.
    """
    courses = [
        read_course(round_people, rules.scales)
        for round_people in people.values()
        if round_people.is_course
    ]
    values = [value for course in courses for value in course_values(course, subjects, rules)]
    differences = [
        difference
        for course in courses
        for difference in course_differences(course, subjects, rules)
    ]
    return SurveyResults(
        tuple(row for course in courses for row in course_rows(rules.edition, course, rules.level)),
        tuple(value_rows(rules.edition, values, subjects)),
        tuple(difference_rows(rules.edition, differences)),
    )
