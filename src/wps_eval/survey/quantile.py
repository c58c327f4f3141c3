"""Quantiles, with Woodruff's intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.survey.arguments import refuse_no_share
from wps_eval.survey.estimates import Label
from wps_eval.survey.intervals import student_interval
from wps_eval.survey.linear import divided, estimate, label_by_domain
from wps_eval.survey.mean import mean_scores, mean_value
from wps_eval.survey.table import Item, domain_sets, group_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.memory_rows import ValueWeights
    from wps_eval.survey.table import By

    Floats = NDArray[np.float64]

_ROUNDING = 1e-12  #: relative; a share that is reached but for rounding is reached


def quantile(
    design: Design,
    item: str,
    q: float | Sequence[float] = (0.5,),
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    level: float = 0.95,
) -> Estimates:
    """Estimate quantiles of one item in all domains.

    Args:
        design: The design.
        item: A column of numbers.
        q: The quantiles, shares strictly inside 0 to 1; 0.5 alone is the median.
        by: Domains, as in ``mean``.
        level: The level of the intervals.

    Returns:
        The smallest value whose share of the weight at or below it reaches q. The interval turns
        that of the share at or below the estimate back into values; the standard error is its width
        over twice the t quantile. Missing values are left out. A domain without a case is missing
        from the result.

    Raises:
        KeyError: There is no such column.
        DesignFaults: The values behind the design's sums are gone; a quantile or the level is no share
            inside 0 to 1.

    Source: Woodruff (1952), Journal of the American Statistical Association 47, 635-646; R survey
    4.1 ``svyquantile(interval.type = "mean", qrule = "math")``.

    Examples:
        Made-up incomes of five people; the median, and the upper quartile:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"income": [100, 150, 200, 300, 900]})
        >>> design = survey.open(rows, kind="convenience")
        >>> survey.quantile(design, "income", q=(0.5, 0.75)).estimate.tolist()
        [200.0, 300.0]
    """
    q = (q,) if isinstance(q, (int, float)) else tuple(q)
    for each in q:
        refuse_no_share(each, "q")
    refuse_no_share(level, "level")
    sets = domain_sets(by)
    value_weights = [
        weights_in_domain
        for columns in sets
        for weights_in_domain in design.source.weight_by_value(item, columns)
        if len(weights_in_domain[1])
    ]
    points = np.array(
        [
            [_value_at_share(weights_in_domain, each) for each in q]
            for weights_in_domain in value_weights
        ]
    ).reshape(-1)
    shares_below = _shares_at_or_below(design, item, sets, value_weights, points, len(q))
    low_share, high_share = student_interval(
        shares_below.estimate, shares_below.se, shares_below.df, level
    )
    domain_of_point = [weights_in_domain for weights_in_domain in value_weights for _ in q]
    low = np.array(
        [_value_at_share(each, p) for each, p in zip(domain_of_point, low_share, strict=True)]
    )
    high = np.array(
        [_value_at_share(each, p) for each, p in zip(domain_of_point, high_share, strict=True)]
    )
    t_quantile = special.stdtrit(
        np.where(shares_below.df > 0, shares_below.df, np.nan), (1 + level) / 2
    )
    se = (high - low) / (2 * t_quantile)
    labels = tuple(
        Label(f"quantile {each:g}", item, group_of(p[0])) for p in value_weights for each in q
    )
    influence = None
    if shares_below.influence is not None:
        influence = shares_below.influence * np.nan_to_num(divided(se, shares_below.se))
    return replace(
        shares_below,
        labels=labels,
        estimate=points,
        influence=influence,
        deff=np.zeros(0),
        whole=np.zeros(0),
        intervals=(low, high),
        intervals_level=level,
    )


def _value_at_share(value_weights: ValueWeights, share: float) -> float:
    """Give the smallest value at which the share of the weight is reached."""
    _, values, weights = value_weights
    if np.isnan(share):
        return np.nan
    reached = np.cumsum(weights) / weights.sum()
    position = np.searchsorted(reached, share * (1 - _ROUNDING))
    return float(values[min(max(int(position), 0), len(values) - 1)])


def _shares_at_or_below(
    design: Design,
    item: str,
    sets: By,
    value_weights: Sequence[ValueWeights],
    points: Floats,
    quantile_count: int,
) -> Estimates:
    """Estimate, in each domain, the share at or below that domain's own quantiles."""
    items = [Item(item, at_most=float(point)) for point in dict.fromkeys(points.tolist())]
    table = design.source.table(items, sets)
    all_shares = estimate(
        design,
        items,
        sets,
        value=mean_value,
        scores=mean_scores(table.sums.whole()),
        labels=label_by_domain("share"),
        base=range(len(items)),
        table=table,
    )
    position_of_cell = {cell: i for i, cell in enumerate(table.cells)}
    position_of_point = {item_of_point.at_most: i for i, item_of_point in enumerate(items)}
    own_cell = [
        position_of_cell[weights_in_domain[0]]
        for weights_in_domain in value_weights
        for _ in range(quantile_count)
    ]
    own_shares = [
        cell_position * len(items) + position_of_point[float(point)]
        for cell_position, point in zip(own_cell, points, strict=True)
    ]
    return all_shares.select(own_shares)
