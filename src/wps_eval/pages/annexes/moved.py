"""Every number of the edition before beside this one's, where the study names one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.editions import moved
from wps_eval.pages.chapter import Annex
from wps_eval.report import html
from wps_eval.report.editions import moved_table
from wps_eval.results.history import code_changed, data_changed

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Show what moved and why, or that the edition before was not run here."""
    before = bench.earlier
    if before is None:
        return [html.notice(bench.say("moved.not_run"))]
    rows, hidden = moved(
        before.released["verdicts"],
        bench.released["verdicts"],
        earlier_values=before.released["estimates"],
        later_values=bench.released["estimates"],
        data_changed=data_changed(before.made_from, bench.made_from),
        code_changed=code_changed(before.made_from, bench.made_from),
    )
    return [
        moved_table(rows, bench.plan, bench.place, bench.writer),
        html.paragraph(bench.say("moved.hidden", hidden=bench.writer.count(hidden))),
    ]


def applies(bench: Bench) -> bool:
    """Whether the study follows another edition."""
    return bool(bench.study.earlier)


CHAPTER = Annex(code="moved", order=110, parts=parts, applies=applies)
