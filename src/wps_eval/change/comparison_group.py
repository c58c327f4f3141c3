"""Change against a comparison group: the only place where "effect" may be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special

from wps_eval.change.paired import has_class
from wps_eval.survey.arguments import (
    names_given,
    numbers_given,
    refuse_absent_columns,
    refuse_unequal_lengths,
)
from wps_eval.survey.balance_table import FAR
from wps_eval.survey.codes import as_flag, refuse_no_share
from wps_eval.survey.spread import has_spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

CLUSTERS_AN_ARM = 8  #: fewest classes (or people) in each arm for an "effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceInDifferences:
    """Change of those reached less change of those who were not.

    Attributes:
        treated: Mean change of those reached.
        control: Mean change of the comparison group.
        difference: The first less the second, in the unit.
        se: Its standard error.
        df: Its degrees of freedom.
        low: Lower end of its interval.
        high: Upper end.
        p: Two-sided p.
        n_treated: People reached, with both scores.
        n_control: People of the comparison group, with both scores.
        n_left_out: People without a score or class, or of whom nobody knows whether they were reached.
        clusters: Classes or units in each arm; people where there are none.
        word: ``effect`` where all conditions are met, else ``difference_in_change``.
        lacking: Which conditions are not met.
    """

    treated: float
    control: float
    difference: float
    se: float
    df: float
    low: float
    high: float
    p: float
    n_treated: int
    n_control: int
    n_left_out: int
    clusters: tuple[int, int]
    word: str
    lacking: tuple[str, ...]


def difference_in_differences(
    change: ArrayLike,
    treated: ArrayLike,
    *,
    cluster: ArrayLike | None = None,
    balance: pd.DataFrame | None = None,
    parallel_trends: str = "",
    level: float = 0.95,
) -> DifferenceInDifferences:
    """Compare the change of those reached with that of a comparison group.

    Args:
        change: After less before of each person (n,); NaN takes no part.
        treated: Whether the person was reached (n,), 1 or 0; missing takes no part.
        cluster: The class or unit of each person (n,), if people came in classes; missing takes no part.
        balance: The table from ``baseline_balance``; without it there is no "effect".
        parallel_trends: The written argument why both would have moved alike; without it there is
            no "effect".
        level: The interval's level.

    Returns:
        The difference. Standard error and degrees of freedom are Welch's, of people or, with
        classes, of class means; NaN where an arm has fewer than two or neither varies. "Effect" needs eight classes
        (or people) an arm, a balance table, and the argument.

    Source: Welch (1947), Biometrika 34, 28-35; class means: Donald and Lang (2007), Review of
    Economics and Statistics 89, 221-233.

    Examples:
        Made-up changes of three people reached and three who were not:

        >>> from wps_eval import change
        >>> found = change.difference_in_differences([5, 6, 7, 1, 2, 3], [1, 1, 1, 0, 0, 0])
        >>> found.difference, round(found.se, 4), found.word
        (4.0, 0.8165, 'difference_in_change')
        >>> found.lacking
        ('clusters', 'balance', 'parallel_trends')
    """
    refuse_no_share(level, "level")
    differences, arm = numbers_given(change, "change"), as_flag(treated, "treated")
    classes_given = {} if cluster is None else {"cluster": len(np.asarray(cluster))}
    refuse_unequal_lengths(change=len(differences), treated=len(arm), **classes_given)
    known = ~np.isnan(differences) & ~np.isnan(arm)
    if cluster is not None:
        known &= has_class(cluster)
    classes = None if cluster is None else np.asarray(cluster)[known].astype(str)
    reached, compared = (
        _arm_change(differences[known], in_arm, classes)
        for in_arm in (arm[known] == 1, arm[known] == 0)
    )
    difference = reached[0] - compared[0]
    se, df = _welch_error(reached[1], compared[1])
    half_width = float(special.stdtrit(df, (1 + level) / 2)) * se if df > 0 else float("nan")
    sizes = (len(reached[1]), len(compared[1]))
    lacking = _conditions_lacking(sizes, balance, parallel_trends)
    p = float(2 * special.stdtr(df, -abs(difference / se))) if df > 0 and se > 0 else float("nan")
    return DifferenceInDifferences(
        treated=reached[0], control=compared[0], difference=difference, se=se, df=df,
        low=difference - half_width, high=difference + half_width, p=p,
        n_treated=reached[2], n_control=compared[2], n_left_out=int((~known).sum()), clusters=sizes,
        word="difference_in_change" if lacking else "effect", lacking=lacking,
    )  # fmt: skip


def baseline_balance(
    frame: pd.DataFrame, treated: ArrayLike, columns: Sequence[str]
) -> pd.DataFrame:
    """Compare the two arms before anything happened.

    Args:
        frame: Baseline values, one row a person.
        treated: Whether the person was reached (n,).
        columns: Columns of numbers.

    Returns:
        One row a column: ``column``, ``treated``, ``control`` (means), ``standardised`` (their
        difference over the pooled standard deviation; NaN where nothing varies) and ``far``
        (beyond 0.25).

    Source: Rubin (2001), Health Services and Outcomes Research Methodology 2, 169-188; What Works
    Clearinghouse, Standards Handbook 4.1.

    Examples:
        Made-up ages of two people reached and two who were not:

        >>> import pandas as pd
        >>> from wps_eval import change
        >>> frame = pd.DataFrame({"age": [30, 40, 30, 42]})
        >>> balance = change.baseline_balance(frame, [1, 1, 0, 0], ["age"])
        >>> balance[["treated", "control", "far"]].to_dict("records")
        [{'treated': 35.0, 'control': 36.0, 'far': False}]
    """
    columns, arm = names_given(columns), as_flag(treated, "treated")
    refuse_absent_columns(frame, columns)
    refuse_unequal_lengths(rows=len(frame), treated=len(arm))
    rows = []
    for name in columns:
        reached, compared = (
            numbers_given(frame.loc[in_arm, name].dropna(), name) for in_arm in (arm == 1, arm == 0)
        )
        pooled = np.sqrt((_variance(reached) + _variance(compared)) / 2)
        standardised = (reached.mean() - compared.mean()) / pooled if pooled > 0 else np.nan
        rows.append(
            {"column": name, "treated": reached.mean() if len(reached) else np.nan,
             "control": compared.mean() if len(compared) else np.nan, "standardised": standardised,
             "far": bool(abs(standardised) > FAR)}
        )  # fmt: skip
    return pd.DataFrame(rows)


def _arm_change(
    differences: Floats, in_arm: NDArray[np.bool_], classes: NDArray[np.str_] | None
) -> tuple[float, Floats, int]:
    """Give an arm's mean change, what is compared (people's changes, or class means) and its people."""
    changes = differences[in_arm]
    mean = float(changes.mean()) if len(changes) else float("nan")
    if classes is None:
        return mean, changes, len(changes)
    _, class_code = np.unique(classes[in_arm], return_inverse=True)
    class_means = (
        np.bincount(class_code, changes) / np.bincount(class_code) if len(changes) else changes
    )
    return (
        (float(class_means.mean()) if len(class_means) else mean),
        np.asarray(class_means),
        len(changes),
    )


def _variance(values: Floats) -> float:
    """Give the sample variance; NaN of fewer than two."""
    return float(values.var(ddof=1)) if len(values) > 1 else float("nan")


def _welch_error(reached: Floats, compared: Floats) -> tuple[float, float]:
    """Give Welch's standard error and degrees of freedom; 0 degrees where there is no test."""
    if min(len(reached), len(compared)) < 2:  # noqa: PLR2004 - one alone has no variance
        return float("nan"), 0.0
    reached_part, compared_part = (_variance(arm) / len(arm) for arm in (reached, compared))
    both = reached_part + compared_part
    size = max(np.abs(reached).max(), np.abs(compared).max())
    if not has_spread(np.sqrt(both), size):
        return float("nan"), 0.0
    df = both**2 / (reached_part**2 / (len(reached) - 1) + compared_part**2 / (len(compared) - 1))
    return float(np.sqrt(both)), df


def _conditions_lacking(
    sizes: tuple[int, int], balance: pd.DataFrame | None, parallel_trends: str
) -> tuple[str, ...]:
    """Name the conditions of an "effect" that are not met."""
    is_lacking = {
        "clusters": min(sizes) < CLUSTERS_AN_ARM,
        "balance": balance is None or balance.empty,
        "parallel_trends": not parallel_trends.strip(),
    }
    return tuple(name for name, lacks in is_lacking.items() if lacks)
