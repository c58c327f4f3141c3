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
    )
