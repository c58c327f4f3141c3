"""Read dates in the forms met in the field, keeping how exactly each is known."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from wps_eval.codes import Precision
from wps_eval.values import Span
from wps_eval.words.catalogue import language_of, languages
from wps_eval.words.numbers import latin_digits

DAYS_A_YEAR = 365.25
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


_MONTH_NAMES = (
    ("january", "jan", "كانون الثاني", "يناير", "کانوونی دووەم", "کانونی دووەم"),
    ("february", "feb", "شباط", "فبراير", "شوبات"),
    ("march", "mar", "آذار", "مارس", "ئازار"),
    ("april", "apr", "نيسان", "أبريل", "نیسان"),
    ("may", "أيار", "مايو", "ئایار"),
    ("june", "jun", "حزيران", "يونيو", "حوزەیران"),
    ("july", "jul", "تموز", "يوليو", "تەمووز"),
    ("august", "aug", "آب", "أغسطس", "ئاب"),
    ("september", "sep", "sept", "أيلول", "سبتمبر", "ئەیلوول"),
    ("october", "oct", "تشرين الأول", "أكتوبر", "تشرینی یەکەم"),
    ("november", "nov", "تشرين الثاني", "نوفمبر", "تشرینی دووەم"),
    ("december", "dec", "كانون الأول", "ديسمبر", "کانوونی یەکەم", "کانونی یەکەم"),
)
_MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_FORMS = (
    (re.compile(r"^(?P<y>\d{4})$"), Precision.YEAR),
    (re.compile(r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})$"), Precision.MONTH),
    (re.compile(r"^(?P<m>\d{1,2})[-/.](?P<y>\d{4})$"), Precision.MONTH),
    (
        re.compile(r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[ T]00:00:00)?$"),
        Precision.DAY,
    ),
    (re.compile(r"^(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})$"), Precision.DAY),
    (re.compile(r"^(?P<n>[^\W\d][^\d]*?)\s+(?P<y>\d{4})$"), Precision.MONTH),
    (re.compile(r"^(?P<d>\d{1,2})\s+(?P<n>[^\W\d][^\d]*?)\s+(?P<y>\d{4})$"), Precision.DAY),
)
_TWO_DAYS = re.compile(r"^\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}$")


def parse_date(text: str) -> Span:
    """Read a date: year, month or day; day before month where both are numbers, as in Iraq.

    Args:
        text: What stands in the cell, such as ``2021``, ``2021-10``, ``31/12/2021``,
            ``تشرين الأول 2021`` or ``30 April 2019``; or the spelling of a results column.

    Returns:
        The days meant.

    Raises:
        ValueError: If no form fits or the day does not exist.
    """
    plain = " ".join(latin_digits(text).split()).replace("،", "").replace(",", "")
    for form, precision in _FORMS:
        match = form.match(plain)
        if match:
            return _span(match.groupdict(), precision, text)
    if _TWO_DAYS.match(plain):
        return Span.read(plain)
    raise ValueError(text)


def _span(parts: dict[str, str | None], precision: Precision, text: str) -> Span:
    year = int(parts["y"] or 0)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(text)
    if precision is Precision.YEAR:
        return Span.year(year)
    name = (parts.get("n") or "").casefold()
    month = _month(name) if name else int(parts.get("m") or 0)
    if precision is Precision.MONTH:
        return Span.month(year, month)
    day = date(year, month, int(parts["d"] or 0))
    return Span(day, day)


def _month(name: str) -> int:
    """Say which month a name means: one met in the field, or one of a catalogue's own."""
    calendars = (enumerate(language_of(each).months, start=1) for each in languages())
    own = {month.casefold(): number for months in calendars for number, month in months}
    return _MONTHS.get(name) or own.get(name, 0)


def years_between(first: Span, second: Span) -> float:
    """Years from one date to another; two dates of which one is only a year compare by year."""
    if Precision.YEAR in (first.precision, second.precision):
        return float(second.end.year - first.end.year)
    return (second.end - first.end).days / DAYS_A_YEAR


def write_date(span: Span, language: str) -> str:
    """Write a date in a language, no more exactly than it is known."""
    locale = language_of(language)
    pattern = {Precision.YEAR: "y", Precision.MONTH: "MMMM y", Precision.DAY: "d MMMM y"}
    wanted = pattern[span.precision]
    if locale.months:
        month = locale.months[span.end.month - 1].replace("'", "''")
        wanted = wanted.replace("MMMM", f"'{month}'")
    return str(format_date(span.end, wanted, locale=locale.cldr))
