"""The chance that two rounds find a change that is there, before they are made."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan, sqrt

from scipy import special

from wps_eval.survey.codes import refuse_no_share
from wps_eval.survey.fieldwork import SIMPLE, Fieldwork
from wps_eval.survey.planning_guards import refuse_not_positive, refuse_outside, refuse_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPair:
    """How two rounds go together, and how strict the test between them is.

    Attributes:
        overlap: Share of the people of one round who are asked in the other too: 0 independent, 1 a panel.
        correlation: Correlation of one person's two answers; of no use without an overlap.
        same_units: Whether the second round goes back to the first one's sampling units. A panel does.
        alpha: Two-sided error rate of the family of tests.
        tests: Tests in the family. Holm's first step, like Bonferroni's, asks each for alpha over their number.

    Raises:
        DesignFaults: A number lies outside of what it can be.
    """

    overlap: float = 0.0
    correlation: float = 0.0
    same_units: bool = False
    alpha: float = 0.05
    tests: int = 1

    def __post_init__(self) -> None:
        """Refuse numbers that no pair can have."""
        refuse_outside(
            overlap=(self.overlap, 0, 1),
            correlation=(self.correlation, -1, 1),
            tests=(self.tests, 1, inf),
        )
        refuse_no_share(self.alpha, "alpha")

    @property
    def shared(self) -> float:
        """Give what the rounds share of a person's variance: overlap times correlation."""
        return self.overlap * self.correlation

    def degrees(self, answers: float, fieldwork: Fieldwork) -> float:
        """Give the degrees of freedom of their change, with so many answers in each."""
        return fieldwork.degrees(answers, same_units=self.same_units or self.overlap > 0)

    def critical(self, df: float) -> float:
        """Give the t that a test must pass at worst under Holm."""
        return float(special.stdtrit(df, 1 - self.alpha / (2 * self.tests)))


INDEPENDENT = RoundPair()


def power_of_mean_change(
    change: float,
    sd: float,
    answers: float,
    fieldwork: Fieldwork = SIMPLE,
    pair: RoundPair = INDEPENDENT,
) -> float:
    """Give the chance that two rounds find a change of a mean that is there.

    Args:
        change: The true change, in the item's unit; its sign does not matter.
        sd: Standard deviation between people, in the same unit.
        answers: Answers in each round.
        fieldwork: How the rounds are drawn; response and population are not used.
        pair: How they go together.

    Returns:
        The chance, from 0 to 1, that t passes its critical value on the side of the change: the noncentral t of
        change / SE with SE^2 = deff 2 sd^2 (1 - overlap x correlation) / n, and degrees of freedom of the
        sampling units. NaN where no degree of freedom is left.

    Raises:
        DesignFaults: A number that cannot be.

    Source: as R's ``power.t.test`` (strict = FALSE); design effect: Kish (1965), section 8.2; overlap: his
    section 12.4; clusters: Donner and Klar (2000), Design and Analysis of Cluster Randomization Trials,
    chapter 5.

    Examples:
        Two made-up rounds of 400 answers each, 2 points apart:

        >>> from wps_eval import survey
        >>> round(survey.power_of_mean_change(2, 10, 400), 2)
        0.81
    """
    refuse_words({"change": change})
    from scipy.stats import nct  # noqa: PLC0415 - half a second, which no other start should cost

    refuse_not_positive(sd=sd, answers=answers)
    df = pair.degrees(answers, fieldwork)
    if not df > 0:
        return nan
    se = sqrt(fieldwork.effect * 2 * sd**2 * (1 - pair.shared) / answers)
    if se == 0:
        return 1.0 if change else pair.alpha / (2 * pair.tests)
    # scipy.special's nctdtr gives no number where power is near 1
    return float(nct.sf(pair.critical(df), df, abs(change) / se))


def power_of_share_change(
    before: float,
    after: float,
    answers: float,
    fieldwork: Fieldwork = SIMPLE,
    pair: RoundPair = INDEPENDENT,
) -> float:
    """Give the chance that two rounds find a change of a share that is there.

    Args:
        before: The share in the first round, between 0 and 1.
        after: The share in the second.
        answers: Answers in each round.
        fieldwork: How the rounds are drawn; response and population are not used.
        pair: How they go together.

    Returns:
        The chance, from 0 to 1, on the side of the change: T((|after - before| - t SE0) / SE1), with SE0 of two
        equal shares and SE1 of the two, each times the design effect, and t of the sampling units' degrees of
        freedom. NaN where none is left.

    Raises:
        DesignFaults: A number that cannot be.

    Source: Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, chapter 4, as R's
    ``power.prop.test``, with t in place of the normal; overlap: Kish (1965), section 12.4.

    Examples:
        Two made-up rounds of 400 answers each, 50 % and 60 %:

        >>> from wps_eval import survey
        >>> round(survey.power_of_share_change(0.5, 0.6, 400), 2)
        0.81
    """
    refuse_no_share(before, "before")
    refuse_no_share(after, "after")
    refuse_not_positive(answers=answers)
    df = pair.degrees(answers, fieldwork)
    if not df > 0:
        return nan
    middle = (before + after) / 2
    first, second = before * (1 - before), after * (1 - after)
    by_person = fieldwork.effect / answers
    null = sqrt(by_person * 2 * middle * (1 - middle) * (1 - pair.shared))
    se = sqrt(by_person * (first + second - 2 * pair.shared * sqrt(first * second)))
    if se == 0:
        return 1.0
    return float(special.stdtr(df, (abs(after - before) - pair.critical(df) * null) / se))
