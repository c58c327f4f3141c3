"""Made-up samples whose truth is known, drawn again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval import survey
from wps_eval.change.detectable import corrected_alpha
from wps_eval.change.family import holm
from wps_eval.change.rounds import change_between

if TYPE_CHECKING:
    from numpy.random import Generator

MEAN, SHARE, RARE = 50.0, 0.3, 0.03
DESIGNS = {
    "rows": {"strata": 1, "units": 300, "people": 1},
    "clusters": {"strata": 1, "units": 30, "people": 10},
    "strata, clusters, weights": {"strata": 5, "units": 8, "people": 8},
}
#: strata, units in each; ten people a unit, of one unit alike (ICC 1/9, so that the design effect is about 2)
ROAD_DESIGNS = ((3, 30), (2, 8), (10, 2), (3, 2))
ROAD_SHARES = ((0.02, 0.02), (0.02, 0.06), (0.05, 0.05), (0.05, 0.12), (0.5, 0.5), (0.5, 0.65))
ROAD_PEOPLE, ROAD_ICC, ROAD_SPREAD = 10, 1 / 9, 0.6


def scores(
    stream: Generator, strata: int, units: int, share: float, *, unequal: bool
) -> survey.Design:
    """Draw one round of people who score 0 or 100, with equal or with unequal weights."""
    unit = np.repeat(np.arange(strata * units), ROAD_PEOPLE)
    strength = (1 - ROAD_ICC) / ROAD_ICC
    share_of_unit = stream.beta(share * strength, (1 - share) * strength, strata * units)
    frame = pd.DataFrame(
        {
            "score": 100.0 * (stream.random(len(unit)) < share_of_unit[unit]),
            "w": np.exp(stream.normal(0, ROAD_SPREAD, len(unit))) if unequal else 1.0,
            "stratum": unit // units,
            "psu": unit,
        }
    )
    return survey.Design.from_rows(
        frame, kind="probability", weight="w", stratum="stratum", psu="psu"
    )


def covered_on_the_road(
    strata: int, units: int, shares: tuple[float, float], samples: int, *, unequal: bool
) -> tuple[float, float, float]:
    """Give how often the intervals that reports print hold the truth.

    Returns:
        Of one round's score and of the change between two, the share of samples whose 95 % interval
        holds the truth (of those that have one); and the share that has no interval of the change,
        because a round shows no variance.
    """
    stream = np.random.Generator(np.random.PCG64(1325))
    one_round, change_of_two, no_interval = [], [], 0
    for _ in range(samples):
        first, second = (
            survey.mean(scores(stream, strata, units, share, unequal=unequal), "score", whole=100.0)
            for share in shares
        )
        low, high = first.interval()
        one_round.append(bool(low[0] <= 100 * shares[0] <= high[0]))
        change = change_between(first, second)
        if np.isnan(change.low):
            no_interval += 1
        else:
            truth = 100 * (shares[1] - shares[0])
            change_of_two.append(change.low <= truth <= change.high)
    return float(np.mean(one_round)), float(np.mean(change_of_two)), no_interval / samples


def sample(stream: Generator, shape: dict[str, int], shift: float = 0.0) -> survey.Design:
    """Draw one sample; clusters differ, and people of one stratum stand for more than of another."""
    units = shape["strata"] * shape["units"]
    unit = np.repeat(np.arange(units), shape["people"])
    stratum = unit // shape["units"]
    effect = stream.normal(0, 3, units)[unit] if shape["people"] > 1 else np.zeros(len(unit))
    lift = stream.uniform(0.6, 1.4, units)[unit] if shape["people"] > 1 else np.ones(len(unit))
    frame = pd.DataFrame(
        {
            "y": MEAN + shift + effect + stream.normal(0, 9, len(unit)),
            "share": (stream.random(len(unit)) < SHARE * lift).astype(float),
            "rare": (stream.random(len(unit)) < RARE * lift).astype(float),
            "half": np.where(stream.random(len(unit)) < 0.5, "a", "b"),
            "w": (1 + stratum) * stream.uniform(0.8, 1.2, len(unit)),
            "stratum": stratum,
            "psu": unit,
        }
    )
    return survey.Design.from_rows(
        frame, kind="probability", weight="w", stratum="stratum", psu="psu"
    )


def covered(shape: dict[str, int], samples: int, seed: int) -> dict[str, float]:
    """Give the share of samples whose 95 % interval holds the truth, by statistic."""
    stream = np.random.Generator(np.random.PCG64(seed))
    hits: dict[str, list[bool]] = {}
    for _ in range(samples):
        one, two = sample(stream, shape), sample(stream, shape, shift=4.0)
        first, second = survey.mean(one, "y"), survey.mean(two, "y")
        change = change_between(first, second)
        ends = {
            "mean": (first.interval(), MEAN),
            "domain mean": (survey.mean(one, "y", "half").select([0]).interval(), MEAN),
            "share .30, logit": (survey.proportion(one, "share", [1.0]).interval(), SHARE),
            "share .03, logit": (survey.proportion(one, "rare", [1.0]).interval(), RARE),
            "share .03, beta": (survey.proportion(one, "rare", [1.0]).interval(how="beta"), RARE),
            "change": (([change.low], [change.high]), 4.0),
        }
        for name, ((low, high), truth) in ends.items():
            hits.setdefault(name, []).append(bool(low[0] <= truth <= high[0]))
    return {name: float(np.mean(each)) for name, each in hits.items()}


def family(samples: int, seed: int, shape: dict[str, int], *, changed: bool) -> float:
    """Give the share of samples in which a family of five finds something, after Holm.

    Args:
        samples: How many families.
        seed: Where the stream starts.
        shape: The design.
        changed: Whether the first of the five truly moved, by the change that its design detects.
    """
    stream = np.random.Generator(np.random.PCG64(seed))
    shift = _detectable(stream, shape) if changed else 0.0
    found = 0
    for _ in range(samples):
        p = []
        for i in range(5):
            one = survey.mean(sample(stream, shape), "y")
            two = survey.mean(sample(stream, shape, shift if i == 0 else 0.0), "y")
            p.append(change_between(one, two).p)
        adjusted = holm(p)
        found += bool(adjusted[0] < 0.05) if changed else bool((adjusted < 0.05).any())
    return found / samples


def _detectable(stream: Generator, shape: dict[str, int]) -> float:
    """Average the smallest detectable change over a few samples."""
    return float(
        np.mean(
            [
                change_between(
                    survey.mean(sample(stream, shape), "y"),
                    survey.mean(sample(stream, shape), "y"),
                    alpha=corrected_alpha(0.05, 5),
                ).mdc
                for _ in range(20)
            ]
        )
    )
