"""Quarters and half-years by their names: read in every language, written in one."""

from __future__ import annotations

import re
from functools import cache

from wps_eval.values import Span
from wps_eval.words.catalogue import Words, languages
from wps_eval.words.letters import fold

MONTHS = {"quarter": 3, "half": 6}
_YEAR = r"(?P<year>\d{4})"
_SHORT = (
    re.compile(rf"^{_YEAR}[-/ ]?(?P<kind>[qh])(?P<part>\d)$", re.IGNORECASE),
    re.compile(rf"^(?P<kind>[qh])(?P<part>\d)[-/ ]?{_YEAR}$", re.IGNORECASE),
)
_KINDS = {"q": "quarter", "h": "half"}
_ANY_YEAR = re.compile(r"\d{4}")
# words that stand between the part and its year, and further names met in the field
_BETWEEN = frozenset({"of", "the", "in", *map(fold, ("من", "لعام", "عام", "سنة", "لسنة", "ساڵی"))})
_MET = {
    ("quarter", 1): ("first quarter", "1st quarter", "چارەکی یەکەم"),
    ("quarter", 2): ("second quarter", "2nd quarter", "چارەکی دووەم"),
    ("quarter", 3): ("third quarter", "3rd quarter", "چارەکی سێیەم", "چارەکی سێەم"),
    ("quarter", 4): ("fourth quarter", "4th quarter", "چارەکی چوارەم"),
    ("half", 1): ("1st half", "النصف الاول", "نیوەی یەکەم"),
    ("half", 2): ("2nd half", "النصف الثاني", "نیوەی دووەم"),
}


def read_stretch(text: str) -> Span | None:
    """Read a quarter or a half-year.

    Args:
        text: Such as ``2022-Q3``, ``Q3/2022``, ``2022-H1`` or ``الربع الثالث 2022``; digits are Latin.

    Returns:
        Its days; None where the text names neither.

    Raises:
        ValueError: There is no such part of a year, such as a fifth quarter.
    """
    for form in _SHORT:
        if match := form.match(text):
            return _part_of(int(match["year"]), _KINDS[match["kind"].lower()], int(match["part"]))
    years = _ANY_YEAR.findall(text)
    named = _names().get(_key(_ANY_YEAR.sub(" ", text))) if len(years) == 1 else None
    return _part_of(int(years[0]), *named) if named else None


def write_stretch(span: Span, language: str) -> str:
    """Write a quarter or a half-year in a language; nothing where the span is neither."""
    for kind, months in MONTHS.items():
        part, rest = divmod(span.start.month - 1, months)
        if span.months == months and not rest:
            return Words(language).say(f"date.{kind}_{part + 1}", year=span.start.year)
    return ""


def _part_of(year: int, kind: str, part: int) -> Span:
    """Give a part of a year, counted from 1."""
    months = MONTHS[kind]
    if not 1 <= part <= 12 // months:
        raise ValueError(f"{year}: {kind} {part}")
    return Span.stretch(year, months * (part - 1) + 1, months)


@cache
def _names() -> dict[str, tuple[str, int]]:
    """Give kind and number of a part of a year by its folded name, its year left out."""
    found: dict[str, tuple[str, int]] = {}
    for kind, months in MONTHS.items():
        for part in range(1, 12 // months + 1):
            told = (Words(each).say(f"date.{kind}_{part}", year="") for each in languages())
            for name in (*told, *_MET[kind, part]):
                found[_key(name)] = kind, part
    return found


def _key(name: str) -> str:
    """Reduce a name to its folded words, without those that only join it to its year."""
    return " ".join(word for word in fold(name).split() if word not in _BETWEEN)
