"""Groups of people beside each other: one question at a time, never crossed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.cells import estimate_cell
from wps_eval.report.charts.panels import panels_chart
from wps_eval.report.own import groups_apart, last_rounds
from wps_eval.report.scales import base_of, round_of
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known
from wps_eval.values import Group

if TYPE_CHECKING:
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings
    from wps_eval.values import Domain


def groups_table(found: pd.DataFrame, domain: Domain, wordings: Wordings, writer: Writer) -> str:
    """A row a group and scale of the latest round; one question at a time, never crossed.

    Args:
        found: A released table of scales.
        domain: The place reported on, and everybody there.
        wordings: What scales, questions and answers are called.
        writer: Writes the numbers.
    """
    words = writer.words
    rows = groups_apart(found[found["statistic"] == "value"], domain)
    if rows.empty:
        return ""
    rows = last_rounds(rows).sort_values(["indicator", "group"])
    shown = rows.assign(
        name=[wordings.construct(str(c)) for c in rows["indicator"]],
        who=[group_name(Group.read(g), wordings, writer) for g in rows["group"]],
        value=[estimate_cell(r, writer) for r in each(rows)],
        base=[base_of(r, writer) for r in each(rows)],
    )
    heads = [
        Head("name", words.say("table.scale"), width=2.2),
        Head("who", words.say("table.group"), width=1.8),
        Head("value", words.say("table.score"), numeric=True, width=1.6),
        Head("base", words.say("table.base"), numeric=True, width=0.8),
    ]
    return table(shown, heads, words.say("groups.caption", round=round_of(rows, words)))


def group_name(group: Group, wordings: Wordings, writer: Writer) -> str:
    """Name a group: by the questionnaire's own answer, or where that was computed, by ours."""
    return writer.words.joined(_category(*part, wordings, writer) for part in group.parts)


def _category(name: str, value: str, wordings: Wordings, writer: Writer) -> str:
    computed = f"group.{name}.{value}"
    own = writer.words.say(computed) if writer.words.knows(computed) else value
    return wordings.answers.get((name, value)) or own


def _grouping(name: str, wordings: Wordings, writer: Writer) -> str:
    code = f"group.{name}"
    return writer.words.say(code) if writer.words.knows(code) else wordings.question(name)


def groups_figures(
    found: pd.DataFrame, domain: Domain, wordings: Wordings, writer: Writer
) -> list[str]:
    """A figure a scale: every group's score with its interval, in the first round and the last.

    Args:
        found: A released table of scales.
        domain: The place reported on, and everybody there.
        wordings: What scales, questions and answers are called.
        writer: Writes the numbers.
    """
    rows = groups_apart(found[found["statistic"] == "value"], domain)
    rows = rows.assign(grouping=rows["group"].map(lambda text: str(Group.read(text).dimensions)))
    return [
        _figure(str(scale), part, wordings, writer)
        for (scale, _), part in rows[_beside_another(rows)].groupby(
            ["indicator", "definition"], sort=True
        )
    ]


def _beside_another(rows: pd.DataFrame) -> pd.Series[bool]:
    """Whether a group stands beside another of its kind; one alone is compared with nothing."""
    return rows.groupby(["indicator", "definition", "grouping"])["group"].transform("nunique") > 1


def _figure(scale: str, part: pd.DataFrame, wordings: Wordings, writer: Writer) -> str:
    words = writer.words
    first, last = part["period_end"].min(), part["period_end"].max()
    earlier = {str(r.group): r for r in each(part[part["period_end"] == first])}
    latest = part[part["period_end"] == last].sort_values("group", kind="stable")
    several = first != last
    shown = pd.DataFrame(
        [
            _line(r, earlier.get(str(r.group)) if several else None, wordings, writer)
            for r in each(latest)
        ]
    )
    return panels_chart(
        shown, writer,
        words.say("groups.figure", scale=wordings.construct(scale), round=round_of(part.sort_values("period_end"), words)),
        words.say("axis.score"),
    )  # fmt: skip


def _line(row: object, before: object, wordings: Wordings, writer: Writer) -> dict[str, object]:
    group = Group.read(str(getattr(row, "group", "")))
    ends = {
        f"{name}{end}": getattr(source, column, None)
        for name, source in (("before", before), ("now", row))
        for end, column in (("", "estimate"), ("_low", "ci_low"), ("_high", "ci_high"))
    }
    base = base_of(row, writer) if known(getattr(row, "estimate", None)) else ""
    called = group_name(group, wordings, writer)
    return {
        "panel": writer.words.joined(_grouping(d, wordings, writer) for d in group.dimensions),
        "label": writer.words.say("label.base", label=called, n=base) if base else called,
        "text": estimate_cell(row, writer),
        "text_before": estimate_cell(before, writer) if before else "",
    } | ends
