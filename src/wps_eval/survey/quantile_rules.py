"""Rules by which a quantile is read off weighted values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.codes import QuantileRule

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_ROUNDING = 1e-12  #: relative; a share that is reached but for rounding is reached
#: rules that join neighbouring rows by a line, so that each row counts and not each value alone
RULES_OF_ROWS = frozenset(
    {
        QuantileRule.HF4,
        QuantileRule.HF5,
        QuantileRule.HF6,
        QuantileRule.HF7,
        QuantileRule.HF8,
        QuantileRule.HF9,
        QuantileRule.SHAHVAISH,
    }
)


def value_at_share(values: Floats, weights: Floats, share: float, rule: QuantileRule) -> float:
    """Give the value at which a share of the weight is reached.

    Args:
        values: Values, ascending (m,): each once, or for ``RULES_OF_ROWS`` one a row.
        weights: The weight of each (m,), above 0.
        share: The share.
        rule: The rule.

    Returns:
        The quantile; NaN where the share does not lie inside 0 to 1. Below the first and above the last point of a
        rule that joins points it is the least and the greatest value.

    Source: Hyndman and Fan (1996), The American Statistician 50, 361-365, their definitions 1 to 9, of weighted data
    as in R survey 4.1 ``svyquantile(qrule =)``; ``math`` is definition 1 and ``school`` definition 2; Shah and Vaish
    (2006), Proceedings of the Survey Research Methods Section, with weights of mean 1.
    """
    if not 0 <= share <= 1:
        return float("nan")
    if rule in RULES_OF_ROWS:
        return _on_the_line(values, weights, share, rule)
    reached = np.cumsum(weights) / weights.sum()
    position = min(int(np.searchsorted(reached, share * (1 - _ROUNDING))), len(values) - 1)
    is_met = abs(reached[position] - share) <= _ROUNDING * max(share, _ROUNDING)
    following = min(position + 1, len(values) - 1)
    if rule in (QuantileRule.HF2, QuantileRule.SCHOOL) and is_met:
        return float((values[position] + values[following]) / 2)
    if rule is QuantileRule.HF3 and is_met and position % 2 == 0:
        # definition 3 takes the even one of two neighbours, counted from 1
        return float(values[following])
    return float(values[position])


def _on_the_line(values: Floats, weights: Floats, share: float, rule: QuantileRule) -> float:
    """Read a quantile off the line, or the steps, through the rows' plotting positions."""
    if rule is QuantileRule.SHAHVAISH:
        scaled = weights / weights.mean()
        points = (np.cumsum(scaled) + 0.5 - scaled / 2) / (len(weights) + 1)
        at = int(np.searchsorted(points, share * (1 + _ROUNDING), side="right")) - 1
        return float(values[max(at, 0)])
    return float(np.interp(share, _PLOTTING_POSITIONS[rule](weights), values))


def _before(weights: Floats) -> Floats:
    """Give the weight before each row (m,)."""
    return np.concatenate([[0.0], np.cumsum(weights)[:-1]])


#: by rule: the share at which each row is its own quantile; the last row's weight stands for one more row
_PLOTTING_POSITIONS: dict[QuantileRule, Callable[[Floats], Floats]] = {
    QuantileRule.HF4: lambda w: np.cumsum(w) / w.sum(),
    QuantileRule.HF5: lambda w: (np.cumsum(w) - w / 2) / w.sum(),
    QuantileRule.HF6: lambda w: np.cumsum(w) / (w.sum() + w[-1]),
    QuantileRule.HF7: lambda w: _before(w) / max(w[:-1].sum(), np.finfo(float).tiny),
    QuantileRule.HF8: lambda w: (_before(w) / 3 + np.cumsum(w) * 2 / 3) / (w.sum() + w[-1] / 3),
    QuantileRule.HF9: lambda w: (_before(w) * 3 / 8 + np.cumsum(w) * 5 / 8) / (w.sum() + w[-1] / 4),
}
