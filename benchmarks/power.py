"""Do planned rounds keep what was planned? Power and likeness of clusters in repeated made-up rounds.

python benchmarks/power.py --samples 1000
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from wps_eval import survey
from wps_eval.change.rounds import change_between

SD, ALPHA = 20.0, 0.05


@dataclass(frozen=True)
class Plan:
    """One line of the table: clusters, and the change that is planted."""

    name: str
    people: int
    icc: float
    change: float


PLANS = (
    Plan("single people", 1, 0.0, 4.0),
    Plan("5 people a unit, likeness .05", 5, 0.05, 4.0),
    Plan("10 people a unit, likeness .10", 10, 0.10, 4.0),
    Plan("20 people a unit, likeness .20", 20, 0.20, 8.0),
)


def drawn(stream: np.random.Generator, plan: Plan, units: int, shift: float) -> survey.Design:
    """Draw one round: scores with a planted likeness within units."""
    unit = np.repeat(np.arange(units), plan.people)
    between, within = SD * sqrt(plan.icc), SD * sqrt(1 - plan.icc)
    y = shift + between * stream.normal(0, 1, units)[unit] + within * stream.normal(0, 1, len(unit))
    return survey.Design.from_rows(
        pd.DataFrame({"y": y, "unit": unit}),
        kind="probability",
        weight=survey.EQUAL,
        stratum=survey.UNSTRATIFIED,
        psu="unit",
    )


def main() -> None:
    """Print a line a plan: what it asks for, and how often the change was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=1000)
    samples = parser.parse_args().samples
    stream = np.random.Generator(np.random.PCG64(1325))
    for plan in PLANS:
        fieldwork = survey.Fieldwork(people_per_unit=plan.people, icc=plan.icc)
        size = survey.size_for_mean_change(plan.change, SD, fieldwork)
        found, false, likeness = 0, 0, []
        for _ in range(samples):
            before = drawn(stream, plan, size.units, 0.0)
            first = survey.mean(before, "y")
            after, still = (drawn(stream, plan, size.units, shift) for shift in (plan.change, 0.0))
            found += change_between(first, survey.mean(after, "y")).p < ALPHA
            false += change_between(first, survey.mean(still, "y")).p < ALPHA
            likeness.append(survey.intraclass(before, "y").icc)
        mean_likeness = f"{np.mean(likeness):.3f}" if plan.people > 1 else "cannot tell"
        print(
            f"{plan.name:32} {size.answers:5} answers, {size.units:4} units: found {100 * found / samples:5.1f} % "
            f"(planned 80), without a change {100 * false / samples:4.1f} % (5), likeness {mean_likeness}"
        )


if __name__ == "__main__":
    main()
