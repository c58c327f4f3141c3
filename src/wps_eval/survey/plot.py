"""Estimates as a picture: points with intervals, bars of answers, or answers that lean two ways."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np

from wps_eval.codes import PlotKind
from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.codes import NUMBER
from wps_eval.survey.readable_table import SMALL_BASE, in_brackets, name_of
from wps_eval.values.palette import INK, LEANING, LINE, MAIN, MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from wps_eval.survey.estimates import Estimates
    from wps_eval.values import Group

WIDTH_IN, LINE_IN, TEXT_IN, FRAME_IN = 7.0, 0.42, 0.19, 1.0
PERCENT = 100.0
LABEL_LETTERS, KEY_COLUMNS = 40, 5  # in a line of a name; in a line of the key


def plot(found: Estimates, kind: str = "", level: float = 0.95, axes: Axes | None = None) -> Axes:
    """Draw estimates.

    Args:
        found: The estimates.
        kind: ``forest`` (a point with its interval a number), ``bars`` (a bar a number) or ``likert`` (one bar an
            item and group, its answers in the order of their codes around the middle). Unsaid: for all answers of
            items ``likert`` where the file says that they have an order and it is one for all, else ``bars``; ``forest``
            for anything else.
        level: The level of the intervals.
        axes: Where to draw; a new drawing unless given.

    Returns:
        The axes. Shares are in percent; numbers of fewer than 25 people are drawn hollow, and where answers lean two
        ways the name of their line stands in brackets.

    Raises:
        DesignFaults: There is no such kind, nothing to draw, or answers are wanted of numbers that are none, or of
            items whose codes do not mean the same.
    """
    of_answers = all(label.answer for label in found.labels) and _are_one_scale(found)
    chosen = kind or _fitting_kind(found)
    if chosen not in [*PlotKind]:
        raise DesignFaults([Fault("unknown_plot", Where(), chosen, known=tuple(PlotKind))], "plot")
    if not len(found) or (chosen == PlotKind.LIKERT and not of_answers):
        raise DesignFaults([Fault("nothing_to_plot", Where(), str(chosen))], "plot")
    drawn = {PlotKind.FOREST: _forest, PlotKind.BARS: _bars, PlotKind.LIKERT: _likert}
    return drawn[PlotKind(chosen)](_in_percent(found), level, axes)


def _fitting_kind(found: Estimates) -> PlotKind:
    """Choose how to draw: answers that lean two ways only where they are known to have an order."""
    if not _of_all_answers(found):
        return PlotKind.FOREST
    has_order = {label.column for label in found.labels} <= found.codebook.ordered
    return PlotKind.LIKERT if has_order and _are_one_scale(found) else PlotKind.BARS


def _are_one_scale(found: Estimates) -> bool:
    """Say whether a code means the same answer in every item."""
    meant = {
        (label.answer, found.codebook.answer(label.column, label.answer)) for label in found.labels
    }
    return len({code for code, _ in meant}) == len(meant)


def _scale_of(found: Estimates) -> list[str]:
    """Give the answers of all items in their order: numbers by size, words as the items have them."""
    shown = {
        label.answer: found.codebook.answer(label.column, label.answer) for label in found.labels
    }
    if all(NUMBER.fullmatch(code) for code in shown):
        return [shown[code] for code in sorted(shown, key=float)]
    return list(shown.values())


def _of_all_answers(found: Estimates) -> bool:
    """Say whether the numbers are the answers of items, several of each."""
    answers_of: dict[tuple[str, Group], set[str]] = {}
    for label in found.labels:
        answers_of.setdefault((label.column, label.group), set()).add(label.answer)
    return all(len(answers) > 1 and "" not in answers for answers in answers_of.values())


def _in_percent(found: Estimates) -> Estimates:
    """Give shares in percent; anything else as it is."""
    return found.scaled(PERCENT) if len(found.whole) and (found.whole == 1).all() else found


def _canvas(names: Sequence[str], axes: Axes | None) -> Axes:
    """Open a drawing of so many lines, each as high as its longest name needs, or take the one that is there."""
    if axes is None:
        from matplotlib import pyplot as plt  # noqa: PLC0415 - heavy, and only where something is drawn

        rows = max(fill(name, LABEL_LETTERS).count("\n") + 1 for name in names)
        height = FRAME_IN + max(LINE_IN, TEXT_IN * rows) * len(names)
        _, axes = plt.subplots(figsize=(WIDTH_IN, height), layout="constrained")
    for edge in ("top", "right"):
        axes.spines[edge].set_visible(False)
    axes.tick_params(colors=MUTED)
    return axes


def _forest(found: Estimates, level: float, axes: Axes | None) -> Axes:
    """Draw a point with its interval a number, the first on top."""
    drawing = _canvas([name_of(found, label) for label in found.labels], axes)
    low, high = found.interval(level)
    at = np.arange(len(found))[::-1]
    drawing.hlines(at, low, high, color=MAIN, lw=2.2)
    fills = ["white" if n < SMALL_BASE else MAIN for n in found.n]
    drawing.scatter(found.estimate, at, s=40, c=fills, edgecolors=MAIN, zorder=3)
    return _named(drawing, found, at)


def _bars(found: Estimates, level: float, axes: Axes | None) -> Axes:
    """Draw a bar a number with its interval, the first on top."""
    drawing = _canvas([name_of(found, label) for label in found.labels], axes)
    low, high = found.interval(level)
    at = np.arange(len(found))[::-1]
    fills = ["white" if n < SMALL_BASE else MAIN for n in found.n]
    drawing.barh(at, np.nan_to_num(found.estimate), color=fills, edgecolor=MAIN, height=0.62)
    drawing.hlines(at, low, high, color=INK, lw=1.2)
    return _named(drawing, found, at)


def _named(drawing: Axes, found: Estimates, at: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Axes:
    """Name the lines, and the axis where all are shares."""
    drawing.set_yticks(at, [fill(name_of(found, label), LABEL_LETTERS) for label in found.labels])
    drawing.set_ylim(-0.6, len(found) - 0.4)
    drawing.grid(axis="x", color=LINE, lw=0.5)
    drawing.set_axisbelow(True)
    if len(found.whole) and (found.whole == PERCENT).all():
        drawing.set_xlabel("Percent")
    return drawing


def _likert(found: Estimates, level: float, axes: Axes | None) -> Axes:
    """Draw one bar an item and group; the middle of its answers lies at nought."""
    del level  # a bar of all answers has no room for their intervals
    lines: dict[str, dict[str, float]] = {}
    for label, value, base in zip(found.labels, found.estimate, found.n, strict=True):
        line = (found.codebook.column(label.column), found.codebook.group(label.group))
        name = in_brackets(" · ".join(filter(None, line)), base)
        answer = found.codebook.answer(label.column, label.answer)
        lines.setdefault(name, {})[answer] = float(np.nan_to_num(value))
    answers = _scale_of(found)
    fills = dict(zip(answers, _fills(len(answers)), strict=True))
    drawing = _canvas([*lines, ""], axes)
    at = np.arange(len(lines))[::-1]
    for y, shares in zip(at, lines.values(), strict=True):
        values = [shares.get(answer, 0.0) for answer in answers]
        start = -_left_of_middle(values)
        for answer, share in zip(answers, values, strict=True):
            drawing.barh(y, share, left=start, color=fills[answer], edgecolor=LINE, height=0.62)
            start += share
    drawing.axvline(0, color=INK, lw=0.8)
    drawing.set_yticks(at, [fill(line, LABEL_LETTERS) for line in lines])
    drawing.set_ylim(-0.6, len(lines) - 0.4)
    drawing.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    drawing.set_xlabel("Percent of answers")
    handles = [drawing.barh(0, 0, color=fills[answer], edgecolor=LINE) for answer in answers]
    whole: Any = drawing.figure
    whole.legend(
        handles, answers, loc="outside upper left", ncols=KEY_COLUMNS, frameon=False, fontsize=8
    )
    return drawing


def _fills(answers: int) -> list[str]:
    """Give the colours of so many answers, evenly taken from those that lean two ways."""
    steps = np.linspace(0, len(LEANING) - 1, answers) if answers > 1 else [len(LEANING) - 1]
    from matplotlib.colors import LinearSegmentedColormap, to_hex  # noqa: PLC0415 - as above

    shades = LinearSegmentedColormap.from_list("leaning", list(LEANING))
    return [to_hex(shades(step / (len(LEANING) - 1))) for step in steps]


def _left_of_middle(values: list[float]) -> float:
    """Give what lies left of nought: the lower answers, and half of a middle one."""
    half = len(values) // 2
    return sum(values[:half]) + (values[half] / 2 if len(values) % 2 else 0.0)
