"""From the PSU table to estimates: the one place where scores become a covariance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import DesignKind
from wps_eval.survey.estimates import Estimates
from wps_eval.survey.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import By, Item, Sums, Table

    Floats = NDArray[np.float64]

METHODS_WITHOUT_ERROR = {
    DesignKind.CENSUS: "full count, no sampling error",
    DesignKind.CONVENIENCE: "convenience sample, no margin of error",
    DesignKind.TRAINING_INTAKE: "training forms, no margin of error",
}


def estimate(  # noqa: PLR0913 - the parts of one estimate
    design: Design,
    items: Sequence[Item],
    by: By,
    *,
    value: Callable[[Sums], Floats],
    scores: Callable[[Sums], Floats],
    labels: Callable[[Table], tuple[Label, ...]],
    base: Sequence[int],
    whole: float = np.nan,
    table: Table | None = None,
) -> Estimates:
    """Estimate one statistic of all items in all domains, with its covariance.

    Args:
        design: The design.
        items: What is summed; K of them.
        by: The sets of domains; D domains in all.
        value: Turns sums (r, D, K) into estimates (r, D, m).
        scores: Turns sums (U, D, K) into totals of the linearised variables (U, D, m); linear in
            the sums, so that it serves sums of the calibration's columns just as well.
        labels: Names the D x m estimates.
        base: The item whose base is that of each of the m statistics.
        whole: What the whole counts as, where the estimates lie between nothing and it.
        table: The PSU table, where it has been made already.

    Returns:
        The estimates, domain by domain.
    """
    table = table or design.source.table(items, by)
    by_domain = value(table.sums.whole())[0]
    estimates = by_domain.reshape(-1)
    base_items = list(base)
    units = design.units if design.kind is DesignKind.PROBABILITY else None
    present = table.sums.weight[:, :, base_items].reshape(len(table.sums.weight), -1) != 0
    return Estimates(
        labels=labels(table),
        estimate=estimates,
        influence=_influence_matrix(design, items, by, table, value, scores, present),
        n=table.n[:, base_items].reshape(-1),
        n_missing=table.missing[:, base_items].reshape(-1),
        n_weighted=table.sums.weight.sum(0)[:, base_items].reshape(-1),
        method=method_of(design),
        units=units,
        present=present if units is not None else None,
        whole=np.full(len(estimates), whole),
        codebook=design.codebook,
    )


def method_of(design: Design) -> str:
    """Say how a design's variance is made."""
    if design.kind in METHODS_WITHOUT_ERROR:
        return METHODS_WITHOUT_ERROR[design.kind]
    way = design.replicates.name if design.replicates else "linearisation"
    return f"{way}, calibrated weights" if design.calibration else way


def _influence_matrix(
    design: Design,
    items: Sequence[Item],
    by: By,
    table: Table,
    value: Callable[[Sums], Floats],
    scores: Callable[[Sums], Floats],
    present: NDArray[np.bool_],
) -> Floats | None:
    """Give the matrix S (r, k) with S'S the covariance; None where there is no sampling error."""
    if design.kind is DesignKind.CENSUS:
        return np.zeros((0, present.shape[1]))
    if design.kind is not DesignKind.PROBABILITY or design.units is None:
        return None
    if design.replicates is not None:
        return design.replicates.influence(
            table.sums, lambda sums: value(sums).reshape(len(sums.weight), -1)
        )
    unit_scores = scores(table.sums).reshape(len(table.sums.weight), -1)
    if design.calibration is None:
        return design.units.influence(unit_scores, present)
    moments = design.calibration.moments(design, items, by)
    residuals = design.calibration.residuals(
        unit_scores, scores(moments).reshape(len(moments.weight), -1)
    )
    return design.units.influence(residuals)


def influence_of_rows(
    design: Design, linearised: Floats, present: NDArray[np.bool_] | None = None
) -> Floats | None:
    """Turn linearised variables of single rows into the influence of units, for what sums cannot give.

    Args:
        design: A design of rows.
        linearised: Unweighted linearised variables (n, k), 0 for rows that take no part.
        present: Which units hold a case of each (U, k), for single units in domains.

    Returns:
        The matrix S (r, k) with S'S the covariance; None where there is no sampling error. With replicate
        weights it is that of the replicates of the linearised total, as R's ``svyranktest`` takes it.

    Raises:
        DesignFaults: The rows were grouped elsewhere.
    """
    source = design.memory()
    if design.kind is DesignKind.CENSUS:
        return np.zeros((0, linearised.shape[1]))
    if design.kind is not DesignKind.PROBABILITY or design.units is None:
        return None
    scores = np.zeros((source.units, linearised.shape[1]))
    np.add.at(scores, source.unit, source.weight[:, None] * linearised)
    if design.replicates is not None:
        return design.replicates.spread(
            design.replicates.factors @ scores, scores.sum(0, keepdims=True)
        )
    if design.calibration is None:
        return design.units.influence(scores, present)
    calibration = design.calibration
    moments = calibration.columns.T @ (calibration.weight_of_rows[:, None] * linearised)
    return design.units.influence(calibration.residuals(scores, moments))


def divided(numerator: Floats, denominator: Floats) -> Floats:
    """Divide, giving NaN where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator != 0, numerator / denominator, np.nan)


def label_by_domain(statistic: str) -> Callable[[Table], tuple[Label, ...]]:
    """Make what labels the estimates of one statistic, domain by domain and item by item."""

    def labels(table: Table) -> tuple[Label, ...]:
        return tuple(
            Label(statistic, item.name, group, item.column if item.answer else "", item.answer)
            for group in table.groups
            for item in table.items
        )

    return labels
