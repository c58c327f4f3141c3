"""Did those who answer resemble those who were selected? The R-indicator and its parts by variable."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import names_given, refuse_absent_columns
from wps_eval.survey.codes import as_flag
from wps_eval.survey.response_model import main_effects, response_chances
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Representativity(RowHolder):
    """How even the chances to answer are, as far as the variables tell.

    Attributes:
        r: 1 - 2 S of the chances: 1 where all are alike. NaN where everybody answered or nobody did.
        r_adjusted: The same less what sampling alone puts into S; at most 1. The number to report.
        response: The weighted share who answered.
        worst_bias: (1 - r_adjusted) / (2 response): the greatest bias of a mean of respondents, in standard
            deviations of the item, if its answers follow the chances.
        n: People selected.
        variables: One row a variable: ``variable``, ``unconditional`` (between its categories) and ``conditional``
            (within the categories of all others crossed); 0 means that it tells nothing.
        categories: One row a category: ``variable``, ``category``, ``n``, ``response``, ``unconditional`` with the
            sign of those who answer more than others.
    """

    r: float
    r_adjusted: float
    response: float
    worst_bias: float
    n: int
    variables: pd.DataFrame
    categories: pd.DataFrame


def representativity(
    frame: pd.DataFrame, responded: str, variables: Sequence[str], weight: str = ""
) -> Representativity:
    """Measure how representative response was.

    Args:
        frame: Everybody who was selected and eligible, one row each.
        responded: The column that says who answered: 1 or 0, true or false.
        variables: Columns of categories that are known of everybody, from the frame or the sample list.
        weight: The column of design weights; equal where it is left out.

    Returns:
        R-indicators of response chances that a logistic regression on the variables' main effects gives. A gap in a
        variable is a category of its own. What the variables do not know, no R-indicator sees.

    Raises:
        DesignFaults: A column is missing, none is named, or ``responded`` is missing or something else than
            yes or no, or there is nobody.

    Source: Schouten, Cobben and Bethlehem (2009), Survey Methodology 35, 101-113 (R and its maximal bias); adjusted for
    sampling: Shlomo, Skinner and Schouten (2012), Journal of Statistical Planning and Inference 142, 201-211 (its
    formula for simple random sampling, weights taken in as they scale the population); partial indicators: Schouten,
    Shlomo and Skinner (2011), Journal of Official Statistics 27, 231-253.

    Examples:
        Made-up: of ten women nine answered, of ten men five:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> frame = pd.DataFrame({"sex": ["f"] * 10 + ["m"] * 10, "answered": [1] * 9 + [0] + [1, 0] * 5})
        >>> found = survey.representativity(frame, "answered", ["sex"])
        >>> round(found.r, 2)
        0.6
    """
    variables = names_given(variables)
    refuse_absent_columns(frame, ())
    _refuse_missing(frame, (responded, *variables, *filter(None, [weight])), variables)
    known = frame.assign(**{name: frame[name].astype(object).fillna("") for name in variables})
    answered = as_flag(frame[responded], responded)
    unsaid = int(np.isnan(answered).sum())
    if unsaid or not len(answered):
        raise DesignFaults(
            [Fault("response_unsaid", Where(column=responded), unsaid)], "nonresponse"
        )
    weights = frame[weight].to_numpy(np.float64) if weight else np.ones(len(frame))
    columns = main_effects(known, variables)
    chance = response_chances(columns, answered, weights)
    mean = float(np.average(answered, weights=weights))
    is_even = not 0 < mean < 1
    variance = float((weights * (chance - mean) ** 2).sum() / weights.sum())
    inflated = (1 + 1 / len(frame) - 1 / weights.sum()) * variance
    adjusted = max(inflated - _sampling_part(columns, chance, weights), 0.0)
    r_adjusted = nan if is_even else 1 - 2 * sqrt(adjusted)
    return Representativity(
        r=nan if is_even else 1 - 2 * sqrt(variance),
        r_adjusted=r_adjusted,
        response=mean,
        worst_bias=nan if is_even else (1 - r_adjusted) / (2 * mean),
        n=len(frame),
        variables=pd.DataFrame(
            {
                "variable": list(variables),
                "unconditional": [_between(known[name], chance, weights) for name in variables],
                "conditional": [
                    _within([known[other] for other in variables if other != name], chance, weights)
                    for name in variables
                ],
            }
        ),
        categories=_categories(known, variables, chance, answered, weights),
    )


def _refuse_missing(frame: pd.DataFrame, needed: Sequence[str], variables: Sequence[str]) -> None:
    """Refuse columns that are not there, and a model of nothing."""
    columns = tuple(map(str, frame.columns))
    faults = [
        Fault("no_column", Where(column=name), found=name, known=columns)
        for name in needed
        if name not in columns
    ]
    if not variables:
        faults.append(Fault("no_variable", Where(column="variables"), known=columns))
    if faults:
        raise DesignFaults(faults, "nonresponse")


def _sampling_part(columns: Floats, chance: Floats, weights: Floats) -> float:
    """Give what sampling alone puts into the variance of the chances: the mean of their own variances."""
    scaled = weights * len(weights) / weights.sum()
    slopes = (chance * (1 - chance))[:, None] * columns
    spread = np.linalg.pinv(columns.T @ (scaled[:, None] * slopes))
    return float((scaled * np.einsum("ij,jk,ik->i", slopes, spread, slopes)).sum() / len(weights))


def _between(groups: pd.Series[str], chance: Floats, weights: Floats) -> float:
    """Give the spread of the mean chances of groups."""
    _, code = np.unique(groups.astype(str), return_inverse=True)
    size = np.bincount(code, weights)
    means = np.bincount(code, weights * chance) / size
    return sqrt(
        float((size * (means - np.average(chance, weights=weights)) ** 2).sum() / size.sum())
    )


def _within(others: Sequence[pd.Series[str]], chance: Floats, weights: Floats) -> float:
    """Give the spread of the chances within groups that all other variables make."""
    crossed = [
        " ".join(f"{len(each)}:{each}" for each in row)
        for row in zip(*(other.astype(str) for other in others), strict=True)
    ] or [""] * len(chance)
    _, code = np.unique(crossed, return_inverse=True)
    means = np.bincount(code, weights * chance) / np.bincount(code, weights)
    return sqrt(float((weights * (chance - means[code]) ** 2).sum() / weights.sum()))


def _categories(
    frame: pd.DataFrame,
    variables: Sequence[str],
    chance: Floats,
    answered: Floats,
    weights: Floats,
) -> pd.DataFrame:
    """Give a row a category: how many, what share answered, and its part with its sign."""
    mean = np.average(chance, weights=weights)
    rows = []
    for name in variables:
        values = frame[name].astype(str)
        for category in sorted(values.unique()):
            here = (values == category).to_numpy()
            share = weights[here].sum() / weights.sum()
            rows.append(
                {
                    "variable": name,
                    "category": category,
                    "n": int(here.sum()),
                    "response": float(np.average(answered[here], weights=weights[here])),
                    "unconditional": sqrt(share)
                    * float(np.average(chance[here], weights=weights[here]) - mean),
                }
            )
    return pd.DataFrame(rows)
