"""The attacker's lists: of every table that may leave the numbers, of which it is said how they add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

#: the numbers of every table that may leave: of those below it is said here how they add up or what they
#: repeat, the others count files, days, activities, money or questions, and nobody
_OF_ESTIMATES = frozenset(
    [
        "estimate",
        "se",
        "ci_low",
        "ci_high",
        "level",
        "df",
        "n",
        "n_missing",
        "n_weighted",
        "deff",
        "numerator",
        "denominator",
    ]
)
_OF_VERDICTS = frozenset(
    [
        "baseline",
        "current",
        "milestone",
        "target_value",
        "difference",
        "relative_pct",
        "annual_pct",
        "ci_low",
        "ci_high",
        "level",
        "p",
        "p_adjusted",
        "mdc",
        "achievement_prop",
        "progress_ratio",
        "expected_end",
    ]
)
_OF_COURSES = frozenset(
    [
        "kirkpatrick",
        "before",
        "after",
        "difference",
        "se",
        "ci_low",
        "ci_high",
        "level",
        "df",
        "p",
        "p_wilcoxon",
        "d_z",
        "gain",
        "gain_each",
        "n",
        "n_before",
        "n_after",
        "n_near",
        "n_ambiguous",
        "n_no_class",
        "match_rate_pct",
        "classes",
        "lost_before",
        "lost_p",
    ]
)
_OF_TRENDS = frozenset(
    ["difference", "se", "df", "ci_low", "ci_high", "level", "p", "departure_p", "n"]
)
#: of groups that are compared: their bases are sums of those of the answers or places that make them
BASES_OF_GROUPS = {
    "n_treated_baseline": ("treated", "baseline"),
    "n_treated_current": ("treated", "current"),
    "n_comparison_baseline": ("comparison_group", "baseline"),
    "n_comparison_current": ("comparison_group", "current"),
}
_OF_GROUPS = frozenset(
    [
        *BASES_OF_GROUPS,
        "treated_baseline",
        "treated_current",
        "comparison_baseline",
        "comparison_current",
        "n",
        "treated_change",
        "treated_low",
        "treated_high",
        "comparison_change",
        "comparison_low",
        "comparison_high",
        "difference",
        "se",
        "df",
        "ci_low",
        "ci_high",
        "level",
        "p",
        "mdc",
        "clusters_treated",
        "clusters_comparison",
    ]
)
_OF_BALANCE = frozenset(
    [
        "target",
        "before",
        "after",
        "standardised_before",
        "standardised_after",
        "n",
        "n_target",
        "effective_n",
        "largest_pct",
    ]
)
GROUPS = frozenset(["knowledge_groups", "attitudes_groups", "satisfaction_groups"])
_OF_ITEMS_IN_GROUPS = frozenset(
    ["log_odds", "se", "df", "delta", "p", "p_adjusted", "n_focal", "n_reference"]
)
OF_STUDIES = "study_estimates"  #: of which every statistic may be told by group
OF_ITEMS = "item_functioning"  #: whose people are some of their group's base
DECLARED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("estimates", "knowledge", "attitudes", "satisfaction", OF_STUDIES), _OF_ESTIMATES
    ),
    **dict.fromkeys(GROUPS, _OF_GROUPS),
    **dict.fromkeys(
        ("knowledge_balance", "attitudes_balance", "satisfaction_balance"), _OF_BALANCE
    ),
    "verdicts": _OF_VERDICTS,
    OF_ITEMS: _OF_ITEMS_IN_GROUPS,
    "training": _OF_COURSES,
    **dict.fromkeys(("knowledge_trends", "attitudes_trends", "satisfaction_trends"), _OF_TRENDS),
    "evaluability": frozenset(),
    "inputs": frozenset({"rows"}),
    "rounds": frozenset({"count", "whole", "pct"}),
    "activities": frozenset(),
    "commitments": frozenset({"promised", "returned"}),
    "budget": frozenset({"needed", "pledged", "spent"}),
}


def undeclared(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str]]:
    """Name what the attacker knows no use for: nobody may say that it gives nothing away.

    Args:
        tables: All tables that are to leave, by name.

    Returns:
        Names of tables, each with a column of numbers that is not declared here; without a column where
        the whole table is not.
    """
    found = []
    for name, table in sorted(tables.items()):
        if name not in DECLARED:
            found.append((name, ""))
            continue
        numbers = {str(column) for column in table.select_dtypes("number").columns}
        found += [(name, column) for column in sorted(numbers - DECLARED[name])]
    return found
