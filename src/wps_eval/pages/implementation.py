"""Calls of ``implementation.ipynb``: how far have the plan's activities come, and with what money?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.activity_rows import activity_rows, bodies_by_activity, budget_rows
from wps_eval.plan.body_names import BodyNames
from wps_eval.report import html
from wps_eval.report.implementation_tables import finance_table, silence_table, stages_table
from wps_eval.sources.returns import Returns, read_returns

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.pages.bench import Bench


def activities(bench: Bench) -> pd.DataFrame:
    """Save and show where each pillar's activities stand, as reported."""
    until = bench.study.current.end
    rows = activity_rows(
        bench.study.name, bench.plan, _read_returns_of_bodies(bench).activities, until
    )
    activity_table = bench.disclosed(bench.save("activities", rows))["activities"]
    bench.show(stages_table(activity_table, bench.plan, bench.writer))
    return activity_table


def silence(bench: Bench, activity_table: pd.DataFrame) -> None:
    """Show which bodies have sent nothing on how many of their activities."""
    bench.show(silence_table(activity_table, bench.plan, bench.writer))


def finance(bench: Bench) -> None:
    """Save and show what activities need, were promised and have spent."""
    until = bench.study.current.end
    rows = budget_rows(bench.study.name, bench.plan, _read_returns_of_bodies(bench).budget, until)
    budget_table = bench.disclosed(bench.save("budget", rows))["budget"]
    bench.show(
        html.paragraph(bench.say("budget.none"))
        if budget_table.empty
        else finance_table(budget_table, bench.plan, bench.writer)
    )


def _read_returns_of_bodies(bench: Bench) -> Returns:
    return read_returns(
        bench.root.data(bench.study.returns),
        bodies_by_activity(bench.plan),
        BodyNames.of(bench.plan),
    )
