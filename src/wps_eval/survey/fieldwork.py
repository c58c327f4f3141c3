"""What fieldwork makes of a sample: clusters, unequal weights, people who do not answer."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf

from wps_eval.survey.planning_guards import refuse_not_positive, refuse_outside

LEAST_RESPONSE = 0.01  # share of those selected who answer; below, nothing is planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Fieldwork:
    """How a round will be drawn and reached.

    Attributes:
        people_per_unit: Answers in a sampling unit, on average; 1 where no clusters are drawn.
        icc: Correlation of two people of one unit, 0 to 1, as ``intraclass`` finds it in an earlier round.
        unit_cv: Coefficient of variation of the answers per unit; 0 where all units give as many.
        weight_cv: Coefficient of variation of the weights, which are taken to have nothing to do with the item; 0
            where all weigh the same.
        strata: Strata; each costs one degree of freedom.
        response: Share of those selected who answer; of a panel, of those who were in it and answer again.
        population: People who can be drawn; ``inf`` where the sample is a small part of them.

    Raises:
        DesignFaults: A number lies outside of what it can be.
    """

    people_per_unit: float = 1.0
    icc: float = 0.0
    unit_cv: float = 0.0
    weight_cv: float = 0.0
    strata: int = 1
    response: float = 1.0
    population: float = inf

    def __post_init__(self) -> None:
        """Refuse numbers that no fieldwork can have."""
        refuse_outside(
            people_per_unit=(self.people_per_unit, 1, inf),
            icc=(self.icc, 0, 1),
            unit_cv=(self.unit_cv, 0, inf),
            weight_cv=(self.weight_cv, 0, inf),
            strata=(self.strata, 1, inf),
            response=(self.response, LEAST_RESPONSE, 1),
        )
        refuse_not_positive(population=self.population)

    @property
    def effect(self) -> float:
        """Give the design effect to plan with: (1 + cv_w^2) (1 + ((1 + cv_u^2) m - 1) icc), m people a unit.

        Source: Kish (1965), Survey Sampling, section 5.4 (1 + (m - 1) icc) and section 11.7 (1 + cv^2 of the
        weights); Kish (1987), Statistical Design for Research, on their product; units of unequal size after
        Eldridge, Ashby and Kerry (2006), International Journal of Epidemiology 35, 1292-1300.
        """
        size = (1 + self.unit_cv**2) * self.people_per_unit
        return (1 + self.weight_cv**2) * (1 + (size - 1) * self.icc)

    def degrees(self, answers: float, *, same_units: bool) -> float:
        """Give the degrees of freedom of a change between two rounds of so many answers each.

        Args:
            answers: Answers in each round.
            same_units: Whether the second round goes back to the units of the first.

        Returns:
            Units less strata, of both rounds where each has units of its own; of one where they share them.
        """
        own = answers / self.people_per_unit - self.strata
        return own if same_units else 2 * own


SIMPLE = Fieldwork()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSize:
    """How many people a round needs.

    Attributes:
        answers: Answers, rounded up.
        selected: People to select, so that as many answer.
        units: Sampling units to draw.
        effect: The design effect that was planned with.
    """

    answers: int
    selected: int
    units: int
    effect: float


def size_in_the_field(answers: float, fieldwork: Fieldwork) -> SampleSize:
    """Turn the answers that are needed into people to select and units to draw, each rounded up."""
    needed = ceil(_unrounded(answers))
    return SampleSize(
        answers=needed,
        selected=ceil(_unrounded(needed / fieldwork.response)),
        units=ceil(_unrounded(needed / fieldwork.people_per_unit)),
        effect=fieldwork.effect,
    )


def _unrounded(number: float) -> float:
    """Take off what floating point adds, so that 80 / 0.8 is 100 and not 101."""
    return round(number, 9)
