"""Status tally by pillar: how many indicators stand where."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from wps_eval.codes import Status
from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import LINE, MARKS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.report.numbers import Writer
    from wps_eval.report.theme import Mark

KEY_COLUMNS = 4
NARROW = 0.05  # of the longest bar: no room for a symbol beside the number


def tally_chart(counts: pd.DataFrame, labels: dict[str, str], writer: Writer, caption: str) -> str:
    """Draw one bar a pillar, parted by status, each part with its symbol and number.

    Args:
        counts: The tally: one row a pillar, one column a status.
        labels: What each pillar is called.
        writer: Writes the numbers.
        caption: The figure's caption.
    """
    words = writer.words
    shown = [s for s in Status if counts[str(s)].sum() > 0]
    key = ceil(len(shown) / KEY_COLUMNS)
    figure, axes = canvas(0.7 + 0.18 * key + 0.45 * max(len(counts), 1))
    rows = counts.iloc[::-1]
    left = [0.0] * len(rows)
    longest = float(counts[[str(status) for status in Status]].sum(axis=1).max())
    for status in shown:
        sizes = [float(n) for n in rows[str(status)]]
        mark = MARKS[status]
        axes.barh(
            range(len(rows)),
            sizes,
            left=left,
            color=mark.fill,
            edgecolor=LINE,
            label=f"{mark.symbol} {words.say(f'status.{status}')}",
            height=0.62,
        )
        for y, (start, size) in enumerate(zip(left, sizes, strict=True)):
            if size:
                narrow = size < NARROW * longest
                _number(axes, (start + size / 2, y), size, mark, writer, narrow=narrow)
        left = [a + b for a, b in zip(left, sizes, strict=True)]
    axes.set_yticks(range(len(rows)), [labels.get(p, p) for p in rows["pillar"]])
    axes.set_xlabel(words.say("axis.indicators"))
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1.0), ncols=KEY_COLUMNS, frameon=False, fontsize=8
    )
    if words.direction == "rtl":
        axes.invert_xaxis()
        axes.yaxis.tick_right()
    return picture(figure, _alt(counts, labels, shown, writer), caption, writer)


def _number(
    axes: Axes, spot: tuple[float, float], size: float, mark: Mark, writer: Writer, *, narrow: bool
) -> None:
    """Write the number of a part into it, with its symbol where there is room."""
    axes.text(
        *spot,
        writer.count(size) if narrow else f"{mark.symbol} {writer.count(size)}",
        ha="center",
        va="center",
        color=mark.ink,
        fontsize=6.5 if narrow else 8,
    )


def _alt(counts: pd.DataFrame, labels: dict[str, str], shown: list[Status], writer: Writer) -> str:
    words = writer.words
    parts = []
    for _, row in counts.iterrows():
        numbers = words.listed(
            f"{words.say(f'status.{s}')} {writer.count(row[str(s)])}" for s in shown if row[str(s)]
        )
        parts.append(f"{labels.get(row['pillar'], row['pillar'])}: {numbers}")
    return words.joined(parts)
