"""Totals of the population."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.linear import estimate, label_by_domain
from wps_eval.survey.mean import item_names
from wps_eval.survey.table import Item, domain_sets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates


def total(
    design: Design,
    items: str | Sequence[str],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
) -> Estimates:
    """Estimate totals of all items in all domains at once.

    Args:
        design: The design; its weights must count the population (they need not for means).
        items: Columns of numbers.
        by: Domains, as in ``mean``.

    Returns:
        Weighted totals in the item's unit. Missing values add nothing: the total is of those who
        answered. A domain without a case is 0.

    Raises:
        DesignFaults: There is no such column.

    Source: Särndal, Swensson and Wretman (1992), result 4.3.1.

    Examples:
        Made-up households, each standing for ten:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"girls": [1, 0, 2], "w": [10, 10, 10]})
        >>> design = survey.open(rows, kind="convenience", weight="w")
        >>> survey.total(design, "girls").estimate.tolist()
        [30.0]
    """
    refuse_no_design(design)
    summed = [Item(name) for name in item_names(items)]
    return estimate(
        design,
        summed,
        domain_sets(by),
        value=lambda sums: sums.total,
        scores=lambda sums: sums.total,
        labels=label_by_domain("total"),
        base=range(len(summed)),
    )
