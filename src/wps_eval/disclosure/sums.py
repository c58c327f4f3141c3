"""Sums beside their parts: where one part is hidden, all are, or it is the sum less the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection


def parts_to_hide(
    table: pd.DataFrame, hidden: pd.Series[bool], person_counts: Collection[str]
) -> pd.Series[bool]:
    """Find the parts of sums that go because another part of the same sum is hidden.

    Args:
        table: The estimates table.
        hidden: Which of its rows are hidden already.
        person_counts: Indicators whose values count people.

    Returns:
        Which rows more are to be hidden: of every sum of people with a hidden part all others, over time
        those of its place inside its days, over places those of the same days or last day. Nothing is
        raised.

    Source: DOMAIN of wps-eval, section 6: no hidden cell can be found by subtraction.
    """
    more = pd.Series(data=False, index=table.index)
    people = table[table["indicator"].isin(list(person_counts))]
    for index in people.index[(people["sum_of"] != "") & ~hidden.loc[people.index]]:
        parts = _parts(people.drop(index=index), people.loc[index])
        if hidden.loc[parts].any():
            more.loc[parts] = True
    return more & ~hidden


def _parts(table: pd.DataFrame, total: pd.Series[Any]) -> pd.Index[Any]:
    """Give the rows that a sum was, or could have been, made of."""
    same = (table["indicator"] == total["indicator"]) & (table["group"] == total["group"])
    here = table["place"] == total["place"]
    starts, ends = table["period_start"], table["period_end"]
    inside = (starts >= total["period_start"]) & (ends <= total["period_end"])
    beside = ~here & (ends == total["period_end"])
    found: pd.Index[Any] = table.index[same & ((here & inside) | beside)]
    return found
