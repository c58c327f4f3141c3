"""The decision table of verdicts: every case once, so that the two fields cannot contradict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wps_eval.codes import Change, Direction, Reason, Status

if TYPE_CHECKING:
    from collections.abc import Iterator


class Position(StrEnum):
    """Where the current value stands between baseline and target."""

    NO_TARGET = "no_target"
    TARGET_WORSE = "target_worse_than_baseline"
    MET_AND_KEPT = "met_at_baseline_and_kept"
    MET_AND_LOST = "met_at_baseline_and_lost"
    REACHED = "target_reached"
    AHEAD = "advanced"
    STILL = "not_moved"
    BEHIND = "moved_away"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a cell of the table says.

    Attributes:
        status: The status, or None where the rating rule's cuts decide (``rated``).
        reason: Why there is no rating, where there is none.
        rated: Whether the cuts of the rule choose among the statuses of progress.
        possible: Whether change and position can occur together.
    """

    status: Status | None = None
    reason: Reason | None = None
    rated: bool = False
    possible: bool = True


_IMPOSSIBLE = Decision(possible=False)
_RATED = Decision(rated=True)
#: which ways of moving can lead to a position: 1 for the better, -1 for the worse, 0 not at all
_POSSIBLE_ADVANCES = {
    Position.AHEAD: {1},
    Position.STILL: {0},
    Position.BEHIND: {-1},
    Position.REACHED: {1},
}


def position(
    baseline: float,
    current: float,
    target: float | None,
    direction: Direction,
    *,
    floor: bool = False,
) -> Position:
    """Say where the current value stands between baseline and target.

    Args:
        baseline: Value B.
        current: Value C.
        target: Value T in the same unit, or None where none was set.
        direction: Which way is better; ``none`` has no position but ``no_target``.
        floor: Whether the target is a bound to keep, such as a legal quota, not an advance.

    Returns:
        The position. A target equal to the baseline asks to keep it. A target on the worse side
        of the baseline is an error in the data, unless it is a floor: then it was met at baseline.
    """
    if target is None or direction is Direction.NONE:
        return Position.NO_TARGET
    sign = direction.sign
    if sign * (target - baseline) < 0 and not floor:
        return Position.TARGET_WORSE
    if sign * (target - baseline) <= 0:
        return Position.MET_AND_KEPT if sign * (current - target) >= 0 else Position.MET_AND_LOST
    if sign * (current - target) >= 0:
        return Position.REACHED
    advance = sign * (current - baseline)
    if advance == 0:
        return Position.STILL
    return Position.AHEAD if advance > 0 else Position.BEHIND


def decide(change: Change, direction: Direction, standing: Position) -> Decision:
    """Look a case up in the decision table.

    Args:
        change: What happened between baseline and current.
        direction: Which way is better.
        standing: The position against the target.

    Returns:
        The decision. ``cannot_tell`` never becomes a rating; a direction of ``none`` is context.
    """
    if direction is Direction.NONE:
        return Decision(Status.CONTEXT, Reason.NO_DIRECTION)
    if standing is Position.TARGET_WORSE:
        return Decision(Status.NOT_ASSESSABLE, Reason.TARGET_WORSE)
    if change is Change.CANNOT_TELL:
        return Decision(Status.NOT_ASSESSABLE, Reason.NOT_DISTINGUISHABLE)
    if standing is Position.NO_TARGET:
        return Decision(Status.NOT_ASSESSABLE, Reason.NO_TARGET)
    advance = {Change.INCREASED: 1, Change.DECREASED: -1}.get(change, 0) * direction.sign
    if change is Change.EQUIVALENT:
        return _decision_if_equivalent(standing)
    if advance not in _POSSIBLE_ADVANCES.get(standing, {1, -1}):
        return _IMPOSSIBLE
    return _decision_if_changed(standing, advance)


def _decision_if_equivalent(standing: Position) -> Decision:
    """Inside the smallest meaningful change: any position is possible, none is progress."""
    if standing is Position.MET_AND_KEPT:
        return Decision(Status.MET_AT_BASELINE)
    if standing is Position.REACHED:
        return Decision(Status.ACHIEVED)
    return Decision(Status.NO_CHANGE)


def _decision_if_changed(standing: Position, advance: int) -> Decision:
    """Decide where the value moved for the better (advance 1) or for the worse (-1)."""
    if standing is Position.MET_AND_KEPT:
        return Decision(Status.MET_AT_BASELINE)
    if standing is Position.MET_AND_LOST:
        return Decision(Status.REGRESSED) if advance < 0 else _IMPOSSIBLE
    if standing is Position.REACHED:
        return Decision(Status.ACHIEVED)
    return Decision(Status.REGRESSED) if standing is Position.BEHIND else _RATED


def decision_table() -> Iterator[tuple[Direction, Position, Change, Decision]]:
    """Walk every cell of the decision table, as docs/verdicts.md prints it."""
    for direction in Direction:
        for standing in Position:
            for change in Change:
                yield direction, standing, change, decide(change, direction, standing)


def table_as_markdown() -> str:
    """Print the decision table as docs/verdicts.md holds it; a test compares the two."""
    lines = ["| direction | position | change | verdict |", "| --- | --- | --- | --- |"]
    for direction, standing, change, decision in decision_table():
        lines.append(f"| {direction} | {standing} | {change} | {_decision_in_words(decision)} |")
    return "\n".join(lines)


def _decision_in_words(decision: Decision) -> str:
    """Say a decision as the printed table does."""
    if not decision.possible:
        return "cannot occur"
    if decision.rated:
        return "rated by the rule's cuts"
    return f"{decision.status}" + (f" ({decision.reason})" if decision.reason else "")
