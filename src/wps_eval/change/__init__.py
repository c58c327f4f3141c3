"""Baseline against current: how much, how sure, and what it means for the target.

Names are loaded when they are first used: what rates indicators needs more than a researcher has installed.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wps_eval.change.between_groups import GroupDifference, group_difference
    from wps_eval.change.comparison_group import (
        DifferenceInDifferences,
        baseline_balance,
        difference_in_differences,
    )
    from wps_eval.change.course import CourseChange, course_change
    from wps_eval.change.detectable import corrected_alpha, smallest_detectable
    from wps_eval.change.difference import absolute_change, relative_change_pct
    from wps_eval.change.family import holm
    from wps_eval.change.gain import average_of_gains, gain_of_averages
    from wps_eval.change.growth import expected_end, growth_rate, growth_ratio
    from wps_eval.change.matching import Matched, compare_lost, match_people
    from wps_eval.change.milestone import linear_milestone, on_track_ratio
    from wps_eval.change.paired import AnswerChange, PairedChange, answer_change, paired_change
    from wps_eval.change.rounds import Difference, Overlap, change_between, change_within
    from wps_eval.change.wild_bootstrap import ClusterTest, wild_cluster_bootstrap

__all__ = [
    "AnswerChange",
    "ClusterTest",
    "CourseChange",
    "Difference",
    "DifferenceInDifferences",
    "GroupDifference",
    "Matched",
    "Overlap",
    "PairedChange",
    "absolute_change",
    "answer_change",
    "average_of_gains",
    "baseline_balance",
    "change_between",
    "change_within",
    "compare_lost",
    "corrected_alpha",
    "course_change",
    "difference_in_differences",
    "expected_end",
    "gain_of_averages",
    "group_difference",
    "growth_rate",
    "growth_ratio",
    "holm",
    "linear_milestone",
    "match_people",
    "on_track_ratio",
    "paired_change",
    "relative_change_pct",
    "smallest_detectable",
    "wild_cluster_bootstrap",
]

_NAMES_BY_HOME = {
    "between_groups": ("GroupDifference", "group_difference"),
    "comparison_group": (
        "DifferenceInDifferences",
        "baseline_balance",
        "difference_in_differences",
    ),
    "course": ("CourseChange", "course_change"),
    "detectable": ("corrected_alpha", "smallest_detectable"),
    "difference": ("absolute_change", "relative_change_pct"),
    "family": ("holm",),
    "gain": ("average_of_gains", "gain_of_averages"),
    "growth": ("expected_end", "growth_rate", "growth_ratio"),
    "matching": ("Matched", "compare_lost", "match_people"),
    "milestone": ("linear_milestone", "on_track_ratio"),
    "paired": ("AnswerChange", "PairedChange", "answer_change", "paired_change"),
    "rounds": ("Difference", "Overlap", "change_between", "change_within"),
    "wild_bootstrap": ("ClusterTest", "wild_cluster_bootstrap"),
}
_HOMES = {name: home for home, names in _NAMES_BY_HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name, or a file of this room, when it is first asked for."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    if name in {module.name for module in iter_modules(__path__)}:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name what the room offers."""
    return sorted(__all__)
