"""Satisfaction: top boxes, bottom boxes and what is between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.survey.arguments import numbers_given, refuse_no_design
from wps_eval.survey.attitudes import refuse_outside_points
from wps_eval.survey.codes import code_of, listed
from wps_eval.survey.combine import combine
from wps_eval.survey.label import Label
from wps_eval.survey.mean import estimated_means, item_names, mean
from wps_eval.survey.table import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.table import Value


def satisfaction(
    design: Design,
    items: str | Sequence[str],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    top: Value | Sequence[Value] = (4, 5),
    bottom: Value | Sequence[Value] = (1, 2),
) -> Estimates:
    """Estimate satisfaction on a scale of points, all numbers with their covariance.

    Args:
        design: The design; codes such as 98 or "did not use" must be missing already.
        items: Columns of points.
        by: Domains, as in ``mean``.
        top: The points that mean satisfied.
        bottom: The points that mean dissatisfied.

    Returns:
        Of each item and domain: ``top`` and ``bottom`` in percent of valid answers, ``net`` (top
        less bottom, in percentage points, with its own standard error) and ``mean`` in points.

    Raises:
        DesignFaults: There is no such column; An answer is no point between the least and the greatest that is named, such as 9 or 98.

    Source: the share of positive among valid answers; net balance as in consumer surveys, European
    Commission, The Joint Harmonised EU Programme of Business and Consumer Surveys (2016).

    Examples:
        Made-up answers of four people on five points:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"service": [5, 4, 3, 1]})
        >>> found = survey.satisfaction(survey.open(rows, kind="convenience"), ["service"])
        >>> {label.statistic: float(number) for label, number in zip(found.labels, found.estimate)}
        {'top': 50.0, 'bottom': 25.0, 'net': 25.0, 'mean': 3.25}
    """
    refuse_no_design(design)
    items, top, bottom = list(item_names(items)), listed(top), listed(bottom)
    points = [*numbers_given(top, "top"), *numbers_given(bottom, "bottom")]
    for item in items:
        held = pd.to_numeric(pd.Series(design.source.distinct(item), dtype=object), errors="coerce")
        refuse_outside_points(held.astype(np.float64).to_frame(item), min(points), max(points))
    boxes = [
        _labelled_by_item(_share_of_points(design, items, points, by), statistic, items)
        for statistic, points in (("top", top), ("bottom", bottom))
    ]
    both = combine(boxes)
    box_count = len(boxes[0])
    balance = both.contrast(np.hstack([np.eye(box_count), -np.eye(box_count)]))
    net = replace(
        balance,
        labels=tuple(Label("net", label.item, label.group) for label in boxes[0].labels),
        n=boxes[0].n,
        n_missing=boxes[0].n_missing,
        n_weighted=boxes[0].n_weighted,
    )
    return combine([*boxes, net, mean(design, items, by)])


def net_promoter(
    design: Design,
    items: str | Sequence[str],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
) -> Estimates:
    """Estimate the net promoter score of items from 0 to 10; a poor fit for a public service.

    Args:
        design: The design.
        items: Columns of whole numbers from 0 to 10.
        by: Domains, as in ``mean``.

    Returns:
        Percent 9 and 10 less percent 0 to 6, in percentage points, named ``nps``.

    Raises:
        DesignFaults: There is no such column.

    Source: Reichheld (2003), Harvard Business Review 81(12); variance of a difference of two shares
    of one sample.

    Examples:
        Made-up answers of four people from 0 to 10:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"recommend": [10, 9, 8, 6]})
        >>> survey.net_promoter(survey.open(rows, kind="convenience"), "recommend").estimate.tolist()
        [25.0]
    """
    all_statistics = satisfaction(design, items, by, top=(9, 10), bottom=tuple(range(7)))
    net_positions = [
        position for position, label in enumerate(all_statistics.labels) if label.statistic == "net"
    ]
    net = all_statistics.select(net_positions)
    return replace(net, labels=tuple(Label("nps", label.item, label.group) for label in net.labels))


def _share_of_points(
    design: Design,
    items: Sequence[str],
    points: Sequence[Value],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None,
) -> Estimates:
    """Estimate the percent of answers among some points; points that nobody chose are none of them."""
    codes = {code_of(point) for point in points}
    chosen = [
        Item(name, among=tuple(v for v in design.source.distinct(name) if code_of(v) in codes))
        for name in items
    ]
    return estimated_means(design, chosen, by, "proportion", whole=1.0).scaled(100.0)


def _labelled_by_item(shares: Estimates, statistic: str, items: Sequence[str]) -> Estimates:
    """Give shares the name of one statistic, and of each item in the order asked for."""
    name_of_item = {index % len(items): name for index, name in enumerate(items)}
    return replace(
        shares,
        labels=tuple(
            Label(statistic, name_of_item[position % len(items)], label.group)
            for position, label in enumerate(shares.labels)
        ),
    )
