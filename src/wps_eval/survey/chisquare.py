"""Tests of whether two answers hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.survey.estimates import FTest
from wps_eval.survey.linear import estimate, named
from wps_eval.survey.table import Item

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Sums

    Floats = NDArray[np.float64]


def chi_square(design: Design, row: str, column: str) -> FTest:
    """Test whether two categorical answers are independent, by Rao and Scott's second correction.

    Args:
        design: The design.
        row: A column of categories.
        column: Another.

    Returns:
        The F test. Rows where either is missing are left out. Where one of them has a single
        category there is nothing to test, and the numbers are NaN; so too without sampling error.

    Source: Rao and Scott (1984), Annals of Statistics 12, 46-60; the F form of Thomas and Rao
    (1987); R survey ``svychisq(statistic = "F")``.
    """
    shares, covariance, n, df = _cells(design, row, column)
    rows, columns = shares.shape
    if min(rows, columns) < 2 or np.isnan(covariance).all():  # noqa: PLR2004 - one category alone
        return FTest(np.nan, np.nan, np.nan, np.nan, "Rao-Scott F")
    expected = shares.sum(1, keepdims=True) * shares.sum(0, keepdims=True)
    pearson = n * float(((shares - expected) ** 2 / expected).sum())
    delta = _generalised_effects(shares, covariance, n)
    trace, trace2 = float(np.trace(delta)), float(np.sum(delta * delta.T))
    ndf = trace**2 / trace2
    f = pearson / trace
    return FTest(f, ndf, ndf * df, float(special.fdtrc(ndf, ndf * df, f)), "Rao-Scott F")


def wald_independence(design: Design, row: str, column: str, *, adjusted: bool = True) -> FTest:
    """Test whether two categorical answers are independent, by a Wald test.

    It is erratic where cells are many and sampling units few; ``chi_square`` is the default.

    Args:
        design: The design.
        row: A column of categories.
        column: Another.
        adjusted: Whether to correct the denominator for the number of contrasts.

    Returns:
        The F test; NaN as in ``chi_square``.

    The gaps are taken between totals, not shares; the two agree where there is no association.

    Source: Koch, Freeman and Freeman (1975), International Statistical Review 43; the adjustment:
    Thomas and Rao (1987), Journal of the American Statistical Association 82, 630-636.
    """
    totals, covariance, _, df = _cells(design, row, column, totals=True)
    rows, columns = totals.shape
    k = (rows - 1) * (columns - 1)
    if k < 1 or np.isnan(covariance).all():
        return FTest(np.nan, np.nan, np.nan, np.nan, "Wald F")
    product = totals.sum(1, keepdims=True) * totals.sum(0, keepdims=True) / totals.sum()
    gap = (totals - product)[1:, 1:].reshape(-1)
    slope = _slopes(totals / totals.sum())
    middle = slope @ covariance @ slope.T
    wald = float(gap @ np.linalg.solve(middle, gap))
    if not adjusted:
        return FTest(wald / k, k, df, float(special.fdtrc(k, df, wald / k)), "Wald F")
    ddf = df - k + 1
    f = wald * ddf / (k * df)
    return FTest(f, k, ddf, float(special.fdtrc(k, ddf, f)), "adjusted Wald F")


def _cells(
    design: Design, row: str, column: str, *, totals: bool = False
) -> tuple[Floats, Floats, float, float]:
    """Estimate the shares (or totals) of the crossed cells, over rows where both are present."""
    levels = [design.source.distinct(name) for name in (row, column)]
    items = [Item(row, among=levels[0], given=column)]
    by = ((row, column),)
    table = design.source.table(items, by)
    found = estimate(
        design,
        items,
        by,
        value=_whole if totals else _share,
        scores=_whole if totals else _share_scores(table.sums),
        labels=named("cell"),
        base=[0],
        table=table,
    )
    place = [
        levels[0].index(c[0][1]) * len(levels[1]) + levels[1].index(c[1][1]) for c in table.cells
    ]
    cells = np.zeros(len(levels[0]) * len(levels[1]))
    cells[place] = found.estimate
    covariance = np.zeros((len(cells), len(cells)))
    covariance[np.ix_(place, place)] = found.covariance
    df = found.degrees(range(len(found)))
    return cells.reshape(len(levels[0]), -1), covariance, float(table.n.sum()), df


def _whole(sums: Sums) -> Floats:
    return sums.weight


def _share(sums: Sums) -> Floats:
    return np.asarray(sums.weight / sums.weight.sum(1, keepdims=True))


def _share_scores(sums: Sums) -> Callable[[Sums], Floats]:
    whole = sums.weight.sum()
    share = _share(sums.whole())
    return lambda each: np.asarray(
        (each.weight - share * each.weight.sum(1, keepdims=True)) / whole
    )


def _generalised_effects(shares: Floats, covariance: Floats, n: float) -> Floats:
    """Give the matrix whose eigenvalues are the generalised design effects."""
    flat = shares.reshape(-1)
    inverse = np.divide(1.0, flat, out=np.zeros_like(flat), where=flat > 0)[:, None]
    main = _main_effects(*shares.shape)
    crossed = _interaction(*shares.shape)
    free = crossed - main @ np.linalg.lstsq(main, crossed, rcond=None)[0]
    simple = free.T @ (free * inverse) / n
    scaled = free * inverse
    return np.asarray(np.linalg.solve(simple, scaled.T @ covariance @ scaled), dtype=np.float64)


def _interaction(rows: int, columns: int) -> Floats:
    each = [np.eye(size)[:, 1:] for size in (rows, columns)]
    return np.asarray(np.kron(each[0], each[1]), dtype=np.float64)


def _main_effects(rows: int, columns: int) -> Floats:
    one = np.ones((rows * columns, 1))
    row = np.kron(np.eye(rows)[:, 1:], np.ones((columns, 1)))
    column = np.kron(np.ones((rows, 1)), np.eye(columns)[:, 1:])
    return np.asarray(np.hstack([one, row, column]), dtype=np.float64)


def _slopes(shares: Floats) -> Floats:
    """Differentiate total less product of margins over the whole by every total."""
    rows, columns = shares.shape
    row, column = shares.sum(1), shares.sum(0)
    out = []
    for i in range(1, rows):
        for j in range(1, columns):
            d = np.full((rows, columns), row[i] * column[j])
            d[i, j] += 1
            d[i, :] -= column[j]
            d[:, j] -= row[i]
            out.append(d.reshape(-1))
    return np.array(out)
