"""The stretches of time that a study looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.values import Span

if TYPE_CHECKING:
    from datetime import date

LATE_MONTHS = 6  # after the plan's start a baseline may still be declared late
OLD_MONTHS = 12  # before the period's end a current value is old


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The stretches of time that the study looks at.

    Attributes:
        plan_start: First day of the plan.
        baseline_from: First day on which a value counts as baseline.
        current_from: First day of the current period.
        current_to: Last day of the current period.
    """

    plan_start: date
    baseline_from: date
    current_from: date
    current_to: date

    @classmethod
    def of(cls, start: date, months: int, current_from: date, current_to: date) -> Windows:
        """Lay the baseline window the given number of months before the plan's start."""
        return cls(
            plan_start=start,
            baseline_from=months_before(start, months),
            current_from=current_from,
            current_to=current_to,
        )

    @property
    def current(self) -> Span:
        """Give the current period."""
        return Span(self.current_from, self.current_to)

    @property
    def late_until(self) -> date:
        """Give the last day on which a baseline that is declared late may end."""
        last = Span.stretch(self.plan_start.year, self.plan_start.month, LATE_MONTHS)
        return (
            last.end if self.plan_start.day == 1 else months_before(self.plan_start, -LATE_MONTHS)
        )

    @property
    def old_before(self) -> date:
        """Give the day before which the last day of a current value is old."""
        return months_before(self.current_to, OLD_MONTHS)


def months_before(day: date, months: int) -> date:
    """Give the same day of the month a number of months earlier; the month's last where it is shorter."""
    count = day.year * 12 + day.month - 1 - months
    month = Span.month(count // 12, count % 12 + 1)
    return month.start.replace(day=min(day.day, month.end.day))
