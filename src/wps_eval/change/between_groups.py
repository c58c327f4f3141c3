"""Difference in differences of two rounds between two groups of people, by the weights of the design."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.change.comparison_group import CLUSTERS_AN_ARM
from wps_eval.change.detectable import smallest_detectable
from wps_eval.change.group_cells import CELLS, GroupCells, group_cells
from wps_eval.change.rounds import Overlap
from wps_eval.change.wild_bootstrap import ClusterTest, wild_cluster_bootstrap
from wps_eval.survey.arguments import (
    names_given,
    refuse_absent_columns,
    refuse_no_design,
)
from wps_eval.survey.codes import code_of, codes_of, listed, one_of, refuse_no_share
from wps_eval.survey.estimates import Estimates
from wps_eval.survey.label import Label
from wps_eval.survey.linear import influence_of_rows, method_of
from wps_eval.survey.spread import has_spread
from wps_eval.survey.stack import stack
from wps_eval.values import Group
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.balance_table import Balance
    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]

#: from so many clusters on the plain error holds; "few" reaches from below 20 to below 50 (Cameron and Miller 2015)
ENOUGH_CLUSTERS = 50
#: what adds the four means up to each number: change of the treated, of the others, and the difference of both
CHANGES = {
    "treated": (-1.0, 1.0, 0.0, 0.0),
    "comparison": (0.0, 0.0, -1.0, 1.0),
    "difference": (-1.0, 1.0, 1.0, -1.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A change or a difference of changes, with its error by the design.

    Attributes:
        estimate: The number, in the unit.
        se: Its standard error; NaN where the samples give none.
        low: Lower end of its interval.
        high: Upper end.
        p: Two-sided p-value of its being 0.
    """

    estimate: float
    se: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What the weights of one group in one round come to.

    Attributes:
        effective_n: People with equal weights that tell as much.
        largest_share: The share of all weight that the person of the largest one has, 0 to 1.
    """

    effective_n: float
    largest_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBalance:
    """A group in a round, held against the treated at baseline.

    Attributes:
        arm: ``treated`` or ``comparison``.
        wave: ``baseline`` or ``current``.
        balance: How alike they are, before and after.
    """

    arm: str
    wave: str
    balance: tuple[Balance, ...]


@dataclass(frozen=True, repr=False)
class GroupDifference(RowHolder):
    """Change of those reached less change of a comparison group.

    Attributes:
        means: The four weighted means with their covariance, in the order of ``CELLS``.
        treated: Change of those reached.
        comparison: Change of the comparison group.
        difference: The first less the second.
        df: Degrees of freedom of the design: sampling units less strata.
        level: The level of the intervals.
        mdc: The smallest difference of changes that such samples detect; NaN where there is no test.
        bootstrap: The test by clusters; None where clusters are enough.
        clusters: Clusters in each arm: treated, comparison.
        spread: What the weights of each cell come to.
        balanced: Each cell but the first held against it; empty where nothing is balanced.
    """

    means: Estimates
    treated: Interval
    comparison: Interval
    difference: Interval
    df: float
    level: float
    mdc: float
    bootstrap: ClusterTest | None
    clusters: tuple[int, int]
    spread: tuple[Spread, ...]
    balanced: tuple[CellBalance, ...]

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval that decides: that of the bootstrap where clusters are few; None where it has no end."""
        low, high = (
            (self.difference.low, self.difference.high)
            if self.bootstrap is None
            else (self.bootstrap.low, self.bootstrap.high)
        )
        no_error = np.isnan(self.difference.se)
        return None if no_error or np.isnan(low) or np.isnan(high) else (low, high)

    def lacking(self, parallel_trends: str) -> tuple[str, ...]:
        """Name what lacks for the difference to be called an effect.

        Args:
            parallel_trends: The written argument why both groups would have moved alike; two rounds cannot test it.

        Returns:
            ``clusters`` (fewer than eight in an arm), ``balance`` (nothing balanced, or a column that stays further
            apart than 0.25 standard deviations) and ``parallel_trends`` (no argument), where they lack.

        Source: as ``difference_in_differences``.
        """
        is_far = any(row.far for cell in self.balanced for row in cell.balance)
        is_lacking = {
            "clusters": min(self.clusters) < CLUSTERS_AN_ARM,
            "balance": not self.balanced or is_far,
            "parallel_trends": not parallel_trends.strip(),
        }
        return tuple(name for name, lacks in is_lacking.items() if lacks)


