"""Changes side by side on one scale, each with its interval, around the line of no change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patheffects import withStroke

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import AFTER, BAND
from wps_eval.results.rows import each
from wps_eval.values.palette import INK, LINE, PAPER

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

FRAME_IN = 0.9  # height of what surrounds the lines: axis, key and margins
LINE_IN = 0.62  # height of a change's line
AXIS_EDGE = 0.12  # of the axis, left free at either end


def forest_chart(rows: pd.DataFrame, smallest: float, writer: Writer, caption: str) -> Fragment:
    """Draw differences in points with their intervals.

    Args:
        rows: Columns ``label``, ``difference``, ``unit``, ``ci_low``, ``ci_high``.
        smallest: The smallest change that matters; the band up to it counts as no change.
        writer: Writes the numbers.
        caption: The figure's caption.
    """
    words = writer.words
    figure, axes = canvas(FRAME_IN + LINE_IN * max(len(rows), 1))
    if smallest:
        axes.axvspan(-smallest, smallest, color=BAND, lw=0)
    axes.axvline(0, color=INK, lw=1)
    for y, row in enumerate(each(rows.iloc[::-1])):
        axes.plot([row.ci_low, row.ci_high], [y, y], color=AFTER, lw=2.2, solid_capstyle="butt")
        axes.scatter([row.difference], [y], s=40, color=AFTER, zorder=3)
        axes.annotate(
            writer.difference(row.difference, row.unit),
            (row.difference, y),
            (0, 7),
            textcoords="offset points",
            ha="center",
            fontsize=8,
            color=AFTER,
            path_effects=[withStroke(linewidth=2.5, foreground=PAPER)],
        )
    low = min(rows["ci_low"].min(), -smallest, 0.0)
    high = max(rows["ci_high"].max(), smallest, 0.0)
    edge = AXIS_EDGE * (high - low)
    axes.set_xlim(low - edge, high + edge)
    axes.set_yticks(range(len(rows)), list(rows["label"])[::-1])
    axes.set_ylim(-0.6, len(rows) - 0.2)
    axes.set_xlabel(words.say("axis.change"))
    axes.grid(axis="x", color=LINE, lw=0.5)
    axes.set_axisbelow(True)
    if words.direction == "rtl":
        axes.invert_xaxis()
        axes.yaxis.tick_right()
    return picture(figure, _text_alternative(rows, writer), caption, writer)


def _text_alternative(rows: pd.DataFrame, writer: Writer) -> str:
    """Say each change with its interval, for readers who cannot see the drawing."""
    return writer.words.joined(
        writer.words.say(
            "alt.estimate",
            label=str(row.label).replace("\n", " "),
            estimate=writer.number(row.difference, 1),
            low=writer.number(row.ci_low, 1),
            high=writer.number(row.ci_high, 1),
        )
        for row in each(rows)
    )
