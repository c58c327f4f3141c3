"""The plan itself as the report tells it: what it promised, by whom, and how surely it was read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.codes import Kept, Reading
from wps_eval.indicators.spans import spell_spans
from wps_eval.plan.units import unit_name
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.html import isolated_text
from wps_eval.report.plan_words import place_in_plan, plan_word
from wps_eval.report.tables import Head, table
from wps_eval.results.keys import span_of_row
from wps_eval.results.rows import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.plan import Plan
    from wps_eval.plan.models import Commitment, Row
    from wps_eval.report.numbers import Writer


def plan_table(plan: Plan, writer: Writer) -> Fragment:
    """A row a pillar: objectives, outputs, activities, indicators, and those that need a survey."""
    words = writer.words
    rows = [
        {"pillar": plan.title(pillar.code, words.language).text, **_counts(plan, pillar.code)}
        for pillar in plan.pillars
    ]
    marked = any(o.joint_communique for o in plan.outputs)
    joint = ("joint",) if marked else ()
    counted = ("objectives", "outputs", *joint, "activities", "indicators", "survey")
    total = {name: sum(int(str(row[name])) for row in rows) for name in counted}
    rows.append({"pillar": words.say("table.all"), **total})
    heads = [Head("pillar", words.say("table.pillar"))]
    heads += [Head(n, words.say(f"plan.{n}"), numeric=True, write=writer.count) for n in counted]
    return table(pd.DataFrame(rows), heads, words.say("plan.caption"))


def _counts(plan: Plan, pillar: str) -> dict[str, int]:
    """Count the rows of a pillar, by what the table calls them."""
    rows = {
        "objectives": plan.objectives,
        "outputs": plan.outputs,
        "joint": [o for o in plan.outputs if o.joint_communique],
        "activities": plan.activities,
        "indicators": plan.indicators,
        "survey": [i for i in plan.indicators if i.needs_survey],
    }
    return {
        name: sum(plan.pillar_of(r.code) == pillar for r in found) for name, found in rows.items()
    }


def objectives_table(plan: Plan, writer: Writer) -> Fragment:
    """The objectives in the plan's order, saying which one has no table."""
    words = writer.words
    rows = pd.DataFrame(
        {
            "code": [isolated_text(plan.printed[o.code]) for o in plan.objectives],
            "title": [plan.title(o.code, words.language).text for o in plan.objectives],
            "outputs": [sum(r.objective == o.code for r in plan.outputs) for o in plan.objectives],
            "note": ["" if o.has_table else words.say("plan.no_table") for o in plan.objectives],
        }
    )
    heads = [
        Head("code", words.say("table.code"), write=str),
        Head("title", words.say("table.objective"), width=6),
        Head("outputs", words.say("plan.outputs"), numeric=True, write=writer.count),
        Head("note", words.say("table.remark"), width=2),
    ]
    return table(rows, heads, words.say("plan.objectives_caption"))


def commitments_table(plan: Plan, kept: pd.DataFrame, writer: Writer) -> Fragment:
    """Every promise of the plan, and how those with a rhythm were kept so far.

    Args:
        plan: The plan.
        kept: The released table of commitments, a row a promise and stretch of time.
        writer: Writes numbers and dates.
    """
    words = writer.words
    rows = pd.DataFrame(
        {
            "text": [_row_text(plan, c.code, c.text, words.language) for c in plan.commitments],
            "number": [writer.number(c.value, 0) for c in plan.commitments],
            "unit": [unit_name(plan, c.unit, words.language) for c in plan.commitments],
            "period": [_period_text(c, plan, writer) for c in plan.commitments],
            "so_far": [
                _kept_text(kept[kept["commitment"] == c.code], writer) for c in plan.commitments
            ],
            "reading": [words.say(f"reading.{c.reading}") for c in plan.commitments],
        }
    )
    heads = [
        Head("text", words.say("table.commitment"), width=5),
        Head("number", words.say("table.number"), numeric=True, width=0.8),
        Head("unit", words.say("table.unit"), width=1.2),
        Head("period", words.say("table.period"), width=1.3),
        *([Head("so_far", words.say("table.so_far"), width=1.8)] if len(kept) else []),
        Head("reading", words.say("table.reading"), width=1.2),
    ]
    return table(rows, heads, words.say("plan.commitments_caption", n=len(plan.commitments)))


