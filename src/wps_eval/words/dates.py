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
_MONTH_NUMBERS = {name: n for n, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_DATE_FORMS = (
    (re.compile(r"^(?P<year>\d{4})$"), Precision.YEAR),
    (re.compile(r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})$"), Precision.MONTH),
    (re.compile(r"^(?P<month>\d{1,2})[-/.](?P<year>\d{4})$"), Precision.MONTH),
    (
        re.compile(
            r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[ T]00:00:00)?$"
        ),
        Precision.DAY,
    ),
    (re.compile(r"^(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})$"), Precision.DAY),
    (re.compile(r"^(?P<name>[^\W\d][^\d]*?)\s+(?P<year>\d{4})$"), Precision.MONTH),
    (re.compile(r"^(?P<day>\d{1,2})\s+(?P<name>[^\W\d][^\d]*?)\s+(?P<year>\d{4})$"), Precision.DAY),
)
_FIRST_AND_LAST_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}$")


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
    latin_text = " ".join(latin_digits(text).split()).replace("،", "").replace(",", "")
    for form, precision in _DATE_FORMS:
        match = form.match(latin_text)
        if match:
            return _span_of_parts(match.groupdict(), precision, text)
    if _FIRST_AND_LAST_DAY.match(latin_text):
        return Span.read(latin_text)
    raise ValueError(text)


def _span_of_parts(parts: dict[str, str | None], precision: Precision, typed: str) -> Span:
    """Give the days that a matched date means; one that does not exist is a ValueError."""
    year = int(parts["year"] or 0)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(typed)
    if precision is Precision.YEAR:
        return Span.year(year)
    name = (parts.get("name") or "").casefold()
    month = _month_number(name) if name else int(parts.get("month") or 0)
    if precision is Precision.MONTH:
        return Span.month(year, month)
    day = date(year, month, int(parts["day"] or 0))
    return Span(day, day)


def _month_number(name: str) -> int:
    """Give the number of the month that a name means, in the field or in a catalogue; 0 for none."""
    calendars = (enumerate(language_of(each).months, start=1) for each in languages())
    numbers_by_name = {month.casefold(): number for months in calendars for number, month in months}
    return _MONTH_NUMBERS.get(name) or numbers_by_name.get(name, 0)


def years_between(first: Span, second: Span) -> float:
    """Years from one date to another; two dates of which one is only a year compare by year."""
    if Precision.YEAR in (first.precision, second.precision):
        return float(second.end.year - first.end.year)
    return (second.end - first.end).days / DAYS_A_YEAR


def write_date(span: Span, language: str) -> str:
    """Write a date in a language, no more exactly than it is known."""
    catalogue_language = language_of(language)
    patterns = {Precision.YEAR: "y", Precision.MONTH: "MMMM y", Precision.DAY: "d MMMM y"}
    pattern = patterns[span.precision]
    if catalogue_language.months:
        month = catalogue_language.months[span.end.month - 1].replace("'", "''")
        pattern = pattern.replace("MMMM", f"'{month}'")
    return str(format_date(span.end, pattern, locale=catalogue_language.cldr))
