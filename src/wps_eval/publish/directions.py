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

FIRST_STRONG, LEFT_TO_RIGHT, RIGHT_TO_LEFT, ISOLATE_END = "\u2068", "\u2066", "\u2067", "\u2069"
DIRECTION_OF_MARK = {LEFT_TO_RIGHT: "ltr", RIGHT_TO_LEFT: "rtl", FIRST_STRONG: "auto"}
ISOLATED_TEXT = re.compile("([\u2066-\u2068])([^\u2066-\u2069]*)\u2069")
#: by the class that Unicode gives letters with a direction of their own
DIRECTION_OF_CLASS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
LONGEST_BOX = 24  # letters; a box does not break across lines; longer text keeps its marks


def set_apart(soup: BeautifulSoup, direction: str) -> None:
    """Turn isolate marks and ``bdi`` into spans that the Typst filter makes boxes of.

    Args:
        soup: The report's body, changed in place.
        direction: The report's own direction, ``ltr`` or ``rtl``.
    """
    for inline, own_direction in _directed_elements(soup):
        _set_in_box(inline, own_direction, direction)


def _directed_elements(soup: BeautifulSoup) -> list[tuple[Tag, str]]:
    """Give what has a direction or language of its own, isolate marks turned into elements."""
    for text in soup.find_all(string=ISOLATED_TEXT):
        text.replace_with(*_isolates_as_elements(str(text)))
    elements = [
        element
        for element in soup.find_all(["bdi", "span"])
        if element.name == "bdi" or element.attrs
    ]
    return [(element, _own_direction(element)) for element in elements]


def _own_direction(inline: Tag) -> str:
    """Say an element's direction: the one that it declares, or that of its first letter that has one."""
    declared = str(inline.get("dir", "auto"))
    return declared if declared in ("ltr", "rtl") else _first_strong_direction(inline.get_text())


def _isolates_as_elements(text: str) -> list[str | Tag]:
    """Part a text at its isolate marks; what stood between two becomes a ``bdi``."""
    tag_maker = BeautifulSoup("", "html.parser")
    parts: list[str | Tag] = []
    last_end = 0
    for found in ISOLATED_TEXT.finditer(text):
        parts += [text[last_end : found.start()]]
        element = tag_maker.new_tag(
            "bdi", attrs={"dir": DIRECTION_OF_MARK[found[1]]}, string=found[2]
        )
        parts, last_end = [*parts, element], found.end()
    return [*parts, text[last_end:]]


def _set_in_box(inline: Tag, own_direction: str, direction: str) -> None:
    """Turn an element into a span that becomes a box; a long one keeps its marks, one without need goes."""
    text = inline.get_text()
    language = {"lang": str(inline["lang"]).partition("-")[0]} if inline.get("lang") else {}
    inline.name, inline.attrs = "span", {**language}
    if own_direction != direction and len(text) > LONGEST_BOX:
        inline.insert(0, LEFT_TO_RIGHT if own_direction == "ltr" else RIGHT_TO_LEFT)
        inline.append(ISOLATE_END)
    elif own_direction != direction:
        inline.attrs |= {"class": "apart", "dir": own_direction}
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
    for inline, own_direction in _directed_elements(soup):
        lang = str(inline.get("lang", "")) or ("en" if own_direction == "ltr" else "")
        inline.name, inline.attrs = "span", {}
        if own_direction == direction or not lang:
            inline.unwrap()
            continue
        edge_mark = "\u200e" if own_direction == "ltr" else "\u200f"
        inline.attrs = {"lang": lang, "dir": own_direction}
        inline.insert(0, edge_mark)
        inline.append(edge_mark)


def holds_right_to_left(text: str) -> bool:
    """Whether a text holds letters that are read from the right."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _first_strong_direction(text: str) -> str:
    """Say the direction of a text's first letter that has one, ``ltr`` where none has."""
    kinds = map(unicodedata.bidirectional, text)
    return next((DIRECTION_OF_CLASS[kind] for kind in kinds if kind in DIRECTION_OF_CLASS), "ltr")
