"""Tests of whether two answers hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import special

from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.linear import estimate, label_by_domain
from wps_eval.survey.t_and_wald import FTest
from wps_eval.survey.table import Item
from wps_eval.survey.weighted_sums import ratio_tail

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.table import Sums, Table

    Floats = NDArray[np.float64]


def chi_square(
    design: Design,
    row: str,
    column: str,
    *,
    statistic: Literal["F", "chisq", "lincom", "saddlepoint"] = "F",
) -> FTest:
    """Test whether two categorical answers are independent, by Rao and Scott's corrections.

    Args:
        design: The design.
        row: A column of categories.
        column: Another.
        statistic: ``F``, the second-order correction; ``chisq``, the first-order one; or the distribution that
            Pearson's statistic has, a weighted sum of chi-squares: by numerical integration (``lincom``) or by the
            ``saddlepoint`` approximation.

    Returns:
        The test; ``statistic`` is F, or Pearson's X squared, divided by the mean design effect for ``chisq``, whose
        denominator degrees of freedom are infinite. Rows where either is missing are left out. Where one of them
        has a single category there is nothing to test, and the numbers are NaN; so too without sampling error.

    Source: Rao and Scott (1984), Annals of Statistics 12, 46-60; the F form of Thomas and Rao
    (1987); R survey ``svychisq``, whose X squared for ``chisq`` is printed undivided.

    Examples:
        Made-up answers of eight people in four villages:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"sex": list("fmfmfmfm"), "votes": [1, 0, 1, 0, 1, 1, 0, 0]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.chi_square(design, "sex", "votes")
        >>> round(found.statistic, 4), found.ndf, found.ddf, found.method
        (1.75, 1.0, 7.0, 'Rao-Scott F')
    """
    refuse_no_design(design)
    shares, covariance, n, df = _cell_estimates(design, row, column)
    rows, columns = shares.shape
    if min(rows, columns) < 2 or np.isnan(covariance).all():  # noqa: PLR2004 - one category alone
        return FTest(np.nan, np.nan, np.nan, np.nan, "Rao-Scott F")
    expected = shares.sum(1, keepdims=True) * shares.sum(0, keepdims=True)
    pearson = n * float(((shares - expected) ** 2 / expected).sum())
    design_effects = _generalised_design_effects(shares, covariance, n)
    trace = float(np.trace(design_effects))
    trace_of_square = float(np.sum(design_effects * design_effects.T))
    ndf = trace**2 / trace_of_square
    f = pearson / trace
    contrasts = len(design_effects)
    if statistic == "chisq":
        corrected = pearson * contrasts / trace
        p = float(special.chdtrc(contrasts, corrected))
        return FTest(corrected, contrasts, np.inf, p, "Rao-Scott chi-square, first order")
    if statistic in ("lincom", "saddlepoint"):
        effects = np.real(np.linalg.eigvals(design_effects))
        p = ratio_tail(pearson, effects, ndf * df, saddlepoint=statistic == "saddlepoint")
        return FTest(pearson, contrasts, ndf * df, p, f"Rao-Scott chi-square, {statistic}")
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

    Examples:
        Made-up answers of eight people:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"sex": list("fmfmfmfm"), "votes": [1, 0, 1, 0, 1, 1, 0, 0]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.wald_independence(design, "sex", "votes")
        >>> round(found.statistic, 4), round(found.p, 4)
        (2.3333, 0.1705)
    """
    refuse_no_design(design)
    totals, covariance, _, df = _cell_estimates(design, row, column, totals=True)
    rows, columns = totals.shape
    contrasts = (rows - 1) * (columns - 1)
    if contrasts < 1 or np.isnan(covariance).all():
        return FTest(np.nan, np.nan, np.nan, np.nan, "Wald F")
    expected = totals.sum(1, keepdims=True) * totals.sum(0, keepdims=True) / totals.sum()
    gap = (totals - expected)[1:, 1:].reshape(-1)
    slopes = _gap_slopes(totals / totals.sum())
    gap_covariance = slopes @ covariance @ slopes.T
    wald = float(gap @ np.linalg.solve(gap_covariance, gap))
    if not adjusted:
        return FTest(
            wald / contrasts,
            contrasts,
            df,
            float(special.fdtrc(contrasts, df, wald / contrasts)),
            "Wald F",
        )
    ddf = df - contrasts + 1
    f = wald * ddf / (contrasts * df)
    return FTest(f, contrasts, ddf, float(special.fdtrc(contrasts, ddf, f)), "adjusted Wald F")


