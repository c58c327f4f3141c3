"""How many people a round needs for an estimate of a wanted precision."""

from __future__ import annotations

from math import log, sqrt

from scipy import special

from wps_eval.survey.codes import refuse_no_share
from wps_eval.survey.fieldwork import SIMPLE, Fieldwork, SampleSize, size_in_the_field
from wps_eval.survey.planning_guards import refuse_not_positive

_MOST = 2**53  # people; beyond it counts are no longer exact


def size_for_mean(
    sd: float, margin: float, fieldwork: Fieldwork = SIMPLE, *, level: float = 0.95
) -> SampleSize:
    """Say how many people must answer for a mean whose interval reaches no further than a margin.

    Args:
        sd: Standard deviation between people, in the item's unit.
        margin: Half the width of the interval, in the same unit.
        fieldwork: How the round is drawn and reached.
        level: Level of the interval.

    Returns:
        Answers n0 / (1 + n0 / N), with n0 = deff (z sd / margin)^2 and N the population, rounded up.

    Raises:
        DesignFaults: A number that cannot be.

    Source: Cochran (1977), Sampling Techniques, section 4.6; the design effect after Kish (1965), section 8.2.

    Examples:
        A made-up standard deviation of 10 points, to one point:

        >>> from wps_eval import survey
        >>> survey.size_for_mean(10, 1).answers
        385
    """
    refuse_not_positive(sd=sd, margin=margin)
    refuse_no_share(level, "level")
    first = fieldwork.effect * (_normal(level) * sd / margin) ** 2
    return size_in_the_field(first / (1 + first / fieldwork.population), fieldwork)


def size_for_share(
    share: float, margin: float, fieldwork: Fieldwork = SIMPLE, *, level: float = 0.95
) -> SampleSize:
    """Say how many people must answer for a share whose interval reaches no further than a margin.

    Args:
        share: The share that is expected, between 0 and 1; 0.5 is the safe guess.
        margin: Half the width of the interval, as a share: 0.05 is five percentage points.
        fieldwork: How the round is drawn and reached.
        level: Level of the interval.

    Returns:
        Answers n0 / (1 + (n0 - 1) / N), with n0 = deff z^2 p (1 - p) / margin^2, rounded up. Of a share near
        0 or 1 it says too few; ``size_for_rare_share`` does not.

    Raises:
        DesignFaults: A number that cannot be.

    Source: Cochran (1977), section 4.4, equations 4.1 and 4.2.

    Examples:
        One half, to five percentage points; drawn singly, and in made-up clusters of eleven:

        >>> from wps_eval import survey
        >>> survey.size_for_share(0.5, 0.05).answers
        385
        >>> clusters = survey.Fieldwork(people_per_unit=11, icc=0.05)
        >>> survey.size_for_share(0.5, 0.05, clusters).answers
        577
    """
    refuse_no_share(share, "share")
    refuse_no_share(margin, "margin")
    refuse_no_share(level, "level")
    first = fieldwork.effect * (_normal(level) / margin) ** 2 * share * (1 - share)
    return size_in_the_field(first / (1 + (first - 1) / fieldwork.population), fieldwork)


def size_for_rare_share(
    share: float, margin: float, fieldwork: Fieldwork = SIMPLE, *, level: float = 0.95
) -> SampleSize:
    """Say how many people must answer for a share near 0 or 1, by Wilson's interval.

    Args:
        share: The share that is expected, between 0 and 1.
        margin: Half the width of the interval, as a share.
        fieldwork: How the round is drawn and reached; its population is not used.
        level: Level of the interval.

    Returns:
        The smallest number, times the design effect, at which half of Wilson's interval is no wider than the
        margin: z / (1 + z^2 / n) sqrt(p (1 - p) / n + z^2 / (4 n^2)).

    Raises:
        DesignFaults: A number that cannot be.

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Brown, Cai and DasGupta
    (2001), Statistical Science 16, 101-133, on why Wald's interval fails there.

    Examples:
        A made-up share of 3 %, to two percentage points:

        >>> from wps_eval import survey
        >>> survey.size_for_rare_share(0.03, 0.02).answers
        303
    """
    refuse_no_share(share, "share")
    refuse_no_share(margin, "margin")
    refuse_no_share(level, "level")
    z = _normal(level)

    def is_enough(n: float) -> bool:
        half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        return half <= margin

    low, high = 1, 2
    while not is_enough(high) and high < _MOST:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    enough = low if is_enough(low) else high
    return size_in_the_field(fieldwork.effect * enough, fieldwork)


def size_to_meet_one(
    share: float, fieldwork: Fieldwork = SIMPLE, *, chance: float = 0.95
) -> SampleSize:
    """Say how many people must be asked to meet at least one of those who are so.

    Args:
        share: How many are so, between 0 and 1.
        fieldwork: How the round is drawn and reached; its population is not used.
        chance: The chance of meeting one.

    Returns:
        log(1 - chance) / log(1 - share) times the design effect, rounded up: near 3 / share at 95 percent.
        The same number, all of whom are not so, shows at that level that fewer than ``share`` are.

    Raises:
        DesignFaults: A number that cannot be.

    Source: Hanley and Lippman-Hand (1983), Journal of the American Medical Association 249, 1743-1745.

    Examples:
        A made-up group of one in a hundred:

        >>> from wps_eval import survey
        >>> survey.size_to_meet_one(0.01).answers
        299
    """
    refuse_no_share(share, "share")
    refuse_no_share(chance, "chance")
    asked = fieldwork.effect * log(1 - chance) / log(1 - share)
    return size_in_the_field(asked, fieldwork)


def _normal(level: float) -> float:
    """Give the normal quantile of a two-sided level."""
    return float(special.ndtri(1 - (1 - level) / 2))
