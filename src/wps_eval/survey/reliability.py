"""Does a scale hang together? Alpha, omega, and what each item adds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.survey.linear import influence_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design

    Floats = NDArray[np.float64]

_OMEGA_ITEMS = 4  # below, one factor cannot be told from none
_ROUNDS = 1000


class Band(StrEnum):
    """What an alpha allows."""

    CHECK_REVERSE = "check_reverse_coding"
    NOT_A_SCALE = "not_a_scale"
    CAUTION = "caution"
    GOOD = "good"
    REDUNDANT = "redundant"


@dataclass(frozen=True)
class Reliability:
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


def reliability(design: Design, items: Sequence[str]) -> Reliability:
    """Measure the reliability of a scale whose items point the same way.

    Args:
        design: A design in memory.
        items: Columns of points, reversed where they must be.

    Returns:
        Alpha, omega and item statistics, weighted; persons who miss an item take no part.

    Raises:
        DesignFaults: The rows do not lie in memory.

    Source: Cronbach (1951), Psychometrika 16, 297-334, with weighted variances as in R
    survey ``svycralpha``; its standard error by linearisation (Binder 1983); omega: McDonald,
    Test Theory (1999), chapter 6; bands: Nunnally and Bernstein (1994), DeVellis (2012).
    """
    answers = design.frame[list(items)].to_numpy(np.float64)
    whole = ~np.isnan(answers).any(axis=1)
    weight = design.weights[whole]
    covariance = _covariance(answers[whole], weight)
    alpha = alpha_of(covariance)
    return Reliability(
        alpha=alpha,
        alpha_se=_alpha_se(design, answers, whole, covariance),
        omega=omega_of(covariance),
        n=int(whole.sum()),
        n_left_out=int((~whole).sum()),
        items=_items(items, covariance),
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
    shared = 1 - 1 / np.diag(np.linalg.pinv(correlation))
    loading = np.zeros(len(sd))
    for _ in range(_ROUNDS):
        reduced = correlation - np.diag(1 - shared)
        value, vector = np.linalg.eigh(reduced)
        loading = vector[:, -1] * np.sqrt(max(value[-1], 0.0))
        now = np.minimum(loading**2, 1.0)
        if np.max(np.abs(now - shared)) < 1e-10:  # noqa: PLR2004 - communalities have settled
            break
        shared = now
    common = float(loading.sum()) ** 2
    unique = float((1 - shared).sum())
    return common / (common + unique) if common > 0 else float("nan")


def band_of(alpha: float) -> Band:
    """Say what an alpha allows; a negative or undefined one asks for a look at the key."""
    if not alpha >= 0:
        return Band.CHECK_REVERSE
    if alpha < 0.60:  # noqa: PLR2004 - the printed bands
        return Band.NOT_A_SCALE
    if alpha < 0.70:  # noqa: PLR2004
        return Band.CAUTION
    return Band.GOOD if alpha <= 0.95 else Band.REDUNDANT  # noqa: PLR2004


def _covariance(answers: Floats, weight: Floats) -> Floats:
    if len(answers) == 0:
        return np.full((answers.shape[1],) * 2, np.nan)
    centred = answers - np.average(answers, axis=0, weights=weight)
    return np.asarray((centred * weight[:, None]).T @ centred / weight.sum(), dtype=np.float64)


def _alpha_se(
    design: Design, answers: Floats, whole: NDArray[np.bool_], covariance: Floats
) -> float:
    """Linearise alpha: its derivative by the sum of item variances and by the total's variance."""
    k, total, own = len(covariance), float(covariance.sum()), float(np.trace(covariance))
    if k < 2 or not total > 0:  # noqa: PLR2004 - one item alone is no scale
        return float("nan")
    weight = design.weights[whole]
    centred = answers[whole] - np.average(answers[whole], axis=0, weights=weight)
    item = (centred**2).sum(axis=1) - own
    score = centred.sum(axis=1) ** 2 - total
    part = k / (k - 1) * (-item / total + own * score / total**2) / weight.sum()
    linearised = np.zeros((len(answers), 1))
    linearised[whole, 0] = part
    influence = influence_of_rows(design, linearised)
    return float("nan") if influence is None else float(np.sqrt((influence**2).sum()))


def _items(items: Sequence[str], covariance: Floats) -> pd.DataFrame:
    rows = []
    for i, name in enumerate(items):
        others = [j for j in range(len(items)) if j != i]
        rest = covariance[np.ix_(others, others)]
        with np.errstate(divide="ignore", invalid="ignore"):
            link = covariance[i, others].sum() / np.sqrt(covariance[i, i] * rest.sum())
        rows.append({"item": name, "item_rest": float(link), "alpha_if_deleted": alpha_of(rest)})
    return pd.DataFrame(rows)
