"""Findings of studies that universities and research centres made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.cells import bracket_note
from wps_eval.report.chapter import Chapter
from wps_eval.report.own import rows_at_place
from wps_eval.report.partner_studies import studies_table, study_findings_table
from wps_eval.results.columns import STUDY_ESTIMATES

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show what the studies are and what they found here, apart from it what of other places; or that there is none."""
    studies = edition.partner_studies.studies
    rows = edition.released[STUDY_ESTIMATES]
    brackets = bracket_note(rows, edition.writer)
    here, elsewhere = rows_at_place(rows, edition.place), rows[rows["place"] != edition.place]
    told = (studies, edition.place_names, edition.wordings, edition.writer)
    lacking = "studies.no_findings" if rows.empty else "studies.none_here"
    return [
        studies_table(studies, edition.writer) or html.notice(edition.say("studies.none")),
        study_findings_table(here, *told) or html.notice(edition.say(lacking)),
        *(
            [study_findings_table(elsewhere, *told, "study_findings.elsewhere")]
            if len(elsewhere)
            else []
        ),
        *([html.notice(brackets)] if brackets else []),
        html.notice(edition.say("studies.rule")),
    ]


CHAPTER = Chapter(code="studies", order=125, level=3, text="studies", parts=parts)
