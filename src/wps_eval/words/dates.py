"""Read dates in the forms met in the field, keeping how exactly each is known."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from wps_eval.codes import Precision
from wps_eval.values import Span
from wps_eval.words.catalogue import Words, language_of, languages
from wps_eval.words.letters import fold
from wps_eval.words.numbers import latin_digits
from wps_eval.words.stretches import read_stretch, write_stretch

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
_MONTHS = {fold(name): n for n, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_FORMS = (
    (re.compile(r"^(?P<year>\d{4})(?:\.0)?$"), Precision.YEAR),
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
_TWO_DAYS = re.compile(r"^\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}$")
_TWO_YEARS = re.compile(r"^(?P<first>\d{4})\s?[-/–]\s?(?P<last>\d{4})$")
_HIJRI = re.compile(r"(?<!\d)1[345]\d{2}(?!\d)|(?<=\d)\s*(هـ|ه|AH)$", re.IGNORECASE)
_EXCEL_SERIAL = re.compile(r"^[2-5]\d{4}(\.0)?$")
_MONTH_FIRST = re.compile(r"^(0?[1-9]|1[0-2])[-/.](1[3-9]|2\d|3[01])[-/.]\d{4}$")
_EITHER_FIRST = re.compile(r"^(0?[1-9]|1[0-2])[-/.](0?[1-9]|1[0-2])[-/.]\d{4}$")
NO_DATES = (
    ("hijri_year", _HIJRI),
    ("excel_serial", _EXCEL_SERIAL),
    ("month_first", _MONTH_FIRST),
)


class UnreadableDateError(ValueError):
    """A date that cannot be read; ``code`` is the fault that says why."""

    def __init__(self, text: str) -> None:
        """Say what was probably meant by the text, which is never a reason to guess."""
        super().__init__(text)
        plain = _plain(text)
        self.code = next((c for c, form in NO_DATES if form.search(plain)), "impossible_date")


def parse_date(text: str, year_starts: int = 1) -> Span:
    """Read a date: any span that is met in the field, day before month where both are numbers.

    Args:
        text: What stands in the cell, such as ``2021``, ``2021-10``, ``31/12/2021``, ``2022-Q3``,
            ``2022-H1``, ``الربع الثالث 2022``, ``تشرين الأول 2021`` or ``30 April 2019``; two years
            with a slash; or the spelling of a results column.
        year_starts: The month with which a school or fiscal year starts: ``2021/2022`` is such a year
            where it is not January, else two calendar years.

    Returns:
        The days meant, never more exact than they are written.

    Raises:
        UnreadableDateError: If no form fits or the day does not exist; its code says why.
    """
    plain = _plain(text)
    try:
        found = _read(plain, year_starts)
    except ValueError:
        raise UnreadableDateError(text) from None
    if found is None or not _FIRST_YEAR <= found.start.year <= _LAST_YEAR:
        raise UnreadableDateError(text)
    return found


def either_first(text: str) -> bool:
    """Whether day and month of a date could be told the other way round."""
    return bool(_EITHER_FIRST.match(_plain(text)))


def _plain(text: str) -> str:
    return " ".join(latin_digits(text).split()).replace("،", "").replace(",", "")


def _read(plain: str, year_starts: int) -> Span | None:
    if stretch := read_stretch(plain):
        return stretch
    for form, precision in _FORMS:
        if match := form.match(plain):
            return _span(match.groupdict(), precision)
    if _TWO_DAYS.match(plain):
        return Span.read(plain)
    if match := _TWO_YEARS.match(plain):
        return _two_years(int(match["first"]), int(match["last"]), year_starts)
    return None


def _two_years(first: int, last: int, year_starts: int) -> Span:
    """Give the school or fiscal year that lies in two years, else all of both."""
    if last == first + 1 and year_starts > 1:
        return Span.stretch(first, year_starts, 12)
    return Span(date(first, 1, 1), date(last, 12, 31))


def _span(parts: dict[str, str | None], precision: Precision) -> Span:
    year = int(parts["year"] or 0)
    if precision is Precision.YEAR:
        return Span.year(year)
    name = parts.get("name") or ""
    month = _month(name) if name else int(parts.get("month") or 0)
    if precision is Precision.MONTH:
        return Span.month(year, month)
    day = date(year, month, int(parts["day"] or 0))
    return Span(day, day)


def _month(name: str) -> int:
    """Say which month a name means: one met in the field, or one of a catalogue's own; 0 for none."""
    calendars = (enumerate(language_of(each).months, start=1) for each in languages())
    own = {fold(month): number for months in calendars for number, month in months}
    return _MONTHS.get(fold(name)) or own.get(fold(name), 0)


def years_between(first: Span, second: Span) -> float:
    """Give the years from the last day of one span to the last day of another.

    Whole years where both are the same day of the year, or the ends of the same month; else days by
    365.25.

    Source: DOMAIN of wps-eval, section 14.1.
    """
    start, end = first.end, second.end
    ends = all(day == Span.month(day.year, day.month).end for day in (start, end))
    if start.month == end.month and (ends or start.day == end.day):
        return float(end.year - start.year)
    return (end - start).days / DAYS_A_YEAR


def write_date(span: Span, language: str) -> str:
    """Write a span in a language, no more exactly than it is known.

    A stretch that is made of no whole months, such as the days of a survey, is told by the month in
    which it ends.
    """
    if span.months in (None, 1) or span == Span.year(span.end.year):
        return _write_one(span, span.precision, language)
    if named := write_stretch(span, language):
        return named
    start, end = (
        _write_one(Span(day, day), span.precision, language) for day in (span.start, span.end)
    )
    return Words(language).say("date.from_to", start=start, end=end)


def _write_one(span: Span, precision: Precision, language: str) -> str:
    """Write the last day of a span by its year, its month, or itself."""
    locale = language_of(language)
    pattern = {Precision.YEAR: "y", Precision.MONTH: "MMMM y", Precision.DAY: "d MMMM y"}
    wanted = pattern[precision]
    if locale.months:
        month = locale.months[span.end.month - 1].replace("'", "''")
        wanted = wanted.replace("MMMM", f"'{month}'")
    return str(format_date(span.end, wanted, locale=locale.cldr))
