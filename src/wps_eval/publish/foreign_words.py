"""English words within a report that runs from right to left: set apart, and marked as English.

A screen reader would spell them by the rules of Arabic, and a bracket at their end would jump to
the other side (WCAG 2.2, 3.1.2 and 1.3.2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from wps_eval.publish.directions import ISOLATED_TEXT, holds_right_to_left

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import NavigableString

LATIN_LETTERS = "A-Za-z\u00c0-\u024f"
LATIN_WORD = re.compile(rf"(?<!\w)[{LATIN_LETTERS}]{{2,}}(?!\w)")
REST_OF_WORD = f"[{LATIN_LETTERS}0-9'’]*"
#: isolated text (its text is the second group), or Latin words with what stands between them
LATIN_RUN = re.compile(
    f"{ISOLATED_TEXT.pattern}|[{LATIN_LETTERS}]{REST_OF_WORD}(?:[ ,;:.()/&%=<+–-]+[{LATIN_LETTERS}0-9]{REST_OF_WORD})*"
)
TAGS_LEFT_ALONE = ("code", "pre", "script", "style", "svg")


def mark_english(soup: BeautifulSoup) -> None:
    """Put English words of a report from right to left into spans of their own.

    Codes, which hold no word of two letters, stay as they are, and so does what bears a language
    already.

    Args:
        soup: The report's body, changed in place.
    """
    for text in soup.find_all(string=LATIN_WORD):
        if text.find_parent(TAGS_LEFT_ALONE) is None and text.find_parent(lang=True) is None:
            _mark_words_of(text)


def _mark_words_of(text: NavigableString) -> None:
    """Mark the English words of one text, all of it where no letter is read from the right."""
    parent, content = text.parent, str(text)
    if not holds_right_to_left(content):
        if parent is not None and parent.name == "bdi" and len(parent.contents) == 1:
            parent.attrs |= {"lang": "en", "dir": "ltr"}
            return
        words = content.strip()
        before, _, after = content.partition(words)
        _replace_with_parts(text, [before, _english_span(words), after])
        return
    parts: list[str | Tag] = []
    last_end = 0
    for match in LATIN_RUN.finditer(content):
        isolated = match[2]
        run = isolated or _with_closing_bracket(match[0], content[match.end() :])
        if not LATIN_WORD.search(run) or holds_right_to_left(run):
            continue
        parts += [content[last_end : match.start()], _english_span(run)]
        # the span isolates its text by itself, so the marks around isolated text are left out
        last_end = match.end() if isolated else match.start() + len(run)
    _replace_with_parts(text, [*parts, content[last_end:]])


def _replace_with_parts(text: NavigableString, parts: list[str | Tag]) -> None:
    text.replace_with(*(part for part in parts if part != ""))


def _english_span(text: str) -> Tag:
    """Make a span that is marked as English and runs from left to right."""
    tag_maker = BeautifulSoup("", "html.parser")
    return tag_maker.new_tag("span", attrs={"lang": "en", "dir": "ltr"}, string=text)


def _with_closing_bracket(run: str, text_after: str) -> str:
    """Take along the bracket that a run opened."""
    return f"{run})" if run.count("(") > run.count(")") and text_after.startswith(")") else run
