"""Calls of ``training.ipynb``: what did the people of a course learn, keep and use?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.pages import needs
from wps_eval.pages.scales import save_surveyed, show_design
from wps_eval.report import html
from wps_eval.report.courses import course_table, levels_table

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.pages.bench import Bench
    from wps_eval.pages.needs import Rounds


def design(bench: Bench) -> Rounds:
    """Show how the forms were collected, item by item; give the rounds."""
    rounds = needs.rounds(bench)
    show_design(bench, rounds, [c for c, people in rounds.people.items() if people.is_course])
    return rounds


def measure(bench: Bench, rounds: Rounds) -> pd.DataFrame:
    """Match people, compare what they knew and thought, and save."""
    return save_surveyed(bench, rounds, "training")["training"]


def learning(bench: Bench, courses: pd.DataFrame) -> None:
    """Show what changed in the people who were found again; nothing without courses."""
    if courses.empty:
        return
    bench.show(
        course_table(courses, bench.wordings, bench.writer),
        html.notice(bench.say("course.no_comparison_group")),
    )


def levels(bench: Bench, courses: pd.DataFrame) -> None:
    """Show reaction and behaviour, which are not learning; nothing without courses."""
    if courses.empty:
        return
    made = levels_table(courses, bench.wordings, bench.writer)
    bench.show(made or html.notice(bench.say("survey.no_rounds")))
