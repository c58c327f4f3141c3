"""Calls of ``indicator_change.ipynb``: what changed between baseline and now?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.rows import estimate_rows
from wps_eval.indicators.survey_rows import indicator_rows
from wps_eval.pages import rounds
from wps_eval.report.change import change_figure, change_table, tally_figure
from wps_eval.report.context import parliament_figure

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.pages.bench import Bench


def measure(bench: Bench) -> dict[str, pd.DataFrame]:
    """Choose baseline and current, judge every indicator, save; give back what may be shown."""
    study, got = bench.study, bench.gathered
    pairs, _ = rounds.judged_pairs(bench)
    values = [
        *estimate_rows(study.name, got.figures, got.subjects, got.pairs),
        *indicator_rows(
            study.name,
            bench.rounds.surveys.values(),
            pairs,
            bench.plan.head.national_place,
            study.confidence_level,
        ),
    ]
    measured = {"estimates": bench.save("estimates", values)}
    measured["verdicts"] = bench.save("verdicts", rounds.judged(bench))
    return bench.disclosed(measured)


def tally(bench: Bench, found: dict[str, pd.DataFrame]) -> None:
    """Show how many of the plan's indicators stand where, by pillar."""
    bench.show(tally_figure(found["verdicts"], bench.plan, bench.writer))


def context(bench: Bench, found: dict[str, pd.DataFrame]) -> None:
    """Show the public context figures, which stand outside the tally."""
    place = bench.plan.head.national_place
    bench.show(
        change_table(found["verdicts"], place, bench.writer),
        change_figure(found["verdicts"], place, bench.writer),
        parliament_figure(found["estimates"], bench.plan, bench.writer),
    )
