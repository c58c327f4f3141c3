"""Trends as rows of their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import State
from wps_eval.results.rows import known
from wps_eval.values import spell_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.change.round_trend import RoundTrend


def trend_rows(edition: str, trends: Iterable[RoundTrend]) -> Iterator[dict[str, object]]:
    """Give one row a trend.

    Args:
        edition: The study's name.
        trends: The trends; what a sample cannot give is NaN and stays empty.
    """
    for trend in trends:
        yield {
            "edition": edition,
            "indicator": trend.indicator,
            "group": str(trend.domain.group),
            "place": trend.domain.place,
            "rounds": spell_codes(trend.rounds),
            "test": trend.test,
            "method": trend.method,
            "slope": trend.slope,
            "se": trend.se,
            "df": trend.df,
            "ci_low": trend.low,
            "ci_high": trend.high,
            "level": trend.level,
            "p": trend.p,
            "departure_p": trend.departure_p,
            "n": trend.n,
            "comparability": str(trend.comparison.grade),
            "state": str(State.SHOWN if known(trend.slope) else State.NOT_AVAILABLE),
            "reason": str(trend.comparison.reason or ""),
        }
