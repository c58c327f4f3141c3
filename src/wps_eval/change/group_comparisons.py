"""Declared groups of a study compared between its rounds: what changed in those reached, beside the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wps_eval.change.between_groups import GroupDifference, group_difference
from wps_eval.change.questionnaire import compare_questionnaires, grade
from wps_eval.change.rounds import Overlap
from wps_eval.change.verdict import change_of
from wps_eval.codes import Change, Comparability, Reason
from wps_eval.errors import DesignFaults, Where
from wps_eval.indicators.constructs import score_people
from wps_eval.indicators.round_estimates import SCORE
from wps_eval.values import Span
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wps_eval.change.comparability import Comparison
    from wps_eval.errors import Fault
    from wps_eval.indicators.round_estimates import Construct, RoundEstimates
    from wps_eval.indicators.rules import ComparedGroups, Rules

EFFECT, DIFFERENCE_IN_CHANGE = "effect", "difference_in_change"


@dataclass(frozen=True, repr=False)
class GroupComparison(RowHolder):
    """One declared comparison of groups, computed.

    Attributes:
        groups: What was declared.
        construct: The scale that is compared.
        spans: The days of both rounds.
        found: The difference of changes, with all that it rests on.
        comparison: Whether both rounds asked the same.
        change: What its interval lets say: those reached changed more, less, alike, or nobody can tell.
        reason: Why nobody can tell; empty where somebody can.
        lacking: What lacks for it to be called an effect.
    """

    groups: ComparedGroups
    construct: str
    spans: tuple[Span, Span]
    found: GroupDifference
    comparison: Comparison
    change: Change
    reason: str
    lacking: tuple[str, ...]

    @property
    def word(self) -> str:
        """What the difference may be called: ``effect`` where nothing lacks for it."""
        return DIFFERENCE_IN_CHANGE if self.lacking else EFFECT


def group_comparisons(
    rounds: Mapping[str, RoundEstimates], rules: Rules
) -> tuple[GroupComparison, ...]:
    """Compare all groups that a study declared, in the scales that its rounds were estimated in.

    Args:
        rounds: The study's rounds with their estimates, by code.
        rules: What was declared; a pair of rounds shares its sampling units where its test says so.

    Returns:
        The comparisons whose scale both rounds hold. Scores from 0 to 100; what both rounds did not ask alike, and what
        has no interval, is ``cannot_tell``.

    Raises:
        DesignFaults: All that is wrong in any of them, each at its place in the params file.

    Source: as ``group_difference``.
    """
    made: list[GroupComparison] = []
    faults: list[Fault] = []
    for groups in rules.groups:
        both = _constructs(groups, rounds)
        if both is None:
            continue
        try:
            made.append(
                _compared(groups, (rounds[groups.baseline], rounds[groups.current]), both, rules)
            )
        except DesignFaults as error:
            faults += _faults_of_groups(error, groups.code, rules.edition)
    if faults:
        raise DesignFaults(sorted(faults), f"params/{rules.edition}.yml")
    return tuple(made)


def _constructs(
    groups: ComparedGroups, rounds: Mapping[str, RoundEstimates]
) -> tuple[Construct, Construct] | None:
    """Give the scale that is compared in both rounds; None where they do not hold it."""
    if groups.baseline not in rounds or groups.current not in rounds:
        return None
    earlier, later = (
        rounds[code].constructs.get(groups.outcome) or rounds[code].of_indicator(groups.outcome)
        for code in (groups.baseline, groups.current)
    )
    return None if earlier is None or later is None else (earlier, later)


def _compared(
    groups: ComparedGroups,
    rounds: tuple[RoundEstimates, RoundEstimates],
    constructs: tuple[Construct, Construct],
    rules: Rules,
) -> GroupComparison:
    """Compare one pair of groups."""
    earlier, later = (result.people for result in rounds)
    designs = [
        people.design.with_columns({SCORE: score_people(people, construct.name, rules.scales)})
        for people, construct in zip((earlier, later), constructs, strict=True)
    ]
    found = group_difference(
        designs[0],
        designs[1],
        SCORE,
        group=groups.column,
        treated=groups.treated,
        comparison=groups.comparison,
        balance_on=groups.balance_on,
        cluster=groups.cluster,
        overlap=Overlap(rules.tests[groups.baseline, groups.current]),
        level=rules.level,
        power=rules.power,
    )
    comparison = grade(compare_questionnaires(earlier, later, constructs[0].name))
    broken = comparison.grade is Comparability.BROKEN
    change = Change.CANNOT_TELL if broken else change_of(found.interval, rules.smallest)
    return GroupComparison(
        groups=groups,
        construct=constructs[0].name,
        spans=(
            Span(earlier.round.start, earlier.round.end),
            Span(later.round.start, later.round.end),
        ),
        found=found,
        comparison=comparison,
        change=change,
        reason=_reason(found, comparison, change),
        lacking=found.lacking(groups.parallel_trends),
    )


def _reason(found: GroupDifference, comparison: Comparison, change: Change) -> str:
    """Say why nothing can be told; empty where something can."""
    if change is not Change.CANNOT_TELL:
        return ""
    if comparison.reason is not None:
        return str(comparison.reason)
    return str(Reason.NO_INTERVAL if found.interval is None else Reason.NOT_DISTINGUISHABLE)


def _faults_of_groups(error: DesignFaults, code: str, edition: str) -> Iterator[Fault]:
    """Give faults of a comparison their place in the params file."""
    for fault in error.faults:
        column = ".".join(filter(None, ("comparison_groups", code, fault.where.column)))
        yield replace(fault, where=Where(f"params/{edition}.yml", "", 0, column))
