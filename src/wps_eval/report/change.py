"""Change as tables and figures: the plan's tally, and context figures apart from it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from wps_eval.change.status_tally import tally
from wps_eval.codes import Status
from wps_eval.indicators.since_start import BY_DEFINITION
from wps_eval.indicators.subject import CONTEXT
from wps_eval.report import html
from wps_eval.report.charts.dumbbell import dumbbell_chart
from wps_eval.report.charts.tally_chart import tally_chart
from wps_eval.report.evaluability_tables import by_pillar, pillar_names
from wps_eval.report.html import isolated_text
from wps_eval.report.milestone_stages import stages_told
from wps_eval.report.parts_told import parts_told
from wps_eval.report.tables import Head, status_writer, table
from wps_eval.results.rows import each, known
from wps_eval.values import Unit, read_codes

if TYPE_CHECKING:
    from wps_eval.plan import Plan
    from wps_eval.report.cards import Cards
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer


def plan_verdicts(verdicts: pd.DataFrame) -> pd.DataFrame:
    """The plan's own indicators, without the context figures."""
    return verdicts[verdicts["pillar"] != CONTEXT]


def context_verdicts(verdicts: pd.DataFrame) -> pd.DataFrame:
    """The context figures, which stand outside every tally."""
    return verdicts[verdicts["pillar"] == CONTEXT]


def tally_figure(verdicts: pd.DataFrame, plan: Plan, writer: Writer) -> Fragment:
    """The status tally by pillar, with both denominators in its caption.

    Args:
        verdicts: The verdicts of one domain, a row an indicator.
        plan: The plan, for the pillars' names.
        writer: Writes the numbers.
    """
    parts = [tally(part) for _, part in by_pillar(plan_verdicts(verdicts), plan)]
    counts = pd.concat(parts, ignore_index=True) if parts else tally(plan_verdicts(verdicts))
    names = pillar_names(plan, writer.words.language)
    caption = writer.words.say(
        "tally.caption",
        assessable=writer.count(int(counts["assessable"].sum())),
        all=writer.count(int(counts["all"].sum())),
        context=writer.count(int(counts["context_only"].sum())),
    )
    return tally_chart(counts, names, writer, caption)


def change_table(verdicts: pd.DataFrame, plan: Plan, writer: Writer) -> Fragment:
    """Context figures of a domain: baseline, current, change in words and numbers."""
    words = writer.words
    rows = context_verdicts(verdicts)
    shown = rows.assign(
        title=[words.tell(str(title)) for title in rows["title"]],
        before=[dated_value(r, "baseline", writer) for r in each(rows)],
        now=[dated_value(r, "current", writer) for r in each(rows)],
        moved=[writer.difference(r.difference, str(r.unit)) for r in each(rows)],
        relative=[writer.signed_percent(r.relative_pct) for r in each(rows)],
        changed=[words.say(f"change.{r.change}") for r in each(rows)],
        why=[row_remarks(r, plan, writer) for r in each(rows)],
    )
    heads = [
        Head("title", words.say("table.figure"), width=2.2),
        Head("before", words.say("table.baseline"), numeric=True, width=1.2),
        Head("now", words.say("table.current"), numeric=True, width=1.2),
        Head("moved", words.say("table.difference"), numeric=True),
        Head("relative", words.say("table.relative"), numeric=True),
        Head("changed", words.say("table.change")),
        Head("status", words.say("table.against_target"), write=status_writer(words), width=1.6),
        Head("why", words.say("table.remark"), width=1.7),
    ]
    return table(shown, heads, words.say("context.caption"))


def dated_value(row: Any, end: str, writer: Writer) -> str:
    """Write the value that a verdict has at one end, in its unit with its date.

    Args:
        row: The verdict's row.
        end: ``baseline`` or ``current``.
        writer: Writes the number.
    """
    value, date = getattr(row, end), getattr(row, f"{end}_date")
    written = writer.value(value, row.unit)
    if not date or not known(value):
        return written
    if getattr(row, f"{end}_item") == BY_DEFINITION:
        return writer.words.say("value.by_definition", value=written)
    return f"{written} ({writer.date(date)})"


