"""How many people share the keys by which somebody could be recognised, in the sample and in the population."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.intp]
    Floats = NDArray[np.float64]
    Counts = NDArray[np.intp]
    Truths = NDArray[np.bool_]

MISSING = -1  #: the code of a key that is not known


def key_frequencies(codes: Codes, weights: Floats) -> tuple[Counts, Floats]:
    """Count who shares each person's keys.

    Args:
        codes: The keys (n, m), a code from 0 for each category; ``MISSING`` where a key is not known.
        weights: How many people of the population each stands for (n,).

    Returns:
        How many people of the sample share the keys of each (n,), the person among them, and the sum
        of the weights of these (n,). A missing key counts as the same as any other.

    Source: Templ, Kowarik and Meindl (2015), Journal of Statistical Software 67(4), section 3.1; missing
        keys as in sdcMicro's ``freqCalc``.
    """
    patterns, belongs = key_patterns(codes)
    sizes = np.bincount(belongs, minlength=len(patterns))
    totals: Floats = np.bincount(belongs, weights, minlength=len(patterns)).astype(np.float64)
    open_ones = (patterns == MISSING).any(axis=1)
    shared = np.array([matching(patterns, pattern) for pattern in patterns[open_ones]])
    counts, sums = sizes.copy(), totals.copy()
    if len(shared):
        counts[open_ones], sums[open_ones] = shared @ sizes, shared @ totals
        by_closed = shared[:, ~open_ones].T
        counts[~open_ones] += by_closed @ sizes[open_ones]
        sums[~open_ones] += by_closed @ totals[open_ones]
    return counts[belongs], sums[belongs]


def key_patterns(codes: Codes) -> tuple[Codes, Counts]:
    """Give each combination of keys once (p, m), and which of them each person has (n,)."""
    if not codes.shape[1]:
        return np.zeros((1, 0), np.intp), np.zeros(len(codes), np.intp)
    patterns, belongs = np.unique(codes, axis=0, return_inverse=True)
    return patterns, belongs.reshape(-1)


def matching(patterns: Codes, pattern: Codes) -> Truths:
    """Say which combinations (p, m) may be the same as one (m,), a missing key being the same as any (p,)."""
    same = (patterns == pattern) | (patterns == MISSING) | (pattern == MISSING)
    return np.asarray(same.all(axis=1))
