"""Answers on a scale as diverging bars, with don't know apart."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import SCALE_FILLS
from wps_eval.results.rows import each
from wps_eval.values.palette import INK, LINE, MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

FRAME_IN = 1.3  # height of what surrounds the lines: axis, key and margins
LINE_IN = 0.52  # height of an item's line
OTHER_AT = 1.07  # of the axis: where the number of other answers stands
CHART_END = 1.14  # of the axis: where the drawing ends
AXIS_STEP = 20.0  # percent; the axis ends at a multiple of it
_LEAST_NUMBERED = 6.0  # percent; a narrower part has no room for its number


def likert_chart(
    rows: pd.DataFrame, points: Sequence[str], writer: Writer, caption: str
) -> Fragment:
    """Draw one bar an item: what leans one way to the left, the other way to the right.

    The middle answer lies half on either side of zero. What is no point of the scale (don't know,
    refused, does not apply) stands as a number at the end and takes no part in the bar.

    Args:
        rows: Columns ``label``, ``p0`` ... (percent of all answers, least point first), ``other``.
        points: What the points of the scale are called, least first: 3 or 5 of them.
        writer: Writes the numbers.
        caption: The figure's caption.
    """
    figure, axes = canvas(FRAME_IN + LINE_IN * max(len(rows), 1))
    columns = [f"p{i}" for i in range(len(points))]
    fills = SCALE_FILLS[len(points)]
    axis_end = _axis_end(rows[columns])
    for y, row in enumerate(each(rows.iloc[::-1])):
        _draw_bar(axes, y, [float(getattr(row, name)) for name in columns], fills, writer)
        axes.text(
            OTHER_AT * axis_end,
            y,
            writer.number(row.other, 0),
            ha="center",
            va="center",
            color=MUTED,
            fontsize=8,
        )
    axes.axvline(0, color=INK, lw=0.8, zorder=0)
    axes.set_xlim(-axis_end, axis_end * CHART_END)
    ticks = [-axis_end, -axis_end / 2, 0, axis_end / 2, axis_end]
    axes.set_xticks(ticks, [writer.number(abs(n), 0) for n in ticks])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_yticks(range(len(rows)), list(rows["label"])[::-1])
    axes.text(OTHER_AT * axis_end, len(rows) - 0.45, writer.words.say("key.other"), ha="center", va="bottom",
              color=MUTED, fontsize=8)  # fmt: skip
    axes.set_xlabel(writer.words.say("axis.percent_answers"))
    _draw_key(axes, points, fills, right_to_left=writer.words.direction == "rtl")
    if writer.words.direction == "rtl":
        axes.invert_xaxis()
        axes.yaxis.tick_right()
    return picture(figure, _text_alternative(rows, columns, points, writer), caption, writer)


def _draw_bar(
    axes: Axes, y: int, shares: list[float], fills: Sequence[tuple[str, str]], writer: Writer
) -> None:
    """Draw the parts of one item's bar, each with its number where there is room."""
    start = -_left_half(shares)
    for share, (fill, ink) in zip(shares, fills, strict=True):
        axes.barh(y, share, left=start, color=fill, edgecolor=LINE, height=0.62)
        if share >= _LEAST_NUMBERED:
            axes.text(start + share / 2, y, writer.number(share, 0), ha="center", va="center",
                      color=ink, fontsize=7.5)  # fmt: skip
        start += share


def _draw_key(
    axes: Axes, points: Sequence[str], fills: Sequence[tuple[str, str]], *, right_to_left: bool
) -> None:
    """Say what the parts mean, in the order in which the reader meets them."""
    handles = [axes.barh(0, 0, color=fill, edgecolor=LINE) for fill, _ in fills]
    order = slice(None, None, -1 if right_to_left else 1)
    axes.legend(handles[order], list(points)[order], loc="lower left", bbox_to_anchor=(-0.02, 1.02), ncols=len(points),
                frameon=False, fontsize=7.5, handlelength=1.2, columnspacing=1.0)  # fmt: skip


def _axis_end(shares: pd.DataFrame) -> float:
    """Give the end of the axis: the longest half bar, rounded up to a whole step."""
    longest = max(
        (
            max(left, sum(row) - left)
            for row in shares.to_numpy().tolist()
            for left in [_left_half(row)]
        ),
        default=100.0,
    )
    return min(100.0, AXIS_STEP * ceil(longest / AXIS_STEP))


def _left_half(shares: list[float]) -> float:
    """Give the percent that lies left of zero: the lower points, and half of a middle one."""
    half = len(shares) // 2
    return sum(shares[:half]) + (shares[half] / 2 if len(shares) % 2 else 0.0)


def _text_alternative(
    rows: pd.DataFrame, columns: list[str], points: Sequence[str], writer: Writer
) -> str:
    """Say each item's percent by answer, for readers who cannot see the drawing."""
    sentences = []
    for row in each(rows):
        shares = writer.words.listed(
            f"{point} {writer.number(getattr(row, name), 0)}"
            for point, name in zip(points, columns, strict=True)
        )
        label = str(row.label).replace("\n", " ")
        other = f"{writer.words.say('key.other')} {writer.number(row.other, 0)}"
        sentences.append(f"{label}: {writer.words.joined([shares, other])}")
    return ". ".join(sentences)
