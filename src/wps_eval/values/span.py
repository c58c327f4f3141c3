"""The days that a value speaks of: never a point, never more exact than it is known."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from wps_eval.codes import Precision

_YEAR_SPELLING, _MONTH_SPELLING = re.compile(r"\d{4}"), re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of days, both ends included: 2020 is all of the year 2020.

    Attributes:
        start: Its first day.
        end: Its last day.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts."""
        if self.end < self.start:
            raise ValueError(f"a span that ends on {self.end}, before it starts on {self.start}")

    @classmethod
    def year(cls, year: int) -> Span:
        """Give all of a year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Span:
        """Give all of a month.

        Raises:
            ValueError: There is no such month.
        """
        first_day = date(year, month, 1)
        return cls(first_day, first_day.replace(day=calendar.monthrange(year, month)[1]))

    @classmethod
    def stretch(cls, year: int, month: int, months: int) -> Span:
        """Give a stretch of whole calendar months from the first day of one.

        Args:
            year: The year in which it starts.
            month: The month with which it starts, 1 to 12.
            months: How many months it holds, at least one.
        """
        count = 12 * year + month - 1 + months - 1
        return cls(date(year, month, 1), cls.month(count // 12, count % 12 + 1).end)

    @classmethod
    def read(cls, text: str) -> Span:
        """Read the spelling of a column: ``2020``, ``2020-10``, ``2020-10-31``, or two days with a slash.

        Raises:
            ValueError: It is none of these, or a day does not exist.
        """
        if _YEAR_SPELLING.fullmatch(text):
            return cls.year(int(text))
        if month := _MONTH_SPELLING.fullmatch(text):
            return cls.month(int(month[1]), int(month[2]))
        start, _, end = text.partition("/")
        return cls(date.fromisoformat(start), date.fromisoformat(end or start))

    def __str__(self) -> str:
        """Spell the span as a column does."""
        if self == Span.year(self.end.year):
            return f"{self.end:%Y}"
        if self == Span.month(self.end.year, self.end.month):
            return f"{self.end:%Y-%m}"
        days = (self.start,) if self.start == self.end else (self.start, self.end)
        return "/".join(day.isoformat() for day in days)

    @property
    def precision(self) -> Precision:
        """Say how exactly its end is known: a year, a month (so is any other stretch), or a day."""
        if self.start == self.end:
            return Precision.DAY
        first, last = (self.start.month, self.start.day), (self.end.month, self.end.day)
        return Precision.YEAR if (first, last) == ((1, 1), (12, 31)) else Precision.MONTH

    @property
    def months(self) -> int | None:
        """Count its calendar months; None where it is not made of whole ones."""
        whole = self.start.day == 1 and self.end == Span.month(self.end.year, self.end.month).end
        if not whole:
            return None
        return 12 * (self.end.year - self.start.year) + self.end.month - self.start.month + 1

    @property
    def days(self) -> int:
        """Count its days."""
        return (self.end - self.start).days + 1

    def holds(self, other: Span) -> bool:
        """Whether another span lies wholly inside it."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end


def last_day_key(span: Span) -> tuple[date, int]:
    """Order spans by their last day; of two that end on one day the wider comes last."""
    return span.end, span.days
