"""Reference sheets: what figures and indicators mean, who answers for them, where limits lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.plan.units import unit_name
from wps_eval.report.evaluability_tables import pillar_names
from wps_eval.report.html import isolated_text
from wps_eval.report.plan_words import place_in_plan
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each
from wps_eval.values import read_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.plan import Plan
    from wps_eval.report.fragment import Fragment
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.indicator_sheets import IndicatorSheet
    from wps_eval.words.catalogue import Words


def sheets_table(sheets: Iterable[IndicatorSheet], plan: Plan, writer: Writer) -> Fragment:
    """A row a figure: definition, unit, direction, collection and limits, from its sheet.

    What no sheet says has no column.
    """
    words = writer.words
    plan_codes = {indicator.code for indicator in plan.indicators}
    columns = ["title", "definition", "unit", "direction", "collection", "limits"]
    rows = pd.DataFrame(
        [
            {
                "title": plan.title(sheet.code, words.language).text
                if sheet.code in plan_codes
                else words.tell(sheet.title),
                "definition": words.tell(sheet.definition),
                "unit": words.tell(unit_name(plan, sheet.unit, words.language)),
                "direction": words.say(f"direction.{sheet.direction}"),
                "collection": words.tell(sheet.collection),
                "limits": words.tell(sheet.limits),
            }
            for sheet in sheets
        ],
        columns=columns,
    )
    widths = {"title": 1.6, "definition": 2.2, "limits": 2.6}
    filled_columns = [n for n in columns if rows.empty or (rows[n] != "").any()]
    heads = [Head(n, words.say(f"sheet.{n}"), width=widths.get(n, 1.0)) for n in filled_columns]
    return table(rows, heads, words.say("sheet.caption"))


def plan_sheets_table(
    evaluability: pd.DataFrame, plan: Plan, pillar: str, writer: Writer
) -> Fragment:
    """A row an indicator of a pillar: how its values read, which way is better, who answers for it.

    Args:
        evaluability: The evaluability table, which knows the bodies that answer.
        plan: The plan.
        pillar: The pillar's code.
        writer: Writes the words.
    """
    say, language = writer.words.say, writer.words.language
    indicators = {i.code: i for i in plan.indicators}
    rows = evaluability[
        (evaluability["pillar"] == pillar) & evaluability["indicator"].isin(indicators)
    ]
    shown = pd.DataFrame(
        [
            {
                "number": isolated_text(plan.printed[code]),
                "name": plan.title(code, language).text,
                "unit": unit_name(plan, indicators[code].unit, language),
                "values": say(f"data_type.{indicators[code].data_type}"),
                "better": say(f"direction.{indicators[code].direction}"),
                "global": indicators[code].global_1325,
                "owners": _owner_names(str(row.owners), plan, writer.words),
                "read": place_in_plan(indicators[code].source, writer),
            }
            for row in each(rows)
            for code in [str(row.indicator)]
        ]
    )
    heads = [
        Head("number", say("table.code"), write=str, width=1.1),
        Head("name", say("table.indicator"), width=3.4),
        Head("unit", say("sheet.unit"), width=1.1),
        Head("values", say("table.values_read"), width=1.3),
        Head("better", say("table.better"), width=0.8),
        Head("global", say("table.global"), width=0.9),
        Head("owners", say("table.owners"), width=2.2),
        Head("read", say("table.read_in"), width=1.6),
    ]
    name = pillar_names(plan, language).get(pillar, pillar)
    return table(shown, heads, say("plan_sheets.caption", pillar=name))


def _owner_names(owners: str, plan: Plan, words: Words) -> str:
    """Name the bodies whose codes a cell holds."""
    return words.joined(plan.title(code, words.language).text for code in read_codes(owners))
