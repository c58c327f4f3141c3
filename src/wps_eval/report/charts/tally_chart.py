"""Status tally by pillar: how many indicators stand where."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from wps_eval.codes import Status
from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import MARKS
from wps_eval.values.palette import LINE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.report.theme import Mark

FRAME_IN = 0.7  # height of what surrounds bars and key: axis and margins
LINE_IN = 0.45  # height of a pillar's line
KEY_LINE_IN = 0.18  # height of a line of the key
KEY_COLUMNS = 4
NARROW_SHARE = 0.05  # of the longest bar: no room for a symbol beside the number


def tally_chart(
    counts: pd.DataFrame, labels: dict[str, str], writer: Writer, caption: str
) -> Fragment:
    """Draw one bar a pillar, parted by status, each part with its symbol and number.

    Args:
        counts: The tally: one row a pillar, one column a status.
        labels: What each pillar is called.
        writer: Writes the numbers.
        caption: The figure's caption.
    """
    words = writer.words
    shown = [s for s in Status if counts[str(s)].sum() > 0]
    key_lines = ceil(len(shown) / KEY_COLUMNS)
    figure, axes = canvas(FRAME_IN + KEY_LINE_IN * key_lines + LINE_IN * max(len(counts), 1))
    rows = counts.iloc[::-1]
    starts = [0.0] * len(rows)
    longest = float(counts[[str(status) for status in Status]].sum(axis=1).max())
    for status in shown:
        sizes = [float(n) for n in rows[str(status)]]
        mark = MARKS[status]
        axes.barh(
            range(len(rows)),
            sizes,
            left=starts,
            color=mark.fill,
            edgecolor=LINE,
            label=f"{mark.symbol} {words.say(f'status.{status}')}",
            height=0.62,
        )
        for y, (start, size) in enumerate(zip(starts, sizes, strict=True)):
            if size:
                narrow = size < NARROW_SHARE * longest
                _write_number(axes, (start + size / 2, y), size, mark, writer, narrow=narrow)
        starts = [a + b for a, b in zip(starts, sizes, strict=True)]
    axes.set_yticks(range(len(rows)), [labels.get(p, p) for p in rows["pillar"]])
    axes.set_xlabel(words.say("axis.indicators"))
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1.0), ncols=KEY_COLUMNS, frameon=False, fontsize=8
    )
    if words.direction == "rtl":
        axes.invert_xaxis()
        axes.yaxis.tick_right()
    return picture(figure, _text_alternative(counts, labels, shown, writer), caption, writer)


def _write_number(
    axes: Axes,
    middle: tuple[float, float],
    count: float,
    mark: Mark,
    writer: Writer,
    *,
    narrow: bool,
) -> None:
    """Write the number of a part into it, with its symbol where there is room."""
    axes.text(
        *middle,
        writer.count(count) if narrow else f"{mark.symbol} {writer.count(count)}",
        ha="center",
        va="center",
        color=mark.ink,
        fontsize=6.5 if narrow else 8,
    )


def _text_alternative(
    counts: pd.DataFrame, labels: dict[str, str], shown: list[Status], writer: Writer
) -> str:
    """Say each pillar's count by status, for readers who cannot see the drawing."""
    words = writer.words
    parts = []
    for _, row in counts.iterrows():
        numbers = words.listed(
            f"{words.say(f'status.{s}')} {writer.count(row[str(s)])}" for s in shown if row[str(s)]
        )
        parts.append(f"{labels.get(row['pillar'], row['pillar'])}: {numbers}")
    return words.joined(parts)
