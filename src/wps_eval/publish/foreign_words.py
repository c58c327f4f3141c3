"""English words within a report that runs from right to left: set apart, and marked as English.

A screen reader would spell them by the rules of Arabic, and a bracket at their end would jump to
the other side (WCAG 2.2, 3.1.2 and 1.3.2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from wps_eval.publish.directions import MARKED, from_right

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import NavigableString

LATIN = "A-Za-z\u00c0-\u024f"
WORD = re.compile(rf"(?<!\w)[{LATIN}]{{2,}}(?!\w)")
REST = f"[{LATIN}0-9'’]*"
RUN = re.compile(f"{MARKED.pattern}|[{LATIN}]{REST}(?:[ ,;:.()/&%=<+–-]+[{LATIN}0-9]{REST})*")
LEFT_ALONE = ("code", "pre", "script", "style", "svg")


def mark_english(soup: BeautifulSoup) -> None:
    """Put English words of a report from right to left into spans of their own.

    Codes, which hold no word of two letters, stay as they are, and so does what bears a language
    already.

    Args:
        soup: The report's body, changed in place.
    """
    for text in soup.find_all(string=WORD):
        if text.find_parent(LEFT_ALONE) is None and text.find_parent(lang=True) is None:
            _mark(text)


def _mark(text: NavigableString) -> None:
    parent, content = text.parent, str(text)
    if not from_right(content):
        if parent is not None and parent.name == "bdi" and len(parent.contents) == 1:
            parent.attrs |= {"lang": "en", "dir": "ltr"}
            return
        inner = content.strip()
        before, _, after = content.partition(inner)
        _replace(text, [before, _english(inner), after])
        return
    parts: list[str | Tag] = []
    end = 0
    for found in RUN.finditer(content):
        run = _closed(found[2] or found[0], "" if found[2] else content[found.end() :])
        if not WORD.search(run) or from_right(run):
            continue
        parts += [content[end : found.start()], _english(run)]
        end = found.end() if found[2] else found.start() + len(run)
    _replace(text, [*parts, content[end:]])


def _replace(text: NavigableString, parts: list[str | Tag]) -> None:
    text.replace_with(*(part for part in parts if part != ""))


def _english(text: str) -> Tag:
    maker = BeautifulSoup("", "html.parser")
    return maker.new_tag("span", attrs={"lang": "en", "dir": "ltr"}, string=text)


def _closed(run: str, rest: str) -> str:
    """Take along the bracket that a run opened."""
    return f"{run})" if run.count("(") > run.count(")") and rest.startswith(")") else run
