"""Whether a mean moved because people changed or because other people were there: composition and change apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.arguments import numbers_given, refuse_no_design
from wps_eval.survey.codes import codes_of
from wps_eval.survey.mean import mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates

    Floats = NDArray[np.float64]

_TWO = 2


def decompose_change(design: Design, item: str, *, rounds: str, groups: str) -> Estimates:
    """Part the change of a mean between two rounds into what came of composition and what came within groups.

    Args:
        design: A design of the rows of both rounds, as one sample: shared units are known by their code.
        item: A column of numbers.
        rounds: The column of the round; two values, the earlier one the smaller.
        groups: The column of the groups, such as age groups or governorates.

    Returns:
        Three numbers with one covariance: ``change`` (the later mean less the earlier), ``composition`` (what it would
        be had each group kept its mean) and ``within groups`` (had the groups kept their shares); the two add up to
        the first. Each leans on the average of both rounds for what is held. Rows that miss
        the item or the group take no part; the base is that of the smallest group in a round.

    Raises:
        DesignFaults: There are not two rounds, or a group is met in one round alone; there is no such column, or
            the rows were grouped elsewhere.

    Source: Kitagawa (1955), Journal of the American Statistical Association 50, 1168-1194; variance by the
    delta method from the covariance of all shares and means.

    Examples:
        Made-up answers: both groups keep their means, the second one grows from 2 of 4 to 3 of 4:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"yes": [0, 0, 1, 1, 0, 1, 1, 1], "group": ["a", "a", "b", "b", "a", "b", "b", "b"], "round": [1, 1, 1, 1, 2, 2, 2, 2]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.decompose_change(design, "yes", rounds="round", groups="group")
        >>> [round(float(number), 2) for number in found.estimate]
        [0.25, 0.25, 0.0]
    """
    refuse_no_design(design)
    found, names = _shares_and_means(design, item, groups, rounds)
    by_round = found.estimate.reshape(-1, 2, len(names))
    if len(by_round) != _TWO:
        raise DesignFaults(
            [Fault("not_two_rounds", Where(column=rounds), str(len(by_round)))], rounds
        )
    _refuse_empty(by_round, names, groups)
    shares, means = by_round[:, 0], by_round[:, 1]
    share_moved, mean_moved = shares[1] - shares[0], means[1] - means[0]
    middle_share, middle_mean = shares.mean(axis=0), means.mean(axis=0)
    # by share of the first round, its means, share of the second, its means
    composition = np.concatenate([-middle_mean, share_moved / 2, middle_mean, share_moved / 2])
    within = np.concatenate([mean_moved / 2, -middle_share, mean_moved / 2, middle_share])
    moved = found.contrast(
        {"change": composition + within, "composition": composition, "within groups": within}
    )
    parts = np.array([middle_mean @ share_moved, middle_share @ mean_moved])
    return replace(moved, estimate=np.concatenate([[parts.sum()], parts]))


def _shares_and_means(
    design: Design, item: str, groups: str, by: str
) -> tuple[Estimates, tuple[str, ...]]:
    """Estimate, domain by domain, the share of each group among those with the item, and then its mean."""
    rows = design.frame
    known = tuple(map(str, rows.columns))
    faults = [
        Fault("no_column", Where(), name, known=known)
        for name in (item, groups, by)
        if name not in rows
    ]
    if faults:
        raise DesignFaults(faults, "design")
    codes, numbers = (
        codes_of(rows[groups]),
        pd.Series(numbers_given(rows[item], item), index=rows.index),
    )
    is_there = codes.notna() & numbers.notna()
    names = tuple(sorted(codes[is_there].unique()))
    columns = {
        f"share of {groups}={name}": (codes == name).astype(float).where(is_there) for name in names
    } | {f"{item} of {groups}={name}": numbers.where(codes == name) for name in names}
    return mean(design.with_columns(columns), list(columns), by), names


def _refuse_empty(by_domain: Floats, names: tuple[str, ...], groups: str) -> None:
    """Refuse groups that are without a case somewhere: nobody knows what their mean would be."""
    empty = [bool(np.isnan(by_domain[:, :, k]).any()) for k in range(len(names))]
    faults = [
        Fault("empty_group", Where(column=groups), name)
        for name, is_empty in zip(names, empty, strict=True)
        if is_empty
    ]
    if faults:
        raise DesignFaults(faults, groups)
