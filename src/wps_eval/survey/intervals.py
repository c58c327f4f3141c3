"""Confidence intervals that know their degrees of freedom; those of shares stay inside 0 to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.codes import Interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def student_interval(
    estimate: Floats, se: Floats, df: Floats, level: float
) -> tuple[Floats, Floats]:
    """Give estimate plus and minus t times SE.

    Args:
        estimate: Estimates (k,).
        se: Their standard errors (k,).
        df: Their degrees of freedom (k,); no interval where below 1.
        level: The confidence level, a share.

    Returns:
        Low and high ends (k,).

    Source: Korn and Graubard (1999), chapter 3.
    """
    half = _t(df, level) * se
    return estimate - half, estimate + half


def share_interval(
    share: Floats,
    se: Floats,
    df: Floats,
    n: Floats,
    design_df: ArrayLike,
    level: float,
    how: Interval,
) -> tuple[Floats, Floats]:
    """Give intervals of shares that stay inside 0 to 1.

    A share of exactly 0 or 1, where the standard error is 0 and says nothing, gets the exact
    (Clopper-Pearson) interval of its base, whichever way was asked for.

    Args:
        share: Shares (k,).
        se: Their standard errors (k,).
        df: Their degrees of freedom (k,).
        n: Their unweighted bases (k,).
        design_df: Degrees of freedom of the design.
        level: The confidence level, a share.
        how: ``logit``, ``beta`` or ``wilson``.

    Returns:
        Low and high ends (k,); NaN where the share or its standard error is.

    Source: logit: Korn and Graubard (1999), chapter 3, after the transformation of Rust and
    Rao; beta: Korn and Graubard (1998), Survey Methodology 24, 193-201; Wilson: Dean and Pagano
    (2015), Journal of Survey Statistics and Methodology 3, 484-503, with the effective sample size.
    """
    inner = (share > 0) & (share < 1) & (se > 0)
    p, s = np.where(inner, share, 0.5), np.where(inner, se, 0.1)
    if how is Interval.LOGIT:
        low, high = _logit(p, s, df, level)
    elif how is Interval.BETA:
        low, high = _beta(p, effective_base(p, s, n, design_df, level), level)
    else:
        low, high = _wilson(p, p * (1 - p) / s**2, df, level)
    exact_low, exact_high = _beta(np.clip(share, 0, 1), n.astype(np.float64), level)
    edge = ((share <= 0) | (share >= 1)) & (se == 0) & (n > 0)
    low = np.where(inner, low, np.where(edge, exact_low, np.where(se == 0, share, np.nan)))
    high = np.where(inner, high, np.where(edge, exact_high, np.where(se == 0, share, np.nan)))
    return low, high


def effective_base(
    share: Floats, se: Floats, n: Floats, design_df: ArrayLike, level: float
) -> Floats:
    """Give the size of a simple random sample as precise as this one.

    Args:
        share: Shares strictly inside 0 to 1 (k,).
        se: Their standard errors (k,).
        n: Their unweighted bases (k,).
        design_df: Degrees of freedom of the design.
        level: The confidence level whose t quantiles are compared.

    Returns:
        p (1 - p) / SE squared, times the squared ratio of t quantiles on n - 1 and on the
        design's degrees of freedom, (k,).

    Source: Korn and Graubard (1998), Survey Methodology 24, 193-201.
    """
    tail = (1 - level) / 2
    ratio = special.stdtrit(np.maximum(n - 1, 1), tail) / special.stdtrit(design_df, tail)
    return np.asarray(share * (1 - share) / se**2 * ratio**2, dtype=np.float64)


def _logit(p: Floats, se: Floats, df: Floats, level: float) -> tuple[Floats, Floats]:
    middle = np.log(p / (1 - p))
    half = _t(df, level) * se / (p * (1 - p))
    return 1 / (1 + np.exp(-(middle - half))), 1 / (1 + np.exp(-(middle + half)))


def _beta(p: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    tail = (1 - level) / 2
    hits, misses = n * p, n * (1 - p)
    with np.errstate(invalid="ignore"):
        low = np.where(hits <= 0, 0.0, special.betaincinv(hits, misses + 1, tail))
        high = np.where(misses <= 0, 1.0, special.betaincinv(hits + 1, misses, 1 - tail))
    return low, high


def _wilson(p: Floats, n: Floats, df: Floats, level: float) -> tuple[Floats, Floats]:
    z2 = _t(df, level) ** 2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2) / (1 + z2 / n) * np.sqrt(p * (1 - p) / n + z2 / (4 * n**2))
    return middle - half, middle + half


def _t(df: Floats, level: float) -> Floats:
    known = np.where(df > 0, df, np.nan)
    return np.asarray(special.stdtrit(known, (1 + level) / 2), dtype=np.float64)
