"""Evaluability heat map: for each pillar, how many indicators have what an assessment needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import seaborn as sns

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import INK, LINE, SHADES

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.report.numbers import Writer
    from wps_eval.words.catalogue import Words


def evaluability_chart(
    shares: pd.DataFrame, counts: pd.DataFrame, writer: Writer, caption: str
) -> str:
    """Draw pillars against needs, each cell with its count and shaded by its share.

    Args:
        shares: Shares (0-1) of indicators that have the need; index needs, columns pillars, both
            already in words.
        counts: The same cells as counts.
        writer: Writes the numbers.
        caption: The figure's caption.
    """
    figure, axes = canvas(0.8 + 0.3 * len(shares))
    written = counts.map(writer.count)
    right = writer.words.direction == "rtl"
    ordered = shares[shares.columns[::-1]] if right else shares
    texts = written[ordered.columns]
    sns.heatmap(
        ordered,
        annot=texts,
        fmt="",
        cmap=SHADES,
        vmin=0,
        vmax=1,
        cbar=False,
        linewidths=1,
        linecolor=LINE,
        ax=axes,
        annot_kws={"fontsize": 8},
    )
    for text in axes.texts:  # seaborn turns to white on shades where dark letters read better
        text.set_color(INK)
    axes.tick_params(length=0, labelcolor=INK)
    axes.xaxis.tick_top()
    axes.set(xlabel="", ylabel="")
    axes.set_yticklabels(axes.get_yticklabels(), rotation=0)
    if right:
        axes.yaxis.tick_right()
        axes.set_yticklabels(axes.get_yticklabels(), rotation=0)
    return picture(figure, _alt(written, writer.words), caption, writer)


def _alt(written: pd.DataFrame, words: Words) -> str:
    return words.joined(
        f"{need}: " + words.listed(f"{pillar} {row[pillar]}" for pillar in written.columns)
        for need, row in written.iterrows()
    )
