"""A test of one coefficient where clusters are few: the wild cluster bootstrap, its null imposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.survey.codes import refuse_no_share
from wps_eval.survey.spread import has_spread
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

DRAWS, SEED = 9999, 1325
#: Webb's six points, each as likely: mean 0, variance 1, and many more samples than 1 and -1 make of few clusters
WEBB = (-np.sqrt(1.5), -1.0, -np.sqrt(0.5), np.sqrt(0.5), 1.0, np.sqrt(1.5))
_TIE = 1e-9  #: relative; statistics that are nearer are one
_FARTHEST = 60.0  #: standard errors; an interval that reaches beyond has no end
_STEPS = 40  #: halvings of an interval's end


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterTest:
    """A coefficient with its test by clusters.

    Attributes:
        estimate: The coefficient.
        se: Its cluster-robust standard error (CR1); NaN where there is none.
        p: Two-sided p-value of the bootstrap, of the coefficient being 0.
        low: Lower end of the interval, the values that the bootstrap does not reject; NaN where it has no end.
        high: Upper end.
        clusters: How many clusters there are.
    """

    estimate: float
    se: float
    p: float
    low: float
    high: float
    clusters: int


@dataclass(frozen=True, repr=False)
class _ClusterSums(RowHolder):
    """What the bootstrap needs of each of G clusters, for a coefficient of k.

    Attributes:
        bread: The inverse of the weighted cross-product of the regressors (k, k).
        position: Which coefficient.
        outcome: Scores of the outcome's residuals under the null of 0 (G, k).
        regressor: How these scores fall with the value of the null (G, k).
        information: The coefficient's row of the bread times each cluster's cross-product (G, k).
        factor: What multiplies the variance.
    """

    bread: Floats
    position: int
    outcome: Floats
    regressor: Floats
    information: Floats
    factor: float

    def samples(self, draws: Floats) -> _Samples:
        """Give the statistics of bootstrap samples as functions of the null (B draws)."""
        numerators, gaps = [], []
        for scores in (self.outcome, self.regressor):
            moved = draws @ (scores @ self.bread)
            numerators.append(moved[:, self.position])
            gaps.append(draws * (scores @ self.bread[self.position]) - moved @ self.information.T)
        squares = [
            (one * two).sum(axis=1)
            for one, two in ((gaps[0], gaps[0]), (gaps[0], gaps[1]), (gaps[1], gaps[1]))
        ]
        return _Samples(*numerators, *(self.factor * each for each in squares))


@dataclass(frozen=True, repr=False)
class _Samples(RowHolder):
    """Bootstrap samples: numerator and variance of their statistics are polynomials in the null (B,)."""

    constant: Floats
    slope: Floats
    square: Floats
    product: Floats
    slope_square: Floats

    def statistics(self, null: float) -> Floats:
        """Give the t statistics under a null (B,); infinite where a sample has no variance."""
        variance = self.square - 2 * null * self.product + null**2 * self.slope_square
        with np.errstate(divide="ignore", invalid="ignore"):
            found = (self.constant - null * self.slope) / np.sqrt(variance)
        return np.where(np.isnan(found), np.inf, found)


def wild_cluster_bootstrap(
    outcome: ArrayLike,
    regressors: ArrayLike,
    weight: ArrayLike,
    cluster: ArrayLike,
    *,
    position: int,
    level: float = 0.95,
) -> ClusterTest:
    """Test a coefficient of a weighted least-squares fit by clusters, also where they are few.

    Args:
        outcome: The outcome (n,).
        regressors: The regressors, with the constant (n, k).
        weight: The weights (n,); they are taken as given.
        cluster: The cluster of each row (n,).
        position: Which coefficient is tested.
        level: The interval's level.

    Returns:
        The coefficient with its CR1 standard error; p and interval of the restricted wild cluster bootstrap-t: 9999
        draws of Webb's six-point weights, one a cluster, from the seed 1325, symmetric; p counts the sample itself as
        one of the draws. NaN where fewer than two clusters, or no variance, leave nothing to test; an end beyond 60
        standard errors is none. With few clusters on one side the test rejects too seldom, not too often.

    Raises:
        DesignFaults: The level is no share.

    Source: Cameron, Gelbach and Miller (2008), Review of Economics and Statistics 90, 414-427 (null imposed, section
    III.C); Webb (2023), Canadian Journal of Economics 56, 839-858 (six points); interval by inversion and computation
    by sums of clusters: Roodman, MacKinnon, Nielsen and Webb (2019), Stata Journal 19, 4-60, sections 3.5 and 5; few
    treated clusters: MacKinnon and Webb (2018), Econometrics Journal 21, 114-135.

    Examples:
        Made-up: eight clusters of one person, four of which are two points higher, give or take one:

        >>> import numpy as np
        >>> from wps_eval import change
        >>> treated = np.repeat([0.0, 1.0], 4)
        >>> points = np.array([0, 1, 0, 1, 2, 3, 2, 3.0])
        >>> rows = np.column_stack([np.ones(8), treated])
        >>> found = change.wild_cluster_bootstrap(points, rows, np.ones(8), np.arange(8), position=1)
        >>> round(found.estimate, 6), round(found.se, 4), found.p < 0.05
        (2.0, 0.4082, True)
    """
    refuse_no_share(level, "level")
    y, x = np.asarray(outcome, dtype=np.float64), np.asarray(regressors, dtype=np.float64)
    w = np.asarray(weight, dtype=np.float64)
    clusters, code = np.unique(np.asarray(cluster).astype(str), return_inverse=True)
    bread = np.asarray(np.linalg.pinv(x.T @ (w[:, None] * x)), dtype=np.float64)
    estimate = float(bread[position] @ (x.T @ (w * y)))
    no_test = ClusterTest(
        estimate=estimate, se=np.nan, p=np.nan, low=np.nan, high=np.nan, clusters=len(clusters)
    )
    if len(clusters) < 2:  # noqa: PLR2004 - one alone has no variance
        return no_test
    factor = len(clusters) / (len(clusters) - 1) * (len(y) - 1) / max(len(y) - x.shape[1], 1)
    residual = y - x @ (bread @ (x.T @ (w * y)))
    scores = _summed((w * residual)[:, None] * x, code, len(clusters)) @ bread[position]
    se = float(np.sqrt(factor * (scores**2).sum()))
    if not has_spread(se, np.abs(y).max()):
        return no_test
    others = np.delete(x, position, axis=1)
    sums = _ClusterSums(
        bread=bread,
        position=position,
        outcome=_residual_scores(y, others, x, w, code, len(clusters)),
        regressor=_residual_scores(x[:, position], others, x, w, code, len(clusters)),
        information=_information(x, w, code, len(clusters), bread[position]),
        factor=factor,
    )
    stream = np.random.Generator(np.random.PCG64(SEED))
    draws = np.asarray(WEBB)[stream.integers(len(WEBB), size=(DRAWS, len(clusters)))]
    samples = sums.samples(draws)

    def p_of(null: float) -> float:
        """Give the p-value of the coefficient being ``null``."""
        seen = abs(estimate - null) / se * (1 - _TIE)
        return float((1 + (np.abs(samples.statistics(null)) >= seen).sum()) / (1 + DRAWS))

    low, high = (_end(p_of, estimate, side * se, 1 - level) for side in (-1, 1))
    return ClusterTest(
        estimate=estimate, se=se, p=p_of(0.0), low=low, high=high, clusters=len(clusters)
    )


def _end(p_of: Callable[[float], float], estimate: float, step: float, alpha: float) -> float:
    """Find where p falls below alpha on one side of the estimate; NaN where it does not within reach."""
    inside, reach = estimate, 2.0
    while p_of(estimate + reach * step) >= alpha:
        inside, reach = estimate + reach * step, reach * 1.5
        if reach > _FARTHEST:
            return float("nan")
    outside = estimate + reach * step
    for _ in range(_STEPS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if p_of(middle) >= alpha else (inside, middle)
    return (inside + outside) / 2


def _residual_scores(
    values: Floats, others: Floats, x: Floats, w: Floats, code: NDArray[np.intp], count: int
) -> Floats:
    """Give the scores by cluster of what the other regressors leave of some values (G, k)."""
    slope = np.linalg.pinv(others.T @ (w[:, None] * others)) @ (others.T @ (w * values))
    return _summed((w * (values - others @ slope))[:, None] * x, code, count)


def _information(x: Floats, w: Floats, code: NDArray[np.intp], count: int, row: Floats) -> Floats:
    """Give a row of the bread times the cross-product of each cluster's regressors (G, k)."""
    return _summed((w * (x @ row))[:, None] * x, code, count)


def _summed(rows: Floats, code: NDArray[np.intp], count: int) -> Floats:
    """Sum rows by cluster (G, k)."""
    sums = np.zeros((count, rows.shape[1]))
    np.add.at(sums, code, rows)
    return sums
