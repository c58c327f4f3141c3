"""Findings of surveys and courses: knowledge, attitudes, satisfaction, learning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wps_eval.change.functioning_rows import SEX_QUESTION
from wps_eval.report import html
from wps_eval.report.chapter import Chapter
from wps_eval.report.compared_groups import compared_groups_parts, joined_groups
from wps_eval.report.courses import course_table, levels_table
from wps_eval.report.groups import group_name
from wps_eval.report.scales import likert_figures, scale_table
from wps_eval.report.survey_change import (
    forest_figure,
    survey_verdict_table,
    title_with_people_asked,
)
from wps_eval.report.survey_trend import (
    rounds_table_of_trends,
    trend_figure,
    trend_table,
    trends_at,
)
from wps_eval.results.columns import ITEM_FUNCTIONING, SCALES
from wps_eval.results.rows import each
from wps_eval.values import EVERYBODY, Group

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show what changed, scale by scale, and what courses taught; or that there is no round."""
    if edition.released["rounds"].empty:
        return [html.notice(edition.say("survey.no_rounds"))]
    shown = [part for part in (*_change_parts(edition), *_scale_parts(edition)) if part]
    return [
        *(shown or [html.notice(edition.say("survey.none_here"))]),
        *_group_parts(edition),
        *_course_parts(edition),
        html.notice(edition.say("note.unrounded")),
        *([html.notice(_on_languages(edition))] if _several_languages(edition) else []),
    ]


def _several_languages(edition: Edition) -> bool:
    """Whether the questionnaire of a round is worded in more than one language."""
    rounds = edition.released["rounds"]
    told = rounds[rounds["part"] == "languages"]
    return bool((told.groupby("round").size() > 1).any())


def _group_parts(edition: Edition) -> list[Fragment]:
    """Show those reached beside comparison groups, in the country's report; or that none was declared."""
    if edition.place != edition.workspace.national:
        return []
    declared = edition.study.comparison_groups
    if not declared:
        return [html.notice(edition.say("compared.none"))]
    rows = joined_groups(edition.released)
    return compared_groups_parts(rows, declared, edition.wordings, edition.writer)


def _on_languages(edition: Edition) -> str:
    """Say whether questions were compared between languages, and where that stands."""
    compared = edition.own_rows(ITEM_FUNCTIONING)
    by_language = compared[compared["trait"] != SEX_QUESTION]
    if by_language["delta"].notna().any():
        annex = edition.say("annex.item_functioning")
        return edition.say("survey.language_compared", annex=annex)
    return edition.say("survey.language")


def _course_parts(edition: Edition) -> list[Fragment]:
    """Show what courses taught, in the country's report: they are not compared place by place."""
    if edition.place != edition.workspace.national:
        return [html.notice(edition.say("course.elsewhere"))]
    courses, wordings, writer = edition.released["training"], edition.wordings, edition.writer
    return [
        course_table(courses, wordings, writer),
        levels_table(courses, wordings, writer),
        html.notice(edition.say("course.no_comparison_group")),
    ]


def _change_parts(edition: Edition) -> list[Fragment]:
    """Show the declared changes of the plan's indicators, and what three or more rounds make together."""
    verdicts = edition.own_rows("verdicts")
    smallest = edition.study.smallest_meaningful_change
    titles = {
        i.code: edition.plan.title(i.code, edition.words.language).text
        for i in edition.plan.indicators
    }
    trends, estimates = trends_at(edition.released, edition.domain), edition.released["estimates"]
    asked = _people_asked(edition, verdicts)
    titles_asked = {
        code: title_with_people_asked(title, asked.get(code, ""), edition.writer)
        for code, title in titles.items()
    }
    return [
        survey_verdict_table(verdicts, titles, edition.writer, asked),
        forest_figure(verdicts, titles, edition.writer, smallest),
        rounds_table_of_trends(trends, estimates, titles, edition.writer),
        trend_table(trends, titles_asked, edition.writer),
        trend_figure(trends, estimates, titles, edition.writer),
        *([html.notice(edition.say("trend.note"))] if len(trends) else []),
    ]


def _scale_parts(edition: Edition) -> list[Fragment]:
    """Show the scales of each kind that was measured in the report's place, and how answers lean."""
    place = edition.domain.place
    wordings, writer = edition.wordings, edition.writer
    return [
        fragment
        for name in SCALES
        if len(edition.own_rows(name))
        for fragment in (
            scale_table(edition.released[name], place, wordings, writer, edition.cards),
            *likert_figures(edition.released[name], place, wordings, writer),
        )
    ]


def _people_asked(edition: Edition, verdicts: pd.DataFrame) -> dict[str, str]:
    """Say of whom each indicator was asked: the round's people, and the group if it is of one alone."""
    groups_alone = {i.code: Group.read(i.survey_group) for i in edition.plan.indicators}
    return {
        str(row.indicator): edition.words.joined(
            filter(
                None, (edition.cards.asked_of(row), _group_asked_alone(edition, groups_alone, row))
            )
        )
        for row in each(verdicts)
    }


def _group_asked_alone(edition: Edition, groups_alone: dict[str, Group], row: Any) -> str:
    """Name the group that an indicator speaks of alone; nothing where it speaks of everybody."""
    group = groups_alone.get(str(row.indicator), EVERYBODY)
    return group_name(group, edition.wordings, edition.writer)


CHAPTER = Chapter(code="survey", order=120, level=3, text="survey", parts=parts)
