"""A tested difference between two values of an indicator, with the keys of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wps_eval.change.comparability import Comparison
from wps_eval.codes import Comparability

if TYPE_CHECKING:
    from wps_eval.change.rounds import Difference
    from wps_eval.values import Domain, Span

MAIN_WAY = ""  #: the way that the verdict rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedDifference:
    """A difference between two values of an indicator, in one domain and one way.

    Attributes:
        indicator: The indicator.
        domain: Of whom both values speak.
        baseline_round: The earlier round.
        current_round: The later one; the same where a course is compared wave by wave.
        baseline_span: The days of the earlier value.
        current_span: The days of the later one.
        difference: The difference.
        way: Empty for the declared way; the name of another one.
        baseline_item: What keeps the earlier value apart in its round, such as a wave.
        current_item: The same of the later one.
        comparison: Whether the two asked the same.
    """

    indicator: str
    domain: Domain
    baseline_round: str
    current_round: str
    baseline_span: Span
    current_span: Span
    difference: Difference
    way: str = MAIN_WAY
    baseline_item: str = ""
    current_item: str = ""
    comparison: Comparison = field(default_factory=lambda: Comparison(Comparability.SAME))
