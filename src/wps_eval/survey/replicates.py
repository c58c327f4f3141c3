"""Replicate weights: variance by estimating again with each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from wps_eval.survey.table import Sums
    from wps_eval.survey.units import Units

    Floats = NDArray[np.float64]


_FEWEST = 2  #: replicates; one alone has no spread


@dataclass(frozen=True, repr=False)
class Replicates(RowHolder):
    """A set of replicates.

    Attributes:
        factors: What multiplies the weight of each sampling unit in each replicate, (R, U).
        scale: What multiplies the sum of squares as a whole.
        rscales: What multiplies each replicate's square, (R,).
        about_estimate: Whether squares are taken about the full-sample estimate (the mean squared
            error) and not about the replicates' mean.
        name: What the method is called.
        df: Degrees of freedom.
    """

    factors: Floats
    scale: float
    rscales: Floats
    name: str
    df: int
    about_estimate: bool = False

    def influence(self, sums: Sums, value: Callable[[Sums], Floats]) -> Floats:
        """Estimate again with each replicate.

        Args:
            sums: Sums by sampling unit, (U, D, K).
            value: What turns sums (R, D, K) into estimates (R, k).

        Returns:
            A matrix S (R, k); S'S is the covariance of the estimates. A replicate without a case of an
            estimate's domain is left out of that estimate, the scales staying as they are, as R does; with
            fewer than two replicates left there is no error, and the column is NaN.

        Source: Wolter, Introduction to Variance Estimation (2007), chapters 3 to 5; scales as in R
        survey, ``svrepdesign``; what is left out, as in R survey ``svrVar``.
        """
        replicated = value(
            type(sums)(
                *(_replicated_sums(self.factors, part) for part in _weights_and_totals(sums))
            )
        )
        return self.spread(replicated, value(sums.whole()))

    def spread(self, replicated: Floats, full_sample: Floats) -> Floats:
        """Scale how far the replicates' estimates lie apart.

        Args:
            replicated: The estimates of each replicate (R, k), NaN without a case.
            full_sample: Those of the whole sample (1, k).

        Returns:
            The matrix of ``influence`` (R, k).

        Source: as ``influence``.
        """
        has_case = ~np.isnan(replicated)
        used = has_case.sum(0)
        centre = np.where(has_case, replicated, 0.0).sum(0) / np.maximum(used, 1)
        deviation = replicated - (full_sample if self.about_estimate else centre)
        influence = np.where(has_case, deviation, 0.0) * np.sqrt(self.scale * self.rscales)[:, None]
        influence[:, (used < _FEWEST) & ~np.isnan(full_sample[0])] = np.nan
        return np.asarray(influence, dtype=np.float64)


def _weights_and_totals(sums: Sums) -> tuple[Floats, Floats]:
    return sums.weight, sums.total


def _replicated_sums(factors: Floats, sums_by_unit: Floats) -> Floats:
    """Multiply sums by unit (U, ...) with the factors of every replicate: (R, ...)."""
    return (factors @ sums_by_unit.reshape(len(sums_by_unit), -1)).reshape(
        len(factors), *sums_by_unit.shape[1:]
    )


def jackknife(units: Units) -> Replicates:
    """Make the delete-one jackknife: JK1 without strata, JKn with them.

    Args:
        units: The sampling units; one-stage.

    Returns:
        One replicate per primary unit: its factor is 0, and its stratum's other units share its
        weight, n / (n - 1) each. The square of a replicate counts (1 - f)(n - 1) / n.

    Raises:
        DesignFaults: A stratum has one unit, or the design has two stages.

    Source: Wolter (2007), chapter 4; R survey ``jk1weights`` and ``jknweights``.

    Examples:
        Three made-up villages; each is left out once:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> replicates = survey.jackknife(design.units)
        >>> survey.mean(design.with_replicates(replicates), "y").method
        'JK1'
    """
    _refuse_two_stages(units)
    psus_in_stratum = np.bincount(units.stratum)
    if (psus_in_stratum == 1).any():
        raise _single_psu_refused(psus_in_stratum)
    n = psus_in_stratum[units.stratum]
    same_stratum = units.stratum[:, None] == units.stratum[None, :]
    factors = np.where(same_stratum, (n / (n - 1))[:, None], 1.0)
    np.fill_diagonal(factors, 0.0)
    name = "JK1" if len(psus_in_stratum) == 1 else "JKn"
    rscales = (1 - units.fraction) * (n - 1) / n
    return Replicates(factors[:, units.psu], 1.0, rscales, name, len(n) - len(psus_in_stratum))


def brr(units: Units, *, fay: float = 0.0) -> Replicates:
    """Make balanced half-samples (BRR), or Fay's softer form of them.

    Args:
        units: The sampling units; two primary units in every stratum.
        fay: Fay's coefficient, 0 (plain BRR) up to but not including 1.

    Returns:
        As many replicates as a Hadamard matrix of the next order that fits has rows.

    Raises:
        DesignFaults: A stratum does not have two primary units, or ``fay`` is out of range.

    Source: McCarthy (1969), Review of the International Statistical Institute 37; Judkins (1990),
    Journal of Official Statistics 6, 223-239.

    Examples:
        Made-up: two villages in each of two strata:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"y": [1, 2, 4, 5], "village": [1, 2, 3, 4], "region": [1, 1, 2, 2]})
        >>> drawn = {"weight": "equal", "stratum": "region", "psu": "village"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.mean(design.with_replicates(survey.brr(design.units)), "y")
        >>> round(float(found.se[0]), 4)
        0.3536
    """
    _refuse_two_stages(units)
    psus_in_stratum, two = np.bincount(units.stratum), 2
    faults = []
    if (psus_in_stratum != two).any():
        faults.append(Fault("not_two_units", Where(), found=int((psus_in_stratum != two).sum())))
    if not 0 <= fay < 1:
        faults.append(Fault("bad_fay", Where(), found=fay))
    if faults:
        raise DesignFaults(faults, "design")
    signs = _hadamard_matrix(len(psus_in_stratum) + 1)[:, 1 : len(psus_in_stratum) + 1]
    is_first_psu = np.zeros(len(units.stratum), bool)
    is_first_psu[np.unique(units.stratum, return_index=True)[1]] = True
    sign = np.where(is_first_psu[None, :], signs[:, units.stratum], -signs[:, units.stratum])
    factors = np.where(sign > 0, 2 - fay, fay)
    scale = 1 / (len(factors) * (1 - fay) ** 2)
    name = "BRR" if fay == 0 else "Fay"
    return Replicates(
        factors[:, units.psu], scale, np.ones(len(factors)), name, len(psus_in_stratum)
    )


def bootstrap(units: Units, *, replicates: int, seed: int) -> Replicates:
    """Make the rescaling bootstrap: n - 1 of n units drawn with replacement in each stratum.

    Args:
        units: The sampling units; two or more in every stratum.
        replicates: How many replicates.
        seed: Where the random stream starts.

    Returns:
        Factors n / (n - 1) times how often a unit was drawn.

    Raises:
        DesignFaults: A stratum has one unit, or fewer than two replicates are asked for.

    Source: Rao and Wu (1988), Journal of the American Statistical Association 83, 231-241, with
    m = n - 1.

    Examples:
        Three made-up villages, drawn again two hundred times:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> replicates = survey.bootstrap(design.units, replicates=200, seed=1325)
        >>> replicates.factors.shape
        (200, 3)
    """
    if replicates < 2:  # noqa: PLR2004 - one alone has no spread
        raise DesignFaults([Fault("too_few_replicates", Where(), replicates)], "design")
    _refuse_two_stages(units)
    psus_in_stratum = np.bincount(units.stratum)
    if (psus_in_stratum < 2).any():  # noqa: PLR2004 - one unit alone has no variance
        raise _single_psu_refused(psus_in_stratum)
    generator = np.random.Generator(np.random.PCG64(seed))
    factors = np.zeros((replicates, len(units.stratum)))
    for stratum, n in enumerate(psus_in_stratum):
        inside = np.flatnonzero(units.stratum == stratum)
        drawn = generator.multinomial(n - 1, np.full(n, 1 / n), size=replicates)
        factors[:, inside] = drawn * n / (n - 1)
    rscales = np.ones(replicates)
    df = len(units.stratum) - len(psus_in_stratum)
    return Replicates(factors[:, units.psu], 1 / replicates, rscales, "bootstrap", df, True)  # noqa: FBT003 - the record's last field


def replicate_weights(
    weight: Floats,
    columns: Floats,
    *,
    scale: float,
    rscales: Floats | None = None,
    df: int | None = None,
    about_estimate: bool = True,
) -> Replicates:
    """Take replicate weights that came with the data, one column a replicate.

    Args:
        weight: The full-sample weight of each row (n,).
        columns: The replicate weights (n, R).
        scale: What multiplies the sum of squares: 1 / R for BRR, 1 / (R (1 - fay)^2) for Fay,
            (R - 1) / R for JK1, 1 for JKn with ``rscales``, 1 / R for a bootstrap.
        rscales: What multiplies each replicate's square (R,); 1 unless said.
        df: Degrees of freedom; replicates less one unless said.
        about_estimate: Whether squares are about the full-sample estimate.

    Raises:
        DesignFaults: Shapes do not fit, or a replicate weight is missing or negative.

    Source: Wolter (2007), chapters 3 to 5; R survey ``svrepdesign(combined.weights = TRUE)``.

    Examples:
        Made-up: four rows that came with two columns of replicate weights:

        >>> import numpy as np
        >>> from wps_eval import survey
        >>> weight, columns = np.ones(4), np.array([[2.0, 0.0], [0.0, 2.0], [2.0, 0.0], [0.0, 2.0]])
        >>> survey.replicate_weights(weight, columns, scale=1 / 2).df
        1
    """
    weight, columns = np.asarray(weight, np.float64), np.asarray(columns, np.float64)
    is_table = columns.ndim == 2  # noqa: PLR2004 - rows by replicates
    if not is_table or columns.shape[0] != len(weight) or not (columns >= 0).all():
        raise DesignFaults([Fault("bad_replicates", Where())], "design")
    replicate_count = columns.shape[1]
    return Replicates(
        factors=(columns / weight[:, None]).T,
        scale=scale,
        rscales=np.ones(replicate_count) if rscales is None else rscales,
        name="replicate weights",
        df=replicate_count - 1 if df is None else df,
        about_estimate=about_estimate,
    )


def _refuse_two_stages(units: Units | None) -> None:
    """Refuse a design without units, or with second-stage counts, which replicates would leave out."""
    if units is None:
        raise DesignFaults([Fault("no_sampling_units", Where())], "design")
    if units.second_fraction is not None:
        raise DesignFaults([Fault("two_stages", Where())], "design")


def _single_psu_refused(psus_in_stratum: NDArray[np.intp]) -> DesignFaults:
    """Say how many strata have one unit; replicates need two."""
    return DesignFaults(
        [Fault("single_psu_replicates", Where(), int((psus_in_stratum == 1).sum()))], "design"
    )


def _hadamard_matrix(least_order: int) -> Floats:
    """Make a Hadamard matrix of order ``least_order`` or the next power of two, by Sylvester."""
    matrix = np.ones((1, 1))
    while len(matrix) < least_order:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix
