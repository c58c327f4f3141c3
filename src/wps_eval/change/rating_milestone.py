"""Whether a step that is either taken or not was taken by its day."""

from __future__ import annotations

from wps_eval.codes import Status


def rate_milestone(
    baseline: float | None, current: float, *, goal: float, due_now: float, passed: bool
) -> Status:
    """Rate a yes or no, or a stage, against what was due.

    Args:
        baseline: The stage before the plan; 0 is no, 1 is yes, None where it is not known.
        current: The stage now.
        goal: The last stage; 1 for yes.
        due_now: The stage that is due by now; the goal where there are no stages between.
        passed: Whether the day on which that was due has passed.

    Returns:
        Achieved as soon as the goal is reached, met at baseline if it was before; until the day, not
        due; on track at or above the stage due; after the day regressed where it was further before,
        else not achieved. Without a baseline nothing is met before or falls back. Nothing is raised.

    Source: DOMAIN of wps-eval, section 14.5, milestones.
    """
    was_there = baseline is not None and baseline >= goal
    fell_back = baseline is not None and current < baseline
    if current >= goal:
        return Status.MET_AT_BASELINE if was_there else Status.ACHIEVED
    if not passed:
        return Status.NOT_DUE
    if current >= due_now:
        return Status.ON_TRACK
    return Status.REGRESSED if fell_back else Status.NOT_ACHIEVED
