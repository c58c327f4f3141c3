"""Calls of ``training.ipynb``: what did the people of a course learn, keep and use?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.course_rows import course_rows
from wps_eval.pages import rounds
from wps_eval.report import html
from wps_eval.report.courses import course_table, levels_table

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.pages.bench import Bench


def measure(bench: Bench) -> pd.DataFrame:
    """Match people, compare what they knew and thought, and save."""
    study = bench.study
    rows = [
        row
        for course in bench.rounds.courses.values()
        for row in course_rows(study.name, course, study.confidence_level)
    ]
    return bench.disclosed({"training": bench.save("training", rows)})["training"]


def design(bench: Bench) -> None:
    """Show how the forms were collected, item by item."""
    rounds.show_design(bench, list(bench.rounds.courses))


def learning(bench: Bench, found: pd.DataFrame) -> None:
    """Show what changed in the people who were found again."""
    bench.show(
        course_table(found, bench.wordings, bench.writer),
        html.notice(bench.say("course.no_comparison_group")),
    )


def levels(bench: Bench, found: pd.DataFrame) -> None:
    """Show reaction and behaviour, which are not learning."""
    made = levels_table(found, bench.wordings, bench.writer)
    bench.show(made or html.notice(bench.say("survey.no_rounds")))


def change(bench: Bench) -> None:
    """Show the verdicts on the plan's indicators that courses feed."""
    codes = {
        code
        for course in bench.rounds.courses.values()
        for feeds in course.constructs.values()
        for code in feeds
    }
    rounds.show_changes(bench, codes)
