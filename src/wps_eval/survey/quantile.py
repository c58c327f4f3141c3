"""Quantiles, with Woodruff's intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.survey.estimates import Label
from wps_eval.survey.intervals import student_interval
from wps_eval.survey.linear import divided, estimate, named
from wps_eval.survey.mean import mean_scores, mean_value
from wps_eval.survey.table import Item, each_by, group_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.memory_rows import Profile
    from wps_eval.survey.table import By

    Floats = NDArray[np.float64]


def quantile(
    design: Design,
    item: str,
    q: Sequence[float] = (0.5,),
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    level: float = 0.95,
) -> Estimates:
    """Estimate quantiles of one item in all domains.

    Args:
        design: The design.
        item: A column of numbers.
        q: The quantiles, shares strictly inside 0 to 1.
        by: Domains, as in ``mean``.
        level: The level of the intervals.

    Returns:
        The smallest value whose share of the weight at or below it reaches q. The interval turns
        that of the share at or below the estimate back into values; the standard error is its width
        over twice the t quantile. Missing values are left out. A domain without a case is missing
        from the result.

    Raises:
        KeyError: There is no such column.
        DesignFaults: The values behind the design's sums are gone.

    Source: Woodruff (1952), Journal of the American Statistical Association 47, 635-646; R survey
    4.1 ``svyquantile(interval.type = "mean", qrule = "math")``.
    """
    sets = each_by(by)
    profiles = [
        profile
        for columns in sets
        for profile in design.source.profile(item, columns)
        if len(profile[1])
    ]
    points = np.array([[_inverse(profile, each) for each in q] for profile in profiles]).reshape(-1)
    below = _below(design, item, sets, profiles, points, len(q))
    low_p, high_p = student_interval(below.estimate, below.se, below.df, level)
    owner = [profile for profile in profiles for _ in q]
    low = np.array([_inverse(each, p) for each, p in zip(owner, low_p, strict=True)])
    high = np.array([_inverse(each, p) for each, p in zip(owner, high_p, strict=True)])
    t = special.stdtrit(np.where(below.df > 0, below.df, np.nan), (1 + level) / 2)
    se = (high - low) / (2 * t)
    labels = tuple(
        Label(f"quantile {each:g}", item, group_of(p[0])) for p in profiles for each in q
    )
    influence = None
    if below.influence is not None:
        influence = below.influence * np.nan_to_num(divided(se, below.se))
    return replace(
        below,
        labels=labels,
        estimate=points,
        influence=influence,
        deff=np.zeros(0),
        shares=False,
        intervals=(low, high),
        intervals_level=level,
    )


def _inverse(profile: Profile, share: float) -> float:
    """Give the smallest value at which the share of the weight is reached."""
    _, values, weights = profile
    if np.isnan(share):
        return np.nan
    reached = np.cumsum(weights) / weights.sum()
    near = np.searchsorted(reached, share * (1 - 1e-12))
    return float(values[min(max(int(near), 0), len(values) - 1)])


def _below(
    design: Design, item: str, sets: By, profiles: Sequence[Profile], points: Floats, count: int
) -> Estimates:
    """Estimate, in each domain, the share at or below that domain's own quantiles."""
    items = [Item(item, at_most=float(point)) for point in dict.fromkeys(points.tolist())]
    table = design.source.table(items, sets)
    every = estimate(
        design,
        items,
        sets,
        value=mean_value,
        scores=mean_scores(table.sums.whole()),
        labels=named("share"),
        base=range(len(items)),
        table=table,
    )
    cells = {cell: i for i, cell in enumerate(table.cells)}
    column = {each.at_most: i for i, each in enumerate(items)}
    own = [cells[p[0]] for p in profiles for _ in range(count)]
    pick = [d * len(items) + column[float(x)] for d, x in zip(own, points, strict=True)]
    return every.select(pick)