def row_remarks(row: Any, plan: Plan, writer: Writer) -> str:
    """Say why a row has no rating, and what a reader must be told of it."""
    words = writer.words
    codes = [str(getattr(row, "reason", ""))]
    if getattr(row, "status", "") == Status.CONTEXT and getattr(row, "pillar", "") != CONTEXT:
        codes.insert(0, "reported_cases")
    codes += read_codes(str(getattr(row, "warnings", "")))
    remarks = [
        words.say(f"reason.{c}" if words.knows(f"reason.{c}") else f"warning.{c}")
        for c in dict.fromkeys(codes)
        if c
    ]
    if str(getattr(row, "target_status", "")).endswith("floor"):
        goal = writer.value(getattr(row, "target_value", None), str(getattr(row, "unit", "")))
        remarks.insert(0, words.say("remark.floor", value=goal))
    told = (*parts_told(row, plan, writer), *stages_told(row, plan, writer))
    return words.joined((*remarks, *told))


def change_figure(verdicts: pd.DataFrame, writer: Writer) -> Fragment:
    """The dumbbell of a domain's context percentages that have both ends."""
    rows, words = context_verdicts(verdicts), writer.words
    in_percent = rows["unit"].map(lambda unit: Unit.read(unit).percent).astype(bool)
    rows = rows[in_percent & rows["baseline"].notna() & rows["current"].notna()]
    if rows.empty:
        return html.paragraph(words.say("context.no_pairs"))
    labelled = rows.assign(
        label=[
            f"{words.tell(str(r.title))}\n{writer.date(r.baseline_date)} – {writer.date(r.current_date)}"
            for r in each(rows)
        ]
    )
    return dumbbell_chart(
        labelled, writer, words.say("context.dumbbell"), words.say("axis.percent")
    )


def indicator_table(
    verdicts: pd.DataFrame, plan: Plan, pillar: str, writer: Writer, cards: Cards
) -> Fragment:
    """The progress-towards-results matrix of one pillar: every indicator, none left out.

    Args:
        verdicts: The verdicts of one domain, a row an indicator.
        plan: The plan.
        pillar: The pillar's code.
        writer: Writes the numbers.
        cards: Puts a card behind each value.
    """
    words = writer.words
    rows = verdicts[verdicts["pillar"] == pillar]
    printed_codes = plan.printed
    shown = rows.assign(
        number=[
            isolated_text(printed_codes.get(str(code), str(code))) for code in rows["indicator"]
        ],
        name=[plan.title(str(code), words.language).text for code in rows["indicator"]],
        before=[_value_with_card(r, "baseline", writer, cards) for r in each(rows)],
        due=[writer.value(r.milestone, str(r.unit)) for r in each(rows)],
        goal=[writer.value(r.target_value, str(r.unit)) for r in each(rows)],
        now=[_value_with_card(r, "current", writer, cards) for r in each(rows)],
        why=[row_remarks(r, plan, writer) for r in each(rows)],
    )
    heads = [
        Head("number", words.say("table.code"), write=str, width=1.2),
        Head("name", words.say("table.indicator"), width=5),
        Head("before", words.say("table.baseline"), numeric=True, write=str, width=1.2),
        Head("due", words.say("table.milestone"), numeric=True),
        Head("goal", words.say("table.target"), numeric=True),
        Head("now", words.say("table.current"), numeric=True, write=str, width=1.2),
        Head("status", words.say("table.status"), write=status_writer(words), width=1.6),
        Head("why", words.say("table.remark"), width=2.4),
    ]
    name = pillar_names(plan, words.language).get(pillar, pillar)
    return table(shown, heads, words.say("matrix.caption", pillar=name))


def _value_with_card(row: Any, end: str, writer: Writer, cards: Cards) -> str:
    shown = dated_value(row, end, writer)
    if not known(getattr(row, end)):  # hidden or missing: nothing stands behind it
        return escape(shown)
    return cards.end_card(shown, row, end)
