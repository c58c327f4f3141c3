"""The plan's timetable: one bar an output, filled as far as its activities are reported completed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matplotlib.dates import YearLocator, date2num, num2date

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import AFTER, BAND, BEFORE
from wps_eval.results.rows import each
from wps_eval.values.palette import INK, LINE

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

FRAME_IN = 0.9  # height of what surrounds the lines: axis, key and margins
LINE_IN = 0.2  # height of an output's line
BAR_HEIGHT = 0.66  # of a line


def gantt_chart(rows: pd.DataFrame, until: date, writer: Writer, caption: str) -> Fragment:
    """Draw one bar an output over the years of the plan.

    Args:
        rows: Columns ``label``, ``start`` and ``end`` as ISO dates, ``all`` activities and ``done``.
        until: The day up to which returns count; a line marks it.
        writer: Writes the numbers.
        caption: The figure's caption.
    """
    words = writer.words
    figure, axes = canvas(FRAME_IN + LINE_IN * max(len(rows), 1))
    for y, row in enumerate(each(rows.iloc[::-1])):
        start, end = _day_number(row.start), _day_number(row.end) + 1
        done_days = (end - start) * row.done / row.all
        axes.barh(
            y, end - start, left=start, height=BAR_HEIGHT, color=BAND, edgecolor=BEFORE, lw=0.8
        )
        axes.barh(y, done_days, left=start, height=BAR_HEIGHT, color=AFTER, lw=0)
        axes.annotate(
            f"{writer.count(row.done)} / {writer.count(row.all)}",
            (end, y),
            (-4, 0) if words.direction != "rtl" else (4, 0),
            textcoords="offset points",
            ha="right" if words.direction != "rtl" else "left",
            va="center",
            fontsize=7,
            color=INK if row.done < row.all else "white",
        )
    axes.axvline(_day_number(until.isoformat()), color=INK, lw=1.2, ls=":")
    axes.set_yticks(range(len(rows)), list(rows["label"])[::-1], fontsize=7.5)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.xaxis_date()
    axes.xaxis.set_major_locator(YearLocator())
    axes.xaxis.set_major_formatter(lambda day, _: writer.date(_year_of_day_number(day)))
    axes.grid(axis="x", color=LINE, lw=0.5)
    axes.set_axisbelow(True)
    axes.barh(
        [0], [0], left=_day_number(until.isoformat()), color=AFTER, label=words.say("key.done")
    )
    axes.plot([], [], color=INK, lw=1.2, ls=":", label=words.say("key.until"))
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False, fontsize=8)
    if words.direction == "rtl":
        axes.invert_xaxis()
        axes.yaxis.tick_right()
    return picture(figure, _text_alternative(rows, writer), caption, writer)


def _day_number(iso_day: str) -> float:
    """Give the number that matplotlib has for a day in ISO form."""
    return float(date2num(date.fromisoformat(iso_day)))


def _year_of_day_number(day_number: float) -> str:
    """Give the year of a day that matplotlib has as a number."""
    return str(num2date(day_number).year)


def _text_alternative(rows: pd.DataFrame, writer: Writer) -> str:
    """Say each output's months and completed activities, for readers who cannot see the drawing."""
    return writer.words.joined(
        writer.words.say(
            "alt.gantt",
            label=row.label,
            start=writer.date(row.start[:7]),
            end=writer.date(row.end[:7]),
            done=writer.count(row.done),
            all=writer.count(row.all),
        )
        for row in each(rows)
    )
