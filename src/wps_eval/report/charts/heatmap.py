"""Evaluability heat map: for each pillar, how many indicators have what an assessment needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import seaborn as sns

from wps_eval.report.charts.picture import canvas, picture
from wps_eval.report.theme import SHADES
from wps_eval.values.palette import INK, LINE

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.words.catalogue import Words

FRAME_IN = 0.8  # height of what surrounds the cells: the pillars' names and margins
LINE_IN = 0.3  # height of a need's line


def evaluability_chart(
    shares: pd.DataFrame, counts: pd.DataFrame, writer: Writer, caption: str
) -> Fragment:
    """Draw pillars against needs, each cell with its count and shaded by its share.

    Args:
        shares: Shares (0-1) of indicators that have the need; index needs, columns pillars, both
            already in words.
        counts: The same cells as counts.
        writer: Writes the numbers.
        caption: The figure's caption.
    """
    figure, axes = canvas(FRAME_IN + LINE_IN * len(shares))
    counts_text = counts.map(writer.count)
    right_to_left = writer.words.direction == "rtl"
    shares_in_order = shares[shares.columns[::-1]] if right_to_left else shares
    cell_texts = counts_text[shares_in_order.columns]
    sns.heatmap(
        shares_in_order,
        annot=cell_texts,
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
    if right_to_left:
        axes.yaxis.tick_right()
        axes.set_yticklabels(axes.get_yticklabels(), rotation=0)
    return picture(figure, _text_alternative(counts_text, writer.words), caption, writer)


def _text_alternative(counts_text: pd.DataFrame, words: Words) -> str:
    """Say each need's count in every pillar, for readers who cannot see the drawing."""
    return words.joined(
        f"{need}: " + words.listed(f"{pillar} {row[pillar]}" for pillar in counts_text.columns)
        for need, row in counts_text.iterrows()
    )
