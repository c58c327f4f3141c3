"""The rows of a model whose outcome is one of several answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.codes import code_of, codes_of
from wps_eval.survey.formula import read_formula, refuse_no_formula
from wps_eval.survey.models import degrees_of_model
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

_OUTCOME = "_outcome"
_FEWEST_ANSWERS = 2


@dataclass(frozen=True, repr=False)
class AnswerRows(RowHolder):
    """What a model of answers is fitted to.

    Attributes:
        outcome: The column that is explained.
        answers: The answers, in their order.
        answer: The position of each row's answer (n,).
        regressors: The columns of the formula, the intercept first (n, p).
        names: What they are called.
        takes_part: Which of the design's rows take part.
        weight: The weights of those that do (n,).
    """

    outcome: str
    answers: tuple[str, ...]
    answer: Codes
    regressors: Floats
    names: tuple[str, ...]
    takes_part: NDArray[np.bool_]
    weight: Floats

    def whole(self, linearised: Floats) -> Floats:
        """Lay linearised variables of the rows that take part out over all rows, 0 elsewhere."""
        laid_out = np.zeros((len(self.takes_part), linearised.shape[1]))
        laid_out[self.takes_part] = linearised
        return laid_out

    def df(self, design: Design, coefficient_count: int) -> float:
        """Count the degrees of freedom, as those of ``fit_model``."""
        return degrees_of_model(design, self.takes_part, coefficient_count)


def answer_rows(design: Design, formula: str, answers: Sequence[Value]) -> AnswerRows:
    """Read the rows of a model of answers.

    Args:
        design: A design of rows.
        formula: The model, ``outcome ~ one + other``; the outcome is a column.
        answers: The answers in their order; unsaid, those that are there, numbers ascending, words by the alphabet.

    Returns:
        The rows that miss no variable. An answer that is asked for and that no row gave is left out of the answers.

    Raises:
        DesignFaults: There is no such column, a row holds an answer that is not among those listed, fewer than
            two answers were given, or two variables say the same.
    """
    refuse_no_formula(formula)
    outcome, right = (part.strip() for part in formula.split("~", 1))
    source = design.memory()
    rows = source.rows.frame.reset_index(drop=True)
    if outcome not in rows:
        known = tuple(map(str, rows.columns))
        raise DesignFaults([Fault("no_column", Where(), outcome, known=known)], formula)
    codes = codes_of(rows[outcome])
    held = tuple(map(code_of, sorted(pd.unique(rows[outcome].dropna()).tolist())))
    order = tuple(map(code_of, design.codebook.codes(outcome, answers))) or tuple(
        dict.fromkeys(held)
    )
    unlisted = [code for code in dict.fromkeys(held) if code not in order]
    if unlisted:
        raise DesignFaults(
            [Fault("nobody_gave", Where(column=outcome), code, known=order) for code in unlisted],
            outcome,
        )
    positions = codes.map({code: float(k) for k, code in enumerate(order)})
    read = read_formula(f"{_OUTCOME} ~ {right}", rows.assign(**{_OUTCOME: positions}))
    given, answer = np.unique(read.outcome.astype(np.intp), return_inverse=True)
    if len(given) < _FEWEST_ANSWERS:
        raise DesignFaults([Fault("one_answer", Where(column=outcome), len(given))], outcome)
    return AnswerRows(
        outcome=outcome,
        answers=tuple(order[k] for k in given),
        answer=answer,
        regressors=read.regressors,
        names=read.names,
        takes_part=read.takes_part,
        weight=source.weight[read.takes_part],
    )
