"""Calls of ``data_quality.ipynb``: what came in, and what did the intake leave of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.disclosure.small_enumerators import without_small_enumerators
from wps_eval.errors import FigureFaults
from wps_eval.indicators.register import read_register
from wps_eval.indicators.round_rows import round_rows
from wps_eval.indicators.value_rows import figure_rows
from wps_eval.pages import needs
from wps_eval.pages.needs import subjects_of
from wps_eval.report import html
from wps_eval.report.quality import inputs_table
from wps_eval.report.round_tables import enumerators_table, intake_table, losses_table, rounds_table
from wps_eval.workspace.faults_met import faults_told
from wps_eval.workspace.intake import take_in_rounds
from wps_eval.workspace.opened import in_a_run
from wps_eval.workspace.people import forget_other_rounds, keep_people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.pages.bench import Bench
    from wps_eval.workspace.intake import RoundIntake


def survey_intake(bench: Bench) -> Mapping[str, RoundIntake]:
    """Take in the survey rounds, save and show what their intake left; give them.

    In a run, and only there, the people are kept for the other notebooks, without identities.
    """
    with faults_told(bench.workspace):
        taken = take_in_rounds(bench.workspace)
    if in_a_run():
        forget_other_rounds(bench.workspace)
        for round_taken in taken.values():
            keep_people(round_taken.people, bench.workspace)
    saved = bench.save("rounds", round_rows(bench.study.name, taken))
    rows = bench.disclosed(saved)["rounds"]
    codes = list(taken)
    bench.show(
        rounds_table(rows, codes, bench.writer) or html.notice(bench.say("survey.no_rounds")),
        intake_table(rows, codes, bench.writer),
        losses_table(rows, codes, bench.place_names, bench.writer),
    )
    return taken


def enumerators(bench: Bench, taken: Mapping[str, RoundIntake]) -> None:
    """Show how enumerators differ, round by round."""
    limits = bench.policy.limits
    tables = [
        enumerators_table(code, shown, bench.writer)
        for code, round_taken in taken.items()
        if len(shown := without_small_enumerators(round_taken.intake.enumerators, limits))
    ]
    bench.show(*(tables or [html.notice(bench.say("survey.no_enumerators"))]))


def figures(bench: Bench) -> None:
    """Read what bodies returned, once, and show the files with their checksums."""
    with faults_told(bench.workspace):
        folder = bench.root.data(bench.study.figures)
        read = read_register(bench.study, bench.plan, folder, needs.entered_studies(bench))
        blocking = [fault for fault in read.faults if fault.blocks]
        if blocking:
            raise FigureFaults(blocking, "figures", bench.study.name)
    bench.save("figures", figure_rows(bench.study.name, read.values, subjects_of(bench)))
    files = bench.disclosed(bench.save("inputs", read.inputs))["inputs"]
    bench.show(inputs_table(files, bench.writer))
