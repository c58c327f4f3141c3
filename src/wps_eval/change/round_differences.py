"""Differences between two rounds of a study: by the declared test, and in the declared other ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.change.comparability import UNRELIABLE
from wps_eval.change.detectable import corrected_alpha
from wps_eval.change.questionnaire import compare_questionnaires, grade
from wps_eval.change.rounds import Difference, Overlap, change_between, change_within
from wps_eval.change.same_population import designs_of_same_population
from wps_eval.change.tested_difference import MAIN_WAY, TestedDifference
from wps_eval.indicators.constructs import ScaleRules, Scoring, score_people
from wps_eval.indicators.round_estimates import SCORE, score_in
from wps_eval.survey.mean import mean
from wps_eval.survey.stack import stack
from wps_eval.values import Domain, Group, Span
from wps_eval.workspace.regions import PLACE_QUESTION, domain_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wps_eval.indicators.round_estimates import Construct, RoundEstimates
    from wps_eval.indicators.rules import Rules
    from wps_eval.indicators.subject import Subject
    from wps_eval.survey.estimates import Estimates

_WAVE_COLUMN, _COMMON_PLACE_COLUMN = "_wave", "_shared"


@dataclass(frozen=True)
class _Compared:
    """Two rounds that are compared in one indicator: the construct of each, and of whom alone."""

    indicator: str
    rounds: tuple[RoundEstimates, RoundEstimates]
    constructs: tuple[Construct, Construct]
    asked: Group

    @property
    def scores(self) -> tuple[Estimates, Estimates]:
        """The mean scores of both rounds."""
        earlier, later = self.constructs
        return earlier.score, later.score


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
            for compared in _compared_indicators((rounds[before], rounds[after]), subjects):
                yield from _indicator_differences(compared, test, rules)


def _compared_indicators(
    rounds: tuple[RoundEstimates, RoundEstimates], subjects: Mapping[str, Subject]
) -> Iterator[_Compared]:
    """Give every known indicator that a construct of both rounds feeds."""
    codes_fed = dict.fromkeys(
        code for construct in rounds[0].constructs.values() for code in construct.indicators
    )
    for code in codes_fed:
        earlier, later = (result.of_indicator(code) for result in rounds)
        if earlier is not None and later is not None and code in subjects:
            yield _Compared(code, rounds, (earlier, later), subjects[code].asked)


def _indicator_differences(
    compared: _Compared, test: str, rules: Rules
) -> Iterator[TestedDifference]:
    """Give an indicator's differences by group, and the national ones in every other way."""
    earlier, later = (result.people for result in compared.rounds)
    comparison = grade(compare_questionnaires(earlier, later, compared.constructs[0].name))
    if any(construct.unreliable for construct in compared.constructs):
        comparison = replace(comparison, notes=(*comparison.notes, UNRELIABLE))

    def tested(group: Group, difference: Difference, way: str = MAIN_WAY) -> TestedDifference:
        """Give a difference with the keys of both rounds."""
        is_main_group = group == compared.asked
        return TestedDifference(
            indicator=compared.indicator,
            domain=Domain(rules.national) if is_main_group else domain_of(group, rules.national),
            baseline_round=earlier.round.code,
            current_round=later.round.code,
            baseline_span=Span(earlier.round.start, earlier.round.end),
            current_span=Span(later.round.start, later.round.end),
            difference=difference,
            way=way,
            comparison=comparison,
        )

    for group, difference in _difference_by_group(compared, test, rules):
        yield tested(group, difference)
    if compared.indicator in rules.primary:
        for way, difference in _difference_by_way(compared, rules).items():
            yield tested(compared.asked, difference, way)


def _difference_by_group(
    compared: _Compared, test: str, rules: Rules
) -> Iterator[tuple[Group, Difference]]:
    """Compare every group that both rounds know; of an indicator of one group, that one."""
    if test == Overlap.SAME_UNITS:
        yield from _difference_by_group_within(compared, rules)
        return
    earlier_scores, later_scores = compared.scores
    position_later = {label.group: position for position, label in enumerate(later_scores.labels)}
    for position, label in enumerate(earlier_scores.labels):
        if label.group in position_later and _is_compared(label.group, compared):
            pair = (
                earlier_scores.select([position]),
                later_scores.select([position_later[label.group]]),
            )
            if not any(np.isnan(each.estimate[0]) for each in pair):
                yield (
                    label.group,
                    change_between(
                        *pair,
                        level=rules.level,
                        power=rules.power,
                        alpha=_test_alpha(label.group, compared, rules),
                    ),
                )


def _test_alpha(group: Group, compared: _Compared, rules: Rules) -> float:
    """Give the error rate of a test; the family's is corrected for its size."""
    alpha = 1 - rules.level
    if rules.correct and compared.indicator in rules.primary and group == compared.asked:
        alpha = corrected_alpha(alpha, len(rules.primary))
    return alpha


