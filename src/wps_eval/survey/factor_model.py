"""What declared factors imply for the covariances of their items, and how each parameter moves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class FactorModel(RowHolder):
    """Factors of variance 1 that may correlate, and what they imply.

    Its q parameters are the free loadings, the correlations of factors, and the unique variances of the p items.

    Attributes:
        free: Which item loads on which of the m factors (p, m).
    """

    free: NDArray[np.bool_]

    @property
    def loading_count(self) -> int:
        """Count the loadings."""
        return int(self.free.sum())

    @property
    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The pairs of factors that correlate."""
        return np.tril_indices(self.free.shape[1], -1)

    def parts(self, parameters: Floats) -> tuple[Floats, Floats, Floats]:
        """Give loadings (p, m), factor correlations (m, m) and unique variances (p,)."""
        count, factors = self.loading_count, self.free.shape[1]
        loadings, together = np.zeros(self.free.shape), np.eye(factors)
        loadings[self.free] = parameters[:count]
        between = parameters[count : count + len(self.pairs[0])]
        together[self.pairs], together.T[self.pairs] = between, between
        return loadings, together, parameters[count + len(between) :]

    def implied(self, parameters: Floats) -> Floats:
        """Give the covariances that the parameters imply (p, p)."""
        loadings, together, unique = self.parts(parameters)
        return np.asarray(loadings @ together @ loadings.T + np.diag(unique))

    def slopes(self, parameters: Floats) -> Floats:
        """Give how each parameter moves the implied covariances (p, p, q)."""
        loadings, together, unique = self.parts(parameters)
        common, items = loadings @ together, len(unique)
        moved = []
        for item, factor in np.argwhere(self.free):
            one = np.zeros((items, items))
            one[item] = common[:, factor]
            moved.append(one + one.T)
        for first, second in zip(*self.pairs, strict=True):
            one = np.outer(loadings[:, first], loadings[:, second])
            moved.append(one + one.T)
        moved += [np.diag(row) for row in np.eye(items)]
        return np.stack(moved, axis=2)