def _cell_estimates(
    design: Design, row: str, column: str, *, totals: bool = False
) -> tuple[Floats, Floats, float, float]:
    """Estimate the shares (or totals) of the crossed cells, over rows where both are present.

    Returns:
        The cells (rows, columns), their covariance, the base and the degrees of freedom.
    """
    estimates, table = crossed_cells(design, row, column, totals=totals)
    categories = [design.source.distinct(name) for name in (row, column)]
    positions = [
        categories[0].index(cell[0][1]) * len(categories[1]) + categories[1].index(cell[1][1])
        for cell in table.cells
    ]
    cells = np.zeros(len(categories[0]) * len(categories[1]))
    cells[positions] = estimates.estimate
    covariance = np.zeros((len(cells), len(cells)))
    covariance[np.ix_(positions, positions)] = estimates.covariance
    df = estimates.degrees(range(len(estimates)))
    return cells.reshape(len(categories[0]), -1), covariance, float(table.n.sum()), df


def crossed_cells(
    design: Design, row: str, column: str, *, totals: bool = False
) -> tuple[Estimates, Table]:
    """Estimate the share of each crossing of two columns among rows where both are present.

    Args:
        design: The design.
        row: A column of categories.
        column: Another.
        totals: Whether to give totals and not shares.

    Returns:
        The estimates, and the table whose cells they are of; crossings that no row has are left out.

    Source: as ``mean``.
    """
    items = [Item(row, among=design.source.distinct(row), given=column)]
    by = ((row, column),)
    table = design.source.table(items, by)
    estimates = estimate(
        design,
        items,
        by,
        value=_cell_totals if totals else _cell_shares,
        scores=_cell_totals if totals else _cell_share_scores(table.sums),
        labels=label_by_domain("cell"),
        base=[0],
        table=table,
    )
    return estimates, table


def _cell_totals(sums: Sums) -> Floats:
    """Give the weights of the cells: the totals."""
    return sums.weight


def _cell_shares(sums: Sums) -> Floats:
    """Give each cell's share of the weight of all cells."""
    return np.asarray(sums.weight / sums.weight.sum(1, keepdims=True))


def _cell_share_scores(sums: Sums) -> Callable[[Sums], Floats]:
    """Give what turns sums by unit into linearised variables of the cells' shares."""
    sum_of_weights = sums.weight.sum()
    shares = _cell_shares(sums.whole())
    return lambda sums_of_units: np.asarray(
        (sums_of_units.weight - shares * sums_of_units.weight.sum(1, keepdims=True))
        / sum_of_weights
    )


def _generalised_design_effects(shares: Floats, covariance: Floats, n: float) -> Floats:
    """Give the matrix whose eigenvalues are the generalised design effects."""
    cell_shares = shares.reshape(-1)
    inverse_shares = np.divide(
        1.0, cell_shares, out=np.zeros_like(cell_shares), where=cell_shares > 0
    )[:, None]
    main_effects = _main_effect_contrasts(*shares.shape)
    interactions = _interaction_contrasts(*shares.shape)
    free_of_main_effects = (
        interactions - main_effects @ np.linalg.lstsq(main_effects, interactions, rcond=None)[0]
    )
    simple_covariance = free_of_main_effects.T @ (free_of_main_effects * inverse_shares) / n
    weighted_contrasts = free_of_main_effects * inverse_shares
    return np.asarray(
        np.linalg.solve(simple_covariance, weighted_contrasts.T @ covariance @ weighted_contrasts),
        dtype=np.float64,
    )


def _interaction_contrasts(rows: int, columns: int) -> Floats:
    """Give the contrasts of the interaction (cells, (rows - 1)(columns - 1))."""
    contrasts = [np.eye(size)[:, 1:] for size in (rows, columns)]
    return np.asarray(np.kron(contrasts[0], contrasts[1]), dtype=np.float64)


def _main_effect_contrasts(rows: int, columns: int) -> Floats:
    """Give the constant and the contrasts of rows and of columns, one row a cell."""
    constant = np.ones((rows * columns, 1))
    row = np.kron(np.eye(rows)[:, 1:], np.ones((columns, 1)))
    column = np.kron(np.ones((rows, 1)), np.eye(columns)[:, 1:])
    return np.asarray(np.hstack([constant, row, column]), dtype=np.float64)


def _gap_slopes(shares: Floats) -> Floats:
    """Differentiate total less product of margins over the whole by every total."""
    rows, columns = shares.shape
    row, column = shares.sum(1), shares.sum(0)
    slopes = []
    for i in range(1, rows):
        for j in range(1, columns):
            slope = np.full((rows, columns), row[i] * column[j])
            slope[i, j] += 1
            slope[i, :] -= column[j]
            slope[:, j] -= row[i]
            slopes.append(slope.reshape(-1))
    return np.array(slopes)
