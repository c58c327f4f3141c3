"""The annexes of both evaluation reports: each is there, or says in a sentence why it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.editions import moved
from wps_eval.codes import Evaluation
from wps_eval.pages.back_matter import papers
from wps_eval.report import html
from wps_eval.report import plan as told
from wps_eval.report.apart import groups_apart_table, places_apart_table
from wps_eval.report.change import context_verdicts, indicator_table
from wps_eval.report.choices import choices_table
from wps_eval.report.context import sources_table
from wps_eval.report.contribution import contribution_table
from wps_eval.report.editions import moved_table
from wps_eval.report.evaluability import coverage_table
from wps_eval.report.glossary import glossary_table
from wps_eval.report.implementation import activities_table
from wps_eval.report.judgement import comments_table, evidence_table, matrix_table
from wps_eval.report.own import at_place, of_domain
from wps_eval.report.quality import inputs_table, quality_table
from wps_eval.report.round_tables import intake_table, losses_table, rounds_table
from wps_eval.report.sheets import plan_sheets_table, sheets_table
from wps_eval.results.history import code_changed, data_changed
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench

ROUNDS_ABREAST = 3


def annexes(bench: Bench) -> None:
    """Annexes: every indicator, every activity, evidence, methods, quality, choices, words."""
    bench.show(
        html.heading(bench.say("chapter.annexes")),
        *_matrix(bench),
        *_evaluability(bench),
        *_activities(bench),
        *_evaluation(bench),
        *_contribution(bench),
        *_comments(bench),
        *_rounds(bench),
        *_quality(bench),
        *_choices(bench),
        *_moved(bench),
        *_sources(bench),
        *_sheets(bench),
        *papers(bench),
        *_glossary(bench),
    )


def _matrix(bench: Bench) -> list[str]:
    """Every indicator of the plan, by pillar."""
    end = "annex.final" if bench.study.kind is Evaluation.FINAL else "annex.midterm"
    verdicts = bench.released["verdicts"]
    own = of_domain(verdicts, bench.domain)
    tables = (
        indicator_table(own, bench.plan, pillar.code, bench.writer, bench.behind)
        for pillar in bench.plan.pillars
    )
    heading = html.heading(bench.say("annex.matrix"), 3)
    apart = [
        *groups_apart_table(verdicts, bench.plan, bench.domain, bench.wordings, bench.writer),
        *places_apart_table(verdicts, bench.plan, bench.domain, bench.place_names, bench.writer),
    ]
    return [heading, html.paragraph(bench.say(end)), *tables, *apart]


def _evaluability(bench: Bench) -> list[str]:
    """What each indicator has and lacks; at mid-term the chapter on the framework is enough."""
    if bench.study.kind is not Evaluation.FINAL:
        return []
    heading = html.heading(bench.say("annex.evaluability"), 3)
    return [
        heading,
        coverage_table(
            at_place(bench.released["evaluability"], bench.domain.place), bench.plan, bench.writer
        ),
    ]


def _activities(bench: Bench) -> list[str]:
    """What each body reported of each activity, where anybody did."""
    found = bench.released["activities"]
    heading = html.heading(bench.say("annex.activities"), 3)
    if not (found["stage"] != "").any():
        return [heading, html.notice(bench.say("missing.returns"))]
    tables = (
        activities_table(found, bench.plan, pillar.code, bench.writer)
        for pillar in bench.plan.pillars
    )
    return [heading, *tables]


def _evaluation(bench: Bench) -> list[str]:
    """The evaluation matrix and the evidence, where they have been entered."""
    entered = bench.judgement
    heading = html.heading(bench.say("annex.evaluation"), 3)
    if not entered.questions:
        return [heading, html.notice(bench.say("missing.questions"))]
    evidence = html.heading(bench.say("annex.evidence"), 3)
    return [
        heading,
        matrix_table(entered, bench.writer),
        *([evidence, evidence_table(entered, bench.writer)] if entered.evidence else []),
    ]


def _contribution(bench: Bench) -> list[str]:
    """How changes may hang together with the plan, and what else may explain them."""
    heading = html.heading(bench.say("annex.contribution"), 3)
    said = html.paragraph(bench.say("introduction.contribution"))
    if not bench.judgement.contributions:
        return [heading, said, html.notice(bench.say("missing.contribution"))]
    return [heading, said, contribution_table(bench.judgement, bench.writer)]


def _comments(bench: Bench) -> list[str]:
    """What bodies said on the draft and what became of it."""
    heading = html.heading(bench.say("annex.comments"), 3)
    if not bench.judgement.comments:
        return [heading, html.paragraph(bench.say("comments.none"))]
    return [heading, comments_table(bench.judgement, bench.plan, bench.writer)]


def _rounds(bench: Bench) -> list[str]:
    """The survey methodology annex, where the study has rounds."""
    rows = bench.released["rounds"]
    if rows.empty:
        missing = html.notice(bench.say("survey.no_rounds"))
        return [html.heading(bench.say("annex.rounds"), 3), missing]
    codes = list(dict.fromkeys(rows["round"]))
    return [
        html.heading(bench.say("annex.rounds"), 3),
        *(rounds_table(rows, part, bench.writer) for part in _batches(codes)),
        *(intake_table(rows, part, bench.writer) for part in _batches(codes)),
        losses_table(rows[rows["part"] != "dropped"], codes, bench.place_names, bench.writer),
    ]


def _batches(codes: list[str]) -> list[list[str]]:
    return [codes[i : i + ROUNDS_ABREAST] for i in range(0, len(codes), ROUNDS_ABREAST)]


def _quality(bench: Bench) -> list[str]:
    """What the values rest on, which are in doubt or hidden, and the files they came from."""
    values = of_domain(bench.released["estimates"], bench.domain)
    files = bench.released["inputs"]
    return [
        html.heading(bench.say("annex.quality"), 3),
        quality_table(values, bench.writer)
        if len(values)
        else html.notice(bench.say("quality.none")),
        *([inputs_table(files, bench.writer)] if len(files) else []),
    ]


def _choices(bench: Bench) -> list[str]:
    """What was chosen anew after the data were first read; nobody has to remember to tell it."""
    changed = bench.choices_changed
    return [
        html.heading(bench.say("annex.choices"), 3),
        choices_table(changed, bench.judgement.explanations, bench.writer)
        if changed
        else html.paragraph(bench.say("choices.none")),
    ]


def _moved(bench: Bench) -> list[str]:
    """Every number of the edition before beside this one's, where the study names one."""
    if not bench.study.earlier:
        return []
    heading = html.heading(bench.say("annex.moved"), 3)
    before = bench.earlier
    if before is None:
        return [heading, html.notice(bench.say("moved.not_run"))]
    rows, hidden = moved(
        of_domain(before.released["verdicts"], bench.domain),
        of_domain(bench.released["verdicts"], bench.domain),
        earlier_values=before.released["estimates"],
        later_values=bench.released["estimates"],
        data_changed=data_changed(before.made_from, bench.made_from),
        code_changed=code_changed(before.made_from, bench.made_from),
    )
    return [
        heading,
        moved_table(rows, bench.plan, bench.domain, bench.writer),
        html.paragraph(bench.say("moved.hidden", hidden=bench.writer.count(hidden))),
    ]


