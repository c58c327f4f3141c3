"""Calls of ``indicator_change.ipynb``: can it be assessed, what changed, and where is the target?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from IPython.display import display

from wps_eval.change.judging import judge_study
from wps_eval.errors import FigureFaults
from wps_eval.indicators.commitment_rows import commitment_rows
from wps_eval.indicators.evaluability_rows import evaluability_rows
from wps_eval.indicators.pairing import values_since_start
from wps_eval.indicators.register import windows_of
from wps_eval.indicators.rules import rules_of
from wps_eval.indicators.subject_rows import subject_rows
from wps_eval.indicators.value_rows import value_rows
from wps_eval.pages import needs
from wps_eval.pages.indicator_finder import IndicatorFinder
from wps_eval.report import html
from wps_eval.report.apart import groups_apart_table, places_apart_table
from wps_eval.report.change import change_figure, change_table, tally_figure
from wps_eval.report.context import timeline_figures
from wps_eval.report.evaluability_tables import (
    coverage_table,
    evaluability_by_pillar,
    evaluability_figure,
    owing_table,
)
from wps_eval.report.indicators_found import indicators_by_pillar, verdicts_shown
from wps_eval.report.own import rows_at_place, rows_of_domain
from wps_eval.report.survey_change import survey_verdict_table
from wps_eval.results.rows import records
from wps_eval.workspace.faults_met import faults_told
from wps_eval.workspace.opened import in_a_run

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.pages.bench import Bench

#: measured tables by name, after disclosure
DisclosedTables = dict[str, "pd.DataFrame"]


def measure(bench: Bench) -> DisclosedTables:
    """Choose baseline and current, judge every indicator once, save; give back what may be shown."""
    study, subjects, measured_values = (
        bench.study,
        needs.subjects_of(bench),
        needs.study_values(bench),
    )
    rules, windows = rules_of(study, bench.plan), windows_of(study, bench.plan)
    with faults_told(bench.workspace):
        judged = judge_study(
            measured_values.values,
            measured_values.differences,
            subjects,
            bench.plan,
            windows,
            rules,
        )
        if judged.faults:
            raise FigureFaults(judged.faults, "targets", study.name)
    answers = evaluability_rows(study.name, judged.pairs, rounds=bool(study.rounds))
    return bench.disclosed(
        bench.save("subjects", subject_rows(subjects, measured_values.values)),
        bench.save(
            "estimates",
            (
                *records(measured_values.rows),
                *value_rows(study.name, values_since_start(judged.pairs), subjects),
            ),
        ),
        bench.save(
            "commitments",
            commitment_rows(
                study.name, bench.plan, measured_values.values, subjects, windows.current_to
            ),
        ),
        bench.save("verdicts", judged.verdicts),
        bench.save("evaluability", answers),
    )


def evaluability(bench: Bench, disclosed: DisclosedTables) -> None:
    """Show how many indicators can be assessed, by pillar, and what the others lack."""
    rows = rows_at_place(disclosed["evaluability"], bench.domain.place)
    bench.show(
        evaluability_by_pillar(rows, bench.plan, bench.writer),
        evaluability_figure(rows, bench.plan, bench.writer),
    )


def coverage(bench: Bench, disclosed: DisclosedTables) -> None:
    """Show for every indicator whether it has a baseline, a current value and a target."""
    rows = rows_at_place(disclosed["evaluability"], bench.domain.place)
    bench.show(coverage_table(rows, bench.plan, bench.writer))


def owing_bodies(bench: Bench, disclosed: DisclosedTables) -> None:
    """Show which body owes how many indicators."""
    rows = rows_at_place(disclosed["evaluability"], bench.domain.place)
    bench.show(owing_table(rows, bench.plan, bench.writer))


def tally(bench: Bench, disclosed: DisclosedTables) -> None:
    """Show how many of the plan's indicators stand where, by pillar."""
    bench.show(
        tally_figure(rows_of_domain(disclosed["verdicts"], bench.domain), bench.plan, bench.writer)
    )


def indicators(bench: Bench, disclosed: DisclosedTables) -> None:
    """Show every indicator, by pillar, unfolded by a click; by hand also a table to search, sort and narrow down."""
    rows = verdicts_shown(disclosed["verdicts"], bench.domain)
    if not in_a_run():
        display(IndicatorFinder(bench, rows).view)
    bench.show(*indicators_by_pillar(rows, bench.plan, bench.place_names, bench.writer))


def surveys(bench: Bench, disclosed: DisclosedTables) -> None:
    """Show what changed between rounds, and in the people of courses."""
    titles = {
        i.code: bench.plan.title(i.code, bench.words.language).text for i in bench.plan.indicators
    }
    rows = rows_of_domain(disclosed["verdicts"], bench.domain)
    made = survey_verdict_table(rows, titles, bench.writer)
    bench.show(made or html.notice(bench.say("survey.no_change")))


def groups_and_places(bench: Bench, disclosed: DisclosedTables) -> None:
    """Show the verdicts of groups and of places, each labelled, beside those of everybody."""
    verdicts, domain = disclosed["verdicts"], bench.domain
    bench.show(
        *groups_apart_table(verdicts, bench.plan, domain, bench.wordings, bench.writer),
        *places_apart_table(verdicts, bench.plan, domain, bench.place_names, bench.writer),
    )


def context_figures(bench: Bench, disclosed: DisclosedTables) -> None:
    """Show the public context figures, which stand outside the tally."""
    rows = rows_of_domain(disclosed["verdicts"], bench.domain)
    bench.show(
        change_table(rows, bench.plan, bench.writer),
        change_figure(rows, bench.writer),
        *timeline_figures(
            disclosed["estimates"], bench.sheets, bench.plan, bench.domain, bench.writer
        ),
    )
