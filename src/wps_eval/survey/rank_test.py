"""Do groups differ in rank? The design-based forms of the rank tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from scipy import special

from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.codes import one_of
from wps_eval.survey.linear import influence_of_rows
from wps_eval.survey.t_and_wald import FTest
from wps_eval.survey.table import spell

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.survey.design import Design

    Floats = NDArray[np.float64]

RankScore = Literal["wilcoxon", "van_der_waerden", "median"]


@dataclass(frozen=True, slots=True)
class RankTest(FTest):
    """A test of ranks.

    Attributes:
        differences: By how much each group's mean rank score lies above that of the first group.
        n: Rows where both columns are present.
        n_missing: The others.
    """

    differences: tuple[tuple[str, float], ...]
    n: int
    n_missing: int


def rank_test(design: Design, item: str, group: str, *, score: RankScore = "wilcoxon") -> RankTest:
    """Test whether groups have the same distribution of an item, by the ranks that it has in the population.

    Args:
        design: A design of rows.
        item: A column of numbers, of which only the order counts.
        group: A column of two or more groups.
        score: What a rank r of N counts: ``wilcoxon`` r / N (with more than two groups the test of Kruskal and
            Wallis), ``van_der_waerden`` the normal quantile of r / N, ``median`` whether r is above N / 2.

    Returns:
        The F test on groups less 1 and on the design's degrees of freedom less that; of two groups F is t squared.
        The rank of a row is the weight below it and half of what is tied with it; R's depends on the order of tied
        rows where their weights differ. NaN without sampling error, or
        where there is one group.

    Raises:
        DesignFaults: There is no such column; The rows were grouped elsewhere.

    Source: Lumley and Scott (2013), Biometrika 100, 831-842; R survey ``svyranktest`` (4.1 swaps the labels of
    statistic and parameter where there are more than two groups; the numbers are these).

    Examples:
        Made-up answers of eight people:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"y": [1, 4, 2, 5, 3, 6, 2, 7], "sex": list("fmfmfmfm")})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.rank_test(design, "y", "sex")
        >>> found.p < 0.01
        True
    """
    refuse_no_design(design)
    one_of(score, get_args(RankScore), "score")
    source = design.memory()
    values, (codes, levels) = source.rows.numbers(item), source.rows.levels(group)
    takes_part = ~np.isnan(values) & (codes >= 0)
    weight, code = source.weight[takes_part], codes[takes_part]
    met, code = np.unique(code, return_inverse=True)
    scores = _rank_scores(values[takes_part], weight, score)
    groups = len(met)
    counts = (int(takes_part.sum()), int((~takes_part).sum()))
    indicator = np.eye(groups)[code]
    in_group = weight @ indicator
    means = (weight * scores) @ indicator / in_group
    linearised = np.zeros((len(values), groups))
    linearised[takes_part] = indicator * ((scores - means[code]) / in_group[code])[:, None]
    present = np.zeros(source.units, dtype=bool)
    present[source.unit[takes_part]] = True
    influence = influence_of_rows(design, linearised, np.repeat(present[:, None], groups, axis=1))
    differences = tuple(
        (spell(levels[met[k]]), float(means[k] - means[0])) for k in range(1, groups)
    )
    name = f"design-based rank test, {score.replace('_', ' ')}"
    ddf = np.nan if design.units is None else float(design.units.degrees(present) - (groups - 1))
    statistic = _wald_of_equal_means(means, influence)
    if np.isnan(statistic) or not ddf > 0:
        return RankTest(np.nan, np.nan, np.nan, np.nan, name, differences, *counts)
    ndf = groups - 1
    p = float(special.fdtrc(ndf, ddf, statistic))
    return RankTest(statistic, ndf, ddf, p, name, differences, *counts)


def _rank_scores(values: Floats, weight: Floats, score: RankScore) -> Floats:
    """Give each row's score of its rank in the population (n,)."""
    _, tied = np.unique(values, return_inverse=True)
    weight_of_ties = np.bincount(tied, weight)
    rank = (np.cumsum(weight_of_ties) - weight_of_ties / 2)[tied]
    population = weight.sum()
    if score == "median":
        return np.asarray(rank > population / 2, dtype=np.float64)
    share = rank / population
    return np.asarray(special.ndtri(share) if score == "van_der_waerden" else share)


def _wald_of_equal_means(means: Floats, influence: Floats | None) -> float:
    """Give the F statistic of all means being those of the first; NaN where it cannot be had."""
    if influence is None or len(means) < 2:  # noqa: PLR2004 - one group alone
        return float("nan")
    gap = means[1:] - means[0]
    deviations = influence[:, 1:] - influence[:, :1]
    covariance = deviations.T @ deviations
    if not np.isfinite(covariance).all() or np.linalg.matrix_rank(covariance) < len(gap):
        return float("nan")
    return float(gap @ np.linalg.solve(covariance, gap)) / len(gap)
