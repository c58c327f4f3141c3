"""The same people before and after: scores, yes-or-no answers, and what training forms allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special, stats

from wps_eval.survey.arguments import numbers_given, refuse_unequal_lengths
from wps_eval.survey.codes import as_flag, refuse_no_share
from wps_eval.survey.spread import has_spread

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

FEW_CLUSTERS = 8  # below this no clustered standard error can be trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedChange:
    """Change of a score in the same people.

    Attributes:
        difference: Mean of after less before, in the score's unit.
        se: Its standard error, clustered on classes where they are known.
        df: Degrees of freedom: people less 1; with classes Satterthwaite's, classes less 1 where all are of one size.
        low: Lower end of its interval.
        high: Upper end.
        p: Two-sided p of the paired t test.
        p_wilcoxon: Two-sided p of the signed-rank test, which does not know of classes.
        d_z: Mean difference over the standard deviation of differences.
        n: People with both.
        clusters: Classes; 0 where people were not in classes.
        n_no_class: People with both scores whose class nobody knows; they take no part.
        few: Whether there are fewer than eight classes: the interval is then a rough guide.
    """

    difference: float
    se: float
    df: float
    low: float
    high: float
    p: float
    p_wilcoxon: float
    d_z: float
    n: int
    clusters: int
    n_no_class: int
    few: bool


def has_class(cluster: ArrayLike) -> NDArray[np.bool_]:
    """Say whose class or unit is known (n,): an empty text is none."""
    classes = pd.Series(np.asarray(cluster, dtype=object))
    return np.asarray(classes.notna() & (classes.astype(str).str.strip() != ""), dtype=bool)


def paired_change(
    before: ArrayLike, after: ArrayLike, *, cluster: ArrayLike | None = None, level: float = 0.95
) -> PairedChange:
    """Compare a score of the same people before and after.

    Args:
        before: Scores before (n,).
        after: Scores after, person for person (n,).
        cluster: The class or unit of each person (n,); people of one class learn together.
        level: The interval's level.

    Returns:
        The change. People who miss either score take no part, nor do those without a class where
        classes are given. With classes the standard error is that of class totals, corrected for their
        sizes (CR2), and t is on Satterthwaite's degrees of freedom: its size is right for classes of
        unequal size too (``benchmarks/class_sizes.py``). Everything but the difference is NaN where fewer
        than two people (or classes) are left, or where all moved alike but for the rounding of decimals.
        People who did not come in classes are compared without ``cluster``: one class shows no variance.

    Raises:
        DesignFaults: A score is a word, they are not as many, or the level is no share inside 0 to 1.

    Source: Student (1908); Wilcoxon (1945); clustered: Bell and McCaffrey (2002), Survey Methodology 28,
    169-181; Pustejovsky and Tipton (2018), Journal of Business and Economic Statistics 36, 672-683;
    d_z: Lakens (2013), Frontiers in Psychology 4:863.

    Examples:
        Made-up scores of four people before and after:

        >>> from wps_eval import change
        >>> moved = change.paired_change([40, 50, 60, 70], [50, 70, 70, 90])
        >>> moved.difference, round(moved.se, 4), moved.df, moved.n
        (15.0, 2.8868, 3.0, 4)
    """
    refuse_no_share(level, "level")
    scores_before, scores_after = numbers_given(before, "before"), numbers_given(after, "after")
    classes_given = {} if cluster is None else {"cluster": len(np.asarray(cluster))}
    refuse_unequal_lengths(before=len(scores_before), after=len(scores_after), **classes_given)
    has_both = ~np.isnan(scores_before) & ~np.isnan(scores_after)
    known = has_both if cluster is None else has_both & has_class(cluster)
    differences = scores_after[known] - scores_before[known]
    n = len(differences)
    mean = float(differences.mean()) if n else float("nan")
    classes = None if cluster is None else np.asarray(cluster)[known]
    se, df, clusters = _standard_error(differences, classes)
    sd = float(differences.std(ddof=1)) if n > 1 else float("nan")
    size = max(np.abs(scores_before[known]).max(), np.abs(scores_after[known]).max()) if n else 0.0
    se, sd = (each if has_spread(each, size) else float("nan") for each in (se, sd))
    t_statistic = mean / se if se > 0 else float("nan")
    half_width = float(special.stdtrit(df, (1 + level) / 2)) * se if df > 0 else float("nan")
    return PairedChange(
        difference=mean,
        se=se,
        df=df,
        low=mean - half_width,
        high=mean + half_width,
        p=float(2 * special.stdtr(df, -abs(t_statistic)))
        if df > 0 and not np.isnan(t_statistic)
        else float("nan"),
        p_wilcoxon=_wilcoxon_p(differences),
        d_z=mean / sd if sd > 0 else float("nan"),
        n=n,
        clusters=clusters,
        n_no_class=int(has_both.sum()) - n,
        few=cluster is not None and clusters < FEW_CLUSTERS,
    )


def _standard_error(
    differences: Floats, classes: NDArray[np.generic] | None
) -> tuple[float, float, int]:
    """Give standard error of the mean change, degrees of freedom and classes (0 without classes)."""
    n = len(differences)
    if classes is None:
        return (
            (float(differences.std(ddof=1) / np.sqrt(n)), n - 1.0, 0) if n > 1 else (np.nan, 0.0, 0)
        )
    _, class_code = np.unique(classes.astype(str), return_inverse=True)
    sizes = np.bincount(class_code).astype(np.float64)
    if len(sizes) < 2:  # noqa: PLR2004 - one class alone has no variance
        return float("nan"), 0.0, len(sizes)
    totals = np.bincount(class_code, differences - differences.mean())
    stretched = 1 / (1 - sizes / n)  # what each class's square is short of, with differences alike
    variance = float((stretched * totals**2).sum()) / n**2
    return float(np.sqrt(variance)), _satterthwaite_df(sizes, stretched), len(sizes)


def _satterthwaite_df(sizes: Floats, stretched: Floats) -> float:
    """Give the degrees of freedom of a variance made of class totals: 2 E^2 / Var, of independent differences.

    Class totals about the mean of people have the covariance m_g [g = h] - m_g m_h / n.
    """
    root = np.sqrt(stretched)
    covariance = np.diag(sizes) - np.outer(sizes, sizes) / sizes.sum()
    covariance = root[:, None] * covariance * root[None, :]
    return float(np.trace(covariance) ** 2 / (covariance**2).sum())


def _wilcoxon_p(differences: Floats) -> float:
    """Give the two-sided p of the signed-rank test; NaN where nobody moved."""
    moved = differences[differences != 0]
    return float(stats.wilcoxon(moved).pvalue) if len(moved) else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """Change of a yes-or-no answer in the same people.

    Attributes:
        both: Right (or yes) both times.
        gained: Only afterwards.
        lost: Only before.
        neither: Neither time.
        difference_pp: Share after less share before, in percentage points.
        low_pp: Lower end of its interval.
        high_pp: Upper end.
        p: Two-sided exact McNemar p.
    """

    both: int
    gained: int
    lost: int
    neither: int
    difference_pp: float
    low_pp: float
    high_pp: float
    p: float


def answer_change(before: ArrayLike, after: ArrayLike, *, level: float = 0.95) -> AnswerChange:
    """Compare a yes-or-no answer of the same people before and after.

    Args:
        before: 1 or 0 before (n,); NaN missing.
        after: 1 or 0 after, person for person (n,).
        level: The interval's level.

    Returns:
        The two-by-two table, the difference with Newcombe's interval, and the exact test: the
        two-sided binomial p of those who moved. Nobody moved: p is 1. Nobody with both answers:
        NaN.

    Raises:
        DesignFaults: An answer is neither 1 nor 0 nor missing; they are not as many; the level is no share.

    Source: McNemar (1947), Psychometrika 12, 153-157; exact form: Agresti, Categorical Data
    Analysis (2002), section 10.1.1; interval: Newcombe (1998), Statistics in Medicine 17,
    2635-2650, method 10.

    Examples:
        Made-up answers of five people: three began to say yes, nobody stopped:

        >>> from wps_eval import change
        >>> moved = change.answer_change([0, 0, 0, 1, 0], [1, 1, 1, 1, 0])
        >>> moved.gained, moved.lost, moved.difference_pp, moved.p
        (3, 0, 60.0, 0.25)
    """
    refuse_no_share(level, "level")
    answers_before, answers_after = as_flag(before, "before"), as_flag(after, "after")
    refuse_unequal_lengths(before=len(answers_before), after=len(answers_after))
    known = ~np.isnan(answers_before) & ~np.isnan(answers_after)
    right_before, right_after = answers_before[known] == 1, answers_after[known] == 1
    a, b, c, d = (
        int(cell.sum())
        for cell in (
            right_before & right_after,
            ~right_before & right_after,
            right_before & ~right_after,
            ~right_before & ~right_after,
        )
    )
    n = a + b + c + d
    if not n:
        nan = float("nan")
        return AnswerChange(both=0, gained=0, lost=0, neither=0, difference_pp=nan, low_pp=nan,
                            high_pp=nan, p=nan)  # fmt: skip
    low, high = _newcombe_interval(a, b, c, d, level)
    return AnswerChange(
        both=a,
        gained=b,
        lost=c,
        neither=d,
        difference_pp=100 * (b - c) / n,
        low_pp=100 * low,
        high_pp=100 * high,
        p=float(stats.binomtest(b, b + c).pvalue) if b + c else 1.0,
    )


def _newcombe_interval(a: int, b: int, c: int, d: int, level: float) -> tuple[float, float]:
    """Give low and high of the difference of two shares, of counts both, gained, lost and neither (a to d)."""
    n = a + b + c + d
    share_after, share_before = (a + b) / n, (a + c) / n
    (low_after, high_after), (low_before, high_before) = (
        _wilson_interval(share_after, n, level),
        _wilson_interval(share_before, n, level),
    )
    phi = _phi_coefficient(a, b, c, d)
    difference = share_after - share_before
    low = (
        (share_after - low_after) ** 2
        - 2 * phi * (share_after - low_after) * (high_before - share_before)
        + (high_before - share_before) ** 2
    )
    high = (
        (share_before - low_before) ** 2
        - 2 * phi * (share_before - low_before) * (high_after - share_after)
        + (high_after - share_after) ** 2
    )
    return difference - np.sqrt(max(low, 0.0)), difference + np.sqrt(max(high, 0.0))


def _phi_coefficient(a: int, b: int, c: int, d: int) -> float:
    """Correlate answers before and after, of counts both, gained, lost and neither (a to d).

    A positive one is corrected for continuity (Newcombe 1998, method 10).
    """
    sides = float((a + b) * (c + d) * (a + c) * (b + d))
    if sides == 0:
        return 0.0
    cross = a * d - b * c
    if cross > 0:
        cross = max(cross - (a + b + c + d) / 2, 0.0)  # type: ignore[assignment]
    return cross / float(np.sqrt(sides))


def _wilson_interval(p: float, n: int, level: float) -> tuple[float, float]:
    """Give low and high of a share of n people by Wilson's score interval."""
    z = float(special.ndtri((1 + level) / 2))
    centre, half_width = p + z**2 / (2 * n), z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return (centre - half_width) / (1 + z**2 / n), (centre + half_width) / (1 + z**2 / n)
