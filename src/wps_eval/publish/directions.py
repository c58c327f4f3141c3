"""Words of the other direction, set apart: in a PDF by boxes, in a Word file by runs of their own.

Typst would leave isolate marks in the text, where a mark shares a glyph with the letter after it:
whoever copies or searches the PDF would find it beside that letter on every page.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from bs4 import Tag

FIRST_STRONG, LEFT_TO_RIGHT, RIGHT_TO_LEFT, END = "\u2068", "\u2066", "\u2067", "\u2069"
MARKS = {LEFT_TO_RIGHT: "ltr", RIGHT_TO_LEFT: "rtl", FIRST_STRONG: "auto"}
MARKED = re.compile("([\u2066-\u2068])([^\u2066-\u2069]*)\u2069")
STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
LONGEST = 24  # a box does not break across lines; longer text keeps its marks


def set_apart(soup: BeautifulSoup, direction: str) -> None:
    """Turn isolate marks and ``bdi`` into spans that the Typst filter makes boxes of.

    Args:
        soup: The report's body, changed in place.
        direction: The report's own direction, ``ltr`` or ``rtl``.
    """
    for inline, own in _inlines(soup):
        _box(inline, own, direction)


def _inlines(soup: BeautifulSoup) -> list[tuple[Tag, str]]:
    """Give what has a direction or language of its own, isolate marks turned into elements."""
    for text in soup.find_all(string=MARKED):
        text.replace_with(*_spans(str(text)))
    found = [each for each in soup.find_all(["bdi", "span"]) if each.name == "bdi" or each.attrs]
    return [(each, _direction(each)) for each in found]


def _direction(inline: Tag) -> str:
    own = str(inline.get("dir", "auto"))
    return own if own in ("ltr", "rtl") else _first_strong(inline.get_text())


def _spans(text: str) -> list[str | Tag]:
    maker = BeautifulSoup("", "html.parser")
    parts: list[str | Tag] = []
    end = 0
    for found in MARKED.finditer(text):
        parts += [text[end : found.start()]]
        inline = maker.new_tag("bdi", attrs={"dir": MARKS[found[1]]}, string=found[2])
        parts, end = [*parts, inline], found.end()
    return [*parts, text[end:]]


def _box(inline: Tag, own: str, direction: str) -> None:
    text = inline.get_text()
    language = {"lang": str(inline["lang"]).partition("-")[0]} if inline.get("lang") else {}
    inline.name, inline.attrs = "span", {**language}
    if own != direction and len(text) > LONGEST:
        inline.insert(0, LEFT_TO_RIGHT if own == "ltr" else RIGHT_TO_LEFT)
        inline.append(END)
    elif own != direction:
        inline.attrs |= {"class": "apart", "dir": own}
    if not inline.attrs:
        inline.unwrap()


def mark_edges(soup: BeautifulSoup, direction: str) -> None:
    """Turn isolate marks and ``bdi`` into spans with a plain mark at either end, for Word.

    Word's own way is a run with a language and a direction; programs that follow Unicode alone need
    the marks, and old ones know no isolates.

    Args:
        soup: The report's body, changed in place.
        direction: The report's own direction, ``ltr`` or ``rtl``.
    """
    for inline, own in _inlines(soup):
        lang = str(inline.get("lang", "")) or ("en" if own == "ltr" else "")
        inline.name, inline.attrs = "span", {}
        if own == direction or not lang:
            inline.unwrap()
            continue
        edge = "\u200e" if own == "ltr" else "\u200f"
        inline.attrs = {"lang": lang, "dir": own}
        inline.insert(0, edge)
        inline.append(edge)


def from_right(text: str) -> bool:
    """Whether a text holds letters that are read from the right."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _first_strong(text: str) -> str:
    kinds = map(unicodedata.bidirectional, text)
    return next((STRONG[kind] for kind in kinds if kind in STRONG), "ltr")
