"""Weights that make one group of people like another one, as near to their own as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.calibration import weight_ratios
from wps_eval.survey.distances import raking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_NONE = 1e-12  #: so small a share of anybody is nobody's


def entropy_balance(columns: Floats, weight: Floats, target: Floats) -> Floats:
    """Find the weights nearest to the given ones whose means are those of others.

    Args:
        columns: What is to be alike (n, J): shares as 0 and 1, or numbers.
        weight: The weights before (n,), positive.
        target: The weighted means of the others (J,).

    Returns:
        The ratio of new to old weights (n,); the weights add up to what they did before. People with an answer that
        none of the others gave have 0. Without a column every ratio is 1.

    Raises:
        DesignFaults: No positive weights reach the means: they lie outside of what these people span.

    Source: Hainmueller (2012), Political Analysis 20, 25-46, equations 1 to 6; it is calibration by the distance of
    raking (Deville and Särndal 1992, case 2) to totals of the others' means.

    Examples:
        Made-up people of 20, 30 and 40 years, who are to be 35 on average:

        >>> import numpy as np
        >>> from wps_eval import survey
        >>> age = np.array([[20.0], [30.0], [40.0]])
        >>> ratio = survey.entropy_balance(age, np.ones(3), np.array([35.0]))
        >>> float((ratio @ age[:, 0] / ratio.sum()).round(6))
        35.0
    """
    is_flag = ((columns == 0) | (columns == 1)).all(axis=0)
    absent = is_flag & (target < _NONE)
    stays = ~(columns[:, absent] > 0).any(axis=1)
    if not stays.any():
        raise _refused()
    kept, goal, base = columns[stays][:, ~absent], target[~absent], weight[stays]
    spread = np.ptp(kept, axis=0)
    centred = np.column_stack([np.ones(len(kept)), (kept - goal) / np.where(spread > 0, spread, 1)])
    wanted, share = np.eye(1, centred.shape[1])[0], base / base.sum()
    try:
        found = weight_ratios(centred, share, wanted, raking, np.zeros(len(wanted)))
    except DesignFaults as error:
        raise _refused() from error
    ratio = np.zeros(len(weight))
    ratio[stays] = found * weight.sum() / base.sum()
    return ratio


def _refused() -> DesignFaults:
    return DesignFaults([Fault("not_balanced", Where())], "balance")
