"""What moved between two editions of an evaluation: every number then beside now, and why."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.codes import State
from wps_eval.results.keys import ENDS, end_key, value_key
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Iterator

VERDICT_KEY = ["indicator", "group", "place"]
COLUMNS = [
    *VERDICT_KEY, "title", "unit", "end", "earlier", "earlier_date", "later", "later_date",
    "earlier_status", "later_status", "why",
]  # fmt: skip
#: how far the numbers of two editions may differ and be the same: relative, and in the unit
_SAME_RELATIVE, _SAME_ABSOLUTE = 1e-9, 1e-12


def changed_between(
    earlier: pd.DataFrame,
    later: pd.DataFrame,
    *,
    earlier_values: pd.DataFrame,
    later_values: pd.DataFrame,
    data_changed: bool,
    code_changed: bool,
) -> tuple[pd.DataFrame, int]:
    """Put the baseline and current value of each verdict of two editions side by side.

    Args:
        earlier: Released verdicts of the earlier edition.
        later: Released verdicts of the later one.
        earlier_values: Released estimates of the earlier edition, for the definitions.
        later_values: The same of the later one.
        data_changed: Whether an input file that both editions read has changed.
        code_changed: Whether the package has.

    Returns:
        One row for each number of the earlier edition (columns ``COLUMNS``; values in the
        indicator's unit, a missing value stays missing), and how many pairs are not printed because
        one of the two is suppressed: the difference of two editions would give it away. ``why`` is
        ``same``, ``new_data`` (another date), ``definition`` (another unit or definition at the same
        date), ``corrected`` (the data of that date changed), ``code`` (only the package changed),
        ``choices`` (neither did) or ``withdrawn``. Nothing is raised.

    Source: rule of wps-eval (DOMAIN, final evaluation): no number changes between editions in silence.
    """
    pairs = earlier.merge(later, on=VERDICT_KEY, suffixes=("_then", "_now"))
    hidden = (pairs["state_then"] == State.SUPPRESSED) | (pairs["state_now"] == State.SUPPRESSED)
    definitions = {
        "then": _definition_at_end(earlier_values, earlier),
        "now": _definition_at_end(later_values, later),
    }
    rows = [
        row
        for _, pair in pairs[~hidden].iterrows()
        for row in _rows_of_ends(
            pair, definitions, data_changed=data_changed, code_changed=code_changed
        )
    ]
    return pd.DataFrame(rows, columns=COLUMNS), int(hidden.sum())


def _definition_at_end(values: pd.DataFrame, verdicts: pd.DataFrame) -> dict[tuple[str, ...], str]:
    """Say how the value at each end of each verdict was defined."""
    defined = {value_key(row): str(row.definition) for row in each(values)}
    return {
        (str(row.indicator), str(row.group), str(row.place), end): defined.get(key, "")
        for row in each(verdicts)
        for end in ENDS
        if (key := end_key(row, end)) is not None
    }


def _rows_of_ends(
    pair: pd.Series[str],
    definitions: dict[str, dict[tuple[str, ...], str]],
    *,
    data_changed: bool,
    code_changed: bool,
) -> Iterator[dict[str, object]]:
    """Give one row for the baseline and one for the current value, where the earlier edition had it."""
    for end in ENDS:
        earlier, later = pair[f"{end}_then"], pair[f"{end}_now"]
        if pd.isna(earlier):
            continue  # the earlier edition had no such number
        key = (*(str(pair[name]) for name in VERDICT_KEY), end)
        redefined = (
            definitions["then"].get(key, "") != definitions["now"].get(key, "")
            or pair["unit_then"] != pair["unit_now"]
        )
        yield {
            **{name: pair[name] for name in VERDICT_KEY},
            "title": pair["title_now"], "unit": pair["unit_now"], "end": end,
            "earlier": earlier, "earlier_date": pair[f"{end}_date_then"],
            "later": later, "later_date": pair[f"{end}_date_now"],
            "earlier_status": pair["status_then"] if end == "current" else "",
            "later_status": pair["status_now"] if end == "current" else "",
            "why": _why_different(
                pair, end, redefined=redefined, data_changed=data_changed, code_changed=code_changed
            ),
        }  # fmt: skip


def _why_different(
    pair: pd.Series[str], end: str, *, redefined: bool, data_changed: bool, code_changed: bool
) -> str:
    """Give the code of what made a number of two editions differ, or ``same``."""
    earlier, later = pair[f"{end}_then"], pair[f"{end}_now"]
    if pd.isna(later):
        return "withdrawn"
    same_date = pair[f"{end}_date_then"] == pair[f"{end}_date_now"]
    if (
        same_date
        and not redefined
        and isclose(float(earlier), float(later), rel_tol=_SAME_RELATIVE, abs_tol=_SAME_ABSOLUTE)
    ):
        return "same"
    if not same_date:
        return "new_data"
    if redefined:
        return "definition"
    return "corrected" if data_changed else "code" if code_changed else "choices"
