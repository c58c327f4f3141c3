"""Calls of ``knowledge.ipynb``: what do people know?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.constructs import Scoring
from wps_eval.pages import rounds
from wps_eval.report import html
from wps_eval.report.survey import (
    groups_table,
    knowledge_items_table,
    places_table,
    scale_figure,
    scale_table,
)

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.pages.bench import Bench

KINDS = (Scoring.KNOWLEDGE,)


def measure(bench: Bench) -> pd.DataFrame:
    """Estimate every scale of this kind in every round, and save."""
    return rounds.measure_scales(bench, "knowledge", KINDS)


def design(bench: Bench) -> None:
    """Show how the rounds were made, item by item."""
    rounds.show_design(bench, rounds.codes_of(bench, KINDS))


def items(bench: Bench, found: pd.DataFrame) -> None:
    """Show each question of the latest round: right, and don't know apart."""
    place = bench.plan.head.national_place
    bench.show(knowledge_items_table(found, place, bench.wordings, bench.writer))


def scale(bench: Bench, found: pd.DataFrame) -> None:
    """Show the scales: mean score with interval, base and reliability, round by round."""
    place = bench.plan.head.national_place
    bench.show(
        scale_table(found, place, bench.wordings, bench.writer),
        scale_figure(found, place, bench.wordings, bench.writer),
    )


def groups(bench: Bench, found: pd.DataFrame) -> None:
    """Show the latest round by group and by governorate."""
    place = bench.plan.head.national_place
    bench.show(
        groups_table(found, bench.wordings, bench.writer),
        places_table(found, bench.place_names, place, bench.wordings, bench.writer),
        html.notice(bench.say("survey.language")),
    )


def change(bench: Bench) -> None:
    """Show what changed between rounds in the plan's indicators that these scales feed."""
    rounds.show_changes(bench, rounds.indicators_of(bench, KINDS))
