"""Findings on gender equality, human rights, disability and who is left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.evaluation.models import Criterion
from wps_eval.pages.chapter import FINAL, Chapter
from wps_eval.pages.chapters.survey import SCALES
from wps_eval.report import html
from wps_eval.report.groups import groups_figures

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def parts(bench: Bench) -> list[str]:
    """Give the findings of that criterion, and the scales group by group."""
    findings, language = bench.judgement.findings, bench.words.language
    own = [f.in_language(language) for f in findings if f.criterion is Criterion.GENDER_RIGHTS]
    national, words, writer = bench.plan.head.national_place, bench.wordings, bench.writer
    return [
        html.items(own) if own else html.notice(bench.say("missing.findings")),
        *(
            figure
            for name in SCALES
            for figure in groups_figures(bench.released[name], national, words, writer)
        ),
    ]


CHAPTER = Chapter(code="gender", order=140, kinds=FINAL, level=3, text="gender", parts=parts)
