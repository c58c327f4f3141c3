"""Which stage a milestone of several has reached, and which is next, by the plan's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wps_eval.indicators.milestone_due import stages_of
from wps_eval.results.rows import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.plan import Plan
    from wps_eval.report.numbers import Writer


def stages_told(row: Any, plan: Plan, writer: Writer) -> Iterator[str]:
    """Say of a verdict on a milestone of several stages which one is reached and which comes next.

    Args:
        row: A row of verdicts; a milestone of yes and no, and one whose value is not known, says nothing.
        plan: The plan.
        writer: Writes numbers and dates.
    """
    stages = stages_of(plan, str(row.indicator), str(row.place))
    if not stages or not known(row.current):
        return
    words, language, ordered = (
        writer.words,
        writer.words.language,
        sorted(stages, key=lambda s: s.stage),
    )
    reached = next((s for s in reversed(ordered) if s.stage <= row.current), None)
    following = next((s for s in ordered if s.stage > row.current), None)
    if reached:
        yield words.say(
            "milestone.reached",
            stage=writer.count(reached.stage),
            of=writer.count(ordered[-1].stage),
            words=reached.in_language(language),
        )
    if following:
        yield words.say(
            "milestone.next",
            stage=writer.count(following.stage),
            words=following.in_language(language),
            date=writer.date(following.due),
        )