def _is_compared(group: Group, compared: _Compared) -> bool:
    """Whether a group is compared: the one that the indicator is about; any, if it is about everybody."""
    about_everybody = not compared.asked.parts
    return about_everybody or group == compared.asked


def _difference_by_group_within(
    compared: _Compared, rules: Rules
) -> Iterator[tuple[Group, Difference]]:
    """Compare rounds that share sampling units: one design of both rounds' people."""
    designs = []
    for result, construct in zip(compared.rounds, compared.constructs, strict=True):
        score = score_people(result.people, construct.name, rules.scales)
        designs.append(result.people.design.with_columns({SCORE: score}))
    stacked_design = stack(designs, _WAVE_COLUMN)
    known_groups = [
        {label.group for label in round_scores.labels} for round_scores in compared.scores
    ]
    groups = [
        group
        for group in sorted(known_groups[0] & known_groups[1])
        if _is_compared(group, compared)
    ]
    crossings = dict.fromkeys((_WAVE_COLUMN, *group.dimensions) for group in groups)
    means = mean(stacked_design, SCORE, list(crossings), whole=100.0)
    for group in groups:
        waves = [Group.of((*group.parts, (_WAVE_COLUMN, str(wave)))) for wave in (0, 1)]
        pair = means.select([means.find(group=wave) for wave in waves])
        if not np.isnan(pair.estimate).any():
            yield (
                group,
                change_within(
                    pair,
                    level=rules.level,
                    power=rules.power,
                    alpha=_test_alpha(group, compared, rules),
                ),
            )


def _difference_by_way(compared: _Compared, rules: Rules) -> dict[str, Difference]:
    """Compute the national difference in every declared other way that there is."""
    scales = rules.scales
    difference_by_way = {
        "unweighted": _difference_otherwise(compared, rules, scales, weighted=False),
        "unsure_is_missing": _difference_otherwise(compared, rules, scales, unsure_is_missing=True),
        "every_item_answered": _difference_otherwise(
            compared, rules, replace(scales, valid_prop=1.0)
        ),
    }
    if (
        compared.constructs[0].scoring is Scoring.SATISFACTION
    ):  # other scales have no cut in their mean
        highest = replace(scales, top=(max(scales.top),))
        difference_by_way["highest_point_only"] = _difference_otherwise(compared, rules, highest)
    where_it_differs = {
        "common_places": _difference_in_common_places(compared, rules),
        "same_population": _difference_in_same_population(compared, rules),
    }
    return difference_by_way | {
        way: difference for way, difference in where_it_differs.items() if difference is not None
    }


def _difference_otherwise(
    compared: _Compared,
    rules: Rules,
    scales: ScaleRules,
    *,
    weighted: bool = True,
    unsure_is_missing: bool = False,
) -> Difference:
    """Give what the independent comparison finds when one thing is done otherwise."""
    earlier, later = (
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
    return change_between(earlier, later, level=rules.level)


def _difference_in_same_population(compared: _Compared, rules: Rules) -> Difference | None:
    """Compare both rounds as if they had reached the same population; None where that cannot be had."""
    designs = designs_of_same_population(*(result.people for result in compared.rounds))
    if designs is None:
        return None
    earlier, later = (
        score_in(result.people, construct.name, rules.scales, group=compared.asked, design=design)
        for result, construct, design in zip(
            compared.rounds, compared.constructs, designs, strict=True
        )
    )
    return change_between(earlier, later, level=rules.level)


def _difference_in_common_places(compared: _Compared, rules: Rules) -> Difference | None:
    """Compare only governorates that both rounds reached; None where both reached the same."""
    frames = [result.people.frame for result in compared.rounds]
    if not all(PLACE_QUESTION in frame for frame in frames):
        return None
    places_reached = [set(frame[PLACE_QUESTION].dropna()) for frame in frames]
    if places_reached[0] == places_reached[1]:
        return None
    common_group = Group.of((*compared.asked.parts, (_COMMON_PLACE_COLUMN, "yes")))
    round_means = []
    for result, construct, frame in zip(compared.rounds, compared.constructs, frames, strict=True):
        in_common_place = np.where(
            frame[PLACE_QUESTION].isin(list(places_reached[0] & places_reached[1])), "yes", "no"
        )
        score = score_people(result.people, construct.name, rules.scales)
        scored_design = result.people.design.with_columns(
            {SCORE: score, _COMMON_PLACE_COLUMN: in_common_place}
        )
        means = mean(scored_design, SCORE, [common_group.dimensions], whole=100.0)
        round_means.append(means.select([means.find(group=common_group)]))
    return change_between(round_means[0], round_means[1], level=rules.level)
