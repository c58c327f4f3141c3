"""Variances and covariances in the population."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.label import Label
from wps_eval.survey.linear import divided, estimate
from wps_eval.survey.table import Item, domain_sets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.table import Sums, Table

    Floats = NDArray[np.float64]


def variance(
    design: Design,
    items: str | Sequence[str],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
) -> Estimates:
    """Estimate the variances of items in all domains at once.

    Args:
        design: The design.
        items: Columns of numbers.
        by: Domains, as in ``mean``.

    Returns:
        n / (n - 1) times the weighted mean square about the weighted mean, in the item's unit squared. A missing
        value leaves its row out of that item only. NaN in a domain of fewer than two cases.

    Raises:
        DesignFaults: There is no such column.

    Source: R survey ``svyvar``; the linearised variable is (y - mean)^2 less the variance, over the sum of weights.

    Examples:
        Made-up answers of four people:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> design = survey.open(pd.DataFrame({"y": [1, 2, 4, 5]}), kind="convenience")
        >>> survey.variance(design, "y").estimate.round(4).tolist()
        [3.3333]
    """
    refuse_no_design(design)
    names = [items] if isinstance(items, str) else list(items)
    return _moments(design, [(name, name) for name in names], by)


def covariance(
    design: Design,
    first: str,
    second: str,
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
) -> Estimates:
    """Estimate how two items vary, each and together, in all domains at once.

    Args:
        design: The design.
        first: A column of numbers.
        second: Another.
        by: Domains, as in ``mean``.

    Returns:
        The variance of the first, the covariance, and the variance of the second, over rows where both are present.
        Their correlation is ``function({"r": lambda x: x[1] / (x[0] * x[2]) ** 0.5})`` of one domain's three.

    Raises:
        DesignFaults: There is no such column; The rows were grouped elsewhere, where products are gone.

    Source: as ``variance``, of products.

    Examples:
        Made-up answers of three people, the second twice the first:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> design = survey.open(pd.DataFrame({"x": [1, 2, 3], "y": [2, 4, 6]}), kind="convenience")
        >>> survey.covariance(design, "x", "y").estimate.round(6).tolist()
        [1.0, 2.0, 4.0]
    """
    refuse_no_design(design)
    return _moments(design, [(first, first), (first, second), (second, second)], by)


def _moments(
    design: Design,
    pairs: Sequence[tuple[str, str]],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None,
) -> Estimates:
    """Estimate the second central moments of pairs of columns, over rows where all of a list's partners are present."""
    partner = {name: other for pair in pairs for name, other in (pair, pair[::-1]) if name != other}
    items = [
        Item(column, given=partner.get(column, ""), times=times)
        for first, second in pairs
        for column, times in ((first, ""), (second, ""), (first, second))
    ]
    sets = domain_sets(by)
    table = design.source.table(items, sets)
    whole_sums = table.sums.whole()
    n = table.n[None, :, 2::3]
    correction = divided(n, n - 1)
    means = [np.nan_to_num(_means(whole_sums, part)) for part in range(3)]
    centred = means[2] - means[0] * means[1]

    def value(sums: Sums) -> Floats:
        first, second, product = (_means(sums, part) for part in range(3))
        return np.asarray(correction * (product - first * second), dtype=np.float64)

    def scores(sums: Sums) -> Floats:
        totals, weight = [sums.total[:, :, part::3] for part in range(3)], sums.weight[:, :, 2::3]
        about_means = (
            totals[2] - means[1] * totals[0] - means[0] * totals[1] + means[0] * means[1] * weight
        )
        deviation = about_means - centred * weight
        return np.nan_to_num(correction * divided(deviation, whole_sums.weight[:, :, 2::3]))

    def labels(made: Table) -> tuple[Label, ...]:
        return tuple(
            Label("variance", first, group)
            if first == second
            else Label("covariance", f"{first}*{second}", group)
            for group in made.groups
            for first, second in pairs
        )

    return estimate(
        design,
        items,
        sets,
        value=value,
        scores=scores,
        labels=labels,
        base=range(2, len(items), 3),
        table=table,
    )


def _means(sums: Sums, part: int) -> Floats:
    """Give the weighted means of every pair's first column, second column or product."""
    return divided(sums.total[:, :, part::3], sums.weight[:, :, part::3])
