"""The rows of a results table that a report may take for its own: its place, and everybody there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.values import Domain


def rows_of_domain(table: pd.DataFrame, domain: Domain) -> pd.DataFrame:
    """Give the rows that speak of a domain, and of no other.

    Args:
        table: A results table with ``place`` and ``group``.
        domain: The domain.
    """
    return table[(table["place"] == domain.place) & (table["group"] == str(domain.group))]


def rows_at_place(table: pd.DataFrame, place: str) -> pd.DataFrame:
    """Give the rows of one place, of a table that knows no groups."""
    return table[table["place"] == place]


def rows_of_groups(table: pd.DataFrame, domain: Domain) -> pd.DataFrame:
    """Give the rows of groups in a place; they stand apart, labelled."""
    return table[(table["place"] == domain.place) & (table["group"] != str(domain.group))]


def rows_of_other_places(table: pd.DataFrame, domain: Domain) -> pd.DataFrame:
    """Give the rows of everybody in other places; they stand apart, labelled."""
    return table[(table["place"] != domain.place) & (table["group"] == str(domain.group))]


def rows_of_last_rounds(table: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of the round that ended last, for each scale and each form that asked it."""
    round_ends = table.groupby(["indicator", "definition"])["period_end"]
    return table[table["period_end"] == round_ends.transform("max")]
