"""Groups of people beside each other: one question at a time, never crossed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.cells import bracket_note, estimate_cell
from wps_eval.report.charts.panels import panels_chart
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.own import rows_of_groups, rows_of_last_rounds
from wps_eval.report.scales import base_text, round_names
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known
from wps_eval.values import Group

if TYPE_CHECKING:
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings
    from wps_eval.values import Domain


def groups_table(
    scales: pd.DataFrame, domain: Domain, wordings: Wordings, writer: Writer
) -> Fragment:
    """A row a group and scale of the latest round; one question at a time, never crossed.

    Args:
        scales: A released table of scales.
        domain: The place reported on, and everybody there.
        wordings: What scales, questions and answers are called.
        writer: Writes the numbers.
    """
    words = writer.words
    rows = rows_of_groups(scales[scales["statistic"] == "value"], domain)
    if rows.empty:
        return NOTHING
    rows = rows_of_last_rounds(rows).sort_values(["indicator", "group"])
    shown = rows.assign(
        name=[wordings.construct(str(c)) for c in rows["indicator"]],
        who=[group_name(Group.read(g), wordings, writer) for g in rows["group"]],
        value=[estimate_cell(r, writer) for r in each(rows)],
        base=[base_text(r, writer) for r in each(rows)],
    )
    heads = [
        Head("name", words.say("table.scale"), width=2.2),
        Head("who", words.say("table.group"), width=1.8),
        Head("value", words.say("table.score"), numeric=True, width=1.6),
        Head("base", words.say("table.base"), numeric=True, width=0.8),
    ]
    return table(
        shown,
        heads,
        words.say(
            "groups.caption", brackets=bracket_note(rows, writer), round=round_names(rows, words)
        ),
    )


def group_name(group: Group, wordings: Wordings, writer: Writer) -> str:
    """Name a group: by the questionnaire's own answer, or where that was computed, by ours."""
    return writer.words.joined(_answer_name(*part, wordings, writer) for part in group.parts)


def _answer_name(question: str, answer: str, wordings: Wordings, writer: Writer) -> str:
    """Name an answer that makes a group; by its code where neither form nor catalogue names it."""
    computed_code = f"group.{question}.{answer}"
    own_name = writer.words.say(computed_code) if writer.words.knows(computed_code) else answer
    return wordings.answers.get((question, answer)) or own_name


def _question_name(question: str, wordings: Wordings, writer: Writer) -> str:
    """Name a way of grouping: by our words where it was computed, else by its question."""
    computed_code = f"group.{question}"
    return (
        writer.words.say(computed_code)
        if writer.words.knows(computed_code)
        else wordings.question(question)
    )


def groups_figures(
    scales: pd.DataFrame, domain: Domain, wordings: Wordings, writer: Writer
) -> list[Fragment]:
    """A figure a scale: every group's score with its interval, in the first round and the last.

    Args:
        scales: A released table of scales.
        domain: The place reported on, and everybody there.
        wordings: What scales, questions and answers are called.
        writer: Writes the numbers.
    """
    rows = rows_of_groups(scales[scales["statistic"] == "value"], domain)
    rows = rows.assign(grouping=rows["group"].map(lambda text: str(Group.read(text).dimensions)))
    return [
        _groups_figure(str(scale), part, wordings, writer)
        for (scale, _), part in rows[_beside_another(rows)].groupby(
            ["indicator", "definition"], sort=True
        )
    ]


def _beside_another(rows: pd.DataFrame) -> pd.Series[bool]:
    """Whether a group stands beside another of its kind; one alone is compared with nothing."""
    return rows.groupby(["indicator", "definition", "grouping"])["group"].transform("nunique") > 1


def _groups_figure(
    scale: str, scale_rows: pd.DataFrame, wordings: Wordings, writer: Writer
) -> Fragment:
    """Draw the groups of one scale in its last round, beside its first where that is another."""
    words = writer.words
    first, last = scale_rows["period_end"].min(), scale_rows["period_end"].max()
    first_rows = {str(r.group): r for r in each(scale_rows[scale_rows["period_end"] == first])}
    last_rows = scale_rows[scale_rows["period_end"] == last].sort_values("group", kind="stable")
    two_rounds = first != last
    shown = pd.DataFrame(
        [
            _group_line(r, first_rows.get(str(r.group)) if two_rounds else None, wordings, writer)
            for r in each(last_rows)
        ]
    )
    return panels_chart(
        shown, writer,
        words.say("groups.figure", scale=wordings.construct(scale), round=round_names(scale_rows.sort_values("period_end"), words)),
        words.say("axis.score"),
    )  # fmt: skip


def _group_line(
    row: object, earlier_row: object, wordings: Wordings, writer: Writer
) -> dict[str, object]:
    """Give the columns of a group's line in ``panels_chart``; without an earlier row those are empty."""
    group = Group.read(str(getattr(row, "group", "")))
    ends = {
        f"{name}{end}": getattr(end_row, column, None)
        for name, end_row in (("before", earlier_row), ("now", row))
        for end, column in (("", "estimate"), ("_low", "ci_low"), ("_high", "ci_high"))
    }
    base = base_text(row, writer) if known(getattr(row, "estimate", None)) else ""
    group_label = group_name(group, wordings, writer)
    return {
        "panel": writer.words.joined(_question_name(d, wordings, writer) for d in group.dimensions),
        "label": writer.words.say("label.base", label=group_label, n=base) if base else group_label,
        "text": estimate_cell(row, writer),
        "text_before": estimate_cell(earlier_row, writer) if earlier_row else "",
    } | ends
