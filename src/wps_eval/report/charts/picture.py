"""A finished chart as HTML: the drawing, its alternative text and its caption."""

from __future__ import annotations

import base64
import io
import warnings
from html import escape
from typing import TYPE_CHECKING

from matplotlib import pyplot as plt
from matplotlib.backends.backend_svg import FigureCanvasSVG

from wps_eval.report.fragment import Fragment
from wps_eval.report.theme import ALARM, use_fonts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from wps_eval.report.numbers import Writer

WIDTH_IN = 7.0
MARK_IN = 0.25  # height of the line that says that data are made up


def canvas(height_in: float) -> tuple[Figure, Axes]:
    """Open a drawing as wide as the page's text.

    Args:
        height_in: Height in inches.
    """
    use_fonts()
    figure, axes = plt.subplots(figsize=(WIDTH_IN, height_in), layout="constrained")
    return figure, axes


def picture(figure: Figure, alt: str, caption: str, writer: Writer) -> Fragment:
    """Close a drawing and carry it as HTML; a letter that no font has is an error.

    Args:
        figure: The drawing.
        alt: What it shows, in words, from its data.
        caption: Its caption with base and source.
        writer: Knows what is said of made-up data; the drawing and its words keep it when somebody
            copies them out of the report.
    """
    if writer.mark:
        figure.set_figheight(figure.get_figheight() + MARK_IN)
        figure.supxlabel(writer.mark, fontsize=7.5, fontweight="bold", color=ALARM)
        alt = f"{writer.mark}. {alt}"
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        _lay_out(figure)
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    plt.close(figure)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return Fragment(
        f'<figure class="chart"><img alt="{escape(alt, quote=True)}" '
        f'src="data:image/svg+xml;base64,{data}"/>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _lay_out(figure: Figure) -> None:
    """Share the room out among a drawing's parts, once.

    Saved with its layout still open, a drawing is drawn twice: once for its layout, in vain, and once
    to be kept.
    """
    engine = figure.get_layout_engine()
    if engine is not None:
        FigureCanvasSVG(figure)  # the layout measures letters as the kept drawing will
        engine.execute(figure)
        figure.set_layout_engine("none")