def _sources(bench: Bench) -> list[str]:
    """Sources of context figures, their reference sheets, and doubtful readings of the plan."""
    rows = context_verdicts(of_domain(bench.released["verdicts"], bench.domain))
    titles = {str(r.indicator): str(r.title) for r in each(rows)}
    return [
        html.heading(bench.say("annex.sources"), 3),
        sources_table(bench.released["estimates"], titles, bench.domain, bench.writer)
        if titles
        else html.notice(bench.say("context.none_entered")),
        html.heading(bench.say("annex.sheets"), 3),
        sheets_table(bench.sheets, bench.plan, bench.writer),
        html.heading(bench.say("annex.readings"), 3),
        told.readings_table(bench.plan, bench.writer),
    ]


def _sheets(bench: Bench) -> list[str]:
    """What the plan lets know of its own indicators; a final evaluation owes a sheet of each."""
    if bench.study.kind is not Evaluation.FINAL:
        return []
    found = at_place(bench.released["evaluability"], bench.domain.place)
    return [
        html.heading(bench.say("annex.plan_sheets"), 3),
        html.paragraph(bench.say("plan_sheets.unstated")),
        *(
            plan_sheets_table(found, bench.plan, pillar.code, bench.writer)
            for pillar in bench.plan.pillars
        ),
    ]


def _glossary(bench: Bench) -> list[str]:
    """The field's words in every language."""
    heading = html.heading(bench.say("annex.glossary"), 3)
    return [heading, glossary_table(bench.glossary, bench.writer)]
