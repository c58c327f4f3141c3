"""Small multiples: groups before and now on one scale, a panel for each way of grouping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib import pyplot as plt

from wps_eval.report.charts.picture import WIDTH_IN, picture
from wps_eval.report.theme import AFTER, BEFORE, LINE, MUTED, PAPER, use_fonts
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.report.numbers import Writer

LINE_IN = 0.17  # height of a group's line
APART = 0.17  # of a line, above and below its middle


def panels_chart(rows: pd.DataFrame, writer: Writer, caption: str, axis: str) -> str:
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
    parts = [(str(name), part) for name, part in rows.groupby("panel", sort=False)]
    sizes = [len(part) + 1.3 for _, part in parts]
    figure, grid = plt.subplots(
        len(parts), 1, figsize=(WIDTH_IN, 0.9 + LINE_IN * sum(sizes)), sharex=True, squeeze=False,
        height_ratios=sizes, layout="constrained",
    )  # fmt: skip
    for axes, (name, part) in zip(grid[:, 0], parts, strict=True):
        _panel(axes, name, part, writer)
    last = grid[-1, 0]
    last.set_xlim(0, 100)
    last.set_xlabel(axis)
    if writer.words.direction == "rtl":
        last.invert_xaxis()
    _key(grid[0, 0], writer)
    return picture(figure, _alt(rows, writer), caption, writer)


def _alt(rows: pd.DataFrame, writer: Writer) -> str:
    return writer.words.joined(
        writer.words.say("alt.before", label=row.label, now=row.text, before=row.text_before)
        if row.text_before
        else f"{row.label}: {row.text}"
        for row in each(rows)
    )


def _panel(axes: Axes, name: str, part: pd.DataFrame, writer: Writer) -> None:
    right = writer.words.direction == "rtl"
    for y, row in enumerate(each(part.iloc[::-1])):
        _estimate(axes, y + APART, (row.before, row.before_low, row.before_high), BEFORE, PAPER)
        _estimate(axes, y - APART, (row.now, row.now_low, row.now_high), AFTER, AFTER)
        if not known(row.now):
            axes.text(50, y, row.text, ha="center", va="center", fontsize=7.5, color=MUTED)
    axes.set_title(name, loc="right" if right else "left", fontsize=8.5, fontweight="bold")
    axes.set_yticks(range(len(part)), list(part["label"])[::-1], fontsize=7.5)
    axes.set_ylim(-0.6, len(part) - 0.4)
    axes.grid(axis="x", color=LINE, lw=0.5)
    axes.set_axisbelow(True)
    if right:
        axes.yaxis.tick_right()


def _estimate(
    axes: Axes, y: float, values: tuple[float, float, float], line: str, inside: str
) -> None:
    estimate, low, high = values
    if known(low):
        axes.plot([low, high], [y, y], color=line, lw=1.5, solid_capstyle="butt")
    if known(estimate):
        axes.scatter([estimate], [y], s=16, color=inside, edgecolor=line, lw=1.4, zorder=3)


def _key(axes: Axes, writer: Writer) -> None:
    say = writer.words.say
    axes.scatter([], [], s=16, color=PAPER, edgecolor=BEFORE, lw=1.4, label=say("key.baseline"))
    axes.scatter([], [], s=16, color=AFTER, label=say("key.current"))
    side = 0 if writer.words.direction == "rtl" else 1  # the panel's title stands on the other
    axes.legend(
        loc=("lower left", "lower right")[side], bbox_to_anchor=(side, 1.0), ncols=2,
        frameon=False, fontsize=8,
    )  # fmt: skip
