"""An estimate or a difference as the words of one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import State
from wps_eval.results.rows import known

if TYPE_CHECKING:
    from wps_eval.report.numbers import Writer


def estimate_cell(row: object, writer: Writer) -> str:
    """Write an estimate with its interval; hidden and missing are words, a small base in brackets."""
    words, state = writer.words, str(getattr(row, "state", ""))
    if state == State.SUPPRESSED:
        return words.say(f"reason.{getattr(row, 'reason', '') or 'suppressed'}")
    estimate = getattr(row, "estimate", None)
    if not known(estimate):
        return words.say("state.not_available")
    value = writer.number(estimate, 1)
    flagged = state == State.FLAGGED
    low, high = getattr(row, "ci_low", None), getattr(row, "ci_high", None)
    if not (known(low) and known(high)):
        return f"({value})" if flagged else value
    ends = {"low": writer.number(low, 1), "high": writer.number(high, 1)}
    return words.say("number.flagged" if flagged else "number.interval", value=value, **ends)


COURSE_UNIT = "score 0-100"  # tables of courses hold scores alone, and no column of units


def difference_cell(row: object, writer: Writer) -> str:
    """Write a difference with its interval; a hidden one is a word."""
    if getattr(row, "state", "") == State.SUPPRESSED:
        return writer.words.say("reason.suppressed")
    low, high = getattr(row, "ci_low", None), getattr(row, "ci_high", None)
    value = writer.difference(
        getattr(row, "difference", None), str(getattr(row, "unit", COURSE_UNIT))
    )
    if not known(low):
        return value
    ends = {"low": writer.number(low, 1), "high": writer.number(high, 1)}
    return writer.words.say("number.interval", value=value, **ends)
