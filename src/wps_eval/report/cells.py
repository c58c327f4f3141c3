"""An estimate or a difference as the words of one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import State
from wps_eval.results.rows import known

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.report.numbers import Writer


SMALLEST_P = 0.001  # a smaller one is written as "less than" it
IN_BRACKETS = (State.FLAGGED, State.IMPRECISE)


def bracket_note(rows: pd.DataFrame, writer: Writer) -> str:
    """Say what stands in brackets in a table or figure, and why: the causes that occur in its rows."""
    in_brackets = rows["state"].isin(list(map(str, IN_BRACKETS))) & (rows["reason"] != "")
    causes = dict.fromkeys(rows.loc[in_brackets, "reason"])
    if not causes:
        return ""
    told = writer.words.joined(writer.words.say(f"reason.{cause}") for cause in causes)
    return writer.words.say("note.brackets", causes=told)


def estimate_cell(row: object, writer: Writer) -> str:
    """Write an estimate with its interval; hidden and missing are words, what is in doubt in brackets."""
    words, state = writer.words, str(getattr(row, "state", ""))
    if state == State.SUPPRESSED:
        return words.say(f"reason.{getattr(row, 'reason', '') or 'suppressed'}")
    estimate = getattr(row, "estimate", None)
    if not known(estimate):
        return words.say("state.not_available")
    value = writer.number(estimate, 1)
    flagged = state in IN_BRACKETS
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


def p_text(row: object, writer: Writer) -> str:
    """Write the adjusted p of a row, or its plain one, with three decimals."""
    p = getattr(row, "p_adjusted", None)
    p = p if known(p) else getattr(row, "p", None)
    if known(p) and p < SMALLEST_P:
        return f"\u2066< {writer.number(SMALLEST_P, 3)}\u2069"
    return writer.number(p, 3)
