"""Confidence intervals that know their degrees of freedom; those of shares stay inside 0 to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.codes import Interval
from wps_eval.survey.spread import has_spread
from wps_eval.survey.transformed_intervals import arcsine_interval, likelihood_interval

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
    half_width = _t_quantile(df, level) * se
    return estimate - half_width, estimate + half_width


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
        how: ``logit`` (R's ``xlogit`` is the same), ``beta``, ``wilson``, ``asin`` or ``likelihood``.

    Returns:
        Low and high ends (k,); NaN where the share or its standard error is, without a degree of
        freedom, and where a share inside 0 to 1 shows no variance. Exactly 0 and 1 have the exact
        interval of their base.

    Source: logit: Korn and Graubard (1999), chapter 3, after the transformation of Rust and
    Rao; beta: Korn and Graubard (1998), Survey Methodology 24, 193-201; Wilson: Dean and Pagano
    (2015), Journal of Survey Statistics and Methodology 3, 484-503, with the effective sample size; the others as
    in ``arcsine_interval`` and ``likelihood_interval``.
    """
    is_inner = (share > 0) & (share < 1) & has_spread(se, share)
    # any share and error do where the interval is not made of them
    p, s = np.where(is_inner, share, 0.5), np.where(is_inner, se, 0.1)
    if how in (Interval.LOGIT, Interval.XLOGIT):
        low, high = _logit_interval(p, s, df, level)
    elif how is Interval.ASIN:
        low, high = arcsine_interval(p, s, _t_quantile(df, level))
    elif how is Interval.LIKELIHOOD:
        low, high = likelihood_interval(p, s, _t_quantile(df, level))
    elif how is Interval.BETA:
        low, high = _beta_interval(p, effective_base(p, s, n, design_df, level), level)
    else:
        low, high = _wilson_interval(p, p * (1 - p) / s**2, df, level)
    exact_low, exact_high = _beta_interval(np.clip(share, 0, 1), n.astype(np.float64), level)
    is_edge = ((share <= 0) | (share >= 1)) & (se == 0) & (df > 0)
    low = np.where(is_inner & (df > 0), low, np.where(is_edge, exact_low, np.nan))
    high = np.where(is_inner & (df > 0), high, np.where(is_edge, exact_high, np.nan))
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
    tail_prob = (1 - level) / 2
    quantile_ratio = special.stdtrit(np.maximum(n - 1, 1), tail_prob) / special.stdtrit(
        design_df, tail_prob
    )
    return np.asarray(share * (1 - share) / se**2 * quantile_ratio**2, dtype=np.float64)


def _logit_interval(p: Floats, se: Floats, df: Floats, level: float) -> tuple[Floats, Floats]:
    """Give low and high of shares strictly inside 0 to 1, made on the scale of log odds."""
    log_odds = np.log(p / (1 - p))
    half_width = _t_quantile(df, level) * se / (p * (1 - p))
    return 1 / (1 + np.exp(-(log_odds - half_width))), 1 / (1 + np.exp(-(log_odds + half_width)))


def _beta_interval(p: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    """Give low and high of shares p of n cases by Clopper and Pearson, of any real n."""
    tail_prob = (1 - level) / 2
    hits, misses = n * p, n * (1 - p)
    with np.errstate(invalid="ignore"):
        low = np.where(hits <= 0, 0.0, special.betaincinv(hits, misses + 1, tail_prob))
        high = np.where(misses <= 0, 1.0, special.betaincinv(hits + 1, misses, 1 - tail_prob))
    return low, high


def _wilson_interval(p: Floats, n: Floats, df: Floats, level: float) -> tuple[Floats, Floats]:
    """Give low and high of shares p of n cases by Wilson's score interval with t for z."""
    t_squared = _t_quantile(df, level) ** 2
    centre = (p + t_squared / (2 * n)) / (1 + t_squared / n)
    half_width = (
        np.sqrt(t_squared) / (1 + t_squared / n) * np.sqrt(p * (1 - p) / n + t_squared / (4 * n**2))
    )
    return centre - half_width, centre + half_width


def _t_quantile(df: Floats, level: float) -> Floats:
    """Give the two-sided t quantile of a confidence level (k,); NaN without degrees of freedom."""
    positive_df = np.where(df > 0, df, np.nan)
    return np.asarray(special.stdtrit(positive_df, (1 + level) / 2), dtype=np.float64)
