"""What may be shown of a trend: nothing where a round behind it is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Reason, State
from wps_eval.disclosure.hiding import hide_rows
from wps_eval.results.rows import each
from wps_eval.values import read_codes

if TYPE_CHECKING:
    import pandas as pd


def hide_trends_of_hidden_rounds(
    trends: pd.DataFrame, name: str, estimates: pd.DataFrame, smallest_base: float
) -> pd.DataFrame:
    """Hide trends that rest on a hidden round, since the others would give its number back.

    Args:
        trends: A table of trends.
        name: Its name.
        estimates: The released estimates.
        smallest_base: The smallest base that may be shown.

    Returns:
        The table; a trend of which a round is hidden, or of fewer people, is emptied.

    Source: the slope is a weighted sum of the rounds' numbers; of three of them two and the slope give the third.
    """
    hidden = {
        (str(row.indicator), str(row.round), str(row.place), str(row.group))
        for row in each(estimates[estimates["state"] == State.SUPPRESSED])
    }
    rests_on_hidden = [
        bool(trend.n < smallest_base)
        or any(
            (str(trend.indicator), code, str(trend.place), str(trend.group)) in hidden
            for code in read_codes(str(trend.rounds))
        )
        for trend in each(trends)
    ]
    return hide_rows(trends, name, trends.index[rests_on_hidden], Reason.SUPPRESSED)
