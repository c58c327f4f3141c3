"""Ratios of two totals."""

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


def ratio(
    design: Design,
    numerator: str,
    denominator: str,
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
) -> Estimates:
    """Estimate the ratio of two totals in all domains at once.

    Args:
        design: The design.
        numerator: A column of numbers.
        denominator: Another.
        by: Domains, as in ``mean``.

    Returns:
        Ratios, over the rows where both columns are present. NaN where the denominator's total
        is 0.

    Raises:
        DesignFaults: There is no such column.

    Source: Särndal, Swensson and Wretman (1992), result 5.6.2.

    Examples:
        Made-up households: women among their adults:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"women": [1, 2, 3], "adults": [2, 4, 6]})
        >>> design = survey.open(rows, kind="convenience")
        >>> survey.ratio(design, "women", "adults").estimate.tolist()
        [0.5]
    """
    refuse_no_design(design)
    items = [Item(numerator, given=denominator), Item(denominator, given=numerator)]
    table = design.source.table(items, domain_sets(by))
    whole_sums = table.sums.whole()
    ratios = np.nan_to_num(_ratio_of_totals(whole_sums))

    def scores(sums: Sums) -> Floats:
        numerators, denominators = sums.total[:, :, :1], sums.total[:, :, 1:]
        return np.nan_to_num(
            divided(numerators - ratios * denominators, whole_sums.total[:, :, 1:])
        )

    def labels(table_made: Table) -> tuple[Label, ...]:
        return tuple(
            Label("ratio", f"{numerator}/{denominator}", group) for group in table_made.groups
        )

    return estimate(
        design,
        items,
        domain_sets(by),
        value=_ratio_of_totals,
        scores=scores,
        labels=labels,
        base=[0],
        table=table,
    )


def _ratio_of_totals(sums: Sums) -> Floats:
    """Divide the total of the first item by that of the second."""
    return divided(sums.total[:, :, :1], sums.total[:, :, 1:])
