"""Evaluability as tables and a figure: what can be assessed, and who owes the rest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.charts.heatmap import evaluability_chart
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.html import isolated_text
from wps_eval.report.tables import Head, table
from wps_eval.results.columns import EVALUABILITY_CHECKS
from wps_eval.values import read_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.plan import Plan
    from wps_eval.report.numbers import Writer


def pillar_names(plan: Plan, language: str) -> dict[str, str]:
    """What each pillar is called in a language."""
    return {pillar.code: plan.title(pillar.code, language).text for pillar in plan.pillars}


def by_pillar(rows: pd.DataFrame, plan: Plan) -> Iterator[tuple[str, pd.DataFrame]]:
    """Part rows by their pillar, in the plan's order; a pillar without rows is left out."""
    parts = {str(pillar): part for pillar, part in rows.groupby("pillar", sort=False)}
    ordered = [pillar.code for pillar in plan.pillars]
    yield from ((code, parts[code]) for code in dict.fromkeys((*ordered, *parts)) if code in parts)


def evaluability_by_pillar(evaluability: pd.DataFrame, plan: Plan, writer: Writer) -> Fragment:
    """A row a pillar: indicators, assessable, and the reasons of the others."""
    words = writer.words
    names = pillar_names(plan, words.language)
    reasons = [reason for reason in dict.fromkeys(evaluability["reason"]) if reason]
    rows = [
        _pillar_counts(names.get(pillar, pillar), part, reasons)
        for pillar, part in by_pillar(evaluability, plan)
    ]
    rows.append(_pillar_counts(words.say("table.all"), evaluability, reasons))
    heads = [
        Head("pillar", words.say("table.pillar"), width=1.5),
        Head("all", words.say("table.indicators"), numeric=True, write=writer.count),
        Head("assessable", words.say("table.assessable"), numeric=True, write=writer.count),
        *(Head(r, words.say(f"reason.{r}"), numeric=True, write=writer.count) for r in reasons),
    ]
    return table(pd.DataFrame(rows), heads, words.say("evaluability.caption"))


def _pillar_counts(name: str, pillar_rows: pd.DataFrame, reasons: list[str]) -> dict[str, object]:
    """Count a pillar's indicators: all, assessable, and those that each reason stops."""
    reason_counts = Counter(pillar_rows["reason"])
    return {
        "pillar": name,
        "all": len(pillar_rows),
        "assessable": int(pillar_rows["assessable"].sum()),
    } | {reason: reason_counts[reason] for reason in reasons}


def evaluability_figure(evaluability: pd.DataFrame, plan: Plan, writer: Writer) -> Fragment:
    """The heat map of what each pillar's indicators have."""
    words = writer.words
    names = pillar_names(plan, words.language)
    parts = dict(by_pillar(evaluability, plan))
    labels = {
        pillar: f"{names.get(pillar, pillar)} ({writer.count(len(part))})"
        for pillar, part in parts.items()
    }
    needs = {check: words.say(f"check.{check}") for check in EVALUABILITY_CHECKS}
    counts = pd.DataFrame(
        {labels[p]: [int(part[c].sum()) for c in EVALUABILITY_CHECKS] for p, part in parts.items()},
        index=list(needs.values()),
    )
    sizes = pd.Series({labels[p]: len(part) for p, part in parts.items()})
    return evaluability_chart(counts / sizes, counts, writer, words.say("evaluability.figure"))


def coverage_table(evaluability: pd.DataFrame, plan: Plan, writer: Writer) -> Fragment:
    """A row an indicator: baseline, current value, target, and what stops its assessment."""
    words = writer.words
    ends = ("has_baseline", "has_current", "has_target")
    shown = evaluability.assign(
        number=[
            isolated_text(plan.printed.get(str(code), str(code)))
            for code in evaluability["indicator"]
        ],
        name=[plan.title(str(code), words.language).text for code in evaluability["indicator"]],
        why=[words.say(f"reason.{reason}") if reason else "" for reason in evaluability["reason"]],
        **{
            end: [words.say("answer.yes" if has else "answer.no") for has in evaluability[end]]
            for end in ends
        },
    )
    heads = [
        Head("number", words.say("table.code"), write=str, width=1.2),
        Head("name", words.say("table.indicator"), width=5),
        *(Head(end, words.say(f"check.{end}")) for end in ends),
        Head("why", words.say("table.remark"), width=1.5),
    ]
    return table(shown, heads, words.say("coverage.caption"))


def owing_table(evaluability: pd.DataFrame, plan: Plan, writer: Writer, most: int = 0) -> Fragment:
    """A row a body: indicators it answers for, assessable ones, and what it owes; nothing where none does.

    Args:
        evaluability: The evaluability table.
        plan: The plan, for the bodies' names.
        writer: Writes numbers and words.
        most: How many bodies to print; 0 prints all.
    """
    words = writer.words
    rows = owing_rows(evaluability, plan, words.language)
    if rows.empty:
        return NOTHING
    shown = rows.head(most) if most else rows
    heads = [
        Head("body", words.say("table.body"), width=3),
        Head("all", words.say("table.indicators"), numeric=True, write=writer.count),
        Head("assessable", words.say("table.assessable"), numeric=True, write=writer.count),
        *(
            Head(name, words.say(f"owes.{name}"), numeric=True, write=writer.count)
            for name in ("baseline", "current", "target", "round")
        ),
    ]
    row_counts = {"n": writer.count(len(shown)), "all": writer.count(len(rows))}
    caption = "owing.caption" if len(shown) == len(rows) else "owing.most_caption"
    return table(shown, heads, words.say(caption, **row_counts))


def owing_rows(evaluability: pd.DataFrame, plan: Plan, language: str) -> pd.DataFrame:
    """Count, for each body, its indicators and what they lack; an indicator counts for each owner."""
    rows = evaluability.assign(owner=evaluability["owners"].map(read_codes)).explode("owner")
    named = rows[rows["owner"].fillna("") != ""]
    table_rows = [
        {
            "body": plan.title(str(owner), language).text,
            "code": owner,
            "all": len(part),
            "assessable": int(part["assessable"].sum()),
            "baseline": int((~part["has_baseline"]).sum()),
            "current": int((~part["has_current"]).sum()),
            "target": int((~part["has_target"]).sum()),
            "round": int((part["reason"] == "no_round").sum()),
        }
        for owner, part in named.groupby("owner")
    ]
    columns = ["body", "code", "all", "assessable", "baseline", "current", "target", "round"]
    return pd.DataFrame(table_rows, columns=columns).sort_values(
        ["all", "code"], ascending=[False, True], ignore_index=True
    )
