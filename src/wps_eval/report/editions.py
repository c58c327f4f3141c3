"""Editions beside each other: what moved, and what became of the recommendations of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.report.html import isolated_text
from wps_eval.report.own import rows_of_domain
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    from wps_eval.evaluation.models import Judgement
    from wps_eval.plan import Plan
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.values import Domain
    from wps_eval.words.catalogue import Words


def edition_changes_table(
    rows: pd.DataFrame, plan: Plan, domain: Domain, writer: Writer
) -> Fragment:
    """A row a number of the earlier edition: then, now, and why it differs."""
    words = writer.words
    printed_codes = plan.printed
    moved = rows_of_domain(rows, domain)
    shown = pd.DataFrame(
        {
            "code": [
                isolated_text(printed_codes.get(r.indicator, r.indicator)) for r in each(moved)
            ],
            "title": [_indicator_title(r, plan, words) for r in each(moved)],
            "end": [words.say(f"table.{r.end}") for r in each(moved)],
            "earlier": [
                _value_with_date(r.earlier, r.earlier_date, r.unit, writer) for r in each(moved)
            ],
            "later": [_value_with_date(r.later, r.later_date, r.unit, writer) for r in each(moved)],
            "stood": [_status_then_and_now(r, writer) for r in each(moved)],
            "why": [words.say(f"moved.{r.why}") for r in each(moved)],
        }
    )
    heads = [
        Head("code", words.say("table.code"), write=str, width=1),
        Head("title", words.say("table.indicator"), width=3),
        Head("end", words.say("table.value"), width=1),
        Head("earlier", words.say("moved.earlier"), numeric=True, width=1.4),
        Head("later", words.say("moved.later"), numeric=True, width=1.4),
        Head("stood", words.say("table.status"), width=1.6),
        Head("why", words.say("moved.why"), width=1.2),
    ]
    return table(shown, heads, words.say("moved.caption"))


def _indicator_title(row: object, plan: Plan, words: Words) -> str:
    """Give an indicator's title: the plan's in the run's language, or as it was entered."""
    code = str(getattr(row, "indicator", ""))
    in_plan = any(i.code == code for i in plan.indicators)
    title = str(getattr(row, "title", code))
    return plan.title(code, words.language).text if in_plan else words.tell(title)


def _value_with_date(value: float, date: str, unit: str, writer: Writer) -> str:
    """Write a value in its unit, with its date where it has one."""
    written = writer.value(value, unit)
    return f"{written} ({writer.date(date)})" if date and known(value) else written


def _status_then_and_now(row: object, writer: Writer) -> str:
    """Say a status before and now, with an arrow between; once where it is the same."""
    then, now = str(getattr(row, "earlier_status", "")), str(getattr(row, "later_status", ""))
    statuses = [writer.words.say(f"status.{s}") for s in dict.fromkeys((then, now)) if s]
    return " → ".join(statuses) if writer.words.direction == "ltr" else " ← ".join(statuses)


def earlier_recommendations_table(judgement: Judgement, plan: Plan, writer: Writer) -> Fragment:
    """A row a recommendation of the edition before: what management answered, did and owes."""
    words, language = writer.words, writer.words.language
    names = {b.code: plan.title(b.code, language).text for b in plan.bodies}
    rows = pd.DataFrame(
        {
            "code": [isolated_text(r.code) for r in judgement.recommendations],
            "text": [r.in_language(language) for r in judgement.recommendations],
            "response": [
                words.say(f"response.{r.response}" if r.response else "response.none")
                for r in judgement.recommendations
            ],
            "action": [r.in_language(language, "action") for r in judgement.recommendations],
            "responsible": [
                words.joined(names.get(code, code) for code in r.responsible or r.addressee)
                for r in judgement.recommendations
            ],
            "deadline": [
                writer.date(str(r.deadline)) if r.deadline else ""
                for r in judgement.recommendations
            ],
            "done": [
                words.say(f"done.{r.status}" if r.status else "done.unknown")
                for r in judgement.recommendations
            ],
        }
    )
    heads = [
        Head("code", words.say("table.code"), write=str, width=0.6),
        Head("text", words.say("table.recommendation"), width=3),
        Head("response", words.say("table.response"), width=1.1),
        Head("action", words.say("table.action"), width=1.6),
        Head("responsible", words.say("table.responsible"), width=1.6),
        Head("deadline", words.say("table.deadline"), width=1.1),
        Head("done", words.say("table.implementation"), width=1.1),
    ]
    return table(rows, heads, words.say("carried.caption"))
