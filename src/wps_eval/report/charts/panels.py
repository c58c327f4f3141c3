"""Small multiples: groups before and now on one scale, a panel for each way of grouping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib import pyplot as plt

from wps_eval.report.charts.picture import WIDTH_IN, picture
from wps_eval.report.theme import AFTER, BEFORE, use_fonts
from wps_eval.results.rows import each, known
from wps_eval.values.palette import LINE, MUTED, PAPER

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

FRAME_IN = 0.9  # height of what surrounds the panels: axis, key and margins
LINE_IN = 0.17  # height of a group's line
PANEL_LINES = 1.3  # that a panel's title and margins take
OFF_MIDDLE = 0.17  # of a line: how far before lies above its middle, and now below


def panels_chart(rows: pd.DataFrame, writer: Writer, caption: str, axis: str) -> Fragment:
    """Draw each group's estimates from 0 to 100 with their intervals, panel under panel.

    Args:
        rows: Columns ``panel`` and ``label`` in words; ``before``, ``before_low``, ``before_high``
            and ``now``, ``now_low``, ``now_high``; ``text`` and ``text_before``, what both read as. What is
            hidden or missing is not drawn, and its word stands in its place.
        writer: Knows the words and the direction.
        caption: The figure's caption.
        axis: What the common axis says.
    """
    use_fonts()
    panels = [(str(name), part) for name, part in rows.groupby("panel", sort=False)]
    panel_lines = [len(part) + PANEL_LINES for _, part in panels]
    figure, grid = plt.subplots(
        len(panels), 1, figsize=(WIDTH_IN, FRAME_IN + LINE_IN * sum(panel_lines)), sharex=True, squeeze=False,
        height_ratios=panel_lines, layout="constrained",
    )  # fmt: skip
    for axes, (name, part) in zip(grid[:, 0], panels, strict=True):
        _draw_panel(axes, name, part, writer)
    lowest = grid[-1, 0]
    lowest.set_xlim(0, 100)
    lowest.set_xlabel(axis)
    if writer.words.direction == "rtl":
        lowest.invert_xaxis()
    _draw_key(grid[0, 0], writer)
    return picture(figure, _text_alternative(rows, writer), caption, writer)


def _text_alternative(rows: pd.DataFrame, writer: Writer) -> str:
    """Say each group's estimates before and now, for readers who cannot see the drawing."""
    return writer.words.joined(
        writer.words.say("alt.before", label=row.label, now=row.text, before=row.text_before)
        if row.text_before
        else f"{row.label}: {row.text}"
        for row in each(rows)
    )


def _draw_panel(axes: Axes, name: str, panel_rows: pd.DataFrame, writer: Writer) -> None:
    """Draw the groups of one way of grouping, each before and now, from above."""
    right_to_left = writer.words.direction == "rtl"
    for y, row in enumerate(each(panel_rows.iloc[::-1])):
        _draw_estimate(
            axes, y + OFF_MIDDLE, (row.before, row.before_low, row.before_high), BEFORE, PAPER
        )
        _draw_estimate(axes, y - OFF_MIDDLE, (row.now, row.now_low, row.now_high), AFTER, AFTER)
        if not known(row.now):
            axes.text(50, y, row.text, ha="center", va="center", fontsize=7.5, color=MUTED)
    axes.set_title(name, loc="right" if right_to_left else "left", fontsize=8.5, fontweight="bold")
    axes.set_yticks(range(len(panel_rows)), list(panel_rows["label"])[::-1], fontsize=7.5)
    axes.set_ylim(-0.6, len(panel_rows) - 0.4)
    axes.grid(axis="x", color=LINE, lw=0.5)
    axes.set_axisbelow(True)
    if right_to_left:
        axes.yaxis.tick_right()


def _draw_estimate(
    axes: Axes, y: float, estimate_and_ends: tuple[float, float, float], line: str, inside: str
) -> None:
    """Draw an estimate with its lower and upper end; what is missing is not drawn."""
    estimate, low, high = estimate_and_ends
    if known(low):
        axes.plot([low, high], [y, y], color=line, lw=1.5, solid_capstyle="butt")
    if known(estimate):
        axes.scatter([estimate], [y], s=16, color=inside, edgecolor=line, lw=1.4, zorder=3)


def _draw_key(axes: Axes, writer: Writer) -> None:
    """Say above the first panel what the marks before and now mean."""
    say = writer.words.say
    axes.scatter([], [], s=16, color=PAPER, edgecolor=BEFORE, lw=1.4, label=say("key.baseline"))
    axes.scatter([], [], s=16, color=AFTER, label=say("key.current"))
    side = 0 if writer.words.direction == "rtl" else 1  # the panel's title stands on the other
    axes.legend(
        loc=("lower left", "lower right")[side], bbox_to_anchor=(side, 1.0), ncols=2,
        frameon=False, fontsize=8,
    )  # fmt: skip
