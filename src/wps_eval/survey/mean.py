"""Means and shares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.codes import held_values, listed
from wps_eval.survey.linear import divided, estimate, label_by_domain
from wps_eval.survey.table import Item, Value, domain_sets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.table import Sums

    Floats = NDArray[np.float64]

Deff = Literal["replace", "without_replacement"]


def mean(
    design: Design,
    items: str | Sequence[str],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    deff: bool | Deff = False,
    whole: float = np.nan,
) -> Estimates:
    """Estimate means of all items in all domains at once.

    Args:
        design: The design.
        items: Columns of numbers.
        by: Domains: nothing, a column, a tuple of columns to cross, or a list of all these.
        deff: Whether to give design effects too: ``True`` or ``replace`` against a simple random sample drawn with
            replacement, ``without_replacement`` against one drawn without, from as many as the weights sum to.
        whole: What the items lie between, where that is nothing and a whole: 100 for a score from 0 to
            100, 1 for yes and no. Their intervals stay inside, as those of shares.

    Returns:
        Weighted means in the item's unit, with covariance, design effect, base and degrees of
        freedom. A missing value leaves its row out of that item only. A domain without a case is
        NaN.

    Raises:
        DesignFaults: There is no such column, or an item holds words.

    Source: Särndal, Swensson and Wretman (1992), section 5.7 (the mean as a
    ratio of two totals); design effect against a simple random sample drawn with replacement: Kish,
    Survey Sampling (1965), section 8.2; R survey ``svymean(deff = "replace")``, and ``deff = TRUE`` without.

    Examples:
        Made-up answers of four people; everybody, then women and men:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5], "sex": ["f", "m", "f", "m"]})
        >>> design = survey.open(rows, kind="convenience")
        >>> survey.mean(design, "trust", [(), "sex"]).estimate.tolist()
        [3.0, 2.5, 3.5]
    """
    return estimated_means(
        design, [Item(name) for name in item_names(items)], by, "mean", deff=deff, whole=whole
    )


def proportion(
    design: Design,
    items: str | Sequence[str],
    among: Value | Sequence[Value],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    deff: bool | Deff = False,
) -> Estimates:
    """Estimate the share of valid answers that are among some values.

    Args:
        design: The design.
        items: Columns.
        among: The values that count: top two boxes are (4, 5); one word or number is one answer. 4, 4.0
            and "4" are one code, whatever the column holds.
        by: Domains, as in ``mean``.
        deff: Whether to give design effects too, as in ``mean``.

    Returns:
        Weighted shares, 0 to 1; the denominator is answers that are not missing. Their intervals
        stay inside 0 to 1. A domain without a case is NaN.

    Raises:
        DesignFaults: There is no such column. No row holds a word that is named; numbers are named, and the column holds words.

    Source: as ``mean``, of an indicator of 0 and 1.

    Examples:
        Made-up answers of four people:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"vote": ["yes", "no", "yes", "yes"]})
        >>> design = survey.open(rows, kind="convenience")
        >>> survey.proportion(design, "vote", among="yes").estimate.tolist()
        [0.75]
    """
    refuse_no_design(design)
    if not listed(among):
        raise DesignFaults([Fault("no_answer_named", Where())], "asked")
    chosen = [
        Item(
            name,
            among=held_values(
                design.codebook.answered(name, listed(among)), design.source.distinct(name), name
            ),
        )
        for name in item_names(items)
    ]
    return estimated_means(design, chosen, by, "proportion", deff=deff, whole=1.0)


def distribution(
    design: Design,
    items: str | Sequence[str],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None = None,
    *,
    deff: bool | Deff = False,
) -> Estimates:
    """Estimate the share of every answer of every item.

    Args:
        design: The design.
        items: Columns of categories.
        by: Domains, as in ``mean``.
        deff: Whether to give design effects too, as in ``mean``.

    Returns:
        Weighted shares, 0 to 1, of each value that is met in the data; those of one item in one
        domain add up to 1. Missing answers count in none.

    Raises:
        DesignFaults: There is no such column, or an item holds words.

    Source: as ``mean``, of one indicator a value.

    Examples:
        Made-up answers of four people:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"vote": ["yes", "no", "yes", "yes"]})
        >>> design = survey.open(rows, kind="convenience")
        >>> found = survey.distribution(design, "vote")
        >>> {label.answer: float(share) for label, share in zip(found.labels, found.estimate)}
        {'no': 0.25, 'yes': 0.75}
    """
    refuse_no_design(design)
    chosen = [
        Item(name, among=(value,))
        for name in item_names(items)
        for value in design.source.distinct(name)
    ]
    return estimated_means(design, chosen, by, "proportion", deff=deff, whole=1.0)


def item_names(items: str | Sequence[str]) -> list[str]:
    """Give the names of items, one or several; what is no name is refused."""
    names = [items] if isinstance(items, (str, int, float)) else list(items)
    wrong = [each for each in names if not isinstance(each, str)]
    if wrong:
        raise DesignFaults([Fault("no_names", Where(), str(each)) for each in wrong], "asked")
    return names


def estimated_means(
    design: Design,
    items: Sequence[Item],
    by: str | Sequence[str] | Sequence[Sequence[str]] | None,
    statistic: str,
    *,
    deff: bool | Deff = False,
    whole: float = np.nan,
) -> Estimates:
    """Estimate the means of items, of 0 and 1 where the statistic is a proportion.

    Args:
        design: The design.
        items: What is averaged.
        by: Domains, as in ``mean``.
        statistic: What the numbers are called: ``mean`` or ``proportion``.
        deff: Whether to give design effects too, as in ``mean``.
        whole: As in ``mean``.
    """
    refuse_no_design(design)
    sets = domain_sets(by)
    table = design.source.table(items, sets, squares=bool(deff))
    whole_sums = table.sums.whole()
    estimates = estimate(
        design,
        items,
        sets,
        value=mean_value,
        scores=mean_scores(whole_sums),
        labels=label_by_domain(statistic),
        base=range(len(items)),
        whole=whole,
        table=table,
    )
    return (
        replace(estimates, deff=_design_effects(estimates, table.square.reshape(-1), deff))
        if deff
        else estimates
    )


def mean_value(sums: Sums) -> Floats:
    """Give means of sums (r, D, K)."""
    return divided(sums.total, sums.weight)


def mean_scores(whole_sums: Sums) -> Callable[[Sums], Floats]:
    """Make what turns sums into the linearised variable of means, (t - mean w) / sum of w."""
    means = np.nan_to_num(mean_value(whole_sums))
    return lambda sums: np.nan_to_num(divided(sums.total - means * sums.weight, whole_sums.weight))


def _design_effects(
    estimates: Estimates, squares_about_zero: Floats, against: Deff | Literal[True]
) -> Floats:
    """Divide the variance by that of a simple random sample of as many; NaN if they outnumber the population."""
    if estimates.influence is None:
        return np.full(len(estimates), np.nan)
    n, population = estimates.n, estimates.n_weighted
    squares = squares_about_zero - population * estimates.estimate**2
    simple_variance = divided(squares, population * (n - 1))
    if against == "without_replacement":
        simple_variance = simple_variance * divided(population - n, population)
    return divided(estimates.se**2, np.where(simple_variance > 0, simple_variance, 0.0))
