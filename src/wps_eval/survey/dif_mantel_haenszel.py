"""Item functioning after Mantel and Haenszel: the odds of two groups, score by score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.item_functioning import ItemFunctioning, functioning_of, match_people
from wps_eval.survey.linear import influence_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]


def dif_mantel_haenszel(
    design: Design, items: Sequence[str], group: str, *, focal: Value, reference: Value
) -> ItemFunctioning:
    """Compare a group with another on each item, among people with as many right answers.

    Args:
        design: A design in memory.
        items: Columns of 1 (right, or agrees) and 0.
        group: The column that tells the groups, such as sex or the language of the interview.
        focal: The group that is asked about, by code or label.
        reference: The group that it is held against.

    Returns:
        The common log odds ratio of each item, from weighted counts, with the standard error of the design; delta
        is 2.35 times it, and A, B, C the classes. People who miss an item take no part. NaN where no score holds
        right and wrong answers of both groups.

    Raises:
        DesignFaults: As ``match_people``; the rows lie in a file, or the design has replicate weights.

    Source: Mantel and Haenszel (1959), Journal of the National Cancer Institute 22, 719-748; Holland and Thayer
    (1988), in Wainer and Braun (eds.), Test Validity, 129-145; its standard error by linearisation (Binder 1983),
    near Robins, Breslow and Greenland's (1986) where people are drawn singly with equal weights.

    Examples:
        Made-up answers of 120 people to three items:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({
        ...     "k1": [1, 0, 1, 0, 1, 1, 0, 1], "k2": [0, 1, 1, 1, 0, 1, 1, 0], "k3": [0, 0, 1, 1, 1, 0, 1, 1],
        ...     "sex": list("fmfmfmfm"),
        ... })
        >>> rows = pd.concat([rows] * 15)
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.dif_mantel_haenszel(design, ["k1", "k2", "k3"], "sex", focal="f", reference="m")
        >>> found.n_focal, found.items["item"].tolist()
        (60, ['k1', 'k2', 'k3'])
    """
    refuse_no_design(design)
    matched = match_people(design, items, group, focal=focal, reference=reference)
    weight = design.weights[matched.takes_part]
    _, level = np.unique(matched.score, return_inverse=True)
    found = [
        _common_log_odds(matched.right[:, k] == 1, matched.is_focal, level, weight)
        for k in range(len(items))
    ]
    linearised = np.zeros((len(matched.takes_part), len(items)))
    linearised[matched.takes_part] = np.column_stack([influence for _, influence in found])
    log_odds = np.array([one for one, _ in found])
    influence = influence_of_rows(design, linearised)
    se = np.full(len(items), np.nan)
    if influence is not None:
        se = np.where(np.isnan(log_odds), np.nan, np.sqrt((influence**2).sum(axis=0)))
    present = np.zeros(design.memory().units, bool)
    present[design.memory().unit[matched.takes_part]] = True
    df = np.nan if design.units is None else float(design.units.degrees(present))
    return functioning_of(items, log_odds, se, np.full(len(items), df), matched)


def _common_log_odds(
    is_right: NDArray[np.bool_],
    is_focal: NDArray[np.bool_],
    level: NDArray[np.intp],
    weight: Floats,
) -> tuple[float, Floats]:
    """Give the common log odds ratio of one item, and what a unit of each person's weight changes in it (m,).

    With weighted counts a (focal, right), b (focal, wrong), c (reference, right), d (reference, wrong) and their sum
    t at each score it is log(sum a d / t) - log(sum b c / t).
    """

    def counted(who: NDArray[np.bool_]) -> Floats:
        return np.asarray(np.bincount(level, np.where(who, weight, 0.0)))

    a, b = counted(is_focal & is_right), counted(is_focal & ~is_right)
    c, d = counted(~is_focal & is_right), counted(~is_focal & ~is_right)
    t = a + b + c + d
    for_it, against = a * d / t, b * c / t
    up, down = for_it.sum(), against.sum()
    if not (up > 0 and down > 0):
        return float("nan"), np.zeros(len(weight))
    shared = -for_it / t / up + against / t / down  # every count is in t too
    slope = np.where(
        is_focal,
        np.where(is_right, (d / t / up)[level], -(c / t / down)[level]),
        np.where(is_right, -(b / t / down)[level], (a / t / up)[level]),
    )
    return float(np.log(up / down)), slope + shared[level]
