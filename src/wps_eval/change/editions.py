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

KEY = ["indicator", "group", "place"]
COLUMNS = [
    *KEY, "title", "unit", "end", "earlier", "earlier_date", "later", "later_date",
    "earlier_status", "later_status", "why",
]  # fmt: skip


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
    pairs = earlier.merge(later, on=KEY, suffixes=("_then", "_now"))
    hidden = (pairs["state_then"] == State.SUPPRESSED) | (pairs["state_now"] == State.SUPPRESSED)
    definitions = {
        "then": _definitions(earlier_values, earlier),
        "now": _definitions(later_values, later),
    }
    rows = [
        row
        for _, pair in pairs[~hidden].iterrows()
        for row in _ends(pair, definitions, data_changed=data_changed, code_changed=code_changed)
    ]
    return pd.DataFrame(rows, columns=COLUMNS), int(hidden.sum())


def _definitions(values: pd.DataFrame, verdicts: pd.DataFrame) -> dict[tuple[str, ...], str]:
    """Say how the value at each end of each verdict was defined."""
    defined = {value_key(r): str(r.definition) for r in each(values)}
    return {
        (str(r.indicator), str(r.group), str(r.place), end): defined.get(key, "")
        for r in each(verdicts)
        for end in ENDS
        if (key := end_key(r, end)) is not None
    }


def _ends(
    pair: pd.Series[str],
    definitions: dict[str, dict[tuple[str, ...], str]],
    *,
    data_changed: bool,
    code_changed: bool,
) -> Iterator[dict[str, object]]:
    for end in ENDS:
        then, now = pair[f"{end}_then"], pair[f"{end}_now"]
        if pd.isna(then):
            continue  # the earlier edition had no such number
        key = (*(str(pair[name]) for name in KEY), end)
        redefined = (
            definitions["then"].get(key, "") != definitions["now"].get(key, "")
            or pair["unit_then"] != pair["unit_now"]
        )
        yield {
            **{name: pair[name] for name in KEY},
            "title": pair["title_now"], "unit": pair["unit_now"], "end": end,
            "earlier": then, "earlier_date": pair[f"{end}_date_then"],
            "later": now, "later_date": pair[f"{end}_date_now"],
            "earlier_status": pair["status_then"] if end == "current" else "",
            "later_status": pair["status_now"] if end == "current" else "",
            "why": _why(pair, end, redefined=redefined, data=data_changed, code=code_changed),
        }  # fmt: skip


def _why(pair: pd.Series[str], end: str, *, redefined: bool, data: bool, code: bool) -> str:
    then, now = pair[f"{end}_then"], pair[f"{end}_now"]
    if pd.isna(now):
        return "withdrawn"
    same_date = pair[f"{end}_date_then"] == pair[f"{end}_date_now"]
    if (
        same_date
        and not redefined
        and isclose(float(then), float(now), rel_tol=1e-9, abs_tol=1e-12)
    ):
        return "same"
    if not same_date:
        return "new_data"
    if redefined:
        return "definition"
    return "corrected" if data else "code" if code else "choices"
