"""Regression of ordered answers: proportional odds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.answer_rows import answer_rows
from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.estimates import Estimates
from wps_eval.survey.label import Label
from wps_eval.survey.linear import influence_of_rows, method_of
from wps_eval.survey.pseudo_likelihood import Likelihood, maximise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.answer_rows import AnswerRows
    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]

_SMALLEST = 1e-300  #: a likelihood of nothing, whose logarithm must be a number


def fit_ordinal(design: Design, formula: str, *, order: Sequence[Value] = ()) -> Estimates:
    """Fit a proportional odds model by pseudo-likelihood: the log odds of a higher answer.

    Args:
        design: A design of rows.
        formula: The model, ``outcome ~ one + other``.
        order: The answers from lowest to highest, by code or label. Numbers need none: they ascend.

    Returns:
        The log odds of a higher answer, one a variable; then the thresholds between answers, ``low|next``:
        the log odds that an answer is no higher than ``low`` where all variables are 0. Degrees of freedom are
        those of the units that take part, less all numbers besides the first. Rows that miss a
        variable are left out.

    Raises:
        DesignFaults: The answers are words whose order is not said; an answer is missing from the order; all rows
            give one answer; the variables part the answers perfectly, or two say the same; the rows were
            grouped elsewhere, or the design has replicate weights.

    Source: McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142; R survey ``svyolr``.

    Examples:
        Made-up points from 1 to 3, higher where people had heard:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"level": [1, 1, 2, 2, 3, 1, 2, 2, 3, 3], "heard": [0] * 5 + [1] * 5})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.fit_ordinal(design, "level ~ heard")
        >>> [label.item for label in found.labels]
        ['heard', '1|2', '2|3']
        >>> bool(found.estimate[0] > 0)
        True
    """
    refuse_no_design(design)
    read = answer_rows(design, formula, order)
    if not order and pd.to_numeric(pd.Series(read.answers), errors="coerce").isna().any():
        raise DesignFaults(
            [Fault("no_order", Where(column=read.outcome), read.answers)], read.outcome
        )
    slopes = read.regressors[:, 1:]
    shares = np.bincount(read.answer, read.weight) / read.weight.sum()
    start = np.concatenate([np.zeros(slopes.shape[1]), special.logit(np.cumsum(shares)[:-1])])
    coefficients, linearised = maximise(
        partial(_likelihood, read, slopes), start, read.weight, read.outcome
    )
    thresholds = [
        f"{low}|{high}" for low, high in zip(read.answers, read.answers[1:], strict=False)
    ]
    labels = [Label("log odds", name) for name in read.names[1:]]
    count = len(coefficients)
    return Estimates(
        labels=(*labels, *(Label("threshold", name) for name in thresholds)),
        estimate=coefficients,
        influence=influence_of_rows(design, read.whole(linearised)),
        n=np.full(count, float(len(read.answer))),
        n_missing=np.full(count, float((~read.takes_part).sum())),
        n_weighted=np.full(count, read.weight.sum()),
        method=method_of(design),
        fixed_df=read.df(design, count),
        codebook=design.codebook,
    )


def _likelihood(read: AnswerRows, slopes: Floats, coefficients: Floats) -> Likelihood:
    """Give the log-likelihood of P(answer <= j) = logistic(threshold j - slopes) at some coefficients."""
    slope_count = slopes.shape[1]
    thresholds = np.concatenate([[-np.inf], coefficients[slope_count:], [np.inf]])
    if (
        np.diff(thresholds) <= 0
    ).any():  # a step too far: no answer may lie between crossed thresholds
        nothing = np.full(len(slopes), -np.inf)
        return Likelihood(nothing, np.zeros((len(slopes), len(coefficients))), np.eye(1))
    score = slopes @ coefficients[:slope_count]
    upper, lower = (thresholds[read.answer + side] - score for side in (1, 0))
    moves = np.eye(len(coefficients) - slope_count)
    moves = np.concatenate([np.zeros((1, moves.shape[1])), moves, np.zeros((1, moves.shape[1]))])
    upper_moves, lower_moves = (
        np.concatenate([-slopes, moves[read.answer + side]], axis=1) for side in (1, 0)
    )
    below_upper, below_lower = special.expit(upper), special.expit(lower)
    # both tails of a far answer are near 1 or near 0; the nearer to 0 loses no digit
    share = np.where(
        lower > 0, special.expit(-lower) - special.expit(-upper), below_upper - below_lower
    )
    share = np.maximum(share, _SMALLEST)
    dense_upper, dense_lower = (each * (1 - each) for each in (below_upper, below_lower))
    scores = (dense_upper[:, None] * upper_moves - dense_lower[:, None] * lower_moves) / share[
        :, None
    ]
    bent_upper = read.weight * dense_upper * (1 - 2 * below_upper) / share
    bent_lower = read.weight * dense_lower * (1 - 2 * below_lower) / share
    information = (
        scores.T @ (read.weight[:, None] * scores)
        - upper_moves.T @ (bent_upper[:, None] * upper_moves)
        + lower_moves.T @ (bent_lower[:, None] * lower_moves)
    )
    return Likelihood(np.log(share), scores, information)
