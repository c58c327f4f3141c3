"""Does a scale hang together? Alpha, omega, and what each item adds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.codes import refuse_codes_of_no_answer
from wps_eval.survey.linear import influence_of_rows
from wps_eval.survey.mean import item_names
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design

    Floats = NDArray[np.float64]

_OMEGA_ITEMS = 4  #: below, one factor cannot be told from none
_MOST_ITERATIONS = 1000
_SETTLED = 1e-10  #: communalities that move less have settled
#: the printed bands of alpha
_CAUTION_FROM, _GOOD_FROM, _GOOD_TO = 0.60, 0.70, 0.95


class Band(StrEnum):
    """What an alpha allows."""

    CHECK_REVERSE = "check_reverse_coding"
    NOT_A_SCALE = "not_a_scale"
    CAUTION = "caution"
    GOOD = "good"
    REDUNDANT = "redundant"


@dataclass(frozen=True, repr=False)
class Reliability(RowHolder):
    """How well the items of a scale hang together.

    Attributes:
        alpha: Cronbach's alpha; NaN with fewer than two items or no variance.
        alpha_se: Its design-based standard error, NaN where there is no sampling error.
        omega: McDonald's omega total of one factor; NaN below four items or where no factor fits.
        n: Persons with every item.
        n_left_out: Persons who miss one or more.
        items: One row an item: ``item``, ``item_rest`` (correlation with the mean of the others)
            and ``alpha_if_deleted``.
        band: What the alpha allows.
    """

    alpha: float
    alpha_se: float
    omega: float
    n: int
    n_left_out: int
    items: pd.DataFrame
    band: Band


def reliability(design: Design, items: str | Sequence[str]) -> Reliability:
    """Measure the reliability of a scale whose items point the same way.

    Args:
        design: A design of rows.
        items: Columns of points, reversed where they must be.

    Returns:
        Alpha, omega and item statistics, weighted; persons who miss an item take no part.

    Raises:
        DesignFaults: The rows were grouped elsewhere, or a code such as 98 stands among the points.

    Source: Cronbach (1951), Psychometrika 16, 297-334, with weighted variances as in R
    survey ``svycralpha``; its standard error by linearisation (Binder 1983); omega: McDonald,
    Test Theory (1999), chapter 6; bands: Nunnally and Bernstein (1994), DeVellis (2012).

    Examples:
        Made-up answers of four people to two items that nearly agree:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"a1": [1, 2, 4, 5], "a2": [1, 3, 4, 5]})
        >>> design = survey.open(rows, kind="convenience")
        >>> found = survey.reliability(design, ["a1", "a2"])
        >>> round(found.alpha, 3), str(found.band)
        (0.98, 'redundant')
    """
    refuse_no_design(design)
    items, rows = item_names(items), design.memory().rows
    refuse_codes_of_no_answer(pd.DataFrame({name: rows.column(name) for name in items}))
    answers = np.stack([rows.numbers(name) for name in items], axis=1)
    has_every_item = np.asarray(~np.isnan(answers).any(axis=1))
    weight = design.weights[has_every_item]
    covariance = _weighted_covariance(answers[has_every_item], weight)
    alpha = alpha_of(covariance)
    return Reliability(
        alpha=alpha,
        alpha_se=_alpha_se(design, answers, has_every_item, covariance),
        omega=omega_of(covariance),
        n=int(has_every_item.sum()),
        n_left_out=int((~has_every_item).sum()),
        items=_item_statistics(items, covariance),
        band=band_of(alpha),
    )


def alpha_of(covariance: Floats) -> float:
    """Give Cronbach's alpha of a covariance matrix (k, k)."""
    k, total = len(covariance), float(covariance.sum())
    if k < 2 or not total > 0:  # noqa: PLR2004 - one item alone is no scale
        return float("nan")
    return k / (k - 1) * (1 - float(np.trace(covariance)) / total)


