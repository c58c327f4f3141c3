"""Comparisons of groups as rows of their two tables: what changed, and how alike the groups are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.group_cells import CELLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wps_eval.change.between_groups import GroupDifference
    from wps_eval.change.group_comparisons import GroupComparison
    from wps_eval.indicators.rules import Rules

UNIT = "score 0-100"
WILD_BOOTSTRAP, LINEARISATION = "wild_bootstrap", "linearisation"
CODE_SEPARATOR = ";"


def group_rows(comparisons: Iterable[GroupComparison], rules: Rules) -> Iterator[dict[str, object]]:
    """Give one row a comparison: four means with their bases, both changes, and their difference.

    Args:
        comparisons: The comparisons.
        rules: What the study declared.

    Returns:
        Interval and p of the difference are those that decide: of the bootstrap where clusters are few. What a sample
        cannot give is NaN and stays empty.
    """
    for compared in comparisons:
        found = compared.found
        yield _key_columns(compared, rules) | {
            "baseline_round": compared.groups.baseline,
            "baseline_date": str(compared.spans[0]),
            "current_round": compared.groups.current,
            "current_date": str(compared.spans[1]),
            "treated": CODE_SEPARATOR.join(compared.groups.treated),
            "comparison_group": CODE_SEPARATOR.join(compared.groups.comparison),
            "balanced_on": CODE_SEPARATOR.join(compared.groups.balance_on),
            "cluster": compared.groups.cluster,
            "unit": UNIT,
            **_cell_columns(found),
            **_change_columns(found),
            "clusters_treated": float(found.clusters[0]),
            "clusters_comparison": float(found.clusters[1]),
            "comparability": str(compared.comparison.grade),
            "notes": CODE_SEPARATOR.join(compared.comparison.notes),
            "change": str(compared.change),
            "word": compared.word,
            "lacking": CODE_SEPARATOR.join(compared.lacking),
            "reason": compared.reason,
        }


def balance_rows(
    comparisons: Iterable[GroupComparison], rules: Rules
) -> Iterator[dict[str, object]]:
    """Give one row an answer, or mean, of each group that was made like those reached at baseline.

    Args:
        comparisons: The comparisons; one that is balanced on nothing has no row.
        rules: What the study declared.
    """
    for compared in comparisons:
        found = compared.found
        for cell in found.balanced:
            number = CELLS.index((cell.arm, cell.wave))
            for row in cell.balance:
                yield _key_columns(compared, rules) | {
                    "arm": cell.arm,
                    "wave": cell.wave,
                    "item": row.column,
                    "answer": row.answer,
                    "target": row.target,
                    "before": row.before,
                    "after": row.after,
                    "standardised_before": row.standardised_before,
                    "standardised_after": row.standardised_after,
                    "n": float(found.means.n[number]),
                    "n_target": float(found.means.n[0]),
                    "effective_n": found.spread[number].effective_n,
                    "largest_pct": 100 * found.spread[number].largest_share,
                }


def _key_columns(compared: GroupComparison, rules: Rules) -> dict[str, object]:
    """Give what both tables know a comparison by, and who its groups are."""
    return {
        "edition": rules.edition,
        "comparison": compared.groups.code,
        "indicator": compared.construct,
        "place": rules.national,
        "column": compared.groups.column,
        "state": "shown",
    }


def _cell_columns(found: GroupDifference) -> dict[str, object]:
    """Give the mean and the base of each cell."""
    named = {f"{arm}_{wave}": number for number, (arm, wave) in enumerate(CELLS)}
    return {
        **{name: float(found.means.estimate[number]) for name, number in named.items()},
        **{f"n_{name}": float(found.means.n[number]) for name, number in named.items()},
        "n": float(found.means.n.min()),
    }


def _change_columns(found: GroupDifference) -> dict[str, object]:
    """Give both changes with their intervals, and the difference with what decides."""
    numbers: dict[str, object] = {}
    for arm, interval in (("treated", found.treated), ("comparison", found.comparison)):
        numbers |= {
            f"{arm}_change": interval.estimate,
            f"{arm}_low": interval.low,
            f"{arm}_high": interval.high,
        }
    deciding = found.difference if found.bootstrap is None else found.bootstrap
    return numbers | {
        "difference": found.difference.estimate,
        "se": found.difference.se,
        "df": found.df,
        "ci_low": deciding.low,
        "ci_high": deciding.high,
        "level": found.level,
        "p": deciding.p,
        "mdc": found.mdc,
        "test": LINEARISATION if found.bootstrap is None else WILD_BOOTSTRAP,
        "method": found.means.method,
    }
