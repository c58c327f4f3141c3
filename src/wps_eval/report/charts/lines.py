"""Rounds over the years: a panel an indicator, its numbers with their intervals joined by a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib import pyplot as plt

from wps_eval.report.charts.picture import WIDTH_IN, picture
from wps_eval.report.theme import AFTER, use_fonts
from wps_eval.results.rows import each, known
from wps_eval.values.palette import LINE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

FRAME_IN = 0.7  # height of what surrounds the panels: axis and margins
PANEL_IN = 1.15  # height of a panel with its title
EDGE_YEARS = 0.4  # left free before the first round and after the last


def lines_chart(rows: pd.DataFrame, writer: Writer, caption: str, axis: str) -> Fragment:
    """Draw the numbers of several rounds, from 0 to 100, panel under panel on one axis of years.

    Args:
        rows: Columns ``panel`` in words, ``period_start``, ``period_end``, ``estimate``, ``ci_low``, ``ci_high``;
            earliest first in each panel.
        writer: Writes the numbers and knows the direction.
        caption: The figure's caption.
        axis: What is measured.
    """
    use_fonts()
    rows = rows.assign(at=[_year(row.period_start, row.period_end) for row in each(rows)])
    panels = [(str(name), part) for name, part in rows.groupby("panel", sort=False)]
    figure, grid = plt.subplots(
        len(panels), 1, figsize=(WIDTH_IN, FRAME_IN + PANEL_IN * len(panels)), sharex=True, sharey=True,
        squeeze=False, layout="constrained",
    )  # fmt: skip
    for axes, (name, part) in zip(grid[:, 0], panels, strict=True):
        _draw_panel(axes, name, part, writer)
    lowest = grid[-1, 0]
    years = np.arange(int(rows["at"].min()), int(rows["at"].max()) + 1)
    lowest.set_xticks(years + 0.5, [writer.date(str(year)) for year in years])
    lowest.set_xlim(rows["at"].min() - EDGE_YEARS, rows["at"].max() + EDGE_YEARS)
    lowest.set_ylim(0, 100)
    figure.supylabel(axis, fontsize=8)
    if writer.words.direction == "rtl":
        lowest.invert_xaxis()
        for axes in grid[:, 0]:
            axes.yaxis.tick_right()
    return picture(figure, _text_alternative(rows, writer), caption, writer)


def _year(start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Give the middle of a round in years."""
    middle = start + (end - start) / 2
    return float(middle.year + (middle.day_of_year - 1) / 365.25)


def _draw_panel(axes: Axes, name: str, part: pd.DataFrame, writer: Writer) -> None:
    """Draw the rounds of one indicator."""
    axes.plot(part["at"], part["estimate"], color=AFTER, lw=1.2)
    for row in each(part):
        if known(row.ci_low):
            axes.plot([row.at, row.at], [row.ci_low, row.ci_high], color=AFTER, lw=2.2)
        axes.scatter([row.at], [row.estimate], s=30, color=AFTER, zorder=3)
        axes.annotate(
            writer.number(row.estimate, 1), (row.at, row.ci_high if known(row.ci_high) else row.estimate),
            (0, 4), textcoords="offset points", ha="center", fontsize=8, color=AFTER,
        )  # fmt: skip
    right_to_left = writer.words.direction == "rtl"
    axes.set_title(name, loc="right" if right_to_left else "left", fontsize=8.5, fontweight="bold")
    axes.grid(axis="y", color=LINE, lw=0.5)
    axes.set_axisbelow(True)


def _text_alternative(rows: pd.DataFrame, writer: Writer) -> str:
    """Say each round's number with its interval, for readers who cannot see the drawing."""
    say = writer.words.say
    return writer.words.joined(
        say(
            "alt.estimate" if known(row.ci_low) else "alt.estimate_bare",
            label=say("alt.of_year", label=str(row.panel).replace("\n", " "), year=writer.date(str(row.period_end.year))),
            estimate=writer.number(row.estimate, 1),
            low=writer.number(row.ci_low, 1),
            high=writer.number(row.ci_high, 1),
        )
        for row in each(rows)
    )  # fmt: skip
