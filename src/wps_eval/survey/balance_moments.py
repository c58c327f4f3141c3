"""What groups of people are balanced on, as columns of numbers: shares of answers, and means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.survey.codes import codes_of
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NO_ANSWER = "no_answer"  #: the code of those whose answer is missing
OF_NUMBERS = ""  #: the code of a column of numbers, which is balanced in its mean


@dataclass(frozen=True, repr=False)
class BalanceMoments(RowHolder):
    """Columns of numbers whose weighted means are to be alike.

    Attributes:
        columns: The numbers (n, J).
        names: Of each the column that it was made of, and the answer that it marks.
    """

    columns: Floats
    names: tuple[tuple[str, str], ...]


def balance_moments(
    frame: pd.DataFrame, names: Sequence[str], of: NDArray[np.bool_]
) -> BalanceMoments:
    """Make the columns in which groups are to be alike.

    Args:
        frame: The people, a row each.
        names: The columns; a column of numbers counts by its mean, any other one by the share of each answer.
        of: The people whose means are the mark (n,).

    Returns:
        One column of 0 and 1 an answer, those of nobody among the marked people too. A missing answer is an answer
        of its own; a missing number stands at the marked people's mean, beside a column that says that it is missing.

    Source: Hainmueller (2012), Political Analysis 20, 25-46, equation 2, first moments; missing values: Rosenbaum and
    Rubin (1984), Journal of the American Statistical Association 79, 516-524, appendix B (a category of their own).
    """
    columns: list[Floats] = []
    named: list[tuple[str, str]] = []
    for name in names:
        if pd.api.types.is_numeric_dtype(frame[name]):
            numbers = frame[name].to_numpy(np.float64, na_value=np.nan)
            missing = np.isnan(numbers)
            mark = numbers[of & ~missing]
            columns.append(np.where(missing, mark.mean() if len(mark) else 0.0, numbers))
            named.append((name, OF_NUMBERS))
            if missing.any():
                columns.append(missing.astype(np.float64))
                named.append((name, NO_ANSWER))
            continue
        codes = codes_of(frame[name]).fillna(NO_ANSWER).to_numpy(object)
        for code in sorted(set(codes)):
            columns.append((codes == code).astype(np.float64))
            named.append((name, str(code)))
    return BalanceMoments(
        np.stack(columns, axis=1) if columns else np.zeros((len(frame), 0)), tuple(named)
    )
