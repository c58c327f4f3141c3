"""What a notebook needs of those before it: read where a run has made it, else made here, and said so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.change.difference_rows import differences_in
from wps_eval.change.survey_results import SurveyResults, course_results, survey_results
from wps_eval.errors import SurveyFaults
from wps_eval.indicators.constructs import TABLES
from wps_eval.indicators.register import read_register
from wps_eval.indicators.round_rows import round_rows
from wps_eval.indicators.rules import rules_of
from wps_eval.indicators.subject import Subject, subjects
from wps_eval.indicators.value_rows import figure_rows, values_in
from wps_eval.report import html
from wps_eval.results.columns import SURVEYS, differences_of, indicators_of
from wps_eval.results.store import frame
from wps_eval.values.row_holder import RowHolder
from wps_eval.workspace.intake import people_of, take_in_rounds
from wps_eval.workspace.partner_studies import partner_studies_of
from wps_eval.workspace.people import People, open_people, taken_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.change.tested_difference import TestedDifference
    from wps_eval.pages.bench import Bench
    from wps_eval.sources.figure import Figure
    from wps_eval.sources.partner_studies import PartnerStudies


@dataclass(frozen=True, repr=False)
class Rounds(RowHolder):
    """The survey rounds of a study, taken in.

    Attributes:
        people: The people of each round, by code.
        table: How each round was made.
    """

    people: Mapping[str, People]
    table: pd.DataFrame = field(repr=False)


@dataclass(frozen=True, repr=False)
class StudyValues(RowHolder):
    """What is paired and judged.

    Attributes:
        rows: Every value of an indicator, as rows of the estimates table.
        values: The same, as values.
        differences: What survey notebooks tested.
    """

    rows: pd.DataFrame = field(repr=False)
    values: tuple[Figure, ...] = field(repr=False)
    differences: tuple[TestedDifference, ...]


def subjects_of(bench: Bench) -> dict[str, Subject]:
    """Give the indicators and context figures of the study, by code."""
    return subjects(bench.plan, bench.sheets)


def entered_studies(bench: Bench) -> PartnerStudies:
    """Give the partner studies that the evaluation names, and the memoranda.

    Raises:
        SurveyFaults: Everything that is wrong in any of them, at once.
    """
    entered = partner_studies_of(bench.root, bench.study, bench.plan)
    if entered.faults:
        raise SurveyFaults(entered.faults, "partner_studies")
    return entered


def rounds(bench: Bench) -> Rounds:
    """Give the people of every round, and how they were made."""
    workspace = bench.workspace
    if taken_in(workspace) and workspace.holds("rounds"):
        people = {code: open_people(workspace, code) for code in workspace.study.rounds}
        return Rounds(people, workspace.table("rounds"))
    _say_made_here(bench, "data_quality")
    taken = take_in_rounds(workspace)
    return Rounds(people_of(taken), frame("rounds", round_rows(bench.study.name, taken)))


def survey_estimates(bench: Bench, people: Mapping[str, People], table: str) -> SurveyResults:
    """Measure what one survey notebook answers for."""
    rules, subjects_by_code = rules_of(bench.study, bench.plan), subjects_of(bench)
    if table in TABLES:
        return survey_results(people, TABLES[table], subjects_by_code, rules)
    return course_results(people, subjects_by_code, rules)


def study_values(bench: Bench) -> StudyValues:
    """Give every value and every tested difference of the study."""
    figures_table, survey_tables = _figures_table(bench), _survey_tables(bench)
    tables = [figures_table, *(indicators for indicators, _ in survey_tables)]
    estimate_columns = list(frame("estimates", ()).columns)
    return StudyValues(
        pd.concat([table[estimate_columns] for table in tables], ignore_index=True),
        tuple(value for table in tables for value in values_in(table)),
        tuple(difference for _, table in survey_tables for difference in differences_in(table)),
    )


def _figures_table(bench: Bench) -> pd.DataFrame:
    """Give the figures that bodies returned: read where a run has saved them, else made here."""
    if bench.workspace.holds("figures"):
        return bench.workspace.table("figures")
    _say_made_here(bench, "data_quality")
    folder = bench.root.data(bench.study.figures)
    read = read_register(bench.study, bench.plan, folder, entered_studies(bench))
    return frame("figures", figure_rows(bench.study.name, read.values, subjects_of(bench)))


def _survey_tables(bench: Bench) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """Give the indicators and the differences of every survey notebook."""
    lacking = [name for name in SURVEYS if not bench.workspace.holds(*_survey_table_names(name))]
    people_by_round = rounds(bench).people if lacking else {}
    return [
        _survey_tables_made_here(bench, people_by_round, name)
        if name in lacking
        else (
            bench.workspace.table(indicators_of(name)),
            bench.workspace.table(differences_of(name)),
        )
        for name in SURVEYS
    ]


def _survey_tables_made_here(
    bench: Bench, people: Mapping[str, People], notebook: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Measure what a survey notebook answers for: its indicators and its differences."""
    _say_made_here(bench, notebook)
    results = survey_estimates(bench, people, notebook)
    indicators, differences = _survey_table_names(notebook)
    return frame(indicators, results.indicators), frame(differences, results.differences)


def _survey_table_names(notebook: str) -> tuple[str, str]:
    """Name the tables of indicators and of differences that a survey notebook saves."""
    return indicators_of(notebook), differences_of(notebook)


def _say_made_here(bench: Bench, notebook: str) -> None:
    """Say that what a notebook makes was made here, since no run has."""
    bench.show(html.notice(bench.say("needs.made_here", notebook=notebook)))
