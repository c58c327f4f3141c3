"""One figure over the years, with the plan's period and the elections marked."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING

from matplotlib.dates import date2num

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import AFTER, BAND, BEFORE
from wps_eval.results.rows import each
from wps_eval.values.palette import INK, LINE, MUTED
from wps_eval.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.plan.head import Event
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

HEIGHT_IN = 3.2
AXIS_ROOM = 1.18  # of the highest value, so that the words on top have room
_LINE_COLOURS = (AFTER, BEFORE, "#b07aa1", "#c28e0e")


def timeline_chart(
    rows: pd.DataFrame,
    plan_period: tuple[date, date],
    events: Iterable[Event],
    writer: Writer,
    *,
    caption: str,
    axis: str,
) -> Fragment:
    """Draw values by date as steps between events, one line a place.

    Args:
        rows: Columns ``label`` (the line), ``period_end``, ``estimate`` and ``unit``; values that
            are not final are drawn hollow.
        plan_period: The plan's first and last day.
        events: Elections and the like; those outside the drawn years are left out.
        writer: Writes the numbers.
        caption: The figure's caption.
        axis: What the vertical axis says.
    """
    figure, axes = canvas(HEIGHT_IN)
    axes.axvspan(date2num(plan_period[0]), date2num(plan_period[1]), color=BAND, zorder=0)
    top = max(float(rows["estimate"].max()) * AXIS_ROOM, 1.0)
    axes.set_ylim(0, top)
    for colour, (label, place_rows) in zip(
        cycle(_LINE_COLOURS), rows.groupby("label", sort=False), strict=False
    ):
        _draw_steps(axes, str(label), place_rows, colour)
    _mark_events(axes, events, rows, top)
    axes.text(
        float(date2num(plan_period[0] + (plan_period[1] - plan_period[0]) / 2)), top * 0.98,
        writer.words.say("key.plan_period"), va="top", ha="center", fontsize=8, color=MUTED,
        bbox={"facecolor": BAND, "edgecolor": "none", "pad": 1},
    )  # fmt: skip
    axes.set_ylabel(axis)
    axes.grid(axis="y", color=LINE, lw=0.5)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, frameon=False, fontsize=8)
    if writer.words.direction == "rtl":
        axes.invert_xaxis()
        axes.yaxis.tick_right()
        axes.yaxis.set_label_position("right")
    return picture(figure, _text_alternative(rows, writer), caption, writer)


def _draw_steps(axes: Axes, label: str, place_rows: pd.DataFrame, colour: str) -> None:
    """Draw one line as steps; a value that is not final is a hollow point beside it."""
    final = place_rows[place_rows["figure_status"] == "final"].sort_values("period_end")
    not_final = place_rows[place_rows["figure_status"] != "final"]
    axes.plot(
        final["period_end"],
        final["estimate"],
        drawstyle="steps-post",
        color=colour,
        lw=1.8 if colour == AFTER else 1.1,
        label=label,
    )
    axes.scatter(final["period_end"], final["estimate"], s=12, color=colour)
    axes.scatter(
        not_final["period_end"], not_final["estimate"], s=26, color="white", edgecolor=colour
    )


def _mark_events(axes: Axes, events: Iterable[Event], rows: pd.DataFrame, top: float) -> None:
    """Mark each event within the drawn years by a line with its year; ``top`` is the axis's end."""
    first_day = rows["period_end"].min().date()
    for event in events:
        day = parse_date(event.date).end
        day_number = float(date2num(day))
        if first_day <= day <= date(rows["period_end"].max().year, 12, 31):
            axes.axvline(day_number, color=INK, lw=0.8, ls=(0, (2, 2)))
            axes.text(
                day_number,
                top * 0.02,
                event.date[:4] + " ",
                rotation=90,
                fontsize=7,
                color=INK,
                ha="right",
            )


def _text_alternative(rows: pd.DataFrame, writer: Writer) -> str:
    """Say each place's values year by year, for readers who cannot see the drawing."""
    parts = []
    for label, place_rows in rows.groupby("label", sort=False):
        ordered = place_rows.sort_values("period_end")
        values = writer.words.listed(
            f"{r.period_end.year}: {writer.value(r.estimate, r.unit)}" for r in each(ordered)
        )
        parts.append(f"{label} ({values})")
    return writer.words.joined(parts)
