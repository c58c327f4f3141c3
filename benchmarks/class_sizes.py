"""How often a course is called a change when nothing was learnt, with classes of unequal size.

    python benchmarks/class_sizes.py [samples]

Nothing is learnt; 20 % of the spread lies between classes; classes have 4 to 40 people. Printed is the
percent of samples with p below 5 %: of the product's test (CR2 on Satterthwaite's degrees of freedom), of
CR1 on classes less one, and of the t test of class means.
"""

from __future__ import annotations

import sys

import numpy as np
from scipy import special, stats

from wps_eval.change.paired import paired_change

ICC, LEVEL = 0.2, 0.05
SMALLEST, LARGEST = 4, 40


def class_sizes(classes: int) -> dict[str, np.ndarray]:
    """Give three ways in which sizes may be unequal, and equal ones."""
    half = np.where(np.arange(classes) < classes // 2, SMALLEST, LARGEST)
    return {
        "equal": np.full(classes, 20),
        "evenly spread": np.linspace(SMALLEST, LARGEST, classes).round().astype(int),
        "mostly small": np.geomspace(SMALLEST, LARGEST, classes).round().astype(int),
        "half small": half,
    }


def wrongly_called(sizes: np.ndarray, samples: int, seed: int) -> tuple[float, float, float]:
    """Give the percent of samples that each test calls a change."""
    stream = np.random.Generator(np.random.PCG64(seed))
    member, calls = np.repeat(np.arange(len(sizes)), sizes), np.zeros(3)
    for _ in range(samples):
        gain = np.sqrt(ICC) * stream.normal(size=len(sizes))[member]
        gain += np.sqrt(1 - ICC) * stream.normal(size=len(member))
        means = np.bincount(member, gain) / sizes
        totals = np.bincount(member, gain - gain.mean())
        classes = len(sizes)
        cr1 = np.sqrt(classes / (classes - 1) * (totals**2).sum()) / len(member)
        p_cr1 = 2 * special.stdtr(classes - 1, -abs(gain.mean() / cr1))
        calls += (
            np.array(
                [
                    paired_change(np.zeros(len(gain)), gain, cluster=member).p,
                    p_cr1,
                    stats.ttest_1samp(means, 0).pvalue,
                ]
            )
            < LEVEL
        )
    return tuple(100 * calls / samples)


def main(samples: int) -> None:
    """Print a line a number of classes and spread of sizes."""
    print("classes  sizes           CR2   CR1   class means")
    for classes in (6, 12, 30):
        for name, sizes in class_sizes(classes).items():
            cr2, cr1, means = wrongly_called(sizes, samples, seed=1325 + classes)
            print(f"{classes:7}  {name:14}{cr2:5.1f} {cr1:5.1f} {means:5.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
