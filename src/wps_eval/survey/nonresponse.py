"""Make respondents speak for those of their kind who did not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.arguments import (
    names_given,
    numbers_given,
    refuse_absent_columns,
    refuse_unequal_lengths,
)
from wps_eval.survey.codes import as_flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def adjust_nonresponse(
    frame: pd.DataFrame, weight: str, responded: ArrayLike, cells: str | Sequence[str]
) -> Floats:
    """Adjust weights for non-response within cells.

    Args:
        frame: Everyone who was selected and eligible, one row each.
        weight: The column of design weights.
        responded: Whether each of them answered, 1 or 0, true or false.
        cells: The columns that, crossed, make the adjustment cells.

    Returns:
        New weights (n,): 0 for those who did not answer; the others' times the cell's sum of
        weights over that of its respondents. Cells keep their sums.

    Raises:
        DesignFaults: A cell has people but no respondent, or a missing value; there is no such column; who
            answered is not said of everybody.

    Source: Särndal, Swensson and Wretman (1992), section 15.6 (response homogeneity groups).

    Examples:
        Made-up: of two women one answered, and stands for both:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> selected = pd.DataFrame({"w": [10.0, 10.0, 20.0], "sex": ["f", "f", "m"]})
        >>> survey.adjust_nonresponse(selected, "w", [True, False, True], ["sex"]).tolist()
        [20.0, 0.0, 20.0]
    """
    cells = names_given(cells)
    refuse_absent_columns(frame, [weight, *cells])
    flags = as_flag(responded, "responded")
    refuse_unequal_lengths(rows=len(frame), responded=len(flags))
    if np.isnan(flags).any():
        raise DesignFaults([Fault("no_flag", Where(column="responded"), ("",))], "nonresponse")
    answered, weights = flags == 1, numbers_given(frame[weight], weight)
    cell = frame.groupby(list(cells), dropna=False, observed=True).ngroup().to_numpy(np.intp)
    cell_weight = np.bincount(cell, weights)
    respondent_weight = np.bincount(cell, np.where(answered, weights, 0.0), len(cell_weight))
    cells_without_answer = np.flatnonzero(respondent_weight == 0)
    missing = frame[list(cells)].isna().any(axis=1).sum()
    if len(cells_without_answer) or missing:
        found = Data(cells=len(cells_without_answer), rows=int(missing))
        where = Where(column=", ".join(cells))
        raise DesignFaults([Fault("no_respondent", where, found)], "nonresponse")
    return np.where(answered, weights * (cell_weight / respondent_weight)[cell], 0.0)