def group_difference(  # noqa: PLR0913 - what is compared, between whom, and how alike
    baseline: Design,
    current: Design,
    outcome: str,
    *,
    group: str,
    treated: Value | Sequence[Value],
    comparison: Value | Sequence[Value],
    balance_on: str | Sequence[str] = (),
    cluster: str = "",
    overlap: Overlap | str = Overlap.INDEPENDENT,
    level: float = 0.95,
    power: float = 0.80,
) -> GroupDifference:
    """Compare the change of those reached with that of a comparison group, both asked in two rounds.

    Args:
        baseline: The earlier round, a design of rows.
        current: The later one; its people may be others.
        outcome: The column of numbers that is compared.
        group: The column that says who belongs to which group, in both rounds.
        treated: Its codes of those reached.
        comparison: Its codes of the comparison group; who has any other one, or none, takes no part.
        balance_on: Columns in which the other three cells are made like the treated at baseline, by entropy
            balancing; columns of numbers by their mean, all others by the share of each answer.
        cluster: The column of what was reached or not as a whole, such as a district; sampling units unless said.
        overlap: ``independent``, or ``same_units`` where both rounds went to the same sampling units.
        level: The level of the intervals.
        power: The power of the smallest detectable difference.

    Returns:
        The four weighted means, both changes and their difference. Standard errors are by Taylor linearisation over
        the sampling units, the balance being estimated too; df are sampling units less strata of who takes part.
        Where whole clusters were reached, or clusters are fewer than 50, the wild cluster bootstrap tests the
        difference besides, the balanced weights as given, unless an arm is a single cluster. A missing outcome takes no part; without variance in one
        of the cells errors, intervals and p are NaN.

    Raises:
        DesignFaults: All at once: a column that is not there, a code that nobody has, a code in both groups, a cell
            without people, a column to balance on that is missing in everybody, or means of the treated that the
            others cannot be weighted to.

    Source: difference in differences of weighted means: Korn and Graubard (1999), chapter 8, and R survey ``svyglm(y ~
    treated * after)``; four cells made like one: Stuart and others (2014), Health Services and Outcomes Research
    Methodology 14, 166-182; balance: Hainmueller (2012), Political Analysis 20, 25-46; its variance as that of an
    estimating equation: Binder (1983), International Statistical Review 51, 279-292; few clusters: Cameron and Miller
    (2015), Journal of Human Resources 50, 317-372, section VI.

    Examples:
        Made-up points of two districts that had a course and two that had none, before and after:

        >>> import pandas as pd
        >>> from wps_eval import change, survey
        >>> people = {"district": [1, 1, 2, 2, 3, 3, 4, 4], "course": ["yes"] * 4 + ["no"] * 4}
        >>> before = pd.DataFrame(people | {"points": [1, 2, 2, 3, 1, 2, 3, 2]})
        >>> now = pd.DataFrame(people | {"points": [4, 5, 6, 5, 2, 3, 3, 4]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "district"}
        >>> rounds = [survey.open(each, kind="probability", **drawn) for each in (before, now)]
        >>> found = change.group_difference(
        ...     *rounds, "points", group="course", treated="yes", comparison="no", overlap="same_units"
        ... )
        >>> [each.estimate for each in (found.treated, found.comparison, found.difference)]
        [3.0, 1.0, 2.0]
        >>> found.lacking("")
        ('clusters', 'balance', 'parallel_trends')
    """
    refuse_no_share(level, "level")
    one_of(overlap, (Overlap.INDEPENDENT, Overlap.SAME_UNITS), "overlap")
    designs, balance = (baseline, current), names_given(balance_on)
    for design in designs:
        refuse_no_design(design)
    for design in designs:
        refuse_absent_columns(design.frame, [outcome, group, *balance, *filter(None, [cluster])])
    codes = {
        "treated": tuple(map(code_of, listed(treated))),
        "comparison": tuple(map(code_of, listed(comparison))),
    }
    rows = group_cells(designs, outcome, group, codes, balance)
    stacked = overlap == Overlap.SAME_UNITS
    sampled = (stack(designs, "_round"),) if stacked else designs
    means = _four_means(rows, sampled, outcome, group)
    clusters = _clusters(designs, sampled, cluster)
    arms = _clusters_by_arm(clusters, rows.cell)
    few = bool(cluster) or len(np.unique(clusters[rows.takes_part])) < ENOUGH_CLUSTERS
    difference = _interval(means, "difference", level)
    return GroupDifference(
        means=means,
        treated=_interval(means, "treated", level),
        comparison=_interval(means, "comparison", level),
        difference=difference,
        df=means.fixed_df,
        level=level,
        mdc=smallest_detectable(difference.se, means.fixed_df, alpha=1 - level, power=power),
        bootstrap=_bootstrap(rows, clusters, level, arms)
        if few and not np.isnan(difference.se)
        else None,
        clusters=arms,
        spread=tuple(
            _spread(rows.balanced_weight[rows.cell == number]) for number in range(len(CELLS))
        ),
        balanced=tuple(
            CellBalance(arm=arm, wave=wave, balance=rows.balance(number))
            for number, (arm, wave) in enumerate(CELLS)
            if number and balance
        ),
    )


