"""Do two ratings of the same thing agree beyond chance?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from wps_eval.survey.arguments import refuse_no_design
from wps_eval.survey.chisquare import crossed_cells
from wps_eval.survey.codes import code_of
from wps_eval.survey.label import Label

if TYPE_CHECKING:
    from wps_eval.survey.design import Design
    from wps_eval.survey.estimates import Estimates


def kappa(design: Design, row: str, column: str) -> Estimates:
    """Estimate Cohen's kappa of two columns of the same categories.

    Args:
        design: The design.
        row: A column of categories.
        column: Another. A category is met again by its code: 1, 1.0 and "1" are one.

    Returns:
        One number: the share of agreement beyond what the two distributions give by chance, over the most that is
        possible beyond it; its standard error by the delta method. Rows where either is missing are left out. NaN
        where everybody is in one category.

    Raises:
        DesignFaults: There is no such column.

    Source: Cohen (1960), Educational and Psychological Measurement 20, 37-46; R survey ``svykappa``.

    Examples:
        Made-up answers that two people coded; they agree on three of four:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"one": [1, 1, 0, 0], "other": [1, 1, 0, 1]})
        >>> survey.kappa(survey.open(rows, kind="convenience"), "one", "other").estimate.tolist()
        [0.5]
    """
    refuse_no_design(design)
    shares, table = crossed_cells(design, row, column)
    codes = [tuple(code_of(value) for _, value in cell) for cell in table.cells]
    categories = sorted({code for pair in codes for code in pair})
    at_row, at_column = (
        np.array([[pair[side] == category for category in categories] for pair in codes], float)
        for side in (0, 1)
    )
    is_agreed = np.array([first == second for first, second in codes], float)

    def agreement_beyond_chance(cells: Any) -> Any:
        by_chance = ((cells @ at_row) * (cells @ at_column)).sum()
        return (cells @ is_agreed - by_chance) / (1 - by_chance)

    found = shares.function({"kappa": agreement_beyond_chance})
    return replace(
        found,
        labels=(Label("kappa", f"{row}*{column}"),),
        n=np.array([table.n.sum()]),
        n_weighted=np.array([table.sums.weight.sum()]),
    )
