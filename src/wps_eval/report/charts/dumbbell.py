"""Baseline to current, one line an indicator: where it was, where it is."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import AFTER, BEFORE
from wps_eval.results.rows import each, known
from wps_eval.values import Unit
from wps_eval.values.palette import INK, LINE, MUTED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

FRAME_IN = 1.2  # height of what surrounds the lines: axis, key and margins
LINE_IN = 0.5  # height of an indicator's line
BESIDE_PT = 3  # points from a value's mark to its number
AXIS_ROOM = 1.3  # of the highest value, so that its number has room


def dumbbell_chart(rows: pd.DataFrame, writer: Writer, caption: str, axis: str) -> Fragment:
    """Draw values of one unit before and now on one scale that starts at 0.

    Args:
        rows: Columns ``label``, ``baseline``, ``current``, ``target_value``, ``unit``; figures of
            registers, which have no interval. Estimates are drawn by ``panels_chart``.
        writer: Writes the numbers.
        caption: The figure's caption.
        axis: What the axis says.
    """
    words = writer.words
    figure, axes = canvas(FRAME_IN + LINE_IN * max(len(rows), 1))
    outward = -BESIDE_PT if words.direction == "rtl" else BESIDE_PT
    for y, row in enumerate(each(rows.iloc[::-1])):
        axes.plot([row.baseline, row.current], [y, y], color=LINE, lw=3, zorder=1)
        axes.scatter([row.baseline], [y], s=55, color="white", edgecolor=BEFORE, lw=2, zorder=2)
        axes.scatter([row.current], [y], s=60, color=AFTER, zorder=3)
        if known(row.target_value):
            axes.plot([row.target_value] * 2, [y - 0.3, y + 0.12], color=INK, lw=1.5, ls=":")
        _write_both_values(
            axes, y, row, outward if row.current >= row.baseline else -outward, writer
        )
    axes.set_yticks(range(len(rows)), list(rows["label"])[::-1])
    axes.set_ylim(-0.7, len(rows) - 0.3)
    highest = float(rows[["baseline", "current", "target_value"]].max().max())
    end = max(10, 10 * ceil(highest * AXIS_ROOM / 10))
    percentages = all(Unit.read(str(unit)).percent for unit in rows["unit"])
    axes.set_xlim(0, min(100, end) if percentages else end)
    axes.set_xlabel(axis)
    axes.grid(axis="x", color=LINE, lw=0.5)
    axes.set_axisbelow(True)
    _draw_key(axes, writer)
    if words.direction == "rtl":
        axes.invert_xaxis()
        axes.yaxis.tick_right()
    return picture(figure, _text_alternative(rows, writer), caption, writer)


def _write_both_values(axes: Axes, y: int, row: Any, outward: int, writer: Writer) -> None:
    """Write both values of a line beside its ends."""
    for value, offset, color in ((row.baseline, -outward, MUTED), (row.current, outward, AFTER)):
        axes.annotate(
            writer.value(value, row.unit),
            (value, y),
            (offset, 6),  # above the line, or a target between would be hidden
            textcoords="offset points",
            ha="left" if offset > 0 else "right",
            va="bottom",
            fontsize=8,
            color=color,
        )


def _draw_key(axes: Axes, writer: Writer) -> None:
    """Say what the marks of baseline, current value and target mean."""
    words = writer.words
    axes.scatter(
        [], [], s=55, color="white", edgecolor=BEFORE, lw=2, label=words.say("key.baseline")
    )
    axes.scatter([], [], s=60, color=AFTER, label=words.say("key.current"))
    axes.plot([], [], color=INK, lw=1.5, ls=":", label=words.say("key.target"))
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, frameon=False, fontsize=8)


def _text_alternative(rows: pd.DataFrame, writer: Writer) -> str:
    """Say each figure's values before and now, for readers who cannot see the drawing."""
    return writer.words.joined(
        writer.words.say(
            "alt.dumbbell",
            label=row.label,
            baseline=writer.value(row.baseline, row.unit),
            current=writer.value(row.current, row.unit),
        )
        for row in each(rows)
    )
