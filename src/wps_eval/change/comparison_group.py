"""Change against a comparison group: the only place where "effect" may be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

CLUSTERS_AN_ARM = 8
_IMBALANCE = 0.25  # standardised differences beyond this are not closed by adjustment


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
        treated: Whether the person was reached (n,).
        cluster: The class or unit of each person (n,), if people came in classes.
        balance: The table from ``baseline_balance``; without it there is no "effect".
        parallel_trends: The written argument why both would have moved alike; without it there is
            no "effect".
        level: The interval's level.

    Returns:
        The difference. Standard error and degrees of freedom are Welch's, of people or, with
        classes, of class means; NaN where an arm has fewer than two. "Effect" needs eight classes
        (or people) an arm, a balance table, and the argument.

    Source: Welch (1947), Biometrika 34, 28-35; class means: Donald and Lang (2007), Review of
    Economics and Statistics 89, 221-233.
    """
    differences, arm = np.asarray(change, np.float64), np.asarray(treated, bool)
    known = ~np.isnan(differences)
    groups = None if cluster is None else np.asarray(cluster)[known].astype(str)
    one, two = (_arm(differences[known], side, groups) for side in (arm[known], ~arm[known]))
    difference = one[0] - two[0]
    se, df = _welch(one[1], two[1])
    half = float(special.stdtrit(df, (1 + level) / 2)) * se if df > 0 else float("nan")
    sizes = (len(one[1]), len(two[1]))
    lacking = _lacking(sizes, balance, parallel_trends)
    p = float(2 * special.stdtr(df, -abs(difference / se))) if df > 0 and se > 0 else float("nan")
    return DifferenceInDifferences(
        treated=one[0], control=two[0], difference=difference, se=se, df=df,
        low=difference - half, high=difference + half, p=p,
        n_treated=one[2], n_control=two[2], clusters=sizes,
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
    """
    arm = np.asarray(treated, bool)
    rows = []
    for name in columns:
        one, two = (frame.loc[side, name].dropna().to_numpy(np.float64) for side in (arm, ~arm))
        pooled = np.sqrt((_variance(one) + _variance(two)) / 2)
        gap = (one.mean() - two.mean()) / pooled if pooled > 0 else np.nan
        rows.append(
            {"column": name, "treated": one.mean() if len(one) else np.nan,
             "control": two.mean() if len(two) else np.nan, "standardised": gap,
             "far": bool(abs(gap) > _IMBALANCE)}
        )  # fmt: skip
    return pd.DataFrame(rows)


def _arm(
    differences: Floats, side: NDArray[np.bool_], groups: NDArray[np.str_] | None
) -> tuple[float, Floats, int]:
    own = differences[side]
    mean = float(own.mean()) if len(own) else float("nan")
    if groups is None:
        return mean, own, len(own)
    _, code = np.unique(groups[side], return_inverse=True)
    means = np.bincount(code, own) / np.bincount(code) if len(own) else own
    return (float(means.mean()) if len(means) else mean), np.asarray(means), len(own)


def _variance(values: Floats) -> float:
    return float(values.var(ddof=1)) if len(values) > 1 else float("nan")


def _welch(one: Floats, two: Floats) -> tuple[float, float]:
    if min(len(one), len(two)) < 2:  # noqa: PLR2004 - one alone has no variance
        return float("nan"), 0.0
    a, b = _variance(one) / len(one), _variance(two) / len(two)
    if a + b == 0:
        return 0.0, 0.0
    return float(np.sqrt(a + b)), (a + b) ** 2 / (a**2 / (len(one) - 1) + b**2 / (len(two) - 1))


def _lacking(
    sizes: tuple[int, int], balance: pd.DataFrame | None, parallel_trends: str
) -> tuple[str, ...]:
    lacks = {
        "clusters": min(sizes) < CLUSTERS_AN_ARM,
        "balance": balance is None or balance.empty,
        "parallel_trends": not parallel_trends.strip(),
    }
    return tuple(name for name, missing in lacks.items() if missing)
