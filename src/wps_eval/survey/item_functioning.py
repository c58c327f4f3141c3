"""Does an item mean the same to two groups? Who is compared, on what score, and how great a difference counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.codes import as_flag, code_of, codes_of
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]

DELTA_OF_LOG_ODDS = 2.35  #: points of the delta scale in a unit of log odds
SMALL_DELTA, LARGE_DELTA = 1.0, 1.5
_SIGNIFICANCE = 0.05
LEAST_OF_A_GROUP = 50  #: people; below, classes of items are noise


class ItemClass(StrEnum):
    """How differently an item works, after Educational Testing Service."""

    NEGLIGIBLE = "A"
    MODERATE = "B"
    LARGE = "C"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, repr=False)
class Matched(RowHolder):
    """People of two groups who answered every item.

    Attributes:
        takes_part: Which rows of the design they are (n,).
        right: Their answers, 1 or 0 (m, k).
        is_focal: Which of them are of the group that is asked about (m,).
        score: Their number of right answers (m,).
        n_left_out: Rows of the two groups that miss an item.
    """

    takes_part: NDArray[np.bool_]
    right: Floats
    is_focal: NDArray[np.bool_]
    score: Floats
    n_left_out: int


@dataclass(frozen=True, repr=False)
class ItemFunctioning(RowHolder):
    """How items work in one group beside another, among people with the same score.

    Attributes:
        items: One row an item: ``item``, ``log_odds`` of a right answer in the focal group over the reference, ``se``,
            ``df``, ``delta`` (negative: harder for the focal group), ``p``, ``class``. NaN and "cannot tell" where
            there is no answer to it.
        n_focal: People of the focal group.
        n_reference: People of the other.
        n_left_out: People of either who miss an item.
    """

    items: pd.DataFrame
    n_focal: int
    n_reference: int
    n_left_out: int


def match_people(
    design: Design, items: Sequence[str], group: str, *, focal: Value, reference: Value
) -> Matched:
    """Find the people of two groups who answered every item, and match them by their number of right answers.

    Args:
        design: A design in memory.
        items: Columns of 1 (right, or agrees) and 0; the score is their sum, the studied item within.
        group: The column that tells the groups, such as sex or the language of the interview.
        focal: The group that is asked about, by code or label.
        reference: The group that it is held against.

    Raises:
        DesignFaults: A column is missing, an item holds something else than 1 and 0, fewer than two items are
            named, both groups are one, or a group has fewer than ``LEAST_OF_A_GROUP`` people with every item.
    """
    frame = design.memory().rows.frame
    columns = tuple(map(str, frame.columns))
    faults = [
        Fault("no_column", Where(column=name), found=name, known=columns)
        for name in (*items, group)
        if name not in columns
    ]
    focal, reference = (code_of(code) for code in design.codebook.codes(group, (focal, reference)))
    if len(items) < 2 or focal == reference:  # noqa: PLR2004 - one item has no other to match by
        faults.append(Fault("nothing_to_compare", Where(column=group)))
    if faults:
        raise DesignFaults(faults, "items")
    codes = codes_of(frame[group]).to_numpy()
    answers = np.column_stack([as_flag(frame[name], name) for name in items])
    is_focal, is_reference = codes == focal, codes == reference
    is_whole = ~np.isnan(answers).any(axis=1)
    takes_part = (is_focal | is_reference) & is_whole
    counts = {
        focal: int((is_focal & is_whole).sum()),
        reference: int((is_reference & is_whole).sum()),
    }
    faults = [
        Fault(
            "group_too_small", Where(column=group), Data(name=name, count=count), LEAST_OF_A_GROUP
        )
        for name, count in counts.items()
        if count < LEAST_OF_A_GROUP
    ]
    if faults:
        raise DesignFaults(faults, "items")
    right = answers[takes_part]
    return Matched(
        takes_part=takes_part,
        right=right,
        is_focal=is_focal[takes_part],
        score=right.sum(axis=1),
        n_left_out=int(((is_focal | is_reference) & ~is_whole).sum()),
    )


def functioning_of(
    items: Sequence[str], log_odds: Floats, se: Floats, df: Floats, matched: Matched
) -> ItemFunctioning:
    """Put log odds on the delta scale and class the items.

    Args:
        items: The items (k).
        log_odds: Of a right answer in the focal group over the reference (k,).
        se: Their standard errors (k,).
        df: Their degrees of freedom (k,).
        matched: The people.
    """
    known = (se > 0) & (df > 0)
    t = log_odds / np.where(known, se, np.nan)
    classes = [
        str(item_class(DELTA_OF_LOG_ODDS * one, DELTA_OF_LOG_ODDS * error, free))
        for one, error, free in zip(log_odds.tolist(), se.tolist(), df.tolist(), strict=True)
    ]
    table = {
        "item": list(items), "log_odds": log_odds, "se": se, "df": df, "delta": DELTA_OF_LOG_ODDS * log_odds,
        "p": 2 * special.stdtr(np.where(known, df, np.nan), -np.abs(t)), "class": classes,
    }  # fmt: skip
    return ItemFunctioning(
        items=pd.DataFrame(table),
        n_focal=int(matched.is_focal.sum()),
        n_reference=int((~matched.is_focal).sum()),
        n_left_out=matched.n_left_out,
    )


def item_class(delta: float, se: float, df: float) -> ItemClass:
    """Class an item by the size of its difference and by how sure it is.

    Args:
        delta: The difference on the delta scale.
        se: Its standard error.
        df: Its degrees of freedom.

    Returns:
        A (negligible): not significantly other than 0, or below 1 in size. C (large): 1.5 or more in size, and
            significantly above 1. B: all else. "Cannot tell" without a standard error or degree of freedom.

    Source: Zieky (1993), in Holland and Wainer (eds.), Differential Item Functioning, 337-347; Zwick (2012), ETS
    Research Report 12-08.
    """
    if isnan(delta) or not (se > 0 and df > 0):
        return ItemClass.CANNOT_TELL
    size = abs(delta)
    if size < SMALL_DELTA or size / se < special.stdtrit(df, 1 - _SIGNIFICANCE / 2):
        return ItemClass.NEGLIGIBLE
    is_above_small = (size - SMALL_DELTA) / se > special.stdtrit(df, 1 - _SIGNIFICANCE)
    return ItemClass.LARGE if size >= LARGE_DELTA and is_above_small else ItemClass.MODERATE
