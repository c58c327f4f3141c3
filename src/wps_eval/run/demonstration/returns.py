"""Made-up returns: some bodies report, some are silent, a few fall behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Stage
from wps_eval.indicators.activity_rows import bodies_by_activity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.plan import Plan

Row = dict[str, object]
SILENT_EVERY = 4  # each fourth body never sends anything
RETURN_DAYS = ("2022-11-30", "2024-11-30")
STAGES_IN_TURN = (  # what a body says on either day, in turn
    (Stage.UNDER_WAY, Stage.COMPLETED),
    (Stage.NOT_STARTED, Stage.UNDER_WAY),
    (Stage.COMPLETED, Stage.COMPLETED),
    (Stage.UNDER_WAY, Stage.UNDER_WAY),
    (Stage.NOT_STARTED, Stage.STOPPED),
)
MONEY_EVERY = 3  # each third activity has a budget
LEAST_NEEDED, NEEDED_STEPS = 40_000_000, 5  # dinars; once to five times as much, in turn
SPENT_UNKNOWN_EVERY = 7  # of each seventh budget nobody says what was spent
#: pledged of needed, in turn; a third of it is spent by the first day
PLEDGED_SHARES = (0.9, 0.5, 0.25)


def activity_returns(plan: Plan) -> Iterator[Row]:
    """Give the rows of ``activities.csv``."""
    bodies = [body.code for body in plan.bodies]
    silent = set(bodies[::SILENT_EVERY])
    return_number = 0
    for activity, main_bodies in _main_bodies(plan):
        for body in main_bodies:
            if body in silent:
                continue
            stages = STAGES_IN_TURN[return_number % len(STAGES_IN_TURN)]
            return_number += 1
            for day, stage in zip(RETURN_DAYS, stages, strict=True):
                yield {"activity": activity, "body": body, "stage": str(stage), "date": day,
                       "evidence": f"Letter {return_number} (demonstration)"}  # fmt: skip


def budget_returns(plan: Plan) -> Iterator[Row]:
    """Give the rows of ``budget.csv``; some amounts stay unknown."""
    for number, activity in enumerate(list(bodies_by_activity(plan))[::MONEY_EVERY]):
        needed = LEAST_NEEDED * (1 + number % NEEDED_STEPS)
        pledged = needed * PLEDGED_SHARES[number % len(PLEDGED_SHARES)]
        for part, day in enumerate(RETURN_DAYS, start=1):
            yield {"activity": activity, "currency": "IQD", "date": day, "needed": int(needed),
                   "pledged": int(pledged), "spent": "" if number % SPENT_UNKNOWN_EVERY == 0 else int(pledged * part / 3),
                   "source": "Made up (demonstration)"}  # fmt: skip


def _main_bodies(plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each activity's code, those of regions among them, with its main bodies."""
    yield from ((activity.code, activity.main_bodies) for activity in plan.activities)
    yield from ((row.code, row.bodies) for row in plan.own_activities)
