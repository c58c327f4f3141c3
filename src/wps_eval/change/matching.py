"""Find the same people again by the marks of their self-made codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from wps_eval.survey.arguments import (
    names_given,
    numbers_given,
    refuse_absent_columns,
    refuse_no_positions,
)
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Matched(RowHolder):
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

    Raises:
        DesignFaults: A column is not there.

    Source: Yurek, Vasey and Sullivan Havens (2008), Evaluation Review 32, 435-452, on self-made
    codes and matching on all but one element.

    Examples:
        Made-up marks of two waves; one person of the first is found again:

        >>> import pandas as pd
        >>> from wps_eval import change
        >>> before = pd.DataFrame({"mark": ["a1", "b2"]})
        >>> after = pd.DataFrame({"mark": ["c3", "a1"]})
        >>> found = change.match_people(before, after, mark="mark")
        >>> found.pairs.to_dict("records"), found.match_rate_pct
        ([{'before': 0, 'after': 1, 'near': False}], 50.0)
    """
    for wave in (before, after):
        refuse_absent_columns(wave, [mark, *names_given(parts)])
    exact, shared_positions = _unique_pairs(before[mark], after[mark])
    pairs = [(earlier, later, False) for earlier, later in exact]
    for part in names_given(parts):
        left_before = _marks_without(
            before[part], {earlier for earlier, _, _ in pairs} | shared_positions[0]
        )
        left_after = _marks_without(
            after[part], {later for _, later, _ in pairs} | shared_positions[1]
        )
        near_pairs, _ = _unique_pairs(left_before, left_after)
        pairs += [(earlier, later, True) for earlier, later in near_pairs]
    table = pd.DataFrame(sorted(pairs), columns=["before", "after", "near"])
    rate = 100 * len(table) / len(before) if len(before) else float("nan")
    return Matched(
        pairs=table,
        n_before=len(before),
        n_after=len(after),
        ambiguous=len(shared_positions[0]) + len(shared_positions[1]),
        match_rate_pct=rate,
    )


def _unique_pairs(
    before: pd.Series[str], after: pd.Series[str]
) -> tuple[list[tuple[int, int]], tuple[set[int], set[int]]]:
    """Pair marks that stand once on each side; say who shares a mark with another."""
    positions_by_side: list[dict[str, list[int]]] = []
    for column in (before, after):
        positions_by_mark: dict[str, list[int]] = {}
        for position, value in enumerate(column):
            if isinstance(value, str) and value:
                positions_by_mark.setdefault(value, []).append(position)
        positions_by_side.append(positions_by_mark)
    one_side, other_side = positions_by_side
    pairs = [
        (positions[0], other_side[mark][0])
        for mark, positions in one_side.items()
        if len(positions) == 1 and len(other_side.get(mark, [])) == 1
    ]
    shared_positions = tuple(
        {
            position
            for positions in positions_by_mark.values()
            if len(positions) > 1
            for position in positions
        }
        for positions_by_mark in positions_by_side
    )
    return pairs, (shared_positions[0], shared_positions[1])


def _marks_without(column: pd.Series[str], taken_positions: set[int]) -> pd.Series[str]:
    """Empty the marks at some positions, so that nobody matches them again."""
    marks = column.reset_index(drop=True).astype(object)
    marks[list(taken_positions)] = None
    return marks


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

    Raises:
        DesignFaults: A column is not there, or holds words.

    Source: Fitzgerald, Gottschalk and Moffitt (1998), Journal of Human Resources 33, 251-299.

    Examples:
        Made-up ages of four people, of whom the first two were found again:

        >>> import pandas as pd
        >>> from wps_eval import change
        >>> before = pd.DataFrame({"age": [20, 30, 40, 50]})
        >>> change.compare_lost(before, [0, 1], ["age"])[["found", "lost"]].to_dict("records")
        [{'found': 25.0, 'lost': 45.0}]
    """
    columns = names_given(columns)
    refuse_absent_columns(before, columns)
    refuse_no_positions(matched, len(before))
    found_again = np.zeros(len(before), bool)
    found_again[list(matched)] = True
    rows = []
    for name in columns:
        value = numbers_given(before[name], name)
        found, lost = (
            value[in_group & ~np.isnan(value)] for in_group in (found_again, ~found_again)
        )
        enough = min(len(found), len(lost)) > 1 and max(found.std(), lost.std()) > 0
        p = float(stats.ttest_ind(found, lost, equal_var=False).pvalue) if enough else np.nan
        rows.append(
            {"column": name, "found": found.mean() if len(found) else np.nan,
             "lost": lost.mean() if len(lost) else np.nan, "n_found": len(found),
             "n_lost": len(lost), "p": p}
        )  # fmt: skip
    return pd.DataFrame(rows)
