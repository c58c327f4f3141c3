"""What unequal weights cost: Kish's 1 + cv^2, and the answers that are left of all."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import numbers_given

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSpread:
    """How unequal weights are.

    Attributes:
        effect: 1 + cv^2: the variance of a mean over that of equal weights, if the weights have nothing to do with
            the item.
        effective_n: Answers with equal weights that tell as much.
        n: Answers.
        ratio: The greatest weight over the least.
    """

    effect: float
    effective_n: float
    n: int
    ratio: float


def weight_spread(weights: ArrayLike) -> WeightSpread:
    """Measure how unequal weights are.

    Args:
        weights: One a person (n,), such as ``design.weights``.

    Returns:
        1 + cv^2 = n sum w^2 / (sum w)^2, and n over it; NaN where there is nobody.

    Raises:
        DesignFaults: A weight is missing, without end, 0 or negative.

    Source: Kish (1965), section 11.7; Kish (1992), Journal of Official Statistics 8, 183-200.

    Examples:
        Three made-up weights:

        >>> from wps_eval import survey
        >>> survey.weight_spread([1, 1, 2]).effect
        1.125
    """
    values = numbers_given(weights, "weights")
    faulty = int((~((values > 0) & np.isfinite(values))).sum())
    if faulty:
        raise DesignFaults([Fault("bad_weight", Where(), found=faulty)], "nonresponse")
    if not len(values):
        return WeightSpread(effect=nan, effective_n=nan, n=0, ratio=nan)
    effect = float(len(values) * (values**2).sum() / values.sum() ** 2)
    return WeightSpread(
        effect=effect,
        effective_n=len(values) / effect,
        n=len(values),
        ratio=float(values.max() / values.min()),
    )
