"""What lies behind the items of a questionnaire: exploratory factors from the weighted correlations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import numbers_given, refuse_absent_columns, refuse_no_design
from wps_eval.survey.codes import refuse_codes_of_no_answer
from wps_eval.survey.mean import item_names
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design

    Floats = NDArray[np.float64]

_MOST_STEPS = 5000
_SETTLED = 1e-10  #: communalities and rotations that move less have settled
_ITEMS_A_FACTOR = 3  #: fewer items leave a factor's loadings undetermined


@dataclass(frozen=True, repr=False)
class Factors(RowHolder):
    """Factors of some items.

    Attributes:
        loadings: A row an item, a column a factor, and ``communality``: the share of the item's variance that
            the factors hold.
        eigenvalues: Of the correlations, largest first (k,), for choosing how many factors.
        explained: The share of all variance that each factor holds, after rotation.
        n: Persons with every item.
        n_left_out: Persons who miss one or more.
    """

    loadings: pd.DataFrame
    eigenvalues: Floats
    explained: Floats
    n: int
    n_left_out: int


def explore_factors(design: Design, items: str | Sequence[str], *, count: int) -> Factors:
    """Find factors by iterated principal axes, turned by varimax.

    Args:
        design: A design of rows.
        items: Columns of points.
        count: How many factors.

    Returns:
        Loadings, each factor pointing where most of its items point, the one that holds most first. The correlations
        are weighted; persons who miss an item take no part. They describe: no standard error is given.

    Raises:
        DesignFaults: There are fewer than three items a factor, the rows were grouped elsewhere, a code such as 98
            stands among the points, or the items allow no such factors.

    Source: Harman, Modern Factor Analysis (1976), chapter 8; Kaiser (1958), Psychometrika 23, 187-200; R
    ``psych::fa(fm = "pa", rotate = "varimax")``.

    Examples:
        Made-up points of four items that hang together:

        >>> import numpy as np
        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> chance = np.random.default_rng(1)
        >>> person = chance.normal(0, 1, 200)
        >>> rows = pd.DataFrame({item: 3 + person + chance.normal(0, 1, 200) for item in "abcd"})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.explore_factors(design, list("abcd"), count=1)
        >>> bool((found.loadings["factor_1"] > 0.5).all())
        True
    """
    refuse_no_design(design)
    names = item_names(items)
    if count < 1 or len(names) < _ITEMS_A_FACTOR * count:
        found = (str(len(names)), str(count))
        raise DesignFaults([Fault("few_items", Where(), found)], "items")
    refuse_absent_columns(design.frame, names)
    points = pd.DataFrame({name: numbers_given(design.frame[name], name) for name in names})
    refuse_codes_of_no_answer(points)
    there = points.notna().all(axis=1).to_numpy()
    correlations = _correlations(points[there].to_numpy(), design.weights[there])
    if not np.isfinite(correlations).all() or np.linalg.matrix_rank(correlations) < len(names):
        raise DesignFaults([Fault("no_factors", Where())], "items")
    loadings = _varimax(_principal_axes(correlations, count))
    held = (loadings**2).sum(axis=0)
    order = np.argsort(-held)
    loadings = (loadings * np.where(loadings.sum(axis=0) < 0, -1, 1))[:, order]
    table = pd.DataFrame(loadings, list(names), [f"factor_{k + 1}" for k in range(count)])
    return Factors(
        loadings=table.assign(communality=(loadings**2).sum(axis=1)),
        eigenvalues=np.asarray(np.linalg.eigvalsh(correlations)[::-1], dtype=np.float64),
        explained=held[order] / len(names),
        n=int(there.sum()),
        n_left_out=int((~there).sum()),
    )


def _correlations(points: Floats, weight: Floats) -> Floats:
    """Give the weighted correlations of items (k, k); NaN where one does not vary."""
    centred = points - np.average(points, axis=0, weights=weight)
    products = centred.T @ (weight[:, None] * centred)
    spread = np.sqrt(np.diag(products))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(products / np.outer(spread, spread))


def _principal_axes(correlations: Floats, count: int) -> Floats:
    """Find loadings whose communalities reproduce themselves (k, count), begun at squared multiple correlations."""
    communality = 1 - 1 / np.diag(np.linalg.inv(correlations))
    for _ in range(_MOST_STEPS):
        reduced = correlations.copy()
        np.fill_diagonal(reduced, communality)
        values, vectors = np.linalg.eigh(reduced)
        largest = values[::-1][:count]
        if largest[-1] <= 0:
            break
        loadings = vectors[:, ::-1][:, :count] * np.sqrt(largest)
        found = (loadings**2).sum(axis=1)
        if (found > 1).any():  # an item that factors hold more than whole: a Heywood case
            break
        if np.abs(found - communality).max() < _SETTLED:
            return np.asarray(loadings)
        communality = found
    raise DesignFaults([Fault("no_factors", Where())], "items")


def _varimax(loadings: Floats) -> Floats:
    """Turn loadings so that each factor's squared loadings vary most, with Kaiser's normalisation."""
    length = np.sqrt((loadings**2).sum(axis=1))[:, None]
    normal = loadings / length
    turn, reached = np.eye(loadings.shape[1]), 0.0
    for _ in range(_MOST_STEPS):
        turned = normal @ turn
        left, sizes, right = np.linalg.svd(
            normal.T @ (turned**3 - turned * (turned**2).mean(axis=0))
        )
        turn = left @ right
        if sizes.sum() < reached * (1 + _SETTLED**1.5):
            break
        reached = sizes.sum()
    return np.asarray(normal @ turn * length)
