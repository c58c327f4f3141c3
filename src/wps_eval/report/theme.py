"""One visual language: palette, symbols and fonts for every chart and table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg
import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.colors import LinearSegmentedColormap

from wps_eval.codes import Status
from wps_eval.values.palette import INK, LEANING, LINE, MAIN, MUTED, PAPER

if TYPE_CHECKING:
    from collections.abc import Mapping

FAMILY = "IBM Plex Sans Arabic"
BEFORE, AFTER, BAND = "#8a949c", MAIN, "#eef3f6"
ALARM = "#7a1c14"
# from little to much: dark letters stay readable on all of it
SHADES = LinearSegmentedColormap.from_list("shades", ["#f0f3f4", "#6aa5bf"])
# parts of a diverging bar, least point first, each with the ink of its number
SCALE_FILLS = {
    3: (("#d98c4a", INK), ("#eceff1", INK), ("#5c9dc0", INK)),
    5: tuple(zip(LEANING, (PAPER, INK, INK, INK, PAPER), strict=True)),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """How a status looks: never by colour alone."""

    symbol: str
    fill: str
    ink: str


# Colours after Okabe and Ito's colour-blind-safe set, lightened for text on top; unknown is grey.
MARKS: Mapping[str, Mark] = {
    Status.ACHIEVED: Mark("●", "#cfe8dd", "#0b4a34"),
    Status.ON_TRACK: Mark("▲", "#d6e9f5", "#0a3f63"),
    Status.SUBSTANTIAL: Mark("◕", "#d6e9f5", "#0a3f63"),
    Status.PARTIAL: Mark("◑", "#fdf0c8", "#5c4300"),
    Status.ACCELERATION: Mark("◆", "#fdf0c8", "#5c4300"),
    Status.LIMITED: Mark("◔", "#fbe0c8", "#6b3200"),
    Status.NO_CHANGE: Mark("■", "#e2d8cd", "#46352a"),
    Status.REGRESSED: Mark("▼", "#f8d3d0", "#7a1c14"),
    Status.MET_AT_BASELINE: Mark("○", "#e6e2f3", "#3b2a75"),
    Status.CONTEXT: Mark("□", "#ffffff", "#3d4850"),
    Status.NOT_ACHIEVED: Mark("×", "#f8d3d0", "#7a1c14"),
    Status.NOT_DUE: Mark("…", "#eceff1", "#3d4850"),
    Status.NOT_ASSESSABLE: Mark("?", "#eceff1", "#3d4850"),
}


@cache
def use_fonts() -> None:
    """Make the report's font known to matplotlib, with DejaVu Sans for what it lacks."""
    for path in _font_files():
        font_manager.fontManager.addfont(str(path))
    mpl.rcParams.update(
        {
            "font.family": [FAMILY, "DejaVu Sans"],
            "font.size": 9.0,
            "text.color": INK,
            "axes.edgecolor": LINE,
            "axes.labelcolor": MUTED,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "xtick.color": MUTED,
            "ytick.color": INK,
            "figure.facecolor": PAPER,
            "svg.fonttype": "path",
            "svg.hashsalt": "wps-eval",
            "text.parse_math": False,  # what people typed is no formula
        }
    )


def _font_files() -> list[Path]:
    """Find the report's font in all its weights."""
    return sorted(Path(fontpkg.path(FAMILY)).parent.glob("*.ttf"))
