"""The sampling units of a design, and the variance that follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import SinglePsu
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.survey.replicates import Replicates

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

#: so near to 1, a fraction says that a stratum was taken whole and has no sampling variance
_WHOLE_TOLERANCE = 1e-7
#: relative; smaller eigenvalues of the cross-product of replicate weights count as zero (R takes 1e-5 before squaring)
_RANK_TOLERANCE = 1e-10


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
        single_in_domains: Whether ``adjust`` and ``average`` hold too for strata of which a domain has one unit.
        replicates: Replicate weights, where the variance comes from them: they bound the degrees of freedom.
    """

    psu: Codes
    stratum: Codes
    fraction: Floats
    second_fraction: Floats | None = None
    single_psu: SinglePsu = SinglePsu.FAIL
    single_in_domains: bool = False
    replicates: Replicates | None = None
    _ranks: dict[bytes, int] = field(default_factory=dict, repr=False, compare=False)

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
            Primary units with a case less strata with a case. With replicate weights at most the rank of
            those of the units with a case, less 1, and at most the replicates' own.

        Source: Korn and Graubard, Analysis of Health Surveys (1999), chapter 5; R survey
        ``degf`` of a subset, of a linearised and of a replicate design.
        """
        psu = np.unique(self.psu[present])
        degrees = len(psu) - len(np.unique(self.stratum[psu]))
        if self.replicates is None or degrees < 1:
            return degrees
        return min(degrees, self._rank(present) - 1, self.replicates.df)

    def replicated(self, replicates: Replicates) -> Units:
        """Give the same units, with replicate weights that bound the degrees of freedom."""
        return replace(self, replicates=replicates, _ranks={})

    def _rank(self, present: NDArray[np.bool_]) -> int:
        """Give the rank of the replicate weights of some units, computed once."""
        key = present.tobytes()
        if key not in self._ranks and self.replicates is not None:
            factors = self.replicates.factors[:, present]
            smaller = factors if len(factors) < factors.shape[1] else factors.T
            self._ranks[key] = int(
                np.linalg.matrix_rank(smaller @ smaller.T, hermitian=True, rtol=_RANK_TOLERANCE)
            )
        return self._ranks[key]

    def influence(self, scores: Floats, present: NDArray[np.bool_] | None = None) -> Floats:
        """Turn scores into a matrix whose cross-product is the covariance of the estimates.

        Args:
            scores: Totals of the linearised variables by lowest unit, (U, k).
            present: Which units hold a case of each estimate's domain (U, k); unsaid, all do.

        Returns:
            A matrix S (r, k); S'S is the covariance, the sum over strata of
            (1 - f) n / (n - 1) times the squares about the stratum's mean, and, where second-stage
            counts are known, f times the same within each primary unit. Where ``average`` finds no
            stratum whose variance is seen, the column is NaN.

        Source: Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), result 4.3.1;
        single units after R survey 4.5, ``options(survey.lonely.psu)``; of a domain after
        ``options(survey.adjust.domain.lonely)``.
        """
        psu_scores = np.zeros((len(self.stratum), scores.shape[1]))
        np.add.at(psu_scores, self.psu, scores)
        first_stage = self._first_stage(psu_scores, present)
        if self.second_fraction is None:
            return first_stage
        root_fraction = np.sqrt(self.fraction)[self.psu][:, None]
        second_stage = _stage_influence(
            scores * root_fraction, self.psu, self.second_fraction, self.single_psu
        )
        return np.concatenate([first_stage, second_stage])

    def _first_stage(self, psu_scores: Floats, present: NDArray[np.bool_] | None) -> Floats:
        """Give the influence of primary units; strata of one unit go by the rule."""
        is_domain_rule = self.single_psu is SinglePsu.AVERAGE or self.single_in_domains
        if present is None or not is_domain_rule:
            return _stage_influence(psu_scores, self.stratum, self.fraction, self.single_psu)
        in_psu = np.zeros(psu_scores.shape, dtype=bool)
        np.logical_or.at(in_psu, self.psu, present)
        units_in_stratum = np.zeros((int(self.stratum.max()) + 1, psu_scores.shape[1]))
        np.add.at(units_in_stratum, self.stratum, in_psu)
        is_single_there = self.single_in_domains & (units_in_stratum == 1)
        return _stage_influence(
            psu_scores,
            self.stratum,
            self.fraction,
            self.single_psu,
            in_domain=units_in_stratum > 0,
            single_there=is_single_there,
        )


def _stage_influence(
    totals: Floats,
    group: Codes,
    fraction: Floats,
    single_psu: SinglePsu,
    *,
    in_domain: NDArray[np.bool_] | None = None,
    single_there: NDArray[np.bool_] | None = None,
) -> Floats:
    """Centre one stage's totals within their groups and scale them.

    Which groups each estimate's domain reaches (G, k), and of which it has one unit, is given where the rule
    asks for it.
    """
    size = np.bincount(group)
    mean = np.zeros((len(size), totals.shape[1]))
    np.add.at(mean, group, totals)
    mean /= np.maximum(size, 1)[:, None]
    is_alone = size[group] == 1
    centre = mean[group]
    n = size[group]
    factor = ((1 - fraction) * np.where(is_alone, 1.0, n / np.maximum(n - 1, 1)))[:, None]
    if single_psu is SinglePsu.ADJUST:
        centre[is_alone] = totals.mean(0)
        if single_there is not None:
            centre = np.where(single_there[group] & ~is_alone[:, None], 0.0, centre)
    if single_psu is SinglePsu.AVERAGE:
        is_hidden = np.zeros((len(size), 1), dtype=bool)
        is_hidden[group[is_alone & (fraction < 1 - _WHOLE_TOLERANCE)]] = True
        if single_there is not None:
            is_hidden = is_hidden | single_there
        reached = np.broadcast_to((size > 0)[:, None] if in_domain is None else in_domain,
                                  (len(size), totals.shape[1]))  # fmt: skip
        centre = np.where(is_hidden[group], totals, centre)
        factor = factor * _factor_for_hidden_variance(reached, is_hidden)
    return np.asarray((totals - centre) * np.sqrt(np.maximum(factor, 0.0)), dtype=np.float64)


def _factor_for_hidden_variance(reached: NDArray[np.bool_], is_hidden: NDArray[np.bool_]) -> Floats:
    """Give all groups of a domain over those whose variance is seen (k,); NaN where none is (``average``)."""
    seen = (reached & ~is_hidden).sum(0)
    return np.where(seen > 0, reached.sum(0) / np.maximum(seen, 1), np.nan)


def single_psu_groups(group: Codes, fraction: Floats) -> Codes:
    """List the groups of one unit whose variance cannot be seen.

    A group that was taken whole (its fraction is 1) has none, and is not listed.
    """
    size = np.bincount(group)
    is_hidden = (size[group] == 1) & (fraction < 1 - _WHOLE_TOLERANCE)
    return np.unique(group[is_hidden])