def _four_means(rows: GroupCells, sampled: Sequence[Design], outcome: str, group: str) -> Estimates:
    """Estimate the means of the cells with one covariance: of one design, or of several that are independent."""
    estimate, linearised = rows.linearised()
    influences, degrees, start = [], 0.0, 0
    for design in sampled:
        part = slice(start, start + len(design.frame))
        influences.append(influence_of_rows(design, linearised[part]))
        degrees += _degrees(design, rows.takes_part[part])
        start = part.stop
    known = [each for each in influences if each is not None]
    cells = [rows.cell == number for number in range(len(CELLS))]
    return Estimates(
        labels=tuple(
            Label("mean", outcome, Group.of(((group, arm), ("round", wave)))) for arm, wave in CELLS
        ),
        estimate=estimate,
        influence=np.concatenate(known) if len(known) == len(sampled) else None,
        n=np.array([own.sum() for own in cells], dtype=np.float64),
        n_missing=np.zeros(len(CELLS)),
        n_weighted=np.array([rows.weight[own].sum() for own in cells]),
        method="; ".join(dict.fromkeys(map(method_of, sampled))),
        fixed_df=degrees,
    )


def _degrees(design: Design, takes_part: NDArray[np.bool_]) -> float:
    """Count the degrees of freedom of the units of those who take part; 0 where there are no units."""
    if design.units is None:
        return 0.0
    source = design.memory()
    present = np.zeros(source.units, bool)
    present[source.unit[takes_part]] = True
    return float(design.units.degrees(present))


def _interval(means: Estimates, name: str, level: float) -> Interval:
    """Add the means up to a change, or to the difference of both, with its error."""
    weights = np.array([CHANGES[name]])
    found = means.contrast(weights, [name])
    taking_part = np.abs(weights[0]) > 0
    spread = (
        means.full_count
        or has_spread(
            np.append(means.se[taking_part], found.se), np.abs(means.estimate).max()
        ).all()
    )
    if means.full_count or not spread or not means.fixed_df > 0:
        se = 0.0 if means.full_count else float("nan")
        end = float(found.estimate[0]) if means.full_count else float("nan")
        return Interval(estimate=float(found.estimate[0]), se=se, low=end, high=end, p=float("nan"))
    low, high = found.interval(level)
    return Interval(
        estimate=float(found.estimate[0]), se=float(found.se[0]), low=float(low[0]),
        high=float(high[0]), p=float(found.t_test()["p"].iloc[0]),
    )  # fmt: skip


def _clusters(
    designs: Sequence[Design], sampled: Sequence[Design], cluster: str
) -> NDArray[np.str_]:
    """Give the cluster of each person (n,): of the column, else the sampling unit, each round's its own unless shared."""
    if cluster:
        columns = [codes_of(design.frame[cluster]).fillna("") for design in designs]
        return np.concatenate(columns).astype(str)
    found: list[str] = []
    for wave, design in enumerate(sampled):
        source, units = design.memory(), design.units
        psu = source.unit if units is None else units.psu[source.unit]
        found += [f"{wave}:{unit}" for unit in psu]
    return np.array(found)


def _clusters_by_arm(clusters: NDArray[np.str_], cell: NDArray[np.intp]) -> tuple[int, int]:
    """Count the clusters that hold people of each arm."""
    treated, compared = ((cell == a) | (cell == b) for a, b in ((0, 1), (2, 3)))
    return len(np.unique(clusters[treated])), len(np.unique(clusters[compared]))


def _bootstrap(
    rows: GroupCells, clusters: NDArray[np.str_], level: float, arms: tuple[int, int]
) -> ClusterTest:
    """Test the difference of changes by clusters, as the coefficient of treated times after; NaN of a single one."""
    part = rows.takes_part
    treated, after = (rows.cell[part] < 2) * 1.0, (rows.cell[part] % 2) * 1.0  # noqa: PLR2004 - the first two cells
    regressors = np.column_stack([np.ones(part.sum()), treated, after, treated * after])
    tested = wild_cluster_bootstrap(
        rows.outcome[part], regressors, rows.balanced_weight[part], clusters[part],
        position=3, level=level,
    )  # fmt: skip
    if min(arms) > 1:
        return tested
    return replace(tested, se=np.nan, p=np.nan, low=np.nan, high=np.nan)


def _spread(weight: Floats) -> Spread:
    """Say what unequal weights leave of a group."""
    return Spread(
        effective_n=float(weight.sum() ** 2 / (weight**2).sum()),
        largest_share=float(weight.max() / weight.sum()),
    )
