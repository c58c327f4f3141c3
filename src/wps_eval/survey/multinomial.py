"""Regression of answers that have no order: multinomial logit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from wps_eval.survey.answer_rows import answer_rows
from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.codes import code_of, one_of
from wps_eval.survey.estimates import Estimates
from wps_eval.survey.label import Label
from wps_eval.survey.linear import influence_of_rows, method_of
from wps_eval.survey.pseudo_likelihood import Likelihood, maximise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.survey.answer_rows import AnswerRows
    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]


def fit_multinomial(design: Design, formula: str, *, base: Value) -> Estimates:
    """Fit a multinomial logit model by pseudo-likelihood: the log odds of each answer against a base answer.

    Args:
        design: A design of rows.
        formula: The model, ``outcome ~ one + other``.
        base: The answer that the others are held against, by code or label.

    Returns:
        The log odds, answer by answer; the item is ``answer: variable``. Degrees of freedom are those of the units
        that take part, less the coefficients of all answers besides the first. Rows that miss a variable
        are left out.

    Raises:
        DesignFaults: Nobody gave the base answer; all rows give one answer; the variables part the answers
            perfectly, or two say the same; the rows were grouped elsewhere, or the design has
            replicate weights.

    Source: Binder (1983), International Statistical Review 51, 279-292; Agresti, Categorical Data
    Analysis (2013), section 8.1.

    Examples:
        Made-up sources, with nothing to tell them apart: as many of the phone as of the radio, half as many of the school:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"source": ["radio"] * 4 + ["phone"] * 4 + ["school"] * 2, "age": [20, 30, 40, 50, 20, 30, 40, 50, 35, 35]})
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.fit_multinomial(design, "source ~ age", base="radio")
        >>> [label.item for label in found.labels]
        ['phone: Intercept', 'phone: age', 'school: Intercept', 'school: age']
    """
    refuse_no_design(design)
    read = answer_rows(design, formula, ())
    (named,) = design.codebook.codes(read.outcome, [base])
    first = read.answers.index(one_of(code_of(named), read.answers, "base"))
    others = [k for k in range(len(read.answers)) if k != first]
    is_answer = np.stack([read.answer == k for k in others], axis=1).astype(np.float64)
    start = np.zeros(len(others) * read.regressors.shape[1])
    coefficients, linearised = maximise(
        partial(_likelihood, read, is_answer), start, read.weight, read.outcome
    )
    count = len(coefficients)
    return Estimates(
        labels=tuple(
            Label("log odds", f"{read.answers[k]}: {name}") for k in others for name in read.names
        ),
        estimate=coefficients,
        influence=influence_of_rows(design, read.whole(linearised)),
        n=np.full(count, float(len(read.answer))),
        n_missing=np.full(count, float((~read.takes_part).sum())),
        n_weighted=np.full(count, read.weight.sum()),
        method=method_of(design),
        fixed_df=read.df(design, count),
        codebook=design.codebook,
    )


def _likelihood(read: AnswerRows, is_answer: Floats, coefficients: Floats) -> Likelihood:
    """Give the log-likelihood of multinomial answers at some coefficients."""
    other_count = is_answer.shape[1]
    score = read.regressors @ coefficients.reshape(other_count, -1).T
    log_whole = special.logsumexp(np.column_stack([np.zeros(len(score)), score]), axis=1)
    share = np.exp(score - log_whole[:, None])
    scores = np.einsum("nj,np->njp", is_answer - share, read.regressors)
    curvature = -np.einsum("nj,nl->njl", share, share)
    curvature[:, range(other_count), range(other_count)] += share
    information = np.einsum(
        "n,njl,np,nq->jplq", read.weight, curvature, read.regressors, read.regressors, optimize=True
    )
    return Likelihood(
        (is_answer * score).sum(axis=1) - log_whole,
        scores.reshape(len(score), -1),
        information.reshape(len(coefficients), -1),
    )