def omega_of(covariance: Floats) -> float:
    """Give McDonald's omega total of one factor, by iterated principal axes.

    Args:
        covariance: The items' covariance (k, k).

    Returns:
        Squared sum of loadings over that plus the sum of unique variances, of standardised items;
        NaN below four items, with a constant item, or where no factor fits.
    """
    sd = np.sqrt(np.diag(covariance))
    if len(sd) < _OMEGA_ITEMS or not (sd > 0).all():
        return float("nan")
    correlation = covariance / np.outer(sd, sd)
    communalities = 1 - 1 / np.diag(np.linalg.pinv(correlation))
    loadings = np.zeros(len(sd))
    for _ in range(_MOST_ITERATIONS):
        reduced = correlation - np.diag(1 - communalities)
        eigenvalues, eigenvectors = np.linalg.eigh(reduced)
        loadings = eigenvectors[:, -1] * np.sqrt(max(eigenvalues[-1], 0.0))
        new_communalities = np.minimum(loadings**2, 1.0)
        if np.max(np.abs(new_communalities - communalities)) < _SETTLED:
            break
        communalities = new_communalities
    common = float(loadings.sum()) ** 2
    unique = float((1 - communalities).sum())
    return common / (common + unique) if common > 0 else float("nan")


def band_of(alpha: float) -> Band:
    """Say what an alpha allows; a negative or undefined one asks for a look at the key."""
    if not alpha >= 0:
        return Band.CHECK_REVERSE
    if alpha < _CAUTION_FROM:
        return Band.NOT_A_SCALE
    if alpha < _GOOD_FROM:
        return Band.CAUTION
    return Band.GOOD if alpha <= _GOOD_TO else Band.REDUNDANT


def _weighted_covariance(answers: Floats, weight: Floats) -> Floats:
    """Give the weighted covariance of items (k, k), over the sum of weights; NaN without anybody."""
    if len(answers) == 0:
        return np.full((answers.shape[1],) * 2, np.nan)
    centred = answers - np.average(answers, axis=0, weights=weight)
    return np.asarray((centred * weight[:, None]).T @ centred / weight.sum(), dtype=np.float64)


def _alpha_se(
    design: Design, answers: Floats, has_every_item: NDArray[np.bool_], covariance: Floats
) -> float:
    """Linearise alpha: its derivative by the sum of item variances and by the total's variance."""
    k, total = len(covariance), float(covariance.sum())
    sum_of_variances = float(np.trace(covariance))
    if k < 2 or not total > 0:  # noqa: PLR2004 - one item alone is no scale
        return float("nan")
    weight = design.weights[has_every_item]
    centred = answers[has_every_item] - np.average(answers[has_every_item], axis=0, weights=weight)
    variance_score = (centred**2).sum(axis=1) - sum_of_variances
    total_score = centred.sum(axis=1) ** 2 - total
    person_terms = (
        k
        / (k - 1)
        * (-variance_score / total + sum_of_variances * total_score / total**2)
        / weight.sum()
    )
    linearised = np.zeros((len(answers), 1))
    linearised[has_every_item, 0] = person_terms
    influence = influence_of_rows(design, linearised)
    return float("nan") if influence is None else float(np.sqrt((influence**2).sum()))


def _item_statistics(items: Sequence[str], covariance: Floats) -> pd.DataFrame:
    """Give ``item``, ``item_rest`` and ``alpha_if_deleted``, one row an item."""
    rows = []
    for i, name in enumerate(items):
        others = [j for j in range(len(items)) if j != i]
        others_covariance = covariance[np.ix_(others, others)]
        with np.errstate(divide="ignore", invalid="ignore"):
            item_rest = covariance[i, others].sum() / np.sqrt(
                covariance[i, i] * others_covariance.sum()
            )
        rows.append(
            {
                "item": name,
                "item_rest": float(item_rest),
                "alpha_if_deleted": alpha_of(others_covariance),
            }
        )
    return pd.DataFrame(rows)
