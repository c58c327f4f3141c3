"""Calls of ``final_report.ipynb``: the chapters of a final evaluation, one call a chapter.

Chapters that read alike at mid-term and at the end are the mid-term report's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.evaluation.models import Criterion
from wps_eval.pages.annexes import annexes
from wps_eval.pages.midterm_report import (
    conclusions,
    context,
    criteria,
    description,
    framework,
    introduction,
    management,
    summary,
    surveys,
    sustainability,
)
from wps_eval.pages.prose import prose
from wps_eval.report import html, sentences
from wps_eval.report.change import tally_figure
from wps_eval.report.editions import carried_table
from wps_eval.report.groups import groups_figures
from wps_eval.report.judgement import questions_table
from wps_eval.report.places import places_figures, places_table
from wps_eval.report.rounds import surveys_table

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench

SCALES = ("knowledge", "attitudes", "satisfaction")

__all__ = [
    "annexes",
    "approach",
    "carried",
    "conclusions",
    "context",
    "criteria",
    "description",
    "framework",
    "gender",
    "introduction",
    "management",
    "regions",
    "results",
    "scope",
    "summary",
    "surveys",
    "sustainability",
]


def scope(bench: Bench) -> None:
    """Evaluation scope, criteria and questions."""
    told = bench.judgement
    bench.show(
        html.heading(bench.say("chapter.scope")),
        *prose(bench, "scope"),
        html.paragraph(bench.say(f"evaluation_type.{bench.study.evaluation_type}")),
        *(
            [questions_table(told, bench.writer)]
            if told.questions
            else [html.notice(bench.say("missing.questions"))]
        ),
    )


def approach(bench: Bench) -> None:
    """Approach and methods: how surveys were made, what limits the data, what is not shown."""
    rows = bench.released["rounds"]
    bench.show(
        html.heading(bench.say("chapter.approach")),
        *prose(bench, "approach"),
        html.paragraph(bench.say("approach.sources")),
        html.paragraph(bench.say("approach.disclosure")),
        html.paragraph(bench.say("introduction.contribution")),
        surveys_table(rows, bench.writer)
        if len(rows)
        else html.notice(bench.say("survey.no_rounds")),
    )


def carried(bench: Bench) -> None:
    """Findings on what became of the recommendations of the edition before."""
    before = bench.earlier
    told = before.judgement if before else None
    bench.show(
        html.heading(bench.say("chapter.carried"), 3),
        *prose(bench, "carried"),
        carried_table(told, bench.plan, bench.writer)
        if told and told.recommendations
        else html.notice(bench.say("missing.carried")),
    )


def results(bench: Bench) -> None:
    """Findings on indicators: baseline against the end, by pillar; no indicator is "on track"."""
    verdicts = bench.released["verdicts"]
    bench.show(
        html.heading(bench.say("chapter.results"), 3),
        *prose(bench, "progress"),
        html.paragraph(sentences.tallied(verdicts, bench.writer)),
        tally_figure(verdicts, bench.plan, bench.writer),
    )


def regions(bench: Bench) -> None:
    """Findings on places: the federal governorates and the Kurdistan Region, where surveys reach."""
    national, words, writer = bench.plan.head.national_place, bench.wordings, bench.writer
    shown = [
        fragment
        for name in SCALES
        for fragment in (
            *places_figures(
                bench.released[name], bench.plan.places, bench.place_names, words, writer
            ),
            places_table(bench.released[name], bench.place_names, national, words, writer),
        )
        if fragment
    ]
    bench.show(
        html.heading(bench.say("chapter.regions"), 3),
        *prose(bench, "regions"),
        *(shown or [html.notice(bench.say("missing.regions"))]),
    )


def gender(bench: Bench) -> None:
    """Findings on gender equality, human rights, disability and who is left behind."""
    told, language = bench.judgement, bench.words.language
    own = [f.in_language(language) for f in told.findings if f.criterion is Criterion.GENDER_RIGHTS]
    national, words, writer = bench.plan.head.national_place, bench.wordings, bench.writer
    bench.show(
        html.heading(bench.say("chapter.gender"), 3),
        *prose(bench, "gender"),
        *([html.items(own)] if own else [html.notice(bench.say("missing.findings"))]),
        *(
            figure
            for name in SCALES
            for figure in groups_figures(bench.released[name], national, words, writer)
        ),
    )
