"""Differences between two rounds of a study: by the declared test, and in the declared other ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.change.detectable import corrected_alpha
from wps_eval.change.questionnaire import compare_questionnaires, grade
from wps_eval.change.round_change import Difference, Overlap, change_between, change_within
from wps_eval.change.tested_difference import MAIN, TestedDifference
from wps_eval.indicators.constructs import ScaleRules, Scoring, score_people
from wps_eval.indicators.round_estimates import SCORE, score_in
from wps_eval.survey.mean import mean
from wps_eval.survey.stack import stack
from wps_eval.values import Domain, Group, Span
from wps_eval.workspace.regions import PLACE, domain_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wps_eval.indicators.round_estimates import Construct, RoundEstimates
    from wps_eval.indicators.rules import Rules
    from wps_eval.indicators.subject import Subject
    from wps_eval.survey.estimates import Estimates

_WAVE, _SHARED = "_wave", "_shared"


@dataclass(frozen=True)
class _Compared:
    """Two rounds that are compared in one indicator: the construct of each, and of whom alone."""

    indicator: str
    rounds: tuple[RoundEstimates, RoundEstimates]
    constructs: tuple[Construct, Construct]
    asked: Group

    @property
    def scores(self) -> tuple[Estimates, Estimates]:
        one, two = self.constructs
        return one.score, two.score


def round_differences(
    rounds: Mapping[str, RoundEstimates], subjects: Mapping[str, Subject], rules: Rules
) -> Iterator[TestedDifference]:
    """Test every indicator of two rounds that were declared to be compared, in every domain of both.

    Args:
        rounds: The study's rounds with their estimates, by code.
        subjects: The indicators, by code.
        rules: What was declared.

    Returns:
        The difference of each indicator and domain by the declared test; of the primary indicators at
        national level also the differences in every other way that can be computed. An indicator that
        concerns one group is compared in that group alone.

    Raises:
        DesignFaults: Rounds that are said to share their sampling units have designs that cannot be one.

    Source: as ``change_between`` and ``change_within``.
    """
    for (before, after), test in rules.tests.items():
        if before in rounds and after in rounds:
            for compared in _compared((rounds[before], rounds[after]), subjects):
                yield from _differences(compared, test, rules)


def _compared(
    pair: tuple[RoundEstimates, RoundEstimates], subjects: Mapping[str, Subject]
) -> Iterator[_Compared]:
    fed = dict.fromkeys(code for c in pair[0].constructs.values() for code in c.indicators)
    for code in fed:
        one, two = (result.of_indicator(code) for result in pair)
        if one is not None and two is not None and code in subjects:
            yield _Compared(code, pair, (one, two), subjects[code].asked)


def _differences(compared: _Compared, test: str, rules: Rules) -> Iterator[TestedDifference]:
    one, two = (result.people for result in compared.rounds)
    comparison = grade(compare_questionnaires(one, two, compared.constructs[0].name))

    def tested(group: Group, difference: Difference, way: str = MAIN) -> TestedDifference:
        whole = group == compared.asked
        return TestedDifference(
            indicator=compared.indicator,
            domain=Domain(rules.national) if whole else domain_of(group, rules.national),
            baseline_round=one.round.code,
            current_round=two.round.code,
            baseline_span=Span(one.round.start, one.round.end),
            current_span=Span(two.round.start, two.round.end),
            difference=difference,
            way=way,
            comparison=comparison,
        )

    for group, difference in _by_group(compared, test, rules):
        yield tested(group, difference)
    if compared.indicator in rules.primary:
        for way, difference in _other_ways(compared, rules).items():
            yield tested(compared.asked, difference, way)


def _by_group(compared: _Compared, test: str, rules: Rules) -> Iterator[tuple[Group, Difference]]:
    """Compare every group that both rounds know; of an indicator of one group, that one."""
    if test == Overlap.SAME_UNITS:
        yield from _within(compared, rules)
        return
    one, two = compared.scores
    later = {label.group: k for k, label in enumerate(two.labels)}
    for k, label in enumerate(one.labels):
        if label.group in later and _wanted(label.group, compared):
            pair = one.select([k]), two.select([later[label.group]])
            if not any(np.isnan(each.estimate[0]) for each in pair):
                yield (
                    label.group,
                    change_between(
                        *pair,
                        level=rules.level,
                        power=rules.power,
                        alpha=_alpha(label.group, compared, rules),
                    ),
                )


def _alpha(group: Group, compared: _Compared, rules: Rules) -> float:
    """Give the error rate of a test; the family's is corrected for its size."""
    alpha = 1 - rules.level
    if rules.correct and compared.indicator in rules.primary and group == compared.asked:
        alpha = corrected_alpha(alpha, len(rules.primary))
    return alpha


