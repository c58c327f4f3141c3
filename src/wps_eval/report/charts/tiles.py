"""A map of tiles: each place a square in its rough position, so that size says nothing."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from wps_eval.report.charts.picture import WIDTH_IN, canvas, picture
from wps_eval.report.theme import BEFORE, SHADES
from wps_eval.results.rows import each, known
from wps_eval.values.palette import INK, LINE, PAPER

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer

# scores run from 0 to here, and so do the shades, however close the places lie
HIGHEST_SCORE = 100.0
NAME_LETTERS = 15  # in a line of a tile
TILE_SIDE = 0.95  # of a tile's room
TILE_FLATNESS = 0.62  # height of a tile's room, of its width


def tile_chart(rows: pd.DataFrame, writer: Writer, caption: str) -> Fragment:
    """Draw a tile a place, shaded by its score; a place without one is hatched and says why.

    The map is the same in every language: geography is not mirrored.

    Args:
        rows: Columns ``label``, ``row`` and ``column`` of the tile, ``estimate`` from 0 to 100,
            ``value`` in words, ``range`` for its interval, and ``text``, all of it in words.
        writer: Knows what is said of made-up data.
        caption: The figure's caption.
    """
    across, down = int(rows["column"].max()) + 1, int(rows["row"].max()) + 1
    figure, axes = canvas(TILE_FLATNESS * WIDTH_IN * down / across)
    for row in each(rows):
        _draw_tile(axes, row)
    axes.set_xlim(0, across)
    axes.set_ylim(1 - down, 1)
    axes.set_axis_off()
    alt = writer.words.joined(f"{row.label}: {row.text}" for row in each(rows))
    return picture(figure, alt, caption, writer)


def _draw_tile(axes: Axes, row: Any) -> None:
    """Draw one place's tile with its name, its value and its interval."""
    has_score = known(row.estimate)
    shade = to_rgb(SHADES(row.estimate / HIGHEST_SCORE)) if has_score else to_rgb(PAPER)
    square = Rectangle((row.column, -row.row), TILE_SIDE, TILE_SIDE, facecolor=shade, lw=0.6)
    square.set_edgecolor(BEFORE if has_score else LINE)
    square.set_hatch("" if has_score else "////")
    axes.add_patch(square)
    for text, height, size, weight in (
        (fill(row.label, NAME_LETTERS), 0.7, 8.5, "bold"),
        (row.value, 0.4, 9 if has_score else 7.5, "normal"),
        (row.range, 0.18, 7, "normal"),
    ):
        outline = [] if has_score else [withStroke(linewidth=3, foreground=PAPER)]
        axes.text(
            row.column + TILE_SIDE / 2, height - row.row, text, ha="center", va="center",
            fontsize=size, fontweight=weight, color=INK, path_effects=outline,
        )  # fmt: skip
