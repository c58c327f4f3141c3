"""Calls of ``midterm_report.ipynb``: the chapters of a mid-term review, one call a chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.indicators.subject import CONTEXT
from wps_eval.pages.annexes import annexes
from wps_eval.report import html, sentences
from wps_eval.report import plan as told
from wps_eval.report.authors_text import prose
from wps_eval.report.change import change_figure, change_table, tally_figure
from wps_eval.report.context import parliament_figure
from wps_eval.report.courses import course_table, levels_table
from wps_eval.report.cover import dated, plan_title
from wps_eval.report.evaluability import evaluability_by_pillar, evaluability_figure, owing_table
from wps_eval.report.groups import group_called
from wps_eval.report.implementation import (
    finance_table,
    implementation_sentences,
    silence_table,
    stages_table,
    timetable_figure,
)
from wps_eval.report.information import information_table
from wps_eval.report.judgement import (
    conclusions_table,
    findings_table,
    lessons_list,
    ratings_table,
    recommendations_table,
)
from wps_eval.report.own import at_place, of_domain
from wps_eval.report.scales import likert_figures, scale_table
from wps_eval.report.survey_change import forest_figure, survey_verdict_table
from wps_eval.results.rows import each
from wps_eval.values import EVERYBODY, Group

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.pages.bench import Bench

__all__ = [
    "annexes",
    "conclusions",
    "context",
    "criteria",
    "description",
    "framework",
    "introduction",
    "management",
    "progress",
    "summary",
    "surveys",
    "sustainability",
]
MOST_BODIES = 15


def summary(bench: Bench) -> None:
    """Executive summary: what can be assessed, what is missing, what the context shows."""
    found = at_place(bench.released["evaluability"], bench.domain.place)
    verdicts = of_domain(bench.released["verdicts"], bench.domain)
    bench.show(
        html.heading(bench.say("chapter.summary")),
        *prose(bench, "summary"),
        html.paragraph(sentences.headline(found, bench.writer)),
        html.items(sentences.missing(found, bench.writer)),
        html.paragraph(sentences.owes_most(found, bench.plan, bench.writer)),
        html.paragraph(sentences.tallied(verdicts, bench.writer)),
        *sentences.context(verdicts, bench.writer),
        *_judged(bench),
    )


def _judged(bench: Bench) -> list[str]:
    """The ratings and recommendations in short, or that none has been entered."""
    told = bench.judgement
    if not told.recommendations:
        return [html.notice(bench.say("missing.ratings"))]
    ratings = [ratings_table(told, bench.writer)] if told.ratings else []
    return [*ratings, recommendations_table(told, bench.plan, bench.writer)]


def introduction(bench: Bench) -> None:
    """What is evaluated, over which period, by which rules."""
    period, current = bench.plan.head.period, bench.study.current
    rating = bench.study.rating
    bench.show(
        html.heading(bench.say("chapter.introduction")),
        *prose(bench, "introduction"),
        _information(bench),
        html.paragraph(
            bench.say(
                "introduction.object",
                start=bench.writer.date(str(period.start)),
                end=bench.writer.date(str(period.end)),
            )
        ),
        html.paragraph(
            bench.say(
                "introduction.windows",
                months=bench.writer.count(bench.study.baseline.months_before_start),
                start=bench.writer.date(str(current.start)),
                end=bench.writer.date(str(current.end)),
            )
        ),
        html.paragraph(
            bench.say(
                "introduction.rule",
                rule=bench.say(f"rule.{rating.rule}"),
            )
        ),
        html.paragraph(
            bench.say(
                f"cuts.final.{rating.rule}" if bench.at_end else f"cuts.{rating.rule}",
                on_track=bench.writer.number(100 * rating.on_track, 0),
                acceleration=bench.writer.number(100 * rating.acceleration, 0),
                substantial=bench.writer.number(100 * rating.substantial, 0),
            )
        ),
        html.paragraph(bench.say("introduction.contribution")),
        html.paragraph(bench.say("introduction.reported_cases")),
    )


def _information(bench: Bench) -> str:
    """The evaluation at a glance."""
    say, plan, study, writer = bench.say, bench.plan, bench.study, bench.writer
    span = {
        name: say("information.span", start=writer.date(str(p.start)), end=writer.date(str(p.end)))
        for name, p in (("period", plan.head.period), ("current", study.current))
    }
    rounds = bench.released["rounds"]
    titles = rounds[(rounds["part"] == "design") & (rounds["item"] == "title")]["value"]
    money = bench.released["budget"]["activity"].nunique()
    return information_table(
        {
            "plan": plan_title(bench),
            "period": span["period"],
            "current": span["current"],
            "kind": f"{say(f'title.{study.kind}')}; {say(f'cover.{study.evaluation_type}')}",
            "place": bench.place_names[bench.place],
            "size": say(
                "information.sizes",
                pillars=writer.count(len(plan.pillars)),
                activities=writer.count(len(plan.activities)),
                indicators=writer.count(len(plan.indicators)),
            ),
            "budget": say("information.money", n=writer.count(money))
            if money
            else say("budget.none"),
            "rounds": bench.words.joined(bench.words.tell(str(title)) for title in titles)
            or say("survey.no_rounds"),
            "date": dated(bench),
        },
        writer,
    )


def description(bench: Bench) -> None:
    """The plan and its context: pillars, objectives, commitments."""
    counts = told.reading_counts(bench.plan)
    bench.show(
        html.heading(bench.say("chapter.description")),
        *prose(bench, "description"),
        html.paragraph(
            bench.say("plan.read", annex=bench.say("annex.readings"), **_written(bench, counts))
        ),
        told.plan_table(bench.plan, bench.writer),
        told.objectives_table(bench.plan, bench.writer),
        told.commitments_table(bench.plan, bench.writer),
    )


def _written(bench: Bench, counts: dict[str, int]) -> dict[str, str]:
    names = ("clear", "uncertain", "unreadable")
    return {name: bench.writer.count(counts.get(name, 0)) for name in names}


def framework(bench: Bench) -> None:
    """Findings on strategy and results framework: the evaluability table."""
    found = at_place(bench.released["evaluability"], bench.domain.place)
    bench.show(
        html.heading(bench.say("chapter.findings")),
        html.heading(bench.say("chapter.framework"), 3),
        *prose(bench, "framework"),
        html.paragraph(sentences.headline(found, bench.writer)),
        html.items(sentences.by_pillar(found, bench.plan, bench.writer)),
        evaluability_by_pillar(found, bench.plan, bench.writer),
        evaluability_figure(found, bench.plan, bench.writer),
        owing_table(found, bench.plan, bench.writer, most=MOST_BODIES),
    )


def progress(bench: Bench) -> None:
    """Findings on progress towards results: the tally by pillar."""
    verdicts = of_domain(bench.released["verdicts"], bench.domain)
    bench.show(
        html.heading(bench.say("chapter.progress"), 3),
        html.paragraph(sentences.tallied(verdicts, bench.writer)),
        tally_figure(verdicts, bench.plan, bench.writer),
        *(prose(bench, "progress") or [html.notice(bench.say("missing.barriers"))]),
    )


def management(bench: Bench) -> None:
    """Findings on implementation: what bodies reported of activities and money, and who was silent."""
    found, money = bench.released["activities"], bench.released["budget"]
    reported = (found["stage"] != "").any()
    bench.show(
        html.heading(bench.say("chapter.management"), 3),
        *prose(bench, "management"),
        *map(html.paragraph, implementation_sentences(found, bench.writer)),
        *(_implemented(bench) if reported else [html.notice(bench.say("missing.returns"))]),
        html.paragraph(bench.say("budget.none"))
        if money.empty
        else finance_table(money, bench.plan, bench.writer),
        html.paragraph(bench.say("management.forms")),
        told.forms_table(bench.plan, bench.writer),
    )


def _implemented(bench: Bench) -> list[str]:
    found = bench.released["activities"]
    return [
        stages_table(found, bench.plan, bench.writer),
        timetable_figure(found, bench.study.current.end, bench.writer),
        silence_table(found, bench.plan, bench.writer, most=MOST_BODIES),
    ]


def sustainability(bench: Bench) -> None:
    """Findings on risks to sustainability: a judgement that people have to enter."""
    bench.show(
        html.heading(bench.say("chapter.sustainability"), 3),
        *(prose(bench, "sustainability") or [html.notice(bench.say("missing.sustainability"))]),
    )


def _asked(bench: Bench, verdicts: pd.DataFrame) -> dict[str, str]:
    """Say of whom each indicator was asked: the round's people, and the group if it is of one alone."""
    groups = {i.code: Group.read(i.survey_group) for i in bench.plan.indicators}
    return {
        str(row.indicator): bench.words.joined(
            filter(
                None,
                (
                    bench.behind.asked_of(row),
                    group_called(
                        groups.get(str(row.indicator), EVERYBODY), bench.wordings, bench.writer
                    ),
                ),
            )
        )
        for row in each(verdicts)
    }


