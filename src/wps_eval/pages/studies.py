"""Calls of ``studies.ipynb``: what do the studies of universities and research centres add?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.partner_study_rows import study_rows
from wps_eval.pages import needs
from wps_eval.report import html
from wps_eval.report.partner_studies import (
    appraisal_table,
    memoranda_table,
    outcomes_table,
    studies_table,
    study_findings_table,
)
from wps_eval.results.columns import STUDY_ESTIMATES
from wps_eval.workspace.faults_met import faults_told

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench
    from wps_eval.sources.partner_studies import PartnerStudies


def register(bench: Bench) -> PartnerStudies:
    """Show memoranda and studies, what each declared and how far it can be relied on; give them."""
    with faults_told(bench.workspace):
        entered = needs.entered_studies(bench)
    writer = bench.writer
    bench.show(
        memoranda_table(entered.memoranda, bench.plan, writer)
        or html.notice(bench.say("studies.no_memoranda")),
        studies_table(entered.studies, writer) or html.notice(bench.say("studies.none")),
        outcomes_table(entered.studies, writer),
        appraisal_table(entered.studies, writer),
    )
    return entered


def findings(bench: Bench, entered: PartnerStudies) -> None:
    """Save what the studies found, and show what disclosure lets out of it."""
    rows = study_rows(bench.study.name, entered.studies, bench.workspace.national)
    shown = bench.disclosed(bench.save(STUDY_ESTIMATES, rows))[STUDY_ESTIMATES]
    bench.show(
        study_findings_table(
            shown, entered.studies, bench.place_names, bench.wordings, bench.writer
        )
        or html.notice(bench.say("studies.no_findings"))
    )
