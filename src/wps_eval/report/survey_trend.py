"""Three or more rounds as one trend: a table of the rounds, one of the line through them, and a picture."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from wps_eval.codes import State
from wps_eval.report.cells import difference_cell, estimate_cell, p_text
from wps_eval.report.charts.lines import lines_chart
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.survey_change import title_with_caveat
from wps_eval.report.tables import Head, table
from wps_eval.results.columns import SCALES, SINCE_FIRST, SLOPE, trends_of
from wps_eval.results.rows import each, known
from wps_eval.results.store import frame
from wps_eval.values import Span, read_codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.report.numbers import Writer
    from wps_eval.values import Domain

TITLE_LETTERS = 88  # in a line above a panel
BENT = 0.05  #: a p-value of the line below this says that the rounds do not lie on one


def trends_in(released: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the trends of all kinds of scales.

    Args:
        released: The released tables.
    """
    names = [trends_of(name) for name in SCALES]
    tables = [released[name] for name in names if name in released and len(released[name])]
    return pd.concat(tables, ignore_index=True) if tables else frame(names[0], [])


def trends_at(released: Mapping[str, pd.DataFrame], domain: Domain) -> pd.DataFrame:
    """Give the trends of one domain, of all kinds of scales.

    Args:
        released: The released tables.
        domain: The place reported on, and everybody there.
    """
    rows = trends_in(released)
    return rows[(rows["place"] == domain.place) & (rows["group"] == str(domain.group))]


def rounds_table_of_trends(
    trends: pd.DataFrame, estimates: pd.DataFrame, titles: Mapping[str, str], writer: Writer
) -> Fragment:
    """A row a round of each trend: when it was, its number with its interval, and the change since the first round.

    Args:
        trends: The trends of one domain.
        estimates: The released estimates.
        titles: The indicators' titles.
        writer: Writes the numbers.
    """
    if trends.empty:
        return NOTHING
    words = writer.words
    since_first = {
        (str(t.indicator), read_codes(str(t.rounds))[-1]): t
        for t in each(trends[trends["statistic"] == SINCE_FIRST])
    }
    shown = pd.DataFrame(
        {
            "name": title_with_caveat(trend, titles, writer),
            "round": words.tell(str(row.source)),
            "date": writer.date(str(Span(row.period_start.date(), row.period_end.date()))),
            "value": estimate_cell(row, writer),
            "since": _moved_told(since_first.get((str(trend.indicator), str(row.round))), writer),
        }
        for trend in each(trends[trends["statistic"] == SLOPE])
        for row in each(_points_of(trend, estimates))
    )
    heads = [
        Head("name", words.say("table.indicator"), width=2.4),
        Head("round", words.say("table.round"), width=1.8),
        Head("date", words.say("table.date"), width=1.3),
        Head("value", words.say("table.score"), numeric=True, width=1.6),
        Head("since", words.say("table.since_first"), numeric=True, width=1.8),
    ]
    return table(shown, heads, words.say("trend.rounds_caption"))


def trend_table(trends: pd.DataFrame, titles: Mapping[str, str], writer: Writer) -> Fragment:
    """A row a trend: points a year with their interval, p, and whether the rounds lie on a line.

    Args:
        trends: The trends of one domain.
        titles: The indicators' titles.
        writer: Writes the numbers.
    """
    if trends.empty:
        return NOTHING
    words = writer.words
    slopes = trends[trends["statistic"] == SLOPE]
    shown = slopes.assign(
        name=[title_with_caveat(t, titles, writer) for t in each(slopes)],
        moved=[_moved_told(t, writer) for t in each(slopes)],
        p_told=[p_text(t, writer) for t in each(slopes)],
        line=[_line_told(t, writer) for t in each(slopes)],
    )
    heads = [
        Head("name", words.say("table.indicator"), width=2.6),
        Head("moved", words.say("table.points_a_year"), numeric=True, width=1.8),
        Head("p_told", words.say("table.p"), numeric=True, width=0.8),
        Head("line", words.say("table.remark"), width=2.2),
    ]
    return table(shown, heads, words.say("trend.caption"))


def trend_figure(
    trends: pd.DataFrame, estimates: pd.DataFrame, titles: Mapping[str, str], writer: Writer
) -> Fragment:
    """The rounds of each trend on one scale of years, each with its interval.

    Args:
        trends: The trends of one domain.
        estimates: The released estimates.
        titles: The indicators' titles.
        writer: Writes the numbers.
    """
    slopes = trends[(trends["statistic"] == SLOPE) & trends["difference"].notna()]
    if slopes.empty:
        return NOTHING
    points = pd.concat(
        [
            _points_of(trend, estimates).assign(
                panel=fill(title_with_caveat(trend, titles, writer), TITLE_LETTERS)
            )
            for trend in each(slopes)
        ],
        ignore_index=True,
    )
    return lines_chart(
        points, writer, writer.words.say("trend.figure"), writer.words.say("axis.score")
    )


def _points_of(trend: Any, estimates: pd.DataFrame) -> pd.DataFrame:
    """Give the released estimates behind a trend, earliest first."""
    rows: pd.DataFrame = estimates[
        (estimates["indicator"] == trend.indicator)
        & (estimates["place"] == trend.place)
        & (estimates["group"] == trend.group)
        & estimates["round"].isin(read_codes(str(trend.rounds)))
        & (estimates["item"] == "")
    ]
    return rows.sort_values("period_end")


def _moved_told(row: Any, writer: Writer) -> str:
    """Write points a year, or since the first round, with their interval; hidden and missing are words."""
    if row is None:
        return ""
    if row.state != State.SUPPRESSED and not known(row.difference):
        return writer.words.say("state.not_available")
    return difference_cell(row, writer)


def _line_told(trend: Any, writer: Writer) -> str:
    """Say whether the rounds lie on a line, and why there is no trend where there is none."""
    words = writer.words
    if trend.reason and trend.state != State.SUPPRESSED:
        return words.say(f"reason.{trend.reason}")
    if not known(trend.departure_p):
        return ""
    return words.say("trend.bent" if trend.departure_p < BENT else "trend.straight")
