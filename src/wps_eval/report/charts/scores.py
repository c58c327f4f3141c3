"""One estimate a round, each with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import AFTER
from wps_eval.results.rows import each, known
from wps_eval.values.palette import LINE

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

FRAME_IN = 0.9  # height of what surrounds the lines: axis and margins
LINE_IN = 0.38  # height of a round's line


def rounds_chart(rows: pd.DataFrame, writer: Writer, caption: str, axis: str) -> Fragment:
    """Draw estimates from 0 to 100 with their intervals, one line each, from above.

    Args:
        rows: Columns ``label``, ``estimate``, ``ci_low``, ``ci_high``; a missing interval is not
            drawn.
        writer: Writes the numbers.
        caption: The figure's caption.
        axis: What the axis says.
    """
    figure, axes = canvas(FRAME_IN + LINE_IN * max(len(rows), 1))
    for y, row in enumerate(each(rows.iloc[::-1])):
        if known(row.ci_low):
            axes.plot([row.ci_low, row.ci_high], [y, y], color=AFTER, lw=2.2, solid_capstyle="butt")
        axes.scatter([row.estimate], [y], s=38, color=AFTER, zorder=3)
        outer_end = row.ci_high if known(row.ci_high) else row.estimate
        axes.annotate(writer.number(row.estimate, 1), (outer_end, y), (8, 0), textcoords="offset points",
                      ha="right" if writer.words.direction == "rtl" else "left", va="center",
                      fontsize=8, color=AFTER)  # fmt: skip
    axes.set_yticks(range(len(rows)), list(rows["label"])[::-1])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(0, 100)
    axes.set_xlabel(axis)
    axes.grid(axis="x", color=LINE, lw=0.5)
    axes.set_axisbelow(True)
    if writer.words.direction == "rtl":
        axes.invert_xaxis()
        axes.yaxis.tick_right()
    return picture(figure, _text_alternative(rows, writer), caption, writer)


def _text_alternative(rows: pd.DataFrame, writer: Writer) -> str:
    """Say each estimate with its interval, for readers who cannot see the drawing."""
    say = writer.words.say
    return writer.words.joined(
        say(
            "alt.estimate" if known(row.ci_low) else "alt.estimate_bare",
            label=str(row.label).replace("\n", " "),
            estimate=writer.number(row.estimate, 1),
            low=writer.number(row.ci_low, 1),
            high=writer.number(row.ci_high, 1),
        )
        for row in each(rows)
    )