def surveys(bench: Bench) -> None:
    """Findings of surveys and courses: knowledge, attitudes, satisfaction, learning."""
    released, place = bench.released, bench.place
    words, writer = bench.wordings, bench.writer
    bench.show(html.heading(bench.say("chapter.survey"), 3), *prose(bench, "survey"))
    if released["rounds"].empty:
        bench.show(html.notice(bench.say("survey.no_rounds")))
        return
    titles = {
        i.code: bench.plan.title(i.code, bench.words.language).text for i in bench.plan.indicators
    }
    verdicts = of_domain(released["verdicts"], bench.domain)
    bench.show(
        survey_verdict_table(verdicts, titles, writer, _asked(bench, verdicts)),
        forest_figure(verdicts, titles, writer, bench.study.smallest_meaningful_change),
        *(
            fragment
            for name in ("knowledge", "attitudes", "satisfaction")
            if len(released[name])
            for fragment in (
                scale_table(released[name], place, words, writer, bench.behind),
                *likert_figures(released[name], place, words, writer),
            )
        ),
        course_table(released["training"], words, writer),
        levels_table(released["training"], words, writer),
        html.notice(bench.say("course.no_comparison_group")),
        html.notice(bench.say("survey.language")),
    )


def context(bench: Bench) -> None:
    """Public context figures, in a chapter of their own and outside every tally."""
    verdicts = of_domain(bench.released["verdicts"], bench.domain)
    estimates = bench.released["estimates"]
    bench.show(html.heading(bench.say("chapter.context")), *prose(bench, "context"))
    if not (verdicts["pillar"] == CONTEXT).any():
        bench.show(html.notice(bench.say("context.none_entered")))
        return
    bench.show(
        html.notice(bench.say("context.apart")),
        change_table(verdicts, bench.writer),
        change_figure(verdicts, bench.writer),
        parliament_figure(estimates, bench.plan, bench.domain, bench.writer),
        html.paragraph(bench.say("context.elections")),
    )


