"""Trends as rows of their table: the line, and how far each later round lies from the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Reason, State
from wps_eval.indicators.scale_rows import SCORE_UNIT
from wps_eval.results.columns import SINCE_FIRST, SLOPE
from wps_eval.results.rows import known
from wps_eval.values import spell_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.change.round_trend import RoundTrend


def trend_rows(edition: str, trends: Iterable[RoundTrend]) -> Iterator[dict[str, object]]:
    """Give a row a trend, and one a later round of it.

    Args:
        edition: The study's name.
        trends: The trends; what a sample cannot give is NaN and stays empty.
    """
    for trend in trends:
        columns = {
            "edition": edition,
            "indicator": trend.indicator,
            "group": str(trend.domain.group),
            "place": trend.domain.place,
            "test": trend.test,
            "method": trend.method,
            "unit": SCORE_UNIT,
            "comparability": str(trend.comparison.grade),
            "warnings": spell_codes(trend.comparison.notes),
        }
        yield columns | {
            "statistic": SLOPE,
            "rounds": spell_codes(trend.rounds),
            "difference": trend.slope,
            "se": trend.se,
            "df": trend.df,
            "ci_low": trend.low,
            "ci_high": trend.high,
            "level": trend.level,
            "p": trend.p,
            "departure_p": trend.departure_p,
            "n": trend.n,
            "state": str(State.SHOWN if known(trend.slope) else State.NOT_AVAILABLE),
            "reason": str(_reason(trend)),
        }
        moved = zip(
            trend.rounds[1:], trend.since_first, strict=False
        )  # none of rounds that asked otherwise
        for later, since in moved:
            yield columns | {
                "statistic": SINCE_FIRST,
                "rounds": spell_codes((trend.rounds[0], later)),
                "difference": since.difference,
                "se": since.se,
                "df": since.df,
                "ci_low": since.low,
                "ci_high": since.high,
                "level": since.level,
                "n": since.n,
                "state": str(State.SHOWN),
                "reason": "",
            }


def _reason(trend: RoundTrend) -> Reason | str:
    """Say why there is no line: the rounds asked otherwise, or their samples give no margin of error."""
    if known(trend.slope):
        return ""
    return trend.comparison.reason or Reason.NO_SAMPLING_ERROR
