"""Quantiles, with Woodruff's intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.codes import Interval, QuantileInterval, QuantileRule
from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.codes import one_of, refuse_no_share
from wps_eval.survey.combine import combine
from wps_eval.survey.label import Label
from wps_eval.survey.linear import divided, estimate, label_by_domain
from wps_eval.survey.mean import item_names, mean_scores, mean_value
from wps_eval.survey.quantile_rules import RULES_OF_ROWS, value_at_share
from wps_eval.survey.table import Item, domain_sets, group_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.memory_rows import ValueWeights
    from wps_eval.survey.table import By, Cell

    Floats = NDArray[np.float64]


def quantile(
    design: Design,
    items: str | Sequence[str],
    q: float | Sequence[float] = (0.5,),
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    level: float = 0.95,
    rule: QuantileRule | str = QuantileRule.MATH,
    interval: QuantileInterval | str = QuantileInterval.MEAN,
) -> Estimates:
    """Estimate quantiles of items in all domains.

    Args:
        design: The design; in memory for the rules that join neighbouring rows (``hf4`` to ``hf9``, ``shahvaish``).
        items: Columns of numbers.
        q: The quantiles, shares strictly inside 0 to 1; 0.5 alone is the median.
        by: Domains, as in ``mean``.
        level: The level of the intervals.
        rule: How a quantile is read off the weighted values, by R's names.
        interval: How the share at or below the estimate gets its interval: ``mean`` (estimate and t), ``beta``,
            ``xlogit`` or ``asin``; or ``score``, which takes every value that the data do not reject.

    Returns:
        By ``math``, the smallest value whose share of the weight at or below it reaches q. The interval turns
        that of the share at or below the estimate back into values; the standard error is its width
        over twice the t quantile. An end whose share lies below 0 or above 1 is beyond the data: it is
        NaN, and so is the standard error, as in R. Missing values are left out. A domain without a
        case is missing from the result.

    Raises:
        DesignFaults: There is no such column; The values behind the design's sums are gone, or a rule needs rows that were grouped elsewhere; a quantile
            or the level is no share inside 0 to 1.

    Source: Woodruff (1952), Journal of the American Statistical Association 47, 635-646; R survey
    4.1 ``svyquantile``; rules as in ``value_at_share``; score: Francisco and Fuller (1991), Annals of Statistics 19,
    454-469.

    Examples:
        Made-up incomes of five people; the median, and the upper quartile:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"income": [100, 150, 200, 300, 900]})
        >>> design = survey.open(rows, kind="convenience")
        >>> survey.quantile(design, "income", q=(0.5, 0.75)).estimate.tolist()
        [200.0, 300.0]
    """
    refuse_no_design(design)
    q = (q,) if isinstance(q, (int, float)) else tuple(q)
    rule, interval = (
        QuantileRule(one_of(rule, list(QuantileRule), "rule")),
        QuantileInterval(one_of(interval, list(QuantileInterval), "interval")),
    )
    for each in q:
        refuse_no_share(each, "q")
    refuse_no_share(level, "level")
    names = item_names(items)
    if len(names) != 1:
        each_by_itself = [
            quantile(design, name, q, by, level=level, rule=rule, interval=interval)
            for name in names
        ]
        return combine(each_by_itself)
    (item,) = names
    sets = domain_sets(by)
    value_weights = [each for each in _value_weights(design, item, sets, rule) if len(each[1])]
    wanted = [(domain, float(share)) for domain in value_weights for share in q]
    points = np.array([value_at_share(d[1], d[2], share, rule) for d, share in wanted])
    shares_below = _shares_at_or_below(design, item, sets, [d[0] for d, _ in wanted], points)
    t_quantile = special.stdtrit(
        np.where(shares_below.df > 0, shares_below.df, np.nan), (1 + level) / 2
    )
    if interval is QuantileInterval.SCORE:
        low, high = _score_limits(design, item, sets, wanted, t_quantile)
    else:
        kind = Interval.STUDENT if interval is QuantileInterval.MEAN else Interval(interval)
        low, high = (_values_at(wanted, end, rule) for end in shares_below.interval(level, kind))
    se = (high - low) / (2 * t_quantile)
    influence = None
    if shares_below.influence is not None:
        influence = shares_below.influence * np.where(
            shares_below.se == 0, se, divided(se, shares_below.se)
        )
    return replace(
        shares_below,
        labels=tuple(Label(f"quantile {share:g}", item, group_of(d[0])) for d, share in wanted),
        estimate=points,
        influence=influence,
        deff=np.zeros(0),
        whole=np.zeros(0),
        intervals=(low, high),
        intervals_level=level,
    )


def _value_weights(
    design: Design, item: str, sets: By, rule: QuantileRule
) -> Iterator[ValueWeights]:
    """Give each domain's values, ascending, with their weights: one a value, or one a row where the rule asks for it."""
    if rule not in RULES_OF_ROWS:
        for columns in sets:
            yield from design.source.weight_by_value(item, columns)
        return
    source = design.memory()
    values = source.rows.numbers(item)
    for columns in sets:
        grouping = source.rows.grouping(columns)
        for code, cell in enumerate(grouping.cells):
            is_inside = (grouping.codes == code) & ~np.isnan(values) & (source.weight != 0)
            order = np.argsort(values[is_inside], kind="stable")
            yield cell, values[is_inside][order], source.weight[is_inside][order]


def _values_at(
    wanted: Sequence[tuple[ValueWeights, float]], shares: Floats, rule: QuantileRule
) -> Floats:
    """Give each domain's value at a share of its own."""
    return np.array(
        [
            value_at_share(d[1], d[2], share, rule)
            for (d, _), share in zip(wanted, shares, strict=True)
        ]
    )


def _score_limits(
    design: Design,
    item: str,
    sets: By,
    wanted: Sequence[tuple[ValueWeights, float]],
    t_quantile: Floats,
) -> tuple[Floats, Floats]:
    """Give the least and the greatest value that the data do not reject as a domain's quantile."""
    ends: list[Floats] = []
    for sign in (1, -1):
        # the first value whose share below, less q, exceeds -t (then +t) standard errors, by halving
        first, last = np.zeros(len(wanted), np.intp), np.array([len(d[1]) - 1 for d, _ in wanted])
        while (first < last).any():
            middle = (first + last) // 2
            tried = np.array([d[1][m] for (d, _), m in zip(wanted, middle, strict=True)])
            shares = _shares_at_or_below(design, item, sets, [d[0] for d, _ in wanted], tried)
            gap = shares.estimate - np.array([share for _, share in wanted])
            is_beyond = gap >= -sign * t_quantile * shares.se
            last = np.where(is_beyond, middle, last)
            first = np.where(is_beyond, first, np.minimum(middle + 1, last))
        found = np.array(
            [d[1][k] for (d, _), k in zip(wanted, first, strict=True)], dtype=np.float64
        )
        ends.append(np.where(np.isnan(t_quantile), np.nan, found))
    return ends[0], ends[1]


def _shares_at_or_below(
    design: Design, item: str, sets: By, cells: Sequence[Cell], points: Floats
) -> Estimates:
    """Estimate, in each of some domains, the share at or below a point of its own."""
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
    return all_shares.select(
        [
            position_of_cell[cell] * len(items) + position_of_point[float(point)]
            for cell, point in zip(cells, points, strict=True)
        ]
    )
