"""How likely it is that somebody who knows a person's keys picks the right row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.intp]

TERMS = 60  #: of the series; where it is used the rest is below 1e-16
FEW = 30  #: people from which on the series ends soon whatever their share
HALF = 0.5  #: share of the population from which on it does whatever their number


def individual_risk(counts: Counts, sums: Floats) -> Floats:
    r"""Estimate each person's risk of being recognised, after Benedetti and Franconi.

    How many people F of the population share the keys is not known; given the f of the sample it
    is taken to follow the negative binomial distribution with success probability p = f / sum of weights.
    The risk is the expectation of 1/F:

    ``E(1/F | f) = p^f \int_0^1 t^(f-1) (1 - (1-p) t)^(-f) dt = (p/f) 2F1(1, 1; f+1; 1-p)``

    In closed form it is ``-log(p) p/(1-p)`` for f = 1, ``(p log(p) + 1 - p) p/(1-p)^2`` for f = 2, and
    for one person more each ``s (1/f - E)`` with ``s = p/(1-p)``. That loses digits where p is large, and there,
    or for many people, the hypergeometric series ends soon.

    Args:
        counts: People of the sample who share the keys (n,), 1 or more.
        sums: The sum of their weights (n,), above 0; less than ``counts`` is taken for ``counts``, since
            the population is no smaller than the sample.

    Returns:
        The risk (n,), above 0 and no more than 1/f: that is reached where everybody was asked.

    Source: Benedetti and Franconi (1998), NTTS 98; Franconi and Polettini (2004), LNCS 3050;
        Hundepool et al., Statistical Disclosure Control (2012), section 3.3.
    """
    share = np.minimum(counts / sums, 1.0)
    closed = (counts < FEW) & (share < HALF)
    risk = np.empty(len(counts))
    risk[closed] = _closed_form(counts[closed], share[closed])
    risk[~closed] = _series(counts[~closed], share[~closed])
    return risk


def _closed_form(counts: Counts, share: Floats) -> Floats:
    """Give E(1/F) of few people that are less than half of their population (n,)."""
    odds = share / (1 - share)
    expected = -odds * np.log(share)
    for one_less in range(1, int(counts.max(initial=1))):
        expected = np.where(counts > one_less, odds * (1 / one_less - expected), expected)
    return expected


def _series(counts: Counts, share: Floats) -> Floats:
    """Give E(1/F) as the series (p/f) sum n! / (f+1)_n (1-p)^n (n,)."""
    term = share / counts
    total = np.zeros(len(counts))
    for n in range(1, TERMS + 1):
        total += term
        term = term * (1 - share) * n / (counts + n)
    return total


def global_risk(risks: Floats) -> float:
    """Give the mean of the individual risks: the people that are expected to be recognised, as a share of all."""
    return float(np.mean(risks))
