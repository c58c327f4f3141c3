"""Calls of ``data_quality.ipynb``: can the plan be assessed, and who owes what is missing?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.evaluability import evaluability_rows
from wps_eval.indicators.round_rows import round_rows
from wps_eval.report import html
from wps_eval.report.evaluability import (
    coverage_table,
    evaluability_by_pillar,
    evaluability_figure,
    owing_table,
)
from wps_eval.report.quality import inputs_table
from wps_eval.report.rounds import enumerators_table, intake_table, losses_table, rounds_table
from wps_eval.report.tables import Head, table
from wps_eval.words.faults import worded

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.pages.bench import Bench


def evaluability(bench: Bench) -> pd.DataFrame:
    """Ask of every indicator of the plan whether it can be assessed; save and show it."""
    rows = evaluability_rows(
        bench.study.name, bench.gathered.pairs, rounds=bool(bench.study.rounds)
    )
    found = bench.save("evaluability", rows)
    bench.show(
        evaluability_by_pillar(found, bench.plan, bench.writer),
        evaluability_figure(found, bench.plan, bench.writer),
    )
    return found


def coverage(bench: Bench, found: pd.DataFrame) -> None:
    """Show for every indicator whether it has a baseline, a current value and a target."""
    bench.show(coverage_table(found, bench.plan, bench.writer))


def owing(bench: Bench, found: pd.DataFrame) -> None:
    """Show which body owes how many indicators."""
    bench.show(owing_table(found, bench.plan, bench.writer))


def surveys(bench: Bench) -> None:
    """Save and show how the survey rounds were made, and what their intake left."""
    rows = bench.save("rounds", round_rows(bench.study.name, bench.rounds))
    codes = list(bench.rounds.intakes)
    bench.show(
        rounds_table(rows, codes, bench.writer) or html.notice(bench.say("survey.no_rounds")),
        intake_table(rows, codes, bench.writer),
        losses_table(rows, codes, bench.place_names, bench.writer),
        *(
            enumerators_table(code, intake.enumerators, bench.writer)
            for code, intake in bench.rounds.intakes.items()
            if len(intake.enumerators)
        ),
    )


def faults(bench: Bench) -> None:
    """Save and show every fault in the figures: where, found, expected, what to do."""
    rows = [
        {
            "file": fault.where.file,
            "sheet": fault.where.sheet,
            "row": fault.where.row,
            "column": fault.where.column,
            "code": fault.code,
            "found": said.found,
            "expected": said.expected,
            "remedy": said.remedy,
        }
        for fault in bench.gathered.faults
        for said in (worded(fault, bench.words),)
    ]
    found = bench.save("faults", rows)
    if found.empty:
        bench.show(html.paragraph(bench.say("quality.no_faults")))
        return
    heads = [Head(name, bench.say(f"fault.{name}")) for name in rows[0] if name != "code"]
    bench.show(table(found, heads, bench.say("quality.faults_caption", n=len(found))))


def inputs(bench: Bench) -> None:
    """Save and show the files that were read, with their checksums."""
    found = bench.save("inputs", bench.gathered.inputs)
    bench.show(inputs_table(found, bench.writer))
