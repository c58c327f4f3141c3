"""How often two groups are told to have changed differently when nothing differs, with few clusters.

    python benchmarks/group_clusters.py [samples]

Two rounds of people in clusters that both rounds reached, whole clusters in one group; a fifth of the spread lies
between clusters, a tenth between clusters in one round. Printed is the percent of samples with p below 5 %: of the
product's wild cluster bootstrap (Webb's six points, null imposed), of the design's linearisation over people as drawn
singly, and of a cluster-robust t (CR1) on clusters less one. The balance is not estimated here.
"""

from __future__ import annotations

import sys

import numpy as np
from scipy import special

from wps_eval.change.wild_bootstrap import wild_cluster_bootstrap

LEVEL, PEOPLE = 0.05, 20
OF_CLUSTERS, OF_ROUNDS = 0.2, 0.1
ARMS = ((3, 3), (2, 4), (5, 5), (3, 9), (8, 11), (12, 12))


def sample(arms: tuple[int, int], stream: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Draw one sample: outcome, regressors, weights and cluster."""
    clusters = sum(arms)
    cluster = np.repeat(np.arange(clusters), 2 * PEOPLE)
    after = np.tile(np.repeat([0.0, 1.0], PEOPLE), clusters)
    treated = (cluster < arms[0]) * 1.0
    lasting = np.sqrt(OF_CLUSTERS) * stream.normal(size=clusters)[cluster]
    passing = np.sqrt(OF_ROUNDS) * stream.normal(size=(clusters, 2))[cluster, after.astype(int)]
    rest = np.sqrt(1 - OF_CLUSTERS - OF_ROUNDS) * stream.normal(size=len(cluster))
    regressors = np.column_stack([np.ones(len(cluster)), treated, after, treated * after])
    return lasting + passing + rest, regressors, stream.uniform(0.5, 2.0, len(cluster)), cluster


def singly_p(outcome: np.ndarray, regressors: np.ndarray, weight: np.ndarray) -> float:
    """Give p of the interaction as if every person had been drawn singly."""
    bread = np.linalg.inv(regressors.T @ (weight[:, None] * regressors))
    found = bread @ (regressors.T @ (weight * outcome))
    scores = (weight * (outcome - regressors @ found))[:, None] * regressors @ bread[3]
    t = found[3] / np.sqrt((scores**2).sum() * len(outcome) / (len(outcome) - 1))
    return float(2 * special.stdtr(len(outcome) - 4, -abs(t)))


def wrongly_called(arms: tuple[int, int], samples: int, seed: int) -> np.ndarray:
    """Give the percent of samples that each test calls a difference."""
    stream = np.random.Generator(np.random.PCG64(seed))
    calls = np.zeros(3)
    for _ in range(samples):
        outcome, regressors, weight, cluster = sample(arms, stream)
        found = wild_cluster_bootstrap(outcome, regressors, weight, cluster, position=3)
        robust_p = 2 * special.stdtr(found.clusters - 1, -abs(found.estimate / found.se))
        calls += np.array([found.p, singly_p(outcome, regressors, weight), robust_p]) < LEVEL
    return 100 * calls / samples


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print("clusters of each group | bootstrap | singly | CR1")
    for number, each in enumerate(ARMS):
        shares = wrongly_called(each, count, number + 1)
        print(f"{each[0]} + {each[1]} | " + " | ".join(f"{share:.1f}" for share in shares))
