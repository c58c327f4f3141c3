"""The one place where a statistic of rows becomes an estimate: fifteen lines make a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import DesignKind
from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.estimates import Estimates
from wps_eval.survey.label import Label
from wps_eval.survey.linear import influence_of_rows, method_of
from wps_eval.survey.table import domain_sets, group_of
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Cell

    Floats = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class RowStatistic(RowHolder):
    """What a statistic gives of some rows.

    Attributes:
        estimate: Its m numbers (m,).
        linearised: How each of the n rows moves them (n, m): the estimate moves by the sum of weight changes
            times these, so that they are influence values over the sum of weights.
    """

    estimate: Floats
    linearised: Floats


@dataclass(frozen=True, repr=False)
class _Domain(RowHolder):
    """Rows of one domain: those that take part, and how many miss an item."""

    cell: Cell
    rows: NDArray[np.intp]
    missing: int


def estimate_rows(
    design: Design,
    items: str | Sequence[str],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None,
    influence: Callable[[Floats, Floats], RowStatistic],
    *,
    names: Sequence[str],
    statistic: str,
) -> Estimates:
    """Estimate a statistic that needs each row, with its covariance.

    Args:
        design: A design of rows.
        items: Columns of numbers, K of them; rows that miss one take no part.
        by: Domains, as in ``mean``.
        influence: Gives the statistic of values (n, K) and weights (n,), and how each row moves it. It is asked
            once a domain; with replicate weights once more for each replicate, for the estimate alone.
        names: What its m numbers are of.
        statistic: What they are called.

    Returns:
        The estimates, domain by domain. The variance is that of the total of the linearised rows, or with replicate
        weights that of the replicates' own estimates. NaN in a domain without a case.

    Raises:
        DesignFaults: There is no such column; The rows were grouped elsewhere.

    Source: Deville (1999), Survey Methodology 25, 193-203; replicates as in ``Replicates.influence``.

    Examples:
        A mean of one's own, of made-up answers:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> def own_mean(values, weights):
        ...     mean = (weights @ values) / weights.sum()
        ...     return survey.RowStatistic(mean, (values - mean) / weights.sum())
        >>> design = survey.open(pd.DataFrame({"y": [1, 2, 4, 5]}), kind="convenience")
        >>> survey.estimate_rows(design, "y", None, own_mean, names=["y"], statistic="own").estimate.tolist()
        [3.0]
    """
    refuse_no_design(design)
    source = design.memory()
    columns = [items] if isinstance(items, str) else list(items)
    values = np.stack([source.rows.numbers(name) for name in columns], axis=1)
    is_complete = np.asarray(~np.isnan(values).any(axis=1))
    domains = _domains(design, by, is_complete)
    count = len(names)
    estimates = np.full((len(domains), count), np.nan)
    linearised = np.zeros((len(values), len(domains) * count))
    present = np.zeros((source.units, len(domains) * count), dtype=bool)
    for d, domain in enumerate(domains):
        own = slice(d * count, (d + 1) * count)
        if len(domain.rows):
            found = influence(values[domain.rows], source.weight[domain.rows])
            estimates[d], linearised[domain.rows, own] = found.estimate, found.linearised
            present[source.unit[domain.rows], own] = True
    if design.replicates is None or design.kind is not DesignKind.PROBABILITY:
        matrix = influence_of_rows(design, linearised, present)
    else:
        matrix = design.replicates.spread(
            _replicated(design, values, domains, influence, count), estimates.reshape(1, -1)
        )
    n = np.array([len(domain.rows) for domain in domains], dtype=np.float64)
    return Estimates(
        labels=tuple(
            Label(statistic, name, group_of(domain.cell)) for domain in domains for name in names
        ),
        estimate=estimates.reshape(-1),
        influence=matrix,
        n=np.repeat(n, count),
        n_missing=np.repeat([float(domain.missing) for domain in domains], count),
        n_weighted=np.repeat([source.weight[domain.rows].sum() for domain in domains], count),
        method=method_of(design),
        units=design.units if design.kind is DesignKind.PROBABILITY else None,
        present=present if design.units is not None else None,
    )


def _domains(
    design: Design,
    by: str | Sequence[str] | Sequence[Sequence[str]] | None,
    is_complete: NDArray[np.bool_],
) -> list[_Domain]:
    """Find the rows of every domain."""
    groupings = [design.memory().rows.grouping(columns) for columns in domain_sets(by)]
    return [
        _Domain(
            cell,
            np.flatnonzero((grouping.codes == code) & is_complete),
            int(((grouping.codes == code) & ~is_complete).sum()),
        )
        for grouping in groupings
        for code, cell in enumerate(grouping.cells)
    ]


def _replicated(
    design: Design,
    values: Floats,
    domains: Sequence[_Domain],
    influence: Callable[[Floats, Floats], RowStatistic],
    count: int,
) -> Floats:
    """Estimate again with each replicate (R, D m); NaN where it has no case of a domain."""
    source = design.memory()
    factors = design.replicates.factors if design.replicates is not None else np.zeros((0, 0))
    found = np.full((len(factors), len(domains), count), np.nan)
    for r, factor in enumerate(factors):
        weight = source.weight * factor[source.unit]
        for d, domain in enumerate(domains):
            kept = domain.rows[weight[domain.rows] != 0]
            if len(kept):
                found[r, d] = influence(values[kept], weight[kept]).estimate
    return found.reshape(len(factors), -1)
