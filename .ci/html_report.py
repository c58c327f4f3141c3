"""A report's HTML, read by its headings and by the catalogue's words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from string import Formatter

from bs4 import BeautifulSoup, Tag

from wps_eval.words.catalogue import Words, messages

HOLE = "\0"
AMOUNTS = (0, 1, 2, 3, 11, 100)  # one for each plural form of any language
MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")
OUTSIDE = {"cover": "header", "contents": "nav"}
BLANK = ("", "–")


@dataclass(frozen=True)
class Page:
    """A report's HTML in one language."""

    words: Words
    soup: BeautifulSoup

    @cached_property
    def chapters(self) -> dict[str, list[Tag]]:
        """What stands under each heading, down to the next one of its level or above."""
        found: dict[str, list[Tag]] = {}
        for head in self.soup.select("main h2, main h3"):
            found.setdefault(text_of(head), list(_under(head)))
        return found

    def inside(self, chapter: str) -> list[Tag] | None:
        """Give what stands in the cover, the contents or a chapter, if there is one."""
        if chapter not in OUTSIDE:
            return self.chapters.get(self.says(chapter))
        part = self.soup.find(OUTSIDE[chapter])
        return [part] if part else None

    def says(self, code: str) -> str:
        """Give a heading or a word of the catalogue as a page would print it."""
        return tidy(self.words.say(code)) if "." in code else code


def _under(head: Tag) -> Iterable[Tag]:
    for sibling in head.find_next_siblings():
        if sibling.name in ("h1", "h2", "h3") and sibling.name <= head.name:
            return
        yield sibling


def every(tags: Iterable[Tag], *names: str) -> list[Tag]:
    """Give all tags of some names, the outermost among them."""
    return [
        found
        for tag in tags
        for found in ([tag] if tag.name in names else []) + list(tag.find_all(names))
    ]


def captioned(page: Page, inside: list[Tag], kind: str, code: str) -> list[Tag]:
    """Give the tables or figures whose caption ends in a sentence of the catalogue."""
    pattern = re.compile(wording(page.words, code) + "$")
    inner = {"table": "caption", "figure": "figcaption"}[kind]
    pairs = ((tag, tag.find(inner)) for tag in every(inside, kind))
    return [tag for tag, caption in pairs if caption and pattern.search(text_of(caption))]


def filled(tag: Tag) -> bool:
    """Whether a tag says anything."""
    return text_of(tag) not in BLANK


def text_of(tag: Tag) -> str:
    """Give a tag's text on one line, without the marks of direction."""
    return tidy(tag.get_text())


def tidy(text: str) -> str:
    """Put a text on one line, without the marks of direction."""
    return " ".join(MARKS.sub("", text).split())


@cache
def wording(words: Words, code: str) -> str:
    """Give a pattern of all that a sentence of the catalogue may say, whatever fills its holes."""
    holes = {"n", *(name for _, name, _, _ in Formatter().parse(messages("en")[code]) if name)}
    sentences = {words.say(code, **dict.fromkeys(holes, _Anything(amount))) for amount in AMOUNTS}
    forms = (map(re.escape, tidy(form).split(HOLE)) for form in sorted(sentences))
    return "(?:" + "|".join(".+".join(parts) for parts in forms) + ")"


class _Anything(str):
    """A value that chooses a plural form and leaves a hole where it is written."""

    __slots__ = ()

    def __format__(self, _: str) -> str:
        return HOLE
