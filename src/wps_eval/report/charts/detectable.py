"""The smallest change that a round finds, by its answers, one line a way of drawing clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import AFTER
from wps_eval.results.rows import known
from wps_eval.values.palette import INK, LINE

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

HEIGHT_IN = 3.4
HIGHEST = 3.0  # of the axis, in medians of what is drawn
STYLES = ("-", "--", "-.", ":")  # never by colour alone


def detectable_chart(rows: pd.DataFrame, change: float, writer: Writer, caption: str) -> Fragment:
    """Draw detectable changes against answers, and the change that is wanted as a level line.

    Args:
        rows: Columns ``people_per_unit``, ``answers``, ``detectable`` in points; a missing change is not drawn.
        change: The change that must not be missed, in points.
        writer: Writes the numbers.
        caption: The figure's caption.
    """
    say = writer.words.say
    figure, axes = canvas(HEIGHT_IN)
    axes.axhline(change, color=INK, lw=1)
    for place, (people, line) in enumerate(rows.groupby("people_per_unit", sort=True)):
        axes.plot(
            line["answers"], line["detectable"], color=AFTER, lw=1.8,
            ls=STYLES[place % len(STYLES)], label=_line_name(people, writer),
        )  # fmt: skip
    # where hardly a unit is left a change is out of all measure, and would press the rest flat
    axes.set_ylim(0, HIGHEST * max(change, rows["detectable"].median()))
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(lambda number, _: writer.count(number))
    axes.yaxis.set_major_formatter(lambda number, _: writer.number(number, 0))
    axes.set_xlabel(say("axis.answers"))
    axes.set_ylabel(say("axis.detectable"))
    axes.legend(frameon=False, fontsize=8)
    axes.grid(color=LINE, lw=0.5)
    axes.set_axisbelow(True)
    if writer.words.direction == "rtl":
        axes.invert_xaxis()
        axes.yaxis.tick_right()
        axes.yaxis.set_label_position("right")
    return picture(figure, _text_alternative(rows, writer), caption, writer)


def _line_name(people: object, writer: Writer) -> str:
    """Name a line by its people in a sampling unit."""
    return writer.words.say("planning.people_per_unit", number=writer.number(float(str(people)), 0))


def _text_alternative(rows: pd.DataFrame, writer: Writer) -> str:
    """Say where each line begins and ends, for readers who cannot see the drawing."""
    ends = []
    for people, line in rows.groupby("people_per_unit", sort=True):
        drawn = line[[known(number) for number in line["detectable"]]].sort_values("answers")
        if drawn.empty:
            continue
        first, last = (
            writer.words.say(
                "alt.detectable",
                answers=writer.count(float(drawn["answers"].to_numpy()[at])),
                change=writer.number(float(drawn["detectable"].to_numpy()[at]), 1),
            )
            for at in (0, -1)
        )
        ends.append(f"{_line_name(people, writer)}: {first}, {last}")
    return writer.words.joined(ends)
