"""Find the same people again by the marks of their self-made codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Who was found again.

    Attributes:
        pairs: Positions in both tables: ``before``, ``after``, ``near`` (matched on all but one
            part of the code).
        n_before: People before.
        n_after: People after.
        ambiguous: People whose code stands more than once in either table; they are not matched.
        match_rate_pct: Matched people in percent of those before.
    """

    pairs: pd.DataFrame
    n_before: int
    n_after: int
    ambiguous: int
    match_rate_pct: float


def match_people(
    before: pd.DataFrame, after: pd.DataFrame, *, mark: str, parts: Sequence[str] = ()
) -> Matched:
    """Match people by the mark of their code, then by all parts but one.

    Args:
        before: One row a person, with the marks.
        after: The same, later.
        mark: The column of the mark of the whole code.
        parts: Columns of marks that leave out one part of the code each; a near match agrees in
            one of them and is the only one to do so.

    Returns:
        The pairs. A code that stands twice in a table matches nobody. Missing marks match nobody.

    Source: Yurek, Vasey and Sullivan Havens (2008), Evaluation Review 32, 435-452, on self-made
    codes and matching on all but one element.
    """
    exact, twice = _once(before[mark], after[mark])
    pairs = [(i, j, False) for i, j in exact]
    for part in parts:
        left = _without(before[part], {i for i, _, _ in pairs} | twice[0])
        right = _without(after[part], {j for _, j, _ in pairs} | twice[1])
        found, _ = _once(left, right)
        pairs += [(i, j, True) for i, j in found]
    table = pd.DataFrame(sorted(pairs), columns=["before", "after", "near"])
    rate = 100 * len(table) / len(before) if len(before) else float("nan")
    return Matched(
        pairs=table,
        n_before=len(before),
        n_after=len(after),
        ambiguous=len(twice[0]) + len(twice[1]),
        match_rate_pct=rate,
    )


def _once(
    before: pd.Series[str], after: pd.Series[str]
) -> tuple[list[tuple[int, int]], tuple[set[int], set[int]]]:
    """Pair marks that stand once on each side; say who shares a mark with another."""
    places: list[dict[str, list[int]]] = []
    for column in (before, after):
        held: dict[str, list[int]] = {}
        for position, value in enumerate(column):
            if isinstance(value, str) and value:
                held.setdefault(value, []).append(position)
        places.append(held)
    one, two = places
    pairs = [
        (rows[0], two[mark][0])
        for mark, rows in one.items()
        if len(rows) == 1 and len(two.get(mark, [])) == 1
    ]
    shared = tuple({p for rows in held.values() if len(rows) > 1 for p in rows} for held in places)
    return pairs, (shared[0], shared[1])


def _without(column: pd.Series[str], taken: set[int]) -> pd.Series[str]:
    out = column.reset_index(drop=True).astype(object)
    out[list(taken)] = None
    return out


def compare_lost(
    before: pd.DataFrame, matched: Sequence[int], columns: Sequence[str]
) -> pd.DataFrame:
    """Test whether those who were lost differed before from those found again.

    Args:
        before: Baseline values, one row a person.
        matched: Positions of those found again.
        columns: Columns of numbers.

    Returns:
        One row a column: ``column``, ``found``, ``lost`` (means), ``n_found``, ``n_lost`` and
        ``p`` (Welch's t; NaN where either has fewer than two or nothing varies).

    Source: Fitzgerald, Gottschalk and Moffitt (1998), Journal of Human Resources 33, 251-299.
    """
    kept = np.zeros(len(before), bool)
    kept[list(matched)] = True
    rows = []
    for name in columns:
        value = before[name].to_numpy(np.float64)
        found, lost = (value[side & ~np.isnan(value)] for side in (kept, ~kept))
        enough = min(len(found), len(lost)) > 1 and max(found.std(), lost.std()) > 0
        p = float(stats.ttest_ind(found, lost, equal_var=False).pvalue) if enough else np.nan
        rows.append(
            {"column": name, "found": found.mean() if len(found) else np.nan,
             "lost": lost.mean() if len(lost) else np.nan, "n_found": len(found),
             "n_lost": len(lost), "p": p}
        )  # fmt: skip
    return pd.DataFrame(rows)
