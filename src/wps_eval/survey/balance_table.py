"""How alike two groups of people are, column by column, before and after weights make them so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.survey.balance_moments import BalanceMoments

    Floats = NDArray[np.float64]

FAR = 0.25  #: in pooled standard deviations; a greater difference is not closed by adjustment


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How a group compares with the one that it is to be like, in one answer or number.

    Attributes:
        column: The column.
        answer: The answer whose share it is; empty for the mean of a column of numbers.
        target: The share or mean of those whom the group is to be like.
        before: The group's own, by the weights of the design.
        after: The same, by the weights that make it alike.
        standardised_before: The difference over the pooled standard deviation; NaN where nothing varies.
        standardised_after: The same afterwards, over the same deviation.
    """

    column: str
    answer: str
    target: float
    before: float
    after: float
    standardised_before: float
    standardised_after: float

    @property
    def far(self) -> bool:
        """Whether the two stay further apart than adjustment can close."""
        return abs(self.standardised_after) > FAR


def balance_table(
    moments: BalanceMoments,
    marked: NDArray[np.bool_],
    group: NDArray[np.bool_],
    weight: Floats,
    after: Floats,
) -> tuple[Balance, ...]:
    """Compare a group with the people whom it is to be like.

    Args:
        moments: What is compared (n, J).
        marked: Those whom the group is to be like (n,).
        group: The group (n,).
        weight: The weights of the design (n,).
        after: The weights that make the group alike (n,).

    Returns:
        A row a column of the moments. Standardised differences are over the root of the mean of both variances
        before, so that before and after are on one scale.

    Source: Austin (2009), Statistics in Medicine 28, 3083-3107, section 3.1; weighted variances as there; the bound of
    0.25: Rubin (2001), Health Services and Outcomes Research Methodology 2, 169-188.
    """
    values = moments.columns
    target, target_variance = _mean_and_variance(values[marked], weight[marked])
    before, variance = _mean_and_variance(values[group], weight[group])
    adjusted, _ = _mean_and_variance(values[group], after[group])
    pooled = np.sqrt((target_variance + variance) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        standardised = [
            np.where(pooled > 0, (own - target) / pooled, np.nan) for own in (before, adjusted)
        ]
    return tuple(
        Balance(
            column=column, answer=answer, target=float(target[j]), before=float(before[j]),
            after=float(adjusted[j]), standardised_before=float(standardised[0][j]),
            standardised_after=float(standardised[1][j]),
        )
        for j, (column, answer) in enumerate(moments.names)
    )  # fmt: skip


def _mean_and_variance(values: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Give weighted means and variances of columns (J,)."""
    share = weight / weight.sum()
    mean = share @ values
    return mean, share @ (values - mean) ** 2