def criteria(bench: Bench) -> None:
    """Findings by criterion: what evaluators found, on what evidence, and the ratings they gave."""
    told, writer = bench.judgement, bench.writer
    bench.show(
        html.heading(bench.say("chapter.criteria"), 3),
        *prose(bench, "criteria"),
        *(
            [html.notice(bench.say("missing.findings"))]
            if told.empty
            else [
                findings_table(told, writer),
                html.paragraph(bench.say("strength.rule")),
                *([ratings_table(told, writer)] if told.ratings else []),
                html.paragraph(bench.say("ratings.entered")),
            ]
        ),
    )


def conclusions(bench: Bench) -> None:
    """Conclusions, lessons and recommendations: judgements that people entered, or a gap."""
    told, writer = bench.judgement, bench.writer
    bench.show(html.heading(bench.say("chapter.conclusions")), *prose(bench, "conclusions"))
    if not told.conclusions:
        bench.show(html.notice(bench.say("missing.conclusions")))
        return
    lessons = lessons_list(told, bench.words.language)
    bench.show(
        conclusions_table(told, writer),
        *([html.heading(bench.say("chapter.lessons"), 3), html.items(lessons)] if lessons else []),
        html.heading(bench.say("chapter.recommendations"), 3),
        recommendations_table(told, bench.plan, writer),
    )
