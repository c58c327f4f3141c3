"""Numerals and number words in authors' prose that are neither bound to a result nor cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import BeautifulSoup
    from bs4.element import NavigableString

LET_THROUGH = ("data-bound", "data-cited", "data-gap", "data-quoted")
# digits of any script, and fractions; a code such as F1 or E9 is no number
NUMERAL = re.compile(r"(?<![A-Za-z\d])\d+(?:[.,٫٬]\d+)*|[\u00bc-\u00be\u2150-\u215e]")
# number words that stand for a result; one and two are left alone, they are seldom meant as numbers,
# and so is what names the mid-term review itself
NUMBER_WORD = re.compile(
    r"\b(half|halves|thirds?|quarters?|fifths?|tenths?|majority|minority|most of|dozens?|hundreds?|thousands?"
    r"|millions?|billions?|twice|doubled?|tripled?|halved)\b|(?-i:\bMost\b)|"
    r"\b[وبلفك]{0,2}(?:ال)?(?:نصف|ثلث|ثلثا|ثلثي|ثلثين|ربع|أرباع|خمس(?=\s+ال)|عشر(?=\s+ال)|غالبية|أغلبية|أغلب"
    r"|أكثرية|معظم|مئة|مائة|مئات|مئتا[ن]?|ألف|ألفا[ن]?|آلاف|مليون|ملايين|مليار|ضعف|ضعفي|ضعفين|أضعاف|عشرات)"
    r"(?:ها|هم|هن|ه)?\b|"
    r"\b(?:نیوەی?(?! ماوە)|سێیەک|چارەک|زۆرینەی?|زۆربەی?|سەدان|سەد|هەزاران|هەزار|ملیۆن|دەیان|دوو ئەوەندەی?"
    r"|(?:دوو|سێ|چوار) لە (?:سێ|چوار|پێنج|دە))\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine) (?:of|in|out of) "
    r"(?:two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
# what an author's line holds beside its words: calls, and spans that are cited, quoted or claimed
MARKED_UP = re.compile(r"\{\{.*?\}\}|\[[^\]]*\]\{(?:cited|quoted)=[^}]*\}|\{[^}]*\}")


def loose_numbers(soup: BeautifulSoup, lines: Sequence[str], name: str) -> list[Fault]:
    """List numerals and number words that are neither bound nor cited, each at its own line.

    Args:
        soup: The text.
        lines: The author's lines.
        name: What the file is called in faults.
    """
    finder = _RowFinder([MARKED_UP.sub("", line) for line in lines])
    return [
        Fault("loose_number", Where(name, row=finder.row_of(found[0])), found=found[0])
        for text in soup.find_all(string=True)
        if not _let_through(text)
        for found in sorted(
            (*NUMERAL.finditer(str(text)), *NUMBER_WORD.finditer(str(text))),
            key=lambda f: f.start(),
        )
    ]


def _let_through(text: NavigableString) -> bool:
    """Whether a text is marked, or is the number of a footnote, which nobody typed."""
    if any(text.find_parent("span", attrs={mark: True}) for mark in LET_THROUGH):
        return True
    return text.find_parent("a", class_=["footnote-ref", "footnote-back"]) is not None


class _RowFinder:
    """Finds the rows of texts that come one after the other."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines, self._row, self._column = lines, 0, 0

    def row_of(self, text: str) -> int:
        """Give the row of the next place that holds a text as a whole word; 0 where none does."""
        whole_word = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
        for row in range(self._row, len(self._lines)):
            found = whole_word.search(self._lines[row], self._column if row == self._row else 0)
            if found:
                self._row, self._column = row, found.end()
                return row + 1
        return next((n for n, line in enumerate(self._lines, 1) if whole_word.search(line)), 0)
