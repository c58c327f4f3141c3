"""What may be said of tested differences: the correction of the family, intervals, and how far they hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.change.family import holm
from wps_eval.change.robustness import Robustness, robustness
from wps_eval.change.rounds import interval_at
from wps_eval.change.tested_difference import MAIN_WAY
from wps_eval.change.verdict import change_of
from wps_eval.values import Domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wps_eval.change.comparability import Comparison
    from wps_eval.change.rounds import Difference
    from wps_eval.change.tested_difference import TestedDifference
    from wps_eval.codes import Change
    from wps_eval.indicators.pairing import Pair
    from wps_eval.indicators.rules import Rules

IndicatorDomain = tuple[str, Domain]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyChange:
    """One tested change.

    Attributes:
        difference: The difference with its interval, p and smallest detectable change.
        p_adjusted: p after correction in the family; NaN outside it.
        interval: The interval that the verdict rests on, at the corrected level.
        primary: Whether it is one of the family; all else is exploratory.
        robust: How often it holds, for the family alone.
        comparison: Whether the two values asked the same.
    """

    difference: Difference
    p_adjusted: float
    interval: tuple[float, float] | None
    primary: bool
    robust: Robustness | None
    comparison: Comparison


def survey_changes(
    pairs: Iterable[Pair], differences: Iterable[TestedDifference], rules: Rules
) -> dict[IndicatorDomain, SurveyChange]:
    """Say what may be said of every pair whose difference was tested.

    Args:
        pairs: The pairs; those of registers are passed over.
        differences: The tested differences, in every way.
        rules: What was declared.

    Returns:
        The tested change of each indicator and domain. The family is the primary indicators at
        national level; its p-values are corrected together, and the interval of each is widened to
        its own place in Holm's order.

    Source: Holm (1979); DESIGN contract 5 of wps-eval.
    """
    ways: defaultdict[tuple[object, ...], dict[str, TestedDifference]] = defaultdict(dict)
    for difference in differences:
        ways[_difference_key(difference)][difference.way] = difference
    tested = {
        (pair.subject.code, pair.domain): ways[key]
        for pair in pairs
        if (key := _pair_key(pair)) is not None and MAIN_WAY in ways.get(key, {})
    }
    family = [key for key in tested if _is_primary(key, rules)]
    p_values = [tested[key][MAIN_WAY].difference.p for key in family]
    adjusted = dict(zip(family, holm(p_values) if rules.correct else p_values, strict=True))
    return {
        key: _family_change(difference, adjusted[key], rules)
        if key in adjusted
        else _exploratory_change(difference, rules)
        for key, difference in tested.items()
    }


def _difference_key(tested: TestedDifference) -> tuple[object, ...]:
    """Give what a difference is found by: the two values that it lies between."""
    return (
        tested.indicator,
        tested.domain,
        (tested.baseline_round, tested.baseline_item),
        (tested.current_round, tested.current_item),
    )


def _pair_key(pair: Pair) -> tuple[object, ...] | None:
    """Give what a pair's difference is found by; None where a value is missing or of no round."""
    baseline, current = pair.baseline, pair.current
    if baseline is None or current is None or not (baseline.round and current.round):
        return None
    return (
        pair.subject.code,
        pair.domain,
        (baseline.round, baseline.item),
        (current.round, current.item),
    )


def _is_primary(key: IndicatorDomain, rules: Rules) -> bool:
    """Whether a change is of the family: a primary indicator, of everybody in the country."""
    return key[0] in rules.primary and key[1] == Domain(rules.national)


def _exploratory_change(ways: Mapping[str, TestedDifference], rules: Rules) -> SurveyChange:
    """Give a change outside the family: uncorrected, and never tried in other ways."""
    main = ways[MAIN_WAY]
    return SurveyChange(
        difference=main.difference,
        p_adjusted=float("nan"),
        interval=interval_at(main.difference, rules.level),
        primary=False,
        robust=None,
        comparison=main.comparison,
    )


def _family_change(
    ways: Mapping[str, TestedDifference], p_adjusted: float, rules: Rules
) -> SurveyChange:
    """Give a change of the family, its interval at the level of its own place in Holm's order."""
    main, alpha = ways[MAIN_WAY], 1 - rules.level
    own_alpha = (
        alpha * main.difference.p / p_adjusted
        if p_adjusted > 0
        else alpha / max(len(rules.primary), 1)
    )
    interval = interval_at(main.difference, 1 - own_alpha)
    change_by_way = {
        way: _change_found(interval_at(other.difference, rules.level), rules)
        for way, other in ways.items()
        if way != MAIN_WAY
    }
    return SurveyChange(
        difference=main.difference,
        p_adjusted=p_adjusted,
        interval=interval,
        primary=True,
        robust=robustness(change_of(interval, rules.smallest), change_by_way),
        comparison=main.comparison,
    )


def _change_found(interval: tuple[float, float] | None, rules: Rules) -> Change | None:
    """Say what another way finds; one that has no interval can say nothing."""
    return None if interval is None else change_of(interval, rules.smallest)
