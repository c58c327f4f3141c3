"""Estimates as a table that a reader understands: by name and label, rounded, each with its base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from wps_eval.survey.estimates import Estimates
    from wps_eval.survey.label import Label

SMALL_BASE = 25  #: people; numbers of fewer stand in brackets, and no report shows them
DECIMALS = 2
EVERYBODY = "Everybody"


def readable_table(found: Estimates, level: float = 0.95) -> pd.DataFrame:
    """Give estimates as words and rounded numbers.

    Args:
        found: The estimates.
        level: The level of the intervals.

    Returns:
        One row a number: what it is, of which answer and group (columns that say nothing are left out), the
        estimate, its interval and its base, all as text. Shares are in percent. A number of fewer than 25
        people stands in brackets; one without a value is a dash.
    """
    low, high = found.interval(level)
    share = _is_share(found)
    rows = [
        {
            "Statistic": label.statistic,
            "Item": found.codebook.column(label.column or label.item),
            "Answer": found.codebook.answer(label.column, label.answer) if label.answer else "",
            "Group": found.codebook.group(label.group) or EVERYBODY,
            "Estimate": in_brackets(_number(found.estimate[k], share=share[k]), found.n[k]),
            f"{100 * level:g} % interval": _ends(low[k], high[k], share=share[k]),
            "Base": f"{found.n[k]:,.0f}" if np.isfinite(found.n[k]) else "–",
        }
        for k, label in enumerate(found.labels)
    ]
    table = pd.DataFrame(rows)
    said_nothing = [
        name
        for name, empty in (("Answer", ""), ("Group", EVERYBODY))
        if len(table) and (table[name] == empty).all()
    ]
    return table.drop(columns=said_nothing)


def as_html(found: Estimates) -> str:
    """Give the readable table as HTML, with its note below it."""
    return f"{readable_table(found).to_html(index=False, border=0)}<p>{table_note(found)}</p>"


def table_note(found: Estimates) -> str:
    """Say how the variance was made and, where there are any, what the brackets mean."""
    has_few = bool((found.n < SMALL_BASE).any())
    return found.method + (f"; in brackets: fewer than {SMALL_BASE} people" if has_few else "")


def _is_share(found: Estimates) -> list[bool]:
    """Say which numbers are shares of 1, to be told in percent."""
    return [bool(whole == 1) for whole in found.whole] or [False] * len(found)


def _number(value: float, *, share: bool) -> str:
    """Write one number: a share in percent with one decimal, anything else with two."""
    if not np.isfinite(value):
        return "–"
    return f"{100 * value:.1f} %" if share else f"{value:,.{DECIMALS}f}"


def _ends(low: float, high: float, *, share: bool) -> str:
    """Write an interval; a dash where there is none."""
    if not (np.isfinite(low) and np.isfinite(high)):
        return "–"
    return f"{_number(low, share=share)} to {_number(high, share=share)}"


def in_brackets(text: str, base: float) -> str:
    """Put a number of few people into brackets."""
    return f"({text})" if base < SMALL_BASE and text != "–" else text


def name_of(found: Estimates, label: Label) -> str:
    """Name one number in a line: its item or answer, and its group."""
    answer = found.codebook.answer(label.column, label.answer) if label.answer else ""
    item = found.codebook.column(label.column or label.item)
    group = found.codebook.group(label.group)
    return " · ".join(filter(None, (item, answer, group)))
