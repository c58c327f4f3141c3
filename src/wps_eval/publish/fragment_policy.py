"""What a fragment may hold: nothing that runs, nothing from outside, no picture without words.

A list of what may pass, made by hand: whatever is not on it stops the export. A library that cleans
HTML would drop such things without a word and write the rest anew; a report must leave as its notebook
shows it, or not at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4.element import PreformattedString

from wps_eval.errors import ExportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup, Tag

#: tags by what they may carry beside ``EVERYWHERE``
TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr"), frozenset[str]()),
    **dict.fromkeys(("section", "div", "aside", "blockquote", "pre"), frozenset[str]()),
    **dict.fromkeys(("ul", "li", "dl", "dt", "dd"), frozenset[str]()),
    **dict.fromkeys(("span", "bdi", "em", "strong", "i", "b", "code", "mark"), frozenset[str]()),
    **dict.fromkeys(("sub", "sup", "del", "q", "cite", "small", "abbr"), frozenset[str]()),
    **dict.fromkeys(("table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr"), frozenset[str]()),
    **dict.fromkeys(("figure", "figcaption", "summary"), frozenset[str]()),
    "ol": frozenset({"start", "type"}),
    "col": frozenset({"span"}),
    **dict.fromkeys(("th", "td"), frozenset({"scope", "colspan", "rowspan"})),
    "details": frozenset({"open"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height"}),
}  # fmt: skip
EVERYWHERE = frozenset({"class", "id", "lang", "dir", "title", "style", "role"})
FURTHER = re.compile(r"(aria|data)-[a-z-]+")  # attributes that only say something
STYLES = re.compile(  # properties that only place and colour, of plain values
    r"(\s*(width|height|text-align|color|background-color|list-style-type)\s*:[\w\s#%.,-]*;?)*\s*"
)
ADDRESSES = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
PICTURES = re.compile(r"data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
SHOWN = 40  # letters of an address or name in a refusal


def refuse_unfit(soup: BeautifulSoup, name: str) -> None:
    """Stop a report that would need a network or a script, or that hides a picture's meaning.

    Args:
        soup: The report's fragments.
        name: What to call the report in a refusal.

    Raises:
        ExportRefused: At the first thing that is not among those that may leave.
    """
    for found in _unfit_things(soup):
        raise ExportRefused(
            f"{name}: found {found}; expected headings, text, tables and described pictures that need no network. Display it with wps_eval.report instead."
        )


def _unfit_things(soup: BeautifulSoup) -> Iterator[str]:
    """Name what may not leave, in order: tags, what they carry, and comments, which browsers read otherwise."""
    for tag in soup.find_all():
        if tag.name not in TAGS:
            yield f"<{tag.name[:SHOWN]}>"
        else:
            yield from _unfit_attributes(tag)
    if soup.find(string=lambda text: isinstance(text, PreformattedString)) is not None:
        yield "a comment"


def _unfit_attributes(tag: Tag) -> Iterator[str]:
    """Name what a tag may not carry: attributes, styles, addresses; and a picture without words."""
    for key, value in tag.attrs.items():
        if key not in TAGS[tag.name] | EVERYWHERE and not FURTHER.fullmatch(key):
            yield f"a <{tag.name}> with {key[:SHOWN]}"
        elif key == "style" and not STYLES.fullmatch(str(value)):
            yield "a style that does more than place and colour"
        elif key == "href" and not ADDRESSES.match(str(value).strip()):
            yield f"a link to {str(value).strip()[:SHOWN]}"
        elif key == "src" and not PICTURES.fullmatch(str(value)):
            yield f"<{tag.name}> that loads {str(value)[:SHOWN]}"
    if tag.name == "img" and not str(tag.get("alt", "")).strip():
        yield "a picture without alternative text"
