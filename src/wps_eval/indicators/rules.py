"""What a study declared before its data were read, as plain values for those who measure and judge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.codes import EvaluationKind, Rule
from wps_eval.indicators.constructs import ScaleRules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wps_eval.plan import Plan
    from wps_eval.study import Study
    from wps_eval.study.model import ComparisonGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedGroups:
    """Those reached by something, and a comparison group, as a study declared them.

    Attributes:
        code: What the comparison is called.
        outcome: The scale that is compared, or the plan's indicator that it feeds.
        baseline: The earlier round.
        current: The later one.
        column: The question that tells the groups apart.
        treated: The answers of those reached.
        comparison: The answers of the comparison group.
        balance_on: The questions in which the groups are made alike.
        cluster: The question that names what was reached or not as a whole; empty where there is none.
        parallel_trends: The argument why both would have moved alike; empty where there is none.
    """

    code: str
    outcome: str
    baseline: str
    current: str
    column: str
    treated: tuple[str, ...]
    comparison: tuple[str, ...]
    balance_on: tuple[str, ...]
    cluster: str
    parallel_trends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one evaluation.

    Attributes:
        edition: The study's name.
        national: The code of the country: the place whose verdicts are the family's.
        tests: The test of each pair of rounds, by their codes.
        primary: The indicators of the family.
        level: Confidence level.
        power: Power of the smallest detectable change.
        correct: Whether the family is corrected by Holm.
        smallest: Smallest change that means something, in the indicator's unit.
        scales: The rules of scales.
        rule: The rating rule.
        cuts: Its cuts: on track, acceleration needed, substantially achieved.
        at_end: Whether the end target is due.
        until: The last day of the current period.
        groups: The groups that are compared.
    """

    edition: str
    national: str
    tests: Mapping[tuple[str, str], str]
    primary: frozenset[str]
    level: float
    power: float
    correct: bool
    smallest: float
    scales: ScaleRules
    rule: Rule
    cuts: tuple[float, float, float]
    at_end: bool
    until: date
    groups: tuple[ComparedGroups, ...] = ()


def rules_of(study: Study, plan: Plan) -> Rules:
    """Give the rules that a study declared."""
    chosen, rating = study.scales, study.rating
    return Rules(
        edition=study.name,
        national=plan.head.national_place,
        tests={(pair.baseline, pair.current): pair.test for pair in study.comparisons},
        primary=frozenset(plan.indicator_code(code) for code in study.primary),
        level=study.confidence_level,
        power=study.power,
        correct=study.correction == "holm",
        smallest=study.smallest_meaningful_change,
        scales=ScaleRules(
            valid_prop=chosen.valid_prop,
            pass_pct=chosen.pass_pct,
            top=chosen.top,
            bottom=chosen.bottom,
        ),
        rule=rating.rule,
        cuts=(rating.on_track, rating.acceleration, rating.substantial),
        at_end=study.kind is EvaluationKind.FINAL,
        until=study.current.end,
        groups=tuple(_compared_groups(groups, plan) for groups in study.comparison_groups),
    )


def _compared_groups(groups: ComparisonGroup, plan: Plan) -> ComparedGroups:
    """Give groups as they were declared; an indicator by its code."""
    return ComparedGroups(
        code=groups.code,
        outcome=plan.indicator_code(groups.outcome),
        baseline=groups.baseline,
        current=groups.current,
        column=groups.treated.column,
        treated=groups.treated.codes,
        comparison=groups.comparison,
        balance_on=groups.balance_on,
        cluster=groups.cluster,
        parallel_trends=groups.parallel_trends.text if groups.parallel_trends else "",
    )
