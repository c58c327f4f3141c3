"""Calls of ``summary.ipynb``: an evaluation on four pages, and the same as slides; a call a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import EvaluationKind
from wps_eval.report import html, sentences
from wps_eval.report.authors_text import prose
from wps_eval.report.change import tally_figure
from wps_eval.report.context import timeline_figures
from wps_eval.report.implementation_tables import implementation_sentences, stages_table
from wps_eval.report.judgement import brief_findings_table, brief_recommendations_table
from wps_eval.report.survey_change import forest_figure

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def in_short(bench: Bench) -> None:
    """Show the authors' own summary, or what is missing, and what could be assessed."""
    evaluability, writer = bench.own_rows("evaluability"), bench.writer
    own_summary = prose(bench, "summary")
    missing = html.item_list(sentences.missing_sentences(evaluability, writer))
    bench.show(
        html.heading(bench.say("brief.short")),
        *own_summary,
        *map(html.paragraph, sentences.headline_sentences(evaluability, bench.plan, writer)),
        *(
            []
            if own_summary
            else [
                missing,
                html.paragraph(sentences.most_owing_sentence(evaluability, bench.plan, writer)),
            ]
        ),
    )


def results(bench: Bench) -> None:
    """Show where the plan's indicators stand."""
    verdicts = bench.own_rows("verdicts")
    chapter = "results" if bench.study.kind is EvaluationKind.FINAL else "progress"
    bench.show(
        html.heading(bench.say(f"chapter.{chapter}")),
        tally_figure(verdicts, bench.plan, bench.writer),
    )


def surveys(bench: Bench) -> None:
    """Show what moved in people's knowledge, attitudes and satisfaction."""
    titles = {
        i.code: bench.plan.title(i.code, bench.words.language).text for i in bench.plan.indicators
    }
    figure = forest_figure(
        bench.own_rows("verdicts"),
        titles,
        bench.writer,
        bench.study.smallest_meaningful_change,
    )
    bench.show(
        html.heading(bench.say("chapter.survey")),
        figure or html.notice(bench.say("survey.no_rounds")),
        html.paragraph(bench.say("introduction.contribution")),
    )


def implementation(bench: Bench) -> None:
    """Show what bodies reported of their activities."""
    activities = bench.released["activities"]
    reported = (activities["stage"] != "").any()
    bench.show(
        html.heading(bench.say("chapter.management")),
        html.item_list(implementation_sentences(activities, bench.plan, bench.writer)),
        *([stages_table(activities, bench.plan, bench.writer)] if reported else []),
    )


def figures_over_years(bench: Bench) -> None:
    """Show public context figures over the years, outside every tally; nothing if there are none."""
    figures = timeline_figures(
        bench.released["estimates"], bench.sheets, bench.plan, bench.domain, bench.writer
    )
    if figures:
        place = bench.place_names[bench.domain.place]
        outside_tally = html.paragraph(bench.say("context.apart", place=place))
        bench.show(html.heading(bench.say("chapter.context")), outside_tally, *figures)


def findings(bench: Bench) -> None:
    """Show what the evaluators found, and how strong the evidence is."""
    judgement = bench.judgement
    bench.show(
        html.heading(bench.say("chapter.findings")),
        brief_findings_table(judgement, bench.writer)
        if judgement.findings
        else html.notice(bench.say("missing.findings")),
    )


def conclusions(bench: Bench) -> None:
    """Show the evaluators' conclusions."""
    judgement, language = bench.judgement, bench.words.language
    bench.show(
        html.heading(bench.say("brief.conclusions")),
        html.item_list(c.in_language(language) for c in judgement.conclusions)
        if judgement.conclusions
        else html.notice(bench.say("missing.conclusions")),
    )


def recommendations(bench: Bench) -> None:
    """Show what to do, and who has to."""
    bench.show(
        html.heading(bench.say("chapter.recommendations")),
        brief_recommendations_table(bench.judgement, bench.plan, bench.writer)
        if bench.judgement.recommendations
        else html.notice(bench.say("missing.recommendations")),
    )
