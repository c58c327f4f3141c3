"""One figure over the years, with the plan's period and the elections marked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matplotlib.dates import date2num

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import AFTER, BAND, BEFORE, INK, LINE, MUTED
from wps_eval.results.rows import each
from wps_eval.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.plan.models import Event
    from wps_eval.report.numbers import Writer

_SHADES = (AFTER, BEFORE, "#b07aa1", "#c28e0e")


def timeline_chart(
    rows: pd.DataFrame,
    span: tuple[date, date],
    events: Iterable[Event],
    writer: Writer,
    *,
    caption: str,
    axis: str,
) -> str:
    """Draw values by date as steps between events, one line a place.

    Args:
        rows: Columns ``label`` (the line), ``period_end``, ``estimate`` and ``unit``; values that
            are not final are drawn hollow.
        span: The plan's first and last day.
        events: Elections and the like; those outside the drawn years are left out.
        writer: Writes the numbers.
        caption: The figure's caption.
        axis: What the vertical axis says.
    """
    figure, axes = canvas(3.2)
    axes.axvspan(date2num(span[0]), date2num(span[1]), color=BAND, zorder=0)
    top = max(float(rows["estimate"].max()) * 1.18, 1.0)
    axes.set_ylim(0, top)
    for shade, (label, line) in zip(_SHADES, rows.groupby("label", sort=False), strict=False):
        _steps(axes, str(label), line, shade)
    _mark_events(axes, events, rows, top)
    axes.text(
        float(date2num(span[0] + (span[1] - span[0]) / 2)), top * 0.98,
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
    return picture(figure, _alt(rows, writer), caption, writer)


def _steps(axes: Axes, label: str, line: pd.DataFrame, shade: str) -> None:
    """Draw one line as steps; a value that is not final is a hollow point beside it."""
    final = line[line["figure_status"] == "final"].sort_values("period_end")
    other = line[line["figure_status"] != "final"]
    axes.plot(
        final["period_end"],
        final["estimate"],
        drawstyle="steps-post",
        color=shade,
        lw=1.8 if shade == AFTER else 1.1,
        label=label,
    )
    axes.scatter(final["period_end"], final["estimate"], s=12, color=shade)
    axes.scatter(other["period_end"], other["estimate"], s=26, color="white", edgecolor=shade)


def _mark_events(axes: Axes, events: Iterable[Event], rows: pd.DataFrame, top: float) -> None:
    first = rows["period_end"].min().date()
    for event in events:
        day = parse_date(event.date).end
        spot = float(date2num(day))
        if first <= day <= date(rows["period_end"].max().year, 12, 31):
            axes.axvline(spot, color=INK, lw=0.8, ls=(0, (2, 2)))
            axes.text(
                spot,
                top * 0.02,
                event.date[:4] + " ",
                rotation=90,
                fontsize=7,
                color=INK,
                ha="right",
            )


def _alt(rows: pd.DataFrame, writer: Writer) -> str:
    parts = []
    for label, line in rows.groupby("label", sort=False):
        ordered = line.sort_values("period_end")
        values = writer.words.listed(
            f"{r.period_end.year}: {writer.value(r.estimate, r.unit)}" for r in each(ordered)
        )
        parts.append(f"{label} ({values})")
    return writer.words.joined(parts)
