"""Findings on gender equality, human rights, disability and who is left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import Criterion
from wps_eval.report import html
from wps_eval.report.chapter import FINAL, Chapter
from wps_eval.report.groups import groups_figures
from wps_eval.results.columns import SCALES

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Give the findings of that criterion, and the scales group by group."""
    findings, language = edition.judgement.findings, edition.words.language
    gender_findings = [
        f.in_language(language) for f in findings if f.criterion is Criterion.GENDER_RIGHTS
    ]
    domain, wordings, writer = edition.domain, edition.wordings, edition.writer
    return [
        html.item_list(gender_findings)
        if gender_findings
        else html.notice(edition.say("missing.findings")),
        *(
            figure
            for name in SCALES
            for figure in groups_figures(edition.released[name], domain, wordings, writer)
        ),
    ]


CHAPTER = Chapter(code="gender", order=140, kinds=FINAL, level=3, text="gender", parts=parts)
