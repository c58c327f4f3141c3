"""What the newest matrix of targets says otherwise than the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.plan.target_versions import target_changes, versions
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.html import isolated_text
from wps_eval.report.tables import Head, table

if TYPE_CHECKING:
    from wps_eval.plan import Plan
    from wps_eval.report.numbers import Writer

NO_NUMBER = float("nan")


def target_changes_table(plan: Plan, writer: Writer) -> Fragment:
    """A row a target that was changed, added or taken out; nothing where there was no version before.

    Args:
        plan: The plan, with the targets in force and those of earlier versions.
        writer: Writes the numbers.
    """
    known = (*plan.targets, *plan.earlier_targets)
    changes = target_changes(known)
    if not changes:
        return NOTHING
    words = writer.words
    indicators = {indicator.code: indicator for indicator in plan.indicators}
    rows = pd.DataFrame(
        [
            {
                "code": isolated_text(plan.printed[change.indicator]),
                "title": plan.title(change.indicator, words.language).text,
                "what": words.say(f"target_kind.{change.kind}"),
                "date": writer.date(change.date),
                "place": plan.title(change.place, words.language).text if change.place else "",
                "before": _number(change.before, indicators[change.indicator].unit, writer),
                "after": _number(change.after, indicators[change.indicator].unit, writer),
            }
            for change in changes
            if change.indicator in indicators
        ]
    )
    newest, *earlier = map(writer.date, versions(known)[:2])
    heads = [
        Head("code", words.say("table.code"), write=str, width=1.2),
        Head("title", words.say("table.indicator"), width=4),
        Head("what", words.say("table.what"), width=1.2),
        Head("date", words.say("table.due"), width=1.4),
        Head("place", words.say("table.place"), width=1.4),
        Head("before", words.say("moved.earlier"), numeric=True, width=1.2),
        Head("after", words.say("moved.later"), numeric=True, width=1.2),
    ]
    caption = (
        words.say("target_changes.caption", newest=newest, before=earlier[0])
        if earlier
        else words.say("target_changes.first", newest=newest)
    )
    return table(rows, heads, caption)


def _number(value: float | None, unit: str, writer: Writer) -> str:
    """Write a target; the sign for none where a version has none."""
    return writer.value(NO_NUMBER if value is None else value, unit)
