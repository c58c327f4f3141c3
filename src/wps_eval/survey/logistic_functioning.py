"""Item functioning by logistic regression: a difference at every score, and one that grows with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.survey.item_functioning import ItemFunctioning, functioning_of, match_people
from wps_eval.survey.models import fit_model
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.survey.design import Design
    from wps_eval.survey.table import Value

_RIGHT, _SCORE, _FOCAL = "_right", "_score", "_focal"


@dataclass(frozen=True, repr=False)
class LogisticFunctioning(RowHolder):
    """How items work by logistic regression.

    Attributes:
        uniform: The difference at every score, as log odds and on the delta scale.
        growing: One row an item: ``item``, ``slope`` (how much the log odds between the groups grow with a right answer
            more), ``se``, ``p``; and ``p_either`` of the two differences together.
    """

    uniform: ItemFunctioning
    growing: pd.DataFrame


def dif_logistic(
    design: Design, items: Sequence[str], group: str, *, focal: Value, reference: Value
) -> LogisticFunctioning:
    """Compare a group with another on each item by logistic regression on the score.

    Args:
        design: A design in memory.
        items: Columns of 1 (right, or agrees) and 0.
        group: The column that tells the groups, such as sex or the language of the interview.
        focal: The group that is asked about, by code or label.
        reference: The group that it is held against.

    Returns:
        Of each item the log odds of the focal group in ``right ~ score + focal`` (uniform), with the classes of the
        delta scale; and the interaction in ``right ~ score * focal`` (not uniform). All standard errors are the design's.

    Raises:
        DesignFaults: As ``match_people`` and ``fit_model``: an item that the score parts perfectly has no model.

    Source: Swaminathan and Rogers (1990), Journal of Educational Measurement 27, 361-370; design-based after Binder
    (1983); log odds on the delta scale: Monahan et al. (2007), Journal of Educational and Behavioral Statistics 32, 92-109.

    Examples:
        Made-up answers of 160 people to four items, every pattern as often by women as by men:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame([
        ...     {"k1": i % 2, "k2": i // 2 % 2, "k3": i // 4 % 2, "k4": i // 8 % 2, "sex": "fm"[i // 16 % 2]}
        ...     for i in range(160)
        ... ])
        >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "each row"}
        >>> design = survey.open(rows, kind="probability", **drawn)
        >>> found = survey.dif_logistic(design, ["k1", "k2", "k3", "k4"], "sex", focal="f", reference="m")
        >>> found.uniform.n_focal, found.uniform.items["class"].tolist()
        (80, ['A', 'A', 'A', 'A'])
    """
    matched = match_people(design, items, group, focal=focal, reference=reference)
    shifts, rows = [], []
    for place, item in enumerate(items):
        answers = {
            _RIGHT: _spread(matched.right[:, place], matched.takes_part),
            _SCORE: _spread(matched.score, matched.takes_part),
            _FOCAL: _spread(matched.is_focal.astype(np.float64), matched.takes_part),
        }
        answered = design.with_columns(answers)
        shift = fit_model(answered, f"{_RIGHT} ~ {_SCORE} + {_FOCAL}", family="binomial").select(
            [2]
        )
        both = fit_model(answered, f"{_RIGHT} ~ {_SCORE} * {_FOCAL}", family="binomial")
        test = both.select([3]).t_test().iloc[0]
        shifts.append((shift.estimate[0], shift.se[0], shift.df[0]))
        rows.append(
            {
                "item": item,
                "slope": float(both.estimate[3]),
                "se": float(both.se[3]),
                "p": float(test["p"]),
                "p_either": both.wald([2, 3]).p,
            }
        )
    log_odds, se, df = np.array(shifts, dtype=np.float64).T
    return LogisticFunctioning(functioning_of(items, log_odds, se, df, matched), pd.DataFrame(rows))


def _spread(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
    takes_part: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Lay values of those who take part along all rows, NaN elsewhere."""
    laid = np.full(len(takes_part), np.nan)
    laid[takes_part] = values
    return laid
