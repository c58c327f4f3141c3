"""One way a kind of thing of finding what an item of the checklist asks for.

Each finder looks inside a part of a page and says in words what it did not find, or nothing.
"""

import re
from collections.abc import Callable

from bs4 import Tag
from html_report import BLANK, Page, captioned, every, filled, text_of, wording


def title(_: Page, inside: list[Tag]) -> str:
    """The cover's title, what it is about, and its edition."""
    wanted = ("h1", ".subtitle", ".edition")
    lacks = [name for name in wanted if not any(map(filled, inside[0].select(name)))]
    return f"no {', '.join(lacks)} on the cover" if lacks else ""


def fact(page: Page, inside: list[Tag], label: str) -> str:
    """A fact on the cover, with its label."""
    for pair in inside[0].select("dl div"):
        if pair.dt and pair.dd and text_of(pair.dt) == page.says(label) and filled(pair.dd):
            return ""
    return f"no {page.says(label)!r} on the cover"


def links(page: Page, inside: list[Tag]) -> str:
    """A link to every heading."""
    lacks = set(page.chapters) - {text_of(link) for link in every(inside, "a")}
    return f"the contents lack {', '.join(sorted(lacks))}" if lacks or not page.chapters else ""


def order(page: Page, _: list[Tag], first: str, second: str) -> str:
    """A chapter that stands before another."""
    before, after, heads = page.says(first), page.says(second), list(page.chapters)
    well = {before, after} <= set(heads) and heads.index(before) < heads.index(after)
    return "" if well else f"{before!r} does not stand before {after!r}"


def heading(page: Page, inside: list[Tag], code: str) -> str:
    """A heading below the chapter's own, with something under it."""
    name = page.says(code)
    if name not in map(text_of, every(inside, "h3")):
        return f"no heading {name!r}"
    return text(page, page.chapters[name]) and f"nothing under the heading {name!r}"


def text(_: Page, inside: list[Tag]) -> str:
    """Anything that is said besides headings and notices."""
    passages = (tag for tag in every(inside, "p", "li", "td") if not tag.find_parent("aside"))
    return "" if any(map(filled, passages)) else "nothing but headings"


def items(_: Page, inside: list[Tag]) -> str:
    """A list with something in it."""
    return "" if any(map(filled, every(inside, "li"))) else "no list"


def sentence(page: Page, inside: list[Tag], code: str) -> str:
    """A sentence of the catalogue, or one of several that ``|`` parts."""
    patterns = [re.compile(wording(page.words, each)) for each in code.split("|")]
    texts = [text_of(tag) for tag in every(inside, "p", "li", "dd")]
    found = any(pattern.fullmatch(text) for pattern in patterns for text in texts)
    return "" if found else f"no sentence {code}"


def table(page: Page, inside: list[Tag], code: str, least: str = "1") -> str:
    """Tables of a caption, or of one of several, each with something in its body."""
    found = [table for each in code.split("|") for table in captioned(page, inside, "table", each)]
    if len(found) < int(least):
        return f"{len(found)} of {least} tables {code}"
    empty = sum(not any(map(filled, body.select("tbody td, tbody th"))) for body in found)
    return f"{empty} of {len(found)} tables {code} without a row" if empty else ""


def row(page: Page, inside: list[Tag], code: str, word: str) -> str:
    """A table's row of a name, with something beside the name."""
    name = page.says(word)
    for body in captioned(page, inside, "table", code):
        for line in body.select("tbody tr"):
            cells = [text_of(cell) for cell in line.find_all(["th", "td"])]
            if name in cells and any(cell not in (name, *BLANK) for cell in cells):
                return ""
    return f"no row {name!r} in the table {code}"


def column(page: Page, inside: list[Tag], code: str, word: str) -> str:
    """A table's column of a name, filled in every row."""
    name = page.says(word)
    for body in captioned(page, inside, "table", code):
        heads = [text_of(cell) for cell in body.select("thead th")]
        lines = [line.find_all(["th", "td"]) for line in body.select("tbody tr")]
        if lines and name in heads and all(filled(line[heads.index(name)]) for line in lines):
            return ""
    return f"no column {name!r} that is filled in every row of the table {code}"


def figure(page: Page, inside: list[Tag], code: str) -> str:
    """A figure of a caption, with an image and its alternative text."""
    for tag in captioned(page, inside, "figure", code):
        if any(image.get("src") and image.get("alt") for image in tag.find_all("img")):
            return ""
    return f"no figure {code} with an alternative text"


FINDERS: dict[str, Callable[..., str]] = {
    "title": title, "fact": fact, "links": links, "order": order, "heading": heading,
    "text": text, "list": items, "sentence": sentence,
    "table": table, "row": row, "column": column, "figure": figure,
}  # fmt: skip
