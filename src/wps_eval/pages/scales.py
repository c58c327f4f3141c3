"""Calls of ``knowledge.ipynb``, ``attitudes.ipynb`` and ``satisfaction.ipynb``.

What people know, think and how satisfied they are is asked by one set of calls; only the kind of
scale differs, and with it how the items are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.indicators.constructs import TABLES, Scoring, scoring_of
from wps_eval.pages import needs
from wps_eval.report import html
from wps_eval.report.compared_groups import balance_parts, compared_groups_parts
from wps_eval.report.groups import groups_figures, groups_table
from wps_eval.report.item_functioning import functioning_parts
from wps_eval.report.places import places_figures, places_table
from wps_eval.report.round_tables import round_titles, rounds_table
from wps_eval.report.scales import (
    knowledge_items_table,
    likert_figures,
    scale_figure,
    scale_table,
)
from wps_eval.results.columns import (
    ITEM_FUNCTIONING,
    ITEM_SCALES,
    SCALES,
    balance_of,
    differences_of,
    groups_of,
    indicators_of,
    trends_of,
)
from wps_eval.workspace.faults_met import faults_told

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from wps_eval.pages.bench import Bench
    from wps_eval.pages.needs import Rounds
    from wps_eval.workspace.people import People


#: measured tables by name, after disclosure
DisclosedTables = dict[str, "pd.DataFrame"]


@dataclass(frozen=True)
class Scales:
    """The calls of a notebook about scales of one kind.

    Attributes:
        table: The results table that the estimates are saved in.
        kinds: How these scales are scored.
    """

    table: str
    kinds: tuple[Scoring, ...]

    def design(self, bench: Bench) -> Rounds:
        """Show how the rounds were made, item by item; give the rounds."""
        rounds = needs.rounds(bench)
        show_design(
            bench,
            rounds,
            [c for c, people in rounds.people.items() if self._scale_asked_of(people)],
        )
        return rounds

    def measure(self, bench: Bench, rounds: Rounds) -> DisclosedTables:
        """Estimate every scale of this kind in every round, compare declared groups, once, and save."""
        return save_surveyed(bench, rounds, self.table)

    def _scale_asked_of(self, people: People) -> bool:
        """Whether a round of people asked a scale of this kind."""
        form = people.instrument
        constructs = (form.construct(name) for name in form.constructs)
        is_survey = not (people.is_course or people.is_feedback)
        return is_survey and any(
            construct and scoring_of(construct) in self.kinds for construct in constructs
        )

    def items(self, bench: Bench, disclosed: DisclosedTables) -> None:
        """Show the latest round question by question: right answers, or how they lean; nothing without rounds."""
        estimates = disclosed[self.table]
        if estimates.empty:
            return
        place, wordings, writer = bench.domain.place, bench.wordings, bench.writer
        if Scoring.KNOWLEDGE in self.kinds:
            bench.show(knowledge_items_table(estimates, place, wordings, writer))
        else:
            bench.show(*likert_figures(estimates, place, wordings, writer))

    def functioning(self, bench: Bench, rounds: Rounds, disclosed: DisclosedTables) -> None:
        """Show whether the items work alike in two groups; of right and wrong answers alone."""
        if disclosed[self.table].empty:
            return
        titles = round_titles(rounds.table, bench.words)
        bench.show(*functioning_parts(disclosed[ITEM_FUNCTIONING], bench, titles))

    def scale(self, bench: Bench, disclosed: DisclosedTables) -> None:
        """Show the scales, round by round: mean score with interval, base, reliability; nothing without rounds."""
        estimates = disclosed[self.table]
        if estimates.empty:
            return
        place = bench.domain.place
        bench.show(
            scale_table(estimates, place, bench.wordings, bench.writer),
            scale_figure(estimates, place, bench.wordings, bench.writer),
        )

    def groups(self, bench: Bench, disclosed: DisclosedTables) -> None:
        """Show the latest round by group and by governorate; nothing without rounds."""
        estimates = disclosed[self.table]
        if estimates.empty:
            return
        domain, wordings, writer = bench.domain, bench.wordings, bench.writer
        bench.show(
            *groups_figures(estimates, domain, wordings, writer),
            groups_table(estimates, domain, wordings, writer),
            *places_figures(estimates, bench.plan.places, bench.place_names, wordings, writer),
            places_table(estimates, bench.place_names, domain, wordings, writer),
            *(() if self.table == ITEM_SCALES else (html.notice(bench.say("survey.language")),)),
        )

    def compared(self, bench: Bench, disclosed: DisclosedTables) -> None:
        """Show those reached beside comparison groups, and how alike they are; or that none was declared.

        Nothing without rounds.
        """
        declared, wordings, writer = bench.study.comparison_groups, bench.wordings, bench.writer
        if disclosed[self.table].empty:
            return
        if not declared:
            bench.show(html.notice(bench.say("compared.none")))
            return
        bench.show(
            *compared_groups_parts(disclosed[groups_of(self.table)], declared, wordings, writer),
            *balance_parts(disclosed[balance_of(self.table)], declared, wordings, writer),
        )


def save_surveyed(bench: Bench, rounds: Rounds, table: str) -> DisclosedTables:
    """Measure what one survey notebook answers for, save all of it, give back what may be shown."""
    with faults_told(bench.workspace):
        results = needs.survey_estimates(bench, rounds.people, table)
    bench.save(indicators_of(table), results.indicators)
    bench.save(differences_of(table), results.differences)
    saved = [bench.save(table, results.scales)]
    if table in SCALES:
        bench.save(trends_of(table), results.trends)
        saved.append(bench.save(groups_of(table), results.groups))
        saved.append(bench.save(balance_of(table), results.balance))
    if table == ITEM_SCALES:
        saved.append(bench.save(ITEM_FUNCTIONING, results.functioning))
    return bench.disclosed(*saved)


def show_design(bench: Bench, rounds: Rounds, codes: Collection[str]) -> None:
    """Show the design of rounds, item by item; say so where the study names none."""
    made = rounds_table(rounds.table, list(codes), bench.writer)
    bench.show(made or html.notice(bench.say("survey.no_rounds")))


knowledge = Scales("knowledge", TABLES["knowledge"])
attitudes = Scales("attitudes", TABLES["attitudes"])
satisfaction = Scales("satisfaction", TABLES["satisfaction"])
