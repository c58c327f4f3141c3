"""Three or more rounds as one trend: a table of the rounds and their line, and a picture of both."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from wps_eval.codes import State
from wps_eval.report.cells import estimate_cell
from wps_eval.report.charts.lines import lines_chart
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.survey_change import p_text
from wps_eval.report.tables import Head, table
from wps_eval.results.columns import SCALES, trends_of
from wps_eval.results.rows import each, known
from wps_eval.values import read_codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.report.numbers import Writer
    from wps_eval.values import Domain

TITLE_LETTERS = 88  # in a line above a panel
BENT = 0.05  #: a p-value of the line below this says that the rounds do not lie on one


def trends_at(released: Mapping[str, pd.DataFrame], domain: Domain) -> pd.DataFrame:
    """Give the trends of one domain, of all kinds of scales.

    Args:
        released: The released tables.
        domain: The place reported on, and everybody there.
    """
    tables = [released[trends_of(name)] for name in SCALES if trends_of(name) in released]
    rows = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    if rows.empty:
        return rows
    return rows[(rows["place"] == domain.place) & (rows["group"] == str(domain.group))]


def trend_table(
    trends: pd.DataFrame, estimates: pd.DataFrame, titles: Mapping[str, str], writer: Writer
) -> Fragment:
    """A row a trend: each round's number, points a year with their interval, p, and whether the rounds lie on a line.

    Args:
        trends: The trends of one domain.
        estimates: The released estimates.
        titles: The indicators' titles.
        writer: Writes the numbers.
    """
    if trends.empty:
        return NOTHING
    words = writer.words
    shown = trends.assign(
        name=[titles.get(str(t.indicator), str(t.indicator)) for t in each(trends)],
        rounds_told=[_rounds_told(t, estimates, writer) for t in each(trends)],
        moved=[_slope_told(t, writer) for t in each(trends)],
        p_told=[p_text(t, writer) for t in each(trends)],
        line=[_line_told(t, writer) for t in each(trends)],
    )
    heads = [
        Head("name", words.say("table.indicator"), width=2.6),
        Head("rounds_told", words.say("table.rounds"), width=2.6),
        Head("moved", words.say("table.points_a_year"), numeric=True, width=1.6),
        Head("p_told", words.say("table.p"), numeric=True, width=0.8),
        Head("line", words.say("table.remark"), width=1.8),
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
    drawn = [trend for trend in each(trends) if known(trend.slope)]
    if not drawn:
        return NOTHING
    points = pd.concat(
        [
            _points_of(trend, estimates).assign(
                panel=fill(titles.get(str(trend.indicator), str(trend.indicator)), TITLE_LETTERS)
            )
            for trend in drawn
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


def _rounds_told(trend: Any, estimates: pd.DataFrame, writer: Writer) -> str:
    """Write each round's year and number, with its interval."""
    return writer.words.joined(
        writer.words.say(
            "trend.round",
            year=writer.date(str(row.period_end.year)),
            value=estimate_cell(row, writer),
        )
        for row in each(_points_of(trend, estimates))
    )


def _slope_told(trend: Any, writer: Writer) -> str:
    """Write points a year with their interval; hidden and missing are words."""
    if trend.state == State.SUPPRESSED:
        return writer.words.say("reason.suppressed")
    if not known(trend.slope):
        return writer.words.say("state.not_available")
    value = writer.difference(trend.slope, "score 0-100")
    if not known(trend.ci_low):
        return value
    ends = {"low": writer.number(trend.ci_low, 1), "high": writer.number(trend.ci_high, 1)}
    return writer.words.say("number.interval", value=value, **ends)


def _line_told(trend: Any, writer: Writer) -> str:
    """Say whether the rounds lie on a line, and why there is no trend where there is none."""
    words = writer.words
    if trend.reason and trend.state != State.SUPPRESSED:
        return words.say(f"reason.{trend.reason}")
    if not known(trend.departure_p):
        return ""
    return words.say("trend.bent" if trend.departure_p < BENT else "trend.straight")
