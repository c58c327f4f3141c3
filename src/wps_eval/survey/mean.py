"""Means and shares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.survey.linear import divided, estimate, named
from wps_eval.survey.table import Item, Value, each_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.table import Sums

    Floats = NDArray[np.float64]


def mean(
    design: Design,
    items: str | Sequence[str],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    deff: bool = False,
) -> Estimates:
    """Estimate means of all items in all domains at once.

    Args:
        design: The design.
        items: Columns of numbers.
        by: Domains: nothing, a column, or a list of columns and of tuples of columns to cross.
        deff: Whether to give design effects too.

    Returns:
        Weighted means in the item's unit, with covariance, design effect, base and degrees of
        freedom. A missing value leaves its row out of that item only. A domain without a case is
        NaN.

    Raises:
        KeyError: There is no such column.

    Source: Särndal, Swensson and Wretman (1992), section 5.7 (the mean as a
    ratio of two totals); design effect against a simple random sample drawn with replacement: Kish,
    Survey Sampling (1965), section 8.2; R survey ``svymean(deff = "replace")``.
    """
    return _means(design, [Item(name) for name in _list(items)], by, "mean", deff=deff)


def proportion(
    design: Design,
    items: str | Sequence[str],
    among: Sequence[Value],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    deff: bool = False,
) -> Estimates:
    """Estimate the share of valid answers that are among some values.

    Args:
        design: The design.
        items: Columns.
        among: The values that count: top two boxes are (4, 5).
        by: Domains, as in ``mean``.
        deff: Whether to give design effects too.

    Returns:
        Weighted shares, 0 to 1; the denominator is answers that are not missing. Their intervals
        stay inside 0 to 1. A domain without a case is NaN.

    Raises:
        KeyError: There is no such column.

    Source: as ``mean``, of an indicator of 0 and 1.
    """
    chosen = [Item(name, among=tuple(among)) for name in _list(items)]
    return _means(design, chosen, by, "proportion", deff=deff)


def distribution(
    design: Design,
    items: str | Sequence[str],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    deff: bool = False,
) -> Estimates:
    """Estimate the share of every answer of every item.

    Args:
        design: The design.
        items: Columns of categories.
        by: Domains, as in ``mean``.
        deff: Whether to give design effects too.

    Returns:
        Weighted shares, 0 to 1, of each value that is met in the data; those of one item in one
        domain add up to 1. Missing answers count in none.

    Raises:
        KeyError: There is no such column.

    Source: as ``mean``, of one indicator a value.
    """
    chosen = [
        Item(name, among=(value,))
        for name in _list(items)
        for value in design.source.distinct(name)
    ]
    return _means(design, chosen, by, "proportion", deff=deff)


def _list(items: str | Sequence[str]) -> list[str]:
    return [items] if isinstance(items, str) else list(items)


def _means(
    design: Design,
    items: Sequence[Item],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None,
    statistic: str,
    *,
    deff: bool,
) -> Estimates:
    sets = each_by(by)
    table = design.source.table(items, sets, squares=deff)
    whole = table.sums.whole()
    found = estimate(
        design,
        items,
        sets,
        value=mean_value,
        scores=mean_scores(whole),
        labels=named(statistic),
        base=range(len(items)),
        shares=statistic == "proportion",
        table=table,
    )
    return replace(found, deff=_deff(found, table.square.reshape(-1))) if deff else found


def mean_value(sums: Sums) -> Floats:
    """Give means of sums (r, D, K)."""
    return divided(sums.total, sums.weight)


def mean_scores(whole: Sums) -> Callable[[Sums], Floats]:
    """Give the linearised variable of means, (t - mean w) / sum of w."""
    centre = np.nan_to_num(mean_value(whole))
    return lambda sums: np.nan_to_num(divided(sums.total - centre * sums.weight, whole.weight))


def _deff(found: Estimates, square: Floats) -> Floats:
    """Divide the variance by that of a simple random sample with replacement of as many."""
    if found.influence is None:
        return np.full(len(found), np.nan)
    squares = square - found.n_weighted * found.estimate**2
    simple = divided(squares, found.n_weighted * (found.n - 1))
    return divided(found.se**2, np.where(simple > 0, simple, 0.0))
