"""Calls of ``knowledge.ipynb``, ``attitudes.ipynb`` and ``satisfaction.ipynb``.

What people know, think and how satisfied they are is asked by one set of calls; only the kind of
scale differs, and with it how the items are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.indicators.constructs import Scoring
from wps_eval.pages import rounds
from wps_eval.report import html
from wps_eval.report.groups import groups_figures, groups_table
from wps_eval.report.places import places_figures, places_table
from wps_eval.report.scales import (
    knowledge_items_table,
    likert_figures,
    scale_figure,
    scale_table,
)

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.pages.bench import Bench


@dataclass(frozen=True)
class Scales:
    """The calls of a notebook about scales of one kind.

    Attributes:
        table: The results table that the estimates are saved in.
        kinds: How these scales are scored.
    """

    table: str
    kinds: tuple[Scoring, ...]

    def measure(self, bench: Bench) -> pd.DataFrame:
        """Estimate every scale of this kind in every round, and save."""
        return rounds.measure_scales(bench, self.table, self.kinds)

    def design(self, bench: Bench) -> None:
        """Show how the rounds were made, item by item."""
        rounds.show_design(bench, rounds.codes_of(bench, self.kinds))

    def items(self, bench: Bench, found: pd.DataFrame) -> None:
        """Show the latest round question by question: right answers, or how they lean."""
        place, words, writer = bench.plan.head.national_place, bench.wordings, bench.writer
        if Scoring.KNOWLEDGE in self.kinds:
            bench.show(knowledge_items_table(found, place, words, writer))
        else:
            bench.show(*likert_figures(found, place, words, writer))

    def scale(self, bench: Bench, found: pd.DataFrame) -> None:
        """Show the scales: mean score with interval, base and reliability, round by round."""
        place = bench.plan.head.national_place
        bench.show(
            scale_table(found, place, bench.wordings, bench.writer),
            scale_figure(found, place, bench.wordings, bench.writer),
        )

    def groups(self, bench: Bench, found: pd.DataFrame) -> None:
        """Show the latest round by group and by governorate."""
        place, words, writer = bench.plan.head.national_place, bench.wordings, bench.writer
        bench.show(
            *groups_figures(found, place, words, writer),
            groups_table(found, words, writer),
            *places_figures(found, bench.plan.places, bench.place_names, words, writer),
            places_table(found, bench.place_names, place, words, writer),
            html.notice(bench.say("survey.language")),
        )

    def change(self, bench: Bench) -> None:
        """Show what changed between rounds in the plan's indicators that these scales feed."""
        rounds.show_changes(bench, rounds.indicators_of(bench, self.kinds))


knowledge = Scales("knowledge", (Scoring.KNOWLEDGE,))
attitudes = Scales("attitudes", (Scoring.ATTITUDE,))
satisfaction = Scales("satisfaction", (Scoring.SATISFACTION,))
