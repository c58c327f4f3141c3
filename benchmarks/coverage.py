"""How often do the intervals cover, and how often do the tests err, in repeated made-up samples?

python benchmarks/coverage.py --samples 2000
"""

from __future__ import annotations

import argparse

from simulation import (
    DESIGNS,
    ROAD_DESIGNS,
    ROAD_SHARES,
    covered,
    covered_on_the_road,
    family,
)


def main() -> None:
    """Print one line a design and statistic."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=2000)
    samples = parser.parse_args().samples
    print(f"{samples} samples a line; intervals are nominally 95 %")
    for design, shape in DESIGNS.items():
        for name, share in covered(shape, samples, seed=1325).items():
            print(f"{design:28} {name:20} {100 * share:5.1f} %")
    print(
        "scores of 0 or 100 as reports print them: one round, change, samples without a change's interval"
    )
    for strata, units in ROAD_DESIGNS:
        for unequal in (False, True):
            for shares in ROAD_SHARES:
                found = covered_on_the_road(strata, units, shares, samples, unequal=unequal)
                weights = "unequal" if unequal else "equal"
                row = " ".join(f"{100 * each:6.1f}" for each in found)
                print(
                    f"{strata:2} x {units:2} units, {weights:7} weights, {shares[0]:.2f} to {shares[1]:.2f} {row}"
                )
    shape = DESIGNS["strata, clusters, weights"]
    print(
        f"five tests, nothing moved: any found     {100 * family(samples, 1, shape, changed=False):5.1f} %"
    )
    print(
        f"one moved by its detectable change: found {100 * family(samples, 2, shape, changed=True):5.1f} %"
    )


if __name__ == "__main__":
    main()
