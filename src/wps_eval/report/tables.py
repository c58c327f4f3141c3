"""Tables as semantic HTML, by pandas' Styler."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd
from bs4 import BeautifulSoup, Tag

from wps_eval.codes import Status
from wps_eval.report.look import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wps_eval.words.catalogue import Words

STATUS_CLASS = "status-"


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a printed table.

    Attributes:
        name: The column in the frame.
        title: What its head says, in the run's language.
        numeric: Whether its cells are numbers, set at the line's end.
        write: How a cell is written; text is escaped first where it is not given.
    """

    name: str
    title: str
    numeric: bool = False
    write: Callable[[Any], str] | None = None


def table(frame: pd.DataFrame, heads: Sequence[Head], caption: str) -> str:
    """Print a frame as a semantic table: caption, scoped heads, classes for numbers.

    Args:
        frame: The rows, in the order to print.
        heads: The columns to print.
        caption: What the table shows, with its source.

    Returns:
        An HTML table; missing cells are an en dash.
    """
    shown = frame[[head.name for head in heads]].copy()
    shown.columns = pd.Index([head.title for head in heads])
    classes = pd.DataFrame("", index=shown.index, columns=shown.columns)
    for head in heads:
        if head.numeric:
            classes[head.title] = "num"
        if head.name == "status":
            classes[head.title] = [STATUS_CLASS + str(value) for value in frame[head.name]]
    writers: Any = {head.title: head.write or _text for head in heads}
    styler = shown.style.hide(axis="index").format(writers, na_rep="–").set_td_classes(classes)
    html = styler.to_html(caption=escape(caption), exclude_styles=True, bold_headers=False)
    return _semantic(html)


def _text(value: Any) -> str:
    missing = value is None or value == "" or (isinstance(value, float) and isnan(value))
    return "–" if missing else escape(str(value))


def _semantic(html: str) -> str:
    """Scope the heads, name the classes we use and drop those that pandas leaves behind."""
    soup = BeautifulSoup(html, "html.parser")
    for cell in soup.find_all(["th", "td"]):
        _clean(cell)
    found = soup.find("table")
    return str(found)


def _clean(cell: Tag) -> None:
    kept = [
        c
        for c in cell.get_attribute_list("class")
        if c and (c == "num" or c.startswith(STATUS_CLASS))
    ]
    cell.attrs = {}
    if cell.name == "th":
        cell.attrs["scope"] = "col"
    if kept:
        cell.attrs["class"] = " ".join(kept)
    for name in kept:
        if name.startswith(STATUS_CLASS):
            mark = MARKS[Status(name.removeprefix(STATUS_CLASS))]
            cell.attrs["style"] = f"background-color:{mark.fill};color:{mark.ink}"


def status_writer(words: Words) -> Callable[[Any], str]:
    """Write a status as symbol and word."""

    def write(value: Any) -> str:
        return f"{MARKS[Status(value)].symbol} {escape(words.say(f'status.{value}'))}"

    return write