def _period_text(commitment: Commitment, plan: Plan, writer: Writer) -> str:
    """Say how often a promise is made, or in which parts of the country, by the plan's own word for them."""
    words = writer.words
    if commitment.period != "per_governorate":
        return words.say(f"period.{commitment.period}")
    parts = plan.parts_of_country
    if parts is None:
        return words.say("period.per_place")
    name = parts.translation(words.language, "name") or parts.name
    return words.say("period.per_governorate", parts=name)


def _kept_text(rows: pd.DataFrame, writer: Writer) -> str:
    """Say in which years a promise was kept, broken, or is not in the data; nothing without rows."""
    words = writer.words
    told = []
    for kept, part in rows.groupby("kept", sort=False):
        if kept == Kept.NOT_DUE:
            continue
        spans = spell_spans(span_of_row(row) for row in each(part.sort_values("period_start")))
        dates = words.listed(writer.date(span) for span in spans)
        told.append(words.say("kept.told", kept=words.say(f"kept.{kept!s}"), spans=dates))
    return words.joined(told)


def _row_text(plan: Plan, code: str, english: str, language: str) -> str:
    """Give a row's working translation, its English where there is none."""
    return next((t.text for t in plan.titles if (t.code, t.language) == (code, language)), english)


def forms_table(plan: Plan, writer: Writer) -> Fragment:
    """The forms and reports of the follow-up plan: who sends what to whom, and when; nothing without any."""
    words = writer.words
    forms_due = [row for row in plan.follow_up if row.kind in ("form", "report")]
    if not forms_due:
        return NOTHING
    body_names = {body.code: plan.title(body.code, words.language).text for body in plan.bodies}
    rows = pd.DataFrame(
        {
            "text": [_row_text(plan, row.code, row.text, words.language) for row in forms_due],
            "actor": [
                words.joined(body_names.get(code, code) for code in row.actor) for row in forms_due
            ],
            "recipient": [
                words.joined(body_names.get(code, code) for code in row.recipient)
                for row in forms_due
            ],
            "rhythm": [plan_word("rhythm", row.rhythm, writer) for row in forms_due],
        }
    )
    widths = {"text": 3.0, "actor": 1.5, "recipient": 1.5, "rhythm": 1.2}
    heads = [Head(n, words.say(f"follow.{n}"), width=w) for n, w in widths.items()]
    return table(rows, heads, words.say("follow.caption"))


def readings_table(plan: Plan, writer: Writer) -> Fragment:
    """Every row of the plan whose text allows two readings or none."""
    words = writer.words
    doubtful = [row for row in _rows_read(plan) if row.reading is not Reading.CLEAR]
    rows = pd.DataFrame(
        {
            "code": [isolated_text(row.code) for row in doubtful],
            "reading": [words.say(f"reading.{row.reading}") for row in doubtful],
            "readings": [row.readings.replace(" || ", " — ") for row in doubtful],
            "source": [place_in_plan(row.source, writer) for row in doubtful],
        }
    )
    heads = [
        Head("code", words.say("table.code"), write=str),
        Head("reading", words.say("table.reading")),
        Head("readings", words.say("table.readings"), width=5),
        Head("source", words.say("table.read_at"), width=2),
    ]
    return table(rows, heads, words.say("plan.readings_caption", n=len(doubtful)))


def reading_counts(plan: Plan) -> dict[str, int]:
    """How many rows of the plan were read clearly, uncertainly, or not at all."""
    return dict(Counter(str(row.reading) for row in _rows_read(plan)))


def _rows_read(plan: Plan) -> Iterator[Row]:
    """Give the rows that were read in the plan's text; targets may be set elsewhere."""
    return (row for row in plan.rows() if row not in plan.targets)
