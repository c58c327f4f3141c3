"""Estimates of places with few people, helped by a model of what is known of all places: Fay and Herriot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import optimize

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import refuse_no_mapping
from wps_eval.survey.formula import refuse_collinear
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.estimates import Estimates

    Floats = NDArray[np.float64]

MODELLED = "modelled (Fay-Herriot), not a direct estimate"
_SETTLED = 1e-14  #: of the area variance, relative to the largest that is tried
_WIDEST = 100.0  #: the area variance is sought up to this many times the spread of the estimates
_FINEST, _TRIED = (
    1e-8,
    200,
)  #: the smallest variance tried beside 0, relative to the largest; how many
_MORE_THAN_COEFFICIENTS = 2  #: areas there must be; fewer tell nothing of what lies between areas


@dataclass(frozen=True, repr=False)
class SmallAreas(RowHolder):
    """What a model makes of the estimates of areas.

    Attributes:
        table: One row an area: ``area``, ``direct`` and ``direct_se`` (of the survey alone), ``modelled`` and
            ``modelled_se`` (root of the estimated mean squared error), ``weight_of_direct`` (0 to 1), ``n``
            and ``method``, which says that the number is modelled.
        coefficients: Of the intercept and what is known of the areas (p,).
        area_variance: The variance between areas that what is known of them leaves unexplained; 0 where the
            data show none, and then the modelled estimates are the model's alone.
    """

    table: pd.DataFrame
    coefficients: Floats
    area_variance: float


def small_areas(direct: Estimates, known: Mapping[str, Sequence[float]]) -> SmallAreas:
    """Lean the direct estimates of areas on a model, each the more, the less certain it is.

    A modelled number is never put in the place of a direct one unasked: it rests on other areas.

    Args:
        direct: One number an area, each with a standard error, of areas that share no sampling unit (a
            governorate that is a stratum or several): their errors are taken as independent.
        known: What is known of every area from elsewhere, such as a census: columns of one number an area, in
            the order of ``direct``. None at all leans on the common mean.

    Returns:
        The empirical best linear unbiased predictions g y + (1 - g) x'b with g = A / (A + D), where A is the
        area variance by restricted maximum likelihood and D the squared standard errors, taken as known.

    Raises:
        DesignFaults: An area has no standard error, a column is not one number an area, two columns say the
            same, or there are no more areas than coefficients and two.

    Source: Fay and Herriot (1979), Journal of the American Statistical Association 74, 269-277; mean squared
    error with the restricted likelihood: Prasad and Rao (1990), same journal 85, 163-171, and Datta and
    Lahiri (2000), Statistica Sinica 10, 613-627 (g1 + g2 + 2 g3).

    Examples:
        Made-up scores of four areas of three people:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"score": [1, 2, 3, 4, 5, 6, 2, 3, 4, 7, 8, 9], "area": ["a"] * 3 + ["b"] * 3 + ["c"] * 3 + ["d"] * 3})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> direct = survey.mean(design, "score", "area")
        >>> found = survey.small_areas(direct, {})
        >>> len(found.table)
        4
    """
    refuse_no_mapping(known, "known")
    regressors = _regressors(direct, known)
    numbers, error = direct.estimate, direct.se**2
    variance = _area_variance(numbers, error, regressors)
    total = variance + error
    spread_of_coefficients = np.linalg.inv(regressors.T @ (regressors / total[:, None]))
    coefficients = spread_of_coefficients @ regressors.T @ (numbers / total)
    own = variance / total
    fitted = regressors @ coefficients
    of_area = own * error
    leverage = np.einsum("ap,pq,aq->a", regressors, spread_of_coefficients, regressors)
    of_coefficients = (1 - own) ** 2 * leverage
    of_variance = error**2 / total**3 * 2 / (total**-2).sum()
    table = pd.DataFrame(
        {
            "area": [str(label.group) or label.item for label in direct.labels],
            "direct": numbers,
            "direct_se": direct.se,
            "modelled": own * numbers + (1 - own) * fitted,
            "modelled_se": np.sqrt(of_area + of_coefficients + 2 * of_variance),
            "weight_of_direct": own,
            "n": direct.n,
            "method": MODELLED,
        }
    )
    return SmallAreas(table, coefficients, variance)


def _regressors(direct: Estimates, known: Mapping[str, Sequence[float]]) -> Floats:
    """Put what is known of the areas beside an intercept (areas, p), and refuse what allows no model."""
    count = len(direct)
    columns = {name: np.asarray(values, dtype=np.float64) for name, values in known.items()}
    faults = [
        Fault("no_number_an_area", Where(column=name), str(len(values)), str(count))
        for name, values in columns.items()
        if values.shape != (count,) or not np.isfinite(values).all()
    ]
    least = len(columns) + 1 + _MORE_THAN_COEFFICIENTS
    if count < least:
        faults.append(Fault("few_areas", Where(), str(count), str(least)))
    faults += [
        Fault("no_area_error", Where(column=str(label)))
        for label, se in zip(direct.labels, direct.se, strict=True)
        if not se > 0
    ]
    if faults:
        raise DesignFaults(faults, "areas")
    regressors = np.column_stack([np.ones(count), *columns.values()])
    refuse_collinear(regressors, ["Intercept", *columns], "areas")
    return regressors


def _area_variance(numbers: Floats, error: Floats, regressors: Floats) -> float:
    """Give the variance between areas by restricted maximum likelihood, 0 or above."""
    most = _WIDEST * float(np.var(numbers) + error.max())
    tried = np.concatenate([[0.0], np.geomspace(most * _FINEST, most, _TRIED)])
    best = int(np.argmin([_lost(each, numbers, error, regressors)[0] for each in tried]))
    if best in (0, _TRIED):
        return float(tried[best])

    def slope(variance: float) -> float:
        return _lost(variance, numbers, error, regressors)[1]

    return float(optimize.brentq(slope, tried[best - 1], tried[best + 1], xtol=most * _SETTLED))


def _lost(
    variance: float, numbers: Floats, error: Floats, regressors: Floats
) -> tuple[float, float]:
    """Give less the restricted log-likelihood at an area variance, and its derivative."""
    total = variance + error
    information = regressors.T @ (regressors / total[:, None])
    projected = regressors / total[:, None]
    rest = (numbers - regressors @ np.linalg.solve(information, projected.T @ numbers)) / total
    value = np.log(total).sum() + np.linalg.slogdet(information)[1] + (rest**2 * total).sum()
    trace = (1 / total).sum() - np.trace(np.linalg.solve(information, projected.T @ projected))
    return float(value / 2), float((trace - (rest**2).sum()) / 2)