def _wanted(group: Group, compared: _Compared) -> bool:
    return group == compared.asked if compared.asked.parts else True


def _within(compared: _Compared, rules: Rules) -> Iterator[tuple[Group, Difference]]:
    """Compare rounds that share sampling units: one design of both rounds' people."""
    designs = []
    for result, construct in zip(compared.rounds, compared.constructs, strict=True):
        score = score_people(result.people, construct.name, rules.scales)
        designs.append(result.people.design.with_columns({SCORE: score}))
    both = stack(designs, _WAVE)
    known = [{label.group for label in scores.labels} for scores in compared.scores]
    groups = [g for g in sorted(known[0] & known[1]) if _wanted(g, compared)]
    crossed = dict.fromkeys((_WAVE, *group.dimensions) for group in groups)
    found = mean(both, SCORE, list(crossed))
    for group in groups:
        waves = [Group.of((*group.parts, (_WAVE, str(wave)))) for wave in (0, 1)]
        pair = found.select([found.find(group=wave) for wave in waves])
        if not np.isnan(pair.estimate).any():
            yield (
                group,
                change_within(
                    pair,
                    level=rules.level,
                    power=rules.power,
                    alpha=_alpha(group, compared, rules),
                ),
            )


def _other_ways(compared: _Compared, rules: Rules) -> dict[str, Difference]:
    """Compute the national difference in every declared other way that there is."""
    scales = rules.scales
    ways = {
        "unweighted": _another(compared, rules, scales, weighted=False),
        "unsure_is_missing": _another(compared, rules, scales, unsure_is_missing=True),
        "every_item_answered": _another(compared, rules, replace(scales, valid_prop=1.0)),
    }
    if (
        compared.constructs[0].scoring is Scoring.SATISFACTION
    ):  # other scales have no cut in their mean
        highest = replace(scales, top=(max(scales.top),))
        ways["highest_point_only"] = _another(compared, rules, highest)
    shared = _in_common_places(compared, rules)
    return ways if shared is None else {**ways, "common_places": shared}


def _another(
    compared: _Compared,
    rules: Rules,
    scales: ScaleRules,
    *,
    weighted: bool = True,
    unsure_is_missing: bool = False,
) -> Difference:
    """Give what the independent comparison finds when one thing is done otherwise."""
    one, two = (
        score_in(
            result.people,
            construct.name,
            scales,
            group=compared.asked,
            design=None if weighted else result.people.design.unweighted(),
            unsure_is_missing=unsure_is_missing,
        )
        for result, construct in zip(compared.rounds, compared.constructs, strict=True)
    )
    return change_between(one, two, level=rules.level)


def _in_common_places(compared: _Compared, rules: Rules) -> Difference | None:
    """Compare only governorates that both rounds reached; None where both reached the same."""
    frames = [result.people.frame for result in compared.rounds]
    if not all(PLACE in frame for frame in frames):
        return None
    reached = [set(frame[PLACE].dropna()) for frame in frames]
    if reached[0] == reached[1]:
        return None
    wanted = Group.of((*compared.asked.parts, (_SHARED, "yes")))
    found = []
    for result, construct, frame in zip(compared.rounds, compared.constructs, frames, strict=True):
        inside = np.where(frame[PLACE].isin(list(reached[0] & reached[1])), "yes", "no")
        score = score_people(result.people, construct.name, rules.scales)
        marked = result.people.design.with_columns({SCORE: score, _SHARED: inside})
        each = mean(marked, SCORE, [wanted.dimensions])
        found.append(each.select([each.find(group=wanted)]))
    return change_between(found[0], found[1], level=rules.level)
