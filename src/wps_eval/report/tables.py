"""Tables as semantic HTML, by pandas' Styler."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd
from bs4 import BeautifulSoup

from wps_eval.codes import Status
from wps_eval.report.fragment import Fragment
from wps_eval.report.html import isolated_text
from wps_eval.report.theme import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wps_eval.words.catalogue import Words


EMPTY_CELLS = ("", "–")


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a printed table.

    Attributes:
        name: The column in the frame.
        title: What its head says, in the run's language; a text, no HTML.
        numeric: Whether its cells are numbers, set at the line's end.
        write: How a cell is written; text is escaped first where it is not given.
        width: Its share of the table's width, beside the others'.
        isolated: Whether its title is a code, whose direction must not mix with the line around it.
    """

    name: str
    title: str
    numeric: bool = False
    write: Callable[[Any], str] | None = None
    width: float = 1.0
    isolated: bool = False


def table(frame: pd.DataFrame, heads: Sequence[Head], caption: str) -> Fragment:
    """Print a frame as a semantic table: caption, scoped heads, classes for numbers.

    Args:
        frame: The rows, in the order to print.
        heads: The columns to print.
        caption: What the table shows, with its source.

    Returns:
        An HTML table; missing cells are an en dash.
    """
    shown = frame[[head.name for head in heads]].copy()
    shown.columns = pd.RangeIndex(len(heads))  # two heads may say the same word
    writers: Any = {number: head.write or _cell_text for number, head in enumerate(heads)}
    styler = shown.style.hide(axis="index").format(writers, na_rep="–")
    styler = styler.relabel_index([_head_text(head) for head in heads], axis="columns")
    html = styler.to_html(caption=escape(caption), exclude_styles=True, bold_headers=False)
    soup = BeautifulSoup(html, "html.parser")
    _set_heads_and_widths(soup, heads)
    _colour_statuses(soup, frame, heads)
    return Fragment(soup.find("table"))


def _head_text(head: Head) -> str:
    """Escape a head: pandas takes it for HTML, and what stands in braces for a format."""
    html = isolated_text(head.title) if head.isolated else escape(head.title)
    return html.replace("{", "{{").replace("}", "}}")


def _set_heads_and_widths(soup: BeautifulSoup, heads: Sequence[Head]) -> None:
    """Scope the heads of columns and rows, set numbers at the line's end and share the width out."""
    naming_column = _naming_column(soup)
    for row in soup.find_all("tr"):
        in_body = row.find_parent("tbody") is not None
        cells = row.find_all(["th", "td"])
        for column, (head, cell) in enumerate(zip(heads, cells, strict=False)):
            cell.name = "th" if column == naming_column or not in_body else "td"
            cell.attrs = {"scope": "row" if in_body else "col"} if cell.name == "th" else {}
            if head.numeric:
                cell.attrs["class"] = "num"
    total_width = sum(head.width for head in heads)
    column_group = soup.new_tag("colgroup")
    for head in heads:
        column_group.append(
            soup.new_tag("col", attrs={"style": f"width:{100 * head.width / total_width:.1f}%"})
        )
    if soup.thead is not None:
        soup.thead.insert_before(column_group)


def _naming_column(soup: BeautifulSoup) -> int:
    """Find the column that names the rows: the first one that is filled in every row."""
    rows = [row.find_all(["th", "td"]) for row in soup.select("tbody tr")]
    columns = enumerate(zip(*rows, strict=False))
    filled = (
        number
        for number, cells in columns
        if all(c.get_text(strip=True) not in EMPTY_CELLS for c in cells)
    )
    return next(filled, 0)


def _colour_statuses(soup: BeautifulSoup, frame: pd.DataFrame, heads: Sequence[Head]) -> None:
    """Give status cells their colours; symbol and word stand in the cell beside them."""
    column = next((column for column, head in enumerate(heads) if head.name == "status"), None)
    if column is None or soup.tbody is None:
        return
    for row, status in zip(soup.tbody.find_all("tr"), frame["status"], strict=True):
        mark = MARKS[Status(status)]
        cell = row.find_all(["th", "td"])[column]
        cell.attrs["style"] = f"background-color:{mark.fill};color:{mark.ink}"


def _cell_text(value: Any) -> str:
    """Escape what a cell holds; missing is an en dash."""
    missing = value is None or value == "" or (isinstance(value, float) and isnan(value))
    return "–" if missing else escape(str(value))


def status_writer(words: Words) -> Callable[[Any], str]:
    """Write a status as symbol and word."""

    def write(value: Any) -> str:
        return f"{MARKS[Status(value)].symbol} {escape(words.say(f'status.{value}'))}"

    return write
