"""Three or more rounds of a study as one trend: of every indicator that all of them measure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.change.questionnaire import compare_questionnaires, grade
from wps_eval.change.rounds import Overlap
from wps_eval.codes import Comparability
from wps_eval.indicators.constructs import score_people
from wps_eval.indicators.round_estimates import SCORE
from wps_eval.survey.combine import combine_independent
from wps_eval.survey.mean import mean
from wps_eval.survey.stack import stack
from wps_eval.survey.trend import FEWEST_ROUNDS, trend
from wps_eval.values import Domain, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wps_eval.change.comparability import Comparison
    from wps_eval.indicators.round_estimates import Construct, RoundEstimates
    from wps_eval.indicators.rules import Rules
    from wps_eval.indicators.subject import Subject
    from wps_eval.survey.estimates import Estimates

_WAVE_COLUMN = "_wave"
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTrend:
    """The trend of an indicator over the rounds that measured it.

    Attributes:
        indicator: The indicator.
        domain: Of whom the rounds speak: the country, or the one group that the indicator concerns.
        rounds: The rounds, earliest first.
        test: What the rounds share, as it was declared.
        slope: Points a year; NaN where there is no trend to be had.
        se: Its standard error.
        df: Its degrees of freedom.
        low: Lower end of its interval.
        high: Upper end.
        level: The interval's level.
        p: Two-sided p-value.
        departure_p: The p-value that the rounds lie on a line.
        n: The smallest base of the rounds.
        method: How the standard errors were made.
        comparison: Whether the rounds asked the same; the worst of any two that follow each other.
    """

    indicator: str
    domain: Domain
    rounds: tuple[str, ...]
    test: str
    slope: float
    se: float
    df: float
    low: float
    high: float
    level: float
    p: float
    departure_p: float
    n: float
    method: str
    comparison: Comparison


def round_trends(
    rounds: Mapping[str, RoundEstimates], subjects: Mapping[str, Subject], rules: Rules
) -> Iterator[RoundTrend]:
    """Lay a line through every indicator that three or more rounds measured which were declared to be compared.

    Args:
        rounds: The study's rounds with their estimates, by code.
        subjects: The indicators, by code.
        rules: What was declared.

    Returns:
        The trends, of the country alone. Rounds belong together where declared comparisons link them, all by
        one kind of test; rounds linked by several kinds have no one covariance, and no trend. Rounds that
        asked otherwise have none either.

    Raises:
        DesignFaults: Rounds that are said to share their sampling units have designs that cannot be one.

    Source: as ``survey.trend``; the middle of the field's days counts.
    """
    for codes, test in _linked_rounds(rounds, rules):
        linked = sorted((rounds[code] for code in codes), key=_middle_of_the_field)
        for code in dict.fromkeys(
            code for result in linked for c in result.constructs.values() for code in c.indicators
        ):
            measured = [
                (result, construct)
                for result in linked
                if (construct := result.of_indicator(code)) is not None
            ]
            if code in subjects and len(measured) >= FEWEST_ROUNDS:
                yield _trend_of(code, measured, subjects[code].asked, test, rules)


def _linked_rounds(rounds: Iterable[str], rules: Rules) -> Iterator[tuple[frozenset[str], str]]:
    """Give rounds that declared comparisons link, three or more by one kind of test, with that kind."""
    there = set(rounds)
    pairs = {pair: test for pair, test in rules.tests.items() if set(pair) <= there}
    left = list(pairs)
    while left:
        group = set(left.pop(0))
        while touching := [pair for pair in left if group & set(pair)]:
            group.update(*touching)
            left = [pair for pair in left if pair not in touching]
        tests = {test for pair, test in pairs.items() if set(pair) <= group}
        if len(group) >= FEWEST_ROUNDS and len(tests) == 1:
            yield frozenset(group), tests.pop()


def _trend_of(
    code: str,
    measured: Sequence[tuple[RoundEstimates, Construct]],
    asked: Group,
    test: str,
    rules: Rules,
) -> RoundTrend:
    """Lay a line through one indicator's rounds."""
    comparison = _worst_comparison(measured)
    scores = _scores(measured, asked, test, rules)
    found = trend(scores, [_middle_of_the_field(result) for result, _ in measured])
    broken = comparison.grade is Comparability.BROKEN
    slope = found.slope.select([0])
    low, high = slope.interval(rules.level)
    values = {
        "slope": slope.estimate[0], "se": slope.se[0], "df": slope.df[0], "low": low[0], "high": high[0],
        "p": slope.t_test()["p"].iloc[0], "departure_p": found.departure.p,
    }  # fmt: skip
    return RoundTrend(
        indicator=code,
        domain=Domain(rules.national),
        rounds=tuple(result.people.round.code for result, _ in measured),
        test=test,
        level=rules.level,
        n=float(scores.n.min()),
        method=scores.method,
        comparison=comparison,
        **{name: np.nan if broken else float(value) for name, value in values.items()},
    )


def _scores(
    measured: Sequence[tuple[RoundEstimates, Construct]], asked: Group, test: str, rules: Rules
) -> Estimates:
    """Give the mean score of each round with one covariance."""
    if test == Overlap.INDEPENDENT:
        return combine_independent(
            [c.score.select([c.score.find(group=asked)]) for _, c in measured]
        )
    designs = [
        result.people.design.with_columns(
            {SCORE: score_people(result.people, construct.name, rules.scales)}
        )
        for result, construct in measured
    ]
    means = mean(
        stack(designs, _WAVE_COLUMN), SCORE, [(_WAVE_COLUMN, *asked.dimensions)], whole=100.0
    )
    waves = [Group.of((*asked.parts, (_WAVE_COLUMN, str(wave)))) for wave in range(len(measured))]
    return means.select([means.find(group=wave) for wave in waves])


def _worst_comparison(measured: Sequence[tuple[RoundEstimates, Construct]]) -> Comparison:
    """Grade each round against the one before; give the worst grade."""
    comparisons = [
        grade(compare_questionnaires(before[0].people, after[0].people, before[1].name))
        for before, after in pairwise(measured)
    ]
    order = (Comparability.SAME, Comparability.NOTED, Comparability.BROKEN)
    return max(comparisons, key=lambda each: order.index(each.grade))


def _middle_of_the_field(result: RoundEstimates) -> float:
    """Give the middle day of a round, in years."""
    field = result.people.round
    return (field.start.toordinal() + field.end.toordinal()) / 2 / _DAYS_A_YEAR
