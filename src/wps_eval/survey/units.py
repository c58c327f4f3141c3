"""The sampling units of a design, and the variance that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import SinglePsu
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

#: so near to 1, a fraction says that a stratum was taken whole and has no sampling variance
_WHOLE_TOLERANCE = 1e-7


@dataclass(frozen=True, repr=False)
class Units(RowHolder):
    """The units of a sample, lowest first.

    Attributes:
        psu: The primary unit of each lowest unit (U,), a position.
        stratum: The stratum of each primary unit (P,), a position.
        fraction: The share of its stratum's primary units that was drawn, per primary unit (P,);
            0 where no population count is known.
        second_fraction: The same for second-stage units within their primary unit, per lowest
            unit (U,), or None in a one-stage design.
        single_psu: The rule for strata of one primary unit.
    """

    psu: Codes
    stratum: Codes
    fraction: Floats
    second_fraction: Floats | None = None
    single_psu: SinglePsu = SinglePsu.FAIL

    def __len__(self) -> int:
        """Count the lowest units."""
        return len(self.psu)

    @property
    def unit_stratum(self) -> Codes:
        """Give the stratum of each lowest unit."""
        return self.stratum[self.psu]

    def degrees(self, present: NDArray[np.bool_]) -> int:
        """Count the degrees of freedom of what rests on some of the units.

        Args:
            present: Which lowest units hold a case (U,).

        Returns:
            Primary units with a case less strata with a case.

        Source: Korn and Graubard, Analysis of Health Surveys (1999), chapter 5; R survey
        ``degf`` of a subset.
        """
        psu = np.unique(self.psu[present])
        return len(psu) - len(np.unique(self.stratum[psu]))

    def influence(self, scores: Floats) -> Floats:
        """Turn scores into a matrix whose cross-product is the covariance of the estimates.

        Args:
            scores: Totals of the linearised variables by lowest unit, (U, k).

        Returns:
            A matrix S (r, k); S'S is the covariance, the sum over strata of
            (1 - f) n / (n - 1) times the squares about the stratum's mean, and, where second-stage
            counts are known, f times the same within each primary unit.

        Source: Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), result 4.3.1;
        single units after R survey 4.5, ``options(survey.lonely.psu)``.
        """
        psu_scores = np.zeros((len(self.stratum), scores.shape[1]))
        np.add.at(psu_scores, self.psu, scores)
        first_stage = _stage_influence(psu_scores, self.stratum, self.fraction, self.single_psu)
        if self.second_fraction is None:
            return first_stage
        root_fraction = np.sqrt(self.fraction)[self.psu][:, None]
        second_stage = _stage_influence(
            scores * root_fraction, self.psu, self.second_fraction, self.single_psu
        )
        return np.concatenate([first_stage, second_stage])


def _stage_influence(
    totals: Floats, group: Codes, fraction: Floats, single_psu: SinglePsu
) -> Floats:
    """Centre one stage's totals within their groups and scale them."""
    size = np.bincount(group)
    mean = np.zeros((len(size), totals.shape[1]))
    np.add.at(mean, group, totals)
    mean /= np.maximum(size, 1)[:, None]
    is_alone = size[group] == 1
    centre = mean[group]
    if single_psu is SinglePsu.ADJUST:
        centre[is_alone] = totals.mean(0)
    n = size[group]
    factor = (1 - fraction) * np.where(is_alone, 1.0, n / np.maximum(n - 1, 1))
    if single_psu is SinglePsu.AVERAGE:
        factor = factor * _factor_for_hidden_variance(
            group, is_alone & (fraction < 1 - _WHOLE_TOLERANCE)
        )
    return (totals - centre) * np.sqrt(np.maximum(factor, 0.0))[:, None]


def _factor_for_hidden_variance(group: Codes, is_hidden: NDArray[np.bool_]) -> float:
    """Give all groups over those whose variance is seen; 0 where none is (``average``)."""
    groups = len(np.unique(group))
    groups_seen = groups - len(np.unique(group[is_hidden]))
    return groups / groups_seen if groups_seen else 0.0


def single_psu_groups(group: Codes, fraction: Floats) -> Codes:
    """List the groups of one unit whose variance cannot be seen.

    A group that was taken whole (its fraction is 1) has none, and is not listed.
    """
    size = np.bincount(group)
    is_hidden = (size[group] == 1) & (fraction < 1 - _WHOLE_TOLERANCE)
    return np.unique(group[is_hidden])
